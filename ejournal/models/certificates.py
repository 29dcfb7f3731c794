"""п. 4.2.2: checks of the journals: what was checked, what was counted, what was issued, who knows of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from peewee import JOIN, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from ejournal.db import Table
from ejournal.models.audit import Audit
from ejournal.models.journal import Fact
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import Person, SchoolYear

KIND = "certificate"  # of the paper in the register


class Certificate(Table):
    """Record: a check of the days first … last, and what the deputy wrote of it.

    `classes` are numbers of cohorts with commas, "" for all; `teacher` narrows it to one; `directions` are
    letters of п. 4.2.2; `advice` is JSON, a list of [who, what, until]; `again` is the day of the next check.
    """

    author_id: int
    previous_id: int | None
    teacher_id: int | None
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    first = DateField()
    last = DateField()
    classes = CharField(max_length=300)
    teacher = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    directions = CharField(max_length=5)
    author = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    previous = ForeignKeyField("self", on_delete="RESTRICT", null=True, backref="+")
    basis = CharField(max_length=300)
    conclusions = TextField()
    advice = TextField()
    again = DateField(null=True)
    dropped = BooleanField(default=False)
    version = IntegerField(default=1)

    @property
    def cohorts(self) -> list[int] | None:
        """The classes that were checked; None for all."""
        return [int(one) for one in self.classes.split(",")] if self.classes else None


class CertificateContent(Fact):
    """What was counted and found, as JSON of reports.certificates.content; the newest one is shown."""

    certificate_id: int
    certificate = ForeignKeyField(Certificate, on_delete="RESTRICT", backref="+")
    content = TextField()


class CertificateIssue(Fact):
    """The certificate was approved and registered: what it says is that content for ever."""

    certificate_id: int
    paper_id: int
    certificate = ForeignKeyField(Certificate, on_delete="RESTRICT", backref="+")
    content = ForeignKeyField(CertificateContent, on_delete="RESTRICT", backref="+")
    paper = ForeignKeyField(IssuedPaper, on_delete="RESTRICT", backref="+")


class CertificateRecipient(Fact):
    """Whom an issued certificate was sent to, as whom."""

    certificate_id: int
    person_id: int
    certificate = ForeignKeyField(Certificate, on_delete="RESTRICT", backref="+")
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    position = CharField(max_length=200)


class CertificateReading(Fact):
    """«Ознакомлен(а)»: `by` has confirmed."""

    certificate = ForeignKeyField(Certificate, on_delete="RESTRICT", backref="+")


class PlannedCheck(Table):
    """Record: what is to be checked in a month (its first day)."""

    month = DateField(unique=True)
    title = CharField(max_length=300)
    version = IntegerField(default=1)


def certificate(number: int) -> Certificate | None:
    found: Certificate | None = Certificate.get_or_none((Certificate.id == number) & ~Certificate.dropped)
    return found


def newest_content(number: int) -> CertificateContent | None:
    """What was counted last; of an issued one that which was issued, for nothing is counted after it."""
    mine = CertificateContent.select().where(CertificateContent.certificate == number)
    return mine.order_by(CertificateContent.id.desc()).first()  # type: ignore[no-any-return]  # a row or None


def begun_by(request: str | None) -> int:
    """The check that a request began, by its idempotency key."""
    query: Any = CertificateContent.select(CertificateContent.certificate).join(
        Audit, on=(Audit.deed == CertificateContent.deed)
    )
    return int(query.where(Audit.request == request).tuples().get()[0])


def issue_of(number: int) -> CertificateIssue | None:
    found: CertificateIssue | None = CertificateIssue.get_or_none(CertificateIssue.certificate == number)
    return found


def all_of(year: SchoolYear, person: int | None) -> list[tuple[Certificate, IssuedPaper | None]]:
    """The certificates of a year, the newest first; those that were sent to somebody, when one is named."""
    query: Any = Certificate.select(Certificate, CertificateIssue, IssuedPaper)
    query = query.join(CertificateIssue, JOIN.LEFT_OUTER, on=(CertificateIssue.certificate == Certificate.id))
    query = query.join(IssuedPaper, JOIN.LEFT_OUTER)
    query = query.where((Certificate.year == year) & ~Certificate.dropped)
    if person is not None:
        sent = CertificateRecipient.select(CertificateRecipient.certificate)
        query = query.where(Certificate.id.in_(sent.where(CertificateRecipient.person == person)))
    rows = list(query.order_by(Certificate.last.desc(), Certificate.id.desc()))
    return [(one, getattr(getattr(one, "certificateissue", None), "paper", None)) for one in rows]


def issued(year: SchoolYear) -> list[Certificate]:
    """The issued certificates of a year, by the last of their days. One query."""
    query: Any = Certificate.select().join(
        CertificateIssue, on=(CertificateIssue.certificate == Certificate.id)
    )
    return list(query.where(Certificate.year == year).order_by(Certificate.last, Certificate.id))


def issued_at(numbers: Collection[int]) -> dict[int, datetime]:
    """When these certificates were issued. One query."""
    query: Any = CertificateIssue.select(CertificateIssue.certificate, CertificateIssue.at)
    return dict(query.where(CertificateIssue.certificate.in_(list(numbers))).tuples())


def recipients(numbers: Collection[int]) -> list[CertificateRecipient]:
    """Whom these certificates were sent to, in order."""
    mine = CertificateRecipient.certificate.in_(list(numbers))
    return list(CertificateRecipient.select().where(mine).order_by(CertificateRecipient.id))


def readings(numbers: Collection[int]) -> dict[tuple[int, int], Any]:
    """When each of them confirmed, by certificate and person."""
    columns = (CertificateReading.certificate, CertificateReading.by, CertificateReading.at)
    query: Any = CertificateReading.select(*columns)
    rows = query.where(CertificateReading.certificate.in_(list(numbers))).tuples()
    return {(one, person): at for one, person, at in rows}


def waiting(person: int) -> list[int]:
    """The certificates that were sent to somebody who has not confirmed yet."""
    read = CertificateReading.select(CertificateReading.certificate).where(CertificateReading.by == person)
    mine = (CertificateRecipient.person == person) & CertificateRecipient.certificate.not_in(read)
    query: Any = CertificateRecipient.select(CertificateRecipient.certificate).where(mine)
    return [number for (number,) in query.order_by(CertificateRecipient.id).tuples()]


def planned(first: date, last: date) -> dict[date, PlannedCheck]:
    """The plan of checks by month."""
    mine = PlannedCheck.month.between(first.replace(day=1), last)
    return {one.month: one for one in PlannedCheck.select().where(mine).order_by(PlannedCheck.month)}


def months_checked(first: date, last: date) -> set[date]:
    """п. 4.2.2: the months of a span (their first days) in whose days a check was issued; a check of one
    teacher is none of the month."""
    query: Any = Certificate.select(Certificate.last).join(
        CertificateIssue, on=(CertificateIssue.certificate == Certificate.id)
    )
    mine = Certificate.last.between(first.replace(day=1), last) & Certificate.teacher.is_null()
    rows = query.where(mine).tuples()
    return {day.replace(day=1) for (day,) in rows}


def newest_contents(numbers: Collection[int]) -> dict[int, str]:
    """What was counted last, by certificate."""
    columns = (CertificateContent.certificate, CertificateContent.content)
    query: Any = CertificateContent.select(*columns).order_by(CertificateContent.id)
    return dict(query.where(CertificateContent.certificate.in_(list(numbers))).tuples())
