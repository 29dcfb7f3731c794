"""Why pupils are absent: grounds by span or by weekday, releases from PE, what parents tell beforehand."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, BooleanField, CharField, DateField, ForeignKeyField, SmallIntegerField, fn

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.imports import Upload
from ejournal.models.journal import Fact
from ejournal.models.people import Cohort, Enrolment, Person
from ejournal.prepared import prepared


class AbsenceNotice(Fact):
    """п. 2.5: a parent tells that the child will not come; a proposal until it is answered."""

    pupil_id: int
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    first = DateField()
    last = DateField()
    reason = CharField(max_length=20)
    words = CharField(max_length=300)


class AbsenceAnswer(Fact):
    """What the class teacher decided on a notice; accepted, it has become a ground."""

    notice = ForeignKeyField(AbsenceNotice, on_delete="RESTRICT", unique=True, backref="+")
    accepted = BooleanField()
    words = CharField(max_length=300)


class AbsenceGround(Fact):
    """п. 4.4.3: why a pupil is absent (Б, УП, НП), or released (ОСВ), from one lesson to another.

    The span begins at lesson `first_number` of its first day and ends with `last_number` of the last one;
    without them days are whole. With a `weekday` and a `number` it is that lesson of every week alone. A
    release is of one subject. Code Н or «» is a correction of the fact itself and holds for nothing ahead.
    `kind`: rules.grounds.KINDS; `paper` is its number and date, `file_hash` seals the scan, "" without one.
    `cohort` is the class whose teacher wrote it.
    """

    pupil_id: int
    cohort_id: int
    upload_id: int | None
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    code = CharField(max_length=3)
    kind = CharField(max_length=20)
    paper = CharField(max_length=100)
    words = CharField(max_length=300)
    first = DateField()
    first_number = SmallIntegerField(null=True)
    last = DateField()
    last_number = SmallIntegerField(null=True)
    weekday = SmallIntegerField(null=True)
    number = SmallIntegerField(null=True)
    subject = ForeignKeyField(Subject, on_delete="RESTRICT", null=True, backref="+")
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", null=True, backref="+")
    file_hash = CharField(max_length=64)
    notice = ForeignKeyField(AbsenceNotice, on_delete="RESTRICT", null=True, backref="+")


class AbsenceGroundEnd(Fact):
    """A ground that holds no more from a day on; from its first day on it never held."""

    ground = ForeignKeyField(AbsenceGround, on_delete="RESTRICT", unique=True, backref="+")
    since = DateField()


class GroundRow(NamedTuple):
    """A ground as it is read; `since` is the day from which it holds no more."""

    id: int
    pupil: int
    code: str
    kind: str
    paper: str
    words: str
    first: date
    first_number: int | None
    last: date
    last_number: int | None
    weekday: int | None
    number: int | None
    subject: int | None
    upload: int | None
    notice: int | None
    at: datetime
    by: int
    since: date | None


_COLUMNS = (
    *(AbsenceGround.id, AbsenceGround.pupil, AbsenceGround.code, AbsenceGround.kind, AbsenceGround.paper),
    *(AbsenceGround.words, AbsenceGround.first, AbsenceGround.first_number, AbsenceGround.last),
    *(AbsenceGround.last_number, AbsenceGround.weekday, AbsenceGround.number, AbsenceGround.subject),
    *(AbsenceGround.upload, AbsenceGround.notice, AbsenceGround.at, AbsenceGround.by, AbsenceGroundEnd.since),
)


def touching(pupils: Collection[int], first: date, last: date) -> list[GroundRow]:
    """The grounds of these pupils that touch a span, the oldest first; corrections of facts are none."""
    return [GroundRow(*row) for row in _touching(pupils, first, last)]


@prepared
def _touching(pupils: Collection[int], first: date, last: date) -> Any:
    here = (AbsenceGround.last >= first) & (AbsenceGround.first <= last)
    lasting = AbsenceGround.code.not_in(["", "Н"])
    query = AbsenceGround.select(*_COLUMNS).join(AbsenceGroundEnd, JOIN.LEFT_OUTER)
    mine = AbsenceGround.pupil.in_(pupils) & here & lasting
    return query.where(mine).order_by(AbsenceGround.id).tuples()


def of_events(numbers: Collection[int]) -> dict[int, GroundRow]:
    """These grounds by their numbers, corrections of facts too."""
    query: Any = AbsenceGround.select(*_COLUMNS).join(AbsenceGroundEnd, JOIN.LEFT_OUTER)
    rows = query.where(AbsenceGround.id.in_(list(numbers))).tuples() if numbers else ()
    return {row[0]: GroundRow(*row) for row in rows}


def released(day: Any) -> Any:
    """п. 4.4.3: whether a GroupMember of a query is released on a day from the practice of its Group."""
    ended = AbsenceGroundEnd.select(AbsenceGroundEnd.id).where(
        (AbsenceGroundEnd.ground == AbsenceGround.id) & (AbsenceGroundEnd.since <= day)
    )
    mine = (AbsenceGround.pupil == GroupMember.person) & (AbsenceGround.subject == Group.subject)
    holds = (AbsenceGround.first <= day) & (AbsenceGround.last >= day) & ~fn.EXISTS(ended)
    return fn.EXISTS(AbsenceGround.select(AbsenceGround.id).where(mine & holds))


class NoticeRow(NamedTuple):
    """A notice with its answer, when there is one."""

    id: int
    pupil: int
    first: date
    last: date
    reason: str
    words: str
    at: datetime
    by: int
    accepted: bool | None
    answer: str | None
    answered_at: datetime | None


def notices(pupils: Collection[int], since: date) -> list[NoticeRow]:
    """What was told of these pupils for days from `since` on, the newest first."""
    return [NoticeRow(*row) for row in _notices(pupils, since)]


@prepared
def _notices(pupils: Collection[int], since: date) -> Any:
    told = (AbsenceNotice.id, AbsenceNotice.pupil, AbsenceNotice.first, AbsenceNotice.last)
    columns = (*told, AbsenceNotice.reason, AbsenceNotice.words, AbsenceNotice.at, AbsenceNotice.by)
    answer = (AbsenceAnswer.accepted, AbsenceAnswer.words, AbsenceAnswer.at)
    query = AbsenceNotice.select(*columns, *answer).join(AbsenceAnswer, JOIN.LEFT_OUTER)
    mine = AbsenceNotice.pupil.in_(pupils) & (AbsenceNotice.last >= since)
    return query.where(mine).order_by(AbsenceNotice.id.desc()).tuples()


def unanswered(cohorts: Collection[int], since: date, today: date) -> dict[int, int]:
    """How many notices for days from `since` on wait for the teachers of these classes. One query."""
    return dict(_unanswered(sorted(cohorts), since, today)) if cohorts else {}


@prepared
def _unanswered(cohorts: Collection[int], since: date, today: date) -> Any:
    here = Enrolment.cohort.in_(cohorts) & in_force(Enrolment, today)
    query = AbsenceNotice.select(Enrolment.cohort, fn.COUNT(AbsenceNotice.id))
    query = query.join(Enrolment, on=Enrolment.person == AbsenceNotice.pupil)
    query = query.join(AbsenceAnswer, JOIN.LEFT_OUTER, on=AbsenceAnswer.notice == AbsenceNotice.id)
    waiting = AbsenceAnswer.id.is_null() & (AbsenceNotice.last >= since)
    return query.where(here & waiting).group_by(Enrolment.cohort).order_by(Enrolment.cohort).tuples()
