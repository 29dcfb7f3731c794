"""Papers of families (п. 4.6.1): printed, signed, scanned; facts. The form in force: people.Informing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import (
    JOIN,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    fn,
)

from ejournal.db import Table, in_force
from ejournal.models.imports import Upload
from ejournal.models.journal import Fact
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import Cohort, Enrolment, Informing, Person


class FamilyPaper(Fact):
    """One paper of one guardian about one child; `number` counts within the calendar `year`.

    `kind`: rules.consents.KINDS. `electronic` is the form that was printed in an application, None when the
    hand is to tick it. `token` is what its QR names. `issued` is the file it is in; None for a paper of old.
    """

    guardian_id: int
    child_id: int
    cohort_id: int
    issued_id: int | None
    year = SmallIntegerField()
    number = IntegerField()
    kind = CharField(max_length=20)
    guardian = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    child = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    electronic = BooleanField(null=True)
    token = CharField(max_length=32, unique=True)
    issued = ForeignKeyField(IssuedPaper, on_delete="RESTRICT", null=True, backref="+")


class FamilyStep(Fact):
    """A paper is back with its signature (signed), its scan is added to it afterwards (scanned), or it was
    printed for nothing (spoilt): a signature that comes all the same is stronger. A child of 14 has signed
    it too (child).

    `day` is the one written on it, `electronic` the form ticked in an application, `place` where it is kept.
    """

    paper = ForeignKeyField(FamilyPaper, on_delete="RESTRICT", backref="+")
    step = CharField(max_length=10)
    day = DateField()
    electronic = BooleanField(null=True)
    place = CharField(max_length=200)
    upload_id: int | None
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", null=True, backref="+")
    file_hash = CharField(max_length=64)


class PileLeaf(Table):
    """A page of a pile that waits for a hand, with the reason why it was not filed.

    `paper` is known when its QR was read, and something is still to be said of it; `place` is where the pile
    is kept.
    """

    cohort_id: int
    paper_id: int | None
    upload_id: int
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", unique=True, backref="+")
    paper = ForeignKeyField(FamilyPaper, on_delete="RESTRICT", null=True, backref="+")
    day = DateField()
    reason = CharField(max_length=300)
    place = CharField(max_length=200, null=True)


class PaperRow(NamedTuple):
    """A paper as it is read; `signed` is the day written on it, `form` what an application asked for."""

    id: int
    year: int
    number: int
    kind: str
    guardian: int
    child: int
    cohort: int
    printed: bool | None
    issued: int | None
    at: datetime
    by: int
    step: int | None
    signed: date | None
    form: bool | None
    place: str | None
    taken_by: int | None
    scan: int | None
    scan_later: int | None
    spoilt_on: date | None
    child_signed: date | None

    @property
    def spoilt(self) -> bool:
        """Whether it was printed for nothing: nobody waits for it."""
        return self.step is None and self.spoilt_on is not None

    @property
    def scanned(self) -> bool:
        return self.scan is not None or self.scan_later is not None


@dataclass(frozen=True)
class NewFamilyPaper:
    """A paper that is about to be printed, under the number that its text already says."""

    kind: str
    number: int
    guardian: int
    child: int
    electronic: bool | None
    token: str


Scanned, Spoilt, OfChild = FamilyStep.alias(), FamilyStep.alias(), FamilyStep.alias()


def papers(children: Collection[int]) -> list[PaperRow]:
    """All papers about these children, the oldest first. One query."""
    return _rows(FamilyPaper.child.in_(list(children))) if children else []


def papers_of_classes(cohorts: Collection[int] | None, year: int) -> list[PaperRow]:
    """п. 4.6.1: the register of a calendar year; None is of all classes."""
    mine = FamilyPaper.year == year
    return _rows(mine if cohorts is None else mine & FamilyPaper.cohort.in_(list(cohorts)))


def _rows(condition: Any) -> list[PaperRow]:
    signed = (FamilyStep.paper == FamilyPaper.id) & (FamilyStep.step == "signed")
    later = (Scanned.paper == FamilyPaper.id) & (Scanned.step == "scanned")
    spoilt = (Spoilt.paper == FamilyPaper.id) & (Spoilt.step == "spoilt")
    of_child = (OfChild.paper == FamilyPaper.id) & (OfChild.step == "child")
    about = (FamilyPaper.id, FamilyPaper.year, FamilyPaper.number, FamilyPaper.kind, FamilyPaper.guardian)
    more = (FamilyPaper.child, FamilyPaper.cohort, FamilyPaper.electronic, FamilyPaper.issued, FamilyPaper.at)
    step = (FamilyStep.id, FamilyStep.day, FamilyStep.electronic, FamilyStep.place, FamilyStep.by)
    scans = (FamilyStep.upload, Scanned.upload)
    query: Any = FamilyPaper.select(*about, *more, FamilyPaper.by, *step, *scans, Spoilt.day, OfChild.day)
    query = query.join(FamilyStep, JOIN.LEFT_OUTER, on=signed).switch(FamilyPaper)
    query = query.join(Scanned, JOIN.LEFT_OUTER, on=later).switch(FamilyPaper)
    query = query.join(Spoilt, JOIN.LEFT_OUTER, on=spoilt).switch(FamilyPaper)
    query = query.join(OfChild, JOIN.LEFT_OUTER, on=of_child)
    return [PaperRow(*row) for row in query.where(condition).order_by(FamilyPaper.id).tuples()]


def by_tokens(tokens: Collection[str]) -> dict[str, FamilyPaper]:
    """The papers that these tokens name."""
    found: Any = FamilyPaper.select().where(FamilyPaper.token.in_(list(tokens))) if tokens else ()
    return {row.token: row for row in found}


def last_number(year: int) -> int:
    return int(FamilyPaper.select(fn.MAX(FamilyPaper.number)).where(FamilyPaper.year == year).scalar() or 0)


def pupils(cohort: int, day: date) -> list[int]:
    """Everybody in a class on a day."""
    mine = (Enrolment.cohort == cohort) & in_force(Enrolment, day)
    query: Any = Enrolment.select(Enrolment.person).where(mine).tuples()
    return [row[0] for row in query]


def informing(guardian: int, child: int, day: date) -> Informing | None:
    """The form in force of a guardian for a child; of two the newer one."""
    mine = (Informing.guardian == guardian) & (Informing.child == child) & in_force(Informing, day)
    found: Informing | None = Informing.select().where(mine).order_by(Informing.valid_from.desc()).first()
    return found


def leaves(cohort: int) -> list[PileLeaf]:
    """Pages of the piles of a class that wait for a hand, without their content."""
    columns = (Upload.id, Upload.name, Upload.media_type, Upload.file_hash, Upload.at, Upload.size)
    query = PileLeaf.select(PileLeaf, *columns).join(Upload)
    return list(query.where(PileLeaf.cohort == cohort).order_by(PileLeaf.id))


def kept_hashes(cohort: int) -> set[tuple[str, int | None]]:
    """The hashes of the pages that wait for a hand in a class, each with the paper that it waits for."""
    return {(leaf.upload.file_hash, leaf.paper_id) for leaf in leaves(cohort)}


def gone(cohort: int, day: date) -> dict[int, date]:
    """Who is in no class on a day and was in this one last, with the last day at school. One query."""
    ever = Enrolment.select(Enrolment.person).where(Enrolment.cohort == cohort)
    query: Any = Enrolment.select(Enrolment.person, Enrolment.cohort, Enrolment.valid_to)
    last: dict[int, tuple[date, int]] = {}
    for child, where, until in query.where(Enrolment.person.in_(ever)).tuples():
        last[child] = max(last.get(child, (date.min, 0)), (_day(until) if until else date.max, where))
    return {child: until for child, (until, where) in last.items() if where == cohort and until < day}


def filed_hashes(children: Collection[int]) -> dict[str, int]:
    """The papers about these children that have a scan, by the hash of the picture. One query."""
    mine = FamilyPaper.child.in_(list(children)) & FamilyStep.upload.is_null(False)
    query: Any = FamilyStep.select(FamilyStep.file_hash, FamilyStep.paper).join(FamilyPaper).where(mine)
    return dict(query.tuples())


def class_of(child: int, day: date) -> int | None:
    """The class where a child is on a day."""
    mine = (Enrolment.person == child) & in_force(Enrolment, day)
    found: int | None = Enrolment.select(Enrolment.cohort).where(mine).scalar()
    return found


def left(children: Collection[int], day: date) -> dict[int, date]:
    """The last day at school of those of these children who are in no class on a day. One query."""
    last = fn.MAX(fn.COALESCE(Enrolment.valid_to, date.max))
    query: Any = Enrolment.select(Enrolment.person, last).where(Enrolment.person.in_(list(children)))
    rows = ((child, _day(until)) for child, until in query.group_by(Enrolment.person).tuples())
    return {child: until for child, until in rows if until < day}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def scan_of(paper: int) -> int | None:
    """The number of the file with the newest scan of a paper."""
    mine = (FamilyStep.paper == paper) & FamilyStep.upload.is_null(False)
    found: int | None = (
        FamilyStep.select(FamilyStep.upload).where(mine).order_by(FamilyStep.id.desc()).scalar()
    )
    return found
