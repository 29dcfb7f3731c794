"""Weekly sheets of families on paper (п. 4.4.5, 4.6.6): printed, handed over, returned; facts."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, CharField, DateField, ForeignKeyField, fn

from ejournal.db import touch
from ejournal.models import signers
from ejournal.models.imports import Upload
from ejournal.models.journal import Fact
from ejournal.models.people import Cohort, Enrolment, Guardianship, Informing, Person


class WeekSheet(Fact):
    """The sheet of a pupil for the week that begins on the Monday `week`; `token` is what its QR names."""

    pupil_id: int
    cohort_id: int
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    week = DateField()
    token = CharField(max_length=32, unique=True)


class SheetStep(Fact):
    """A sheet was handed over, or its stub came back signed; `way`: services.weekly.WAYS."""

    sheet = ForeignKeyField(WeekSheet, on_delete="RESTRICT", backref="+")
    step = CharField(max_length=10)
    day = DateField()
    way = CharField(max_length=20)
    upload_id: int | None
    upload = ForeignKeyField(Upload, on_delete="RESTRICT", null=True, backref="+")
    file_hash = CharField(max_length=64)


class SheetRow(NamedTuple):
    """A sheet as it is read, with its steps."""

    id: int
    pupil: int
    cohort: int
    week: date
    token: str
    handed: date | None
    way: str | None
    returned: date | None


class GivenSheet(NamedTuple):
    """A sheet as the register tells of it: when it was printed and handed over, and by whom."""

    id: int
    pupil: int
    week: date
    at: datetime
    handed: date | None
    way: str | None
    giver: int | None
    returned: date | None


class Choice(NamedTuple):
    """The form that somebody chose for a child of a class, and the days of all that it rests on."""

    cohort: int
    child: int
    born: date | None
    guardian: int
    electronic: bool
    days: tuple[tuple[date, date | None], ...]

    def in_force(self, day: date) -> bool:
        """Whether it counts on a day: of a pupil of 18 the own choice, of the others that of a guardian."""
        own = self.child == self.guardian
        within = all(first <= day and (last is None or day <= last) for first, last in self.days)
        return within and own is signers.is_of_age(self.born, day)


Returned = SheetStep.alias()


def sheets(cohort: int, week: date) -> list[SheetRow]:
    """The sheets of a class for a week. One query."""
    return _rows((WeekSheet.cohort == cohort) & (WeekSheet.week == week))


def given(cohort: int, first: date, last: date) -> list[GivenSheet]:
    """п. 4.4.5: the sheets of a class for the weeks that begin within a span, in order. One query."""
    about = (WeekSheet.id, WeekSheet.pupil, WeekSheet.week, WeekSheet.at)
    mine = (WeekSheet.cohort == cohort) & WeekSheet.week.between(first, last)
    query = _with_steps(*about, SheetStep.day, SheetStep.way, SheetStep.by, Returned.day)
    return [GivenSheet(*row) for row in query.where(mine).order_by(WeekSheet.week, WeekSheet.id).tuples()]


def _rows(condition: Any) -> list[SheetRow]:
    about = (WeekSheet.id, WeekSheet.pupil, WeekSheet.cohort, WeekSheet.week, WeekSheet.token)
    query = _with_steps(*about, SheetStep.day, SheetStep.way, Returned.day)
    return [SheetRow(*row) for row in query.where(condition).order_by(WeekSheet.id).tuples()]


def _with_steps(*columns: Any) -> Any:
    handed = (SheetStep.sheet == WeekSheet.id) & (SheetStep.step == "handed")
    back = (Returned.sheet == WeekSheet.id) & (Returned.step == "returned")
    query: Any = WeekSheet.select(*columns)
    query = query.join(SheetStep, JOIN.LEFT_OUTER, on=handed).switch(WeekSheet)
    return query.join(Returned, JOIN.LEFT_OUTER, on=back)


def last_informed(pupils: Collection[int]) -> dict[int, date]:
    """By pupil: the last day on which a sheet was handed over or came back. One query."""
    query: Any = WeekSheet.select(WeekSheet.pupil, fn.MAX(SheetStep.day)).join(
        SheetStep, on=(SheetStep.sheet == WeekSheet.id)
    )
    rows = query.where(WeekSheet.pupil.in_(list(pupils))).group_by(WeekSheet.pupil).tuples()
    return {pupil: _day(day) for pupil, day in rows}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def choices(cohorts: Collection[int], first: date, last: date) -> list[Choice]:
    """п. 4.6.1: every choice of a form in these classes within a span, the newer ones later. One query."""
    about = (Enrolment.cohort, Informing.child, Person.birth_date, Informing.guardian, Informing.electronic)
    tables: tuple[Any, ...] = (Informing, Enrolment, Guardianship)
    whose = (Guardianship.child == Informing.child) & (Guardianship.guardian == Informing.guardian)
    query: Any = Informing.select(*about, *(day for row in tables for day in (row.valid_from, row.valid_to)))
    query = query.join(Person, on=(Person.id == Informing.child)).switch(Informing)
    query = query.join(Enrolment, on=(Enrolment.person == Informing.child)).switch(Informing)
    query = query.join(Guardianship, JOIN.LEFT_OUTER, on=whose)
    query = query.where(Enrolment.cohort.in_(list(cohorts)) & touch(Informing, first, last))
    query = query.where(Guardianship.id.is_null(False) | (Informing.guardian == Informing.child))
    return [_choice(row) for row in query.order_by(Informing.valid_from, Informing.id).tuples()]


def _choice(row: tuple[Any, ...]) -> Choice:
    spans = [(row[at], row[at + 1]) for at in (5, 7, 9)]
    cohort, child, born, guardian, electronic, *_ = row
    return Choice(cohort, child, born, guardian, electronic, tuple(span for span in spans if span[0]))


def handed(cohorts: Collection[int], first: date, last: date) -> set[tuple[int, date]]:
    """п. 4.4.5: pupil and Monday of the sheets that were handed over, of these weeks. One query."""
    query: Any = WeekSheet.select(WeekSheet.pupil, WeekSheet.week).join(
        SheetStep, on=(SheetStep.sheet == WeekSheet.id)
    )
    mine = WeekSheet.cohort.in_(list(cohorts)) & WeekSheet.week.between(first, last)
    return set(query.where(mine).tuples())


def by_tokens(tokens: Collection[str]) -> dict[str, WeekSheet]:
    """The sheets that these tokens name."""
    found: Any = WeekSheet.select().where(WeekSheet.token.in_(list(tokens))) if tokens else ()
    return {row.token: row for row in found}


def steps_of(sheet: int) -> set[str]:
    return {row.step for row in SheetStep.select(SheetStep.step).where(SheetStep.sheet == sheet)}
