"""Weekly sheets of families on paper (п. 4.4.5, 4.6.6): printed, handed over, returned; facts."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, CharField, DateField, ForeignKeyField, fn

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


class Days(NamedTuple):
    """A span of days, open-ended when `last` is None."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Stretch(NamedTuple):
    """A child in a class, who answers for the child and what was chosen, each with its days; None: nobody,
    nothing. `chose` is whoever has chosen."""

    cohort: int
    child: int
    born: date | None
    learns: Days
    guardian: int | None
    answers: Days | None
    chose: int | None
    chosen: Days | None
    electronic: bool | None
    consented: bool | None
    signed: bool | None

    def signer(self, day: date) -> int | None:
        """Who signs for the child on a day: at 18 the child, before a guardian who answers that day."""
        if signers.is_of_age(self.born, day):
            return self.child
        return self.guardian if self.answers and self.answers.holds(day) else None


Returned = SheetStep.alias()


def sheets(cohort: int, week: date) -> list[SheetRow]:
    """The sheets of a class for a week. One query."""
    return _rows((WeekSheet.cohort == cohort) & (WeekSheet.week == week))


def without_stubs(cohort: int, since: date) -> list[SheetRow]:
    """п. 4.4.5: the sheets of a class whose stub is not back, for the weeks from a Monday on. One query."""
    mine = (WeekSheet.cohort == cohort) & (WeekSheet.week >= since)
    return [row for row in _rows(mine) if row.returned is None]


def stub_hashes(pupils: Collection[int]) -> dict[str, WeekSheet]:
    """The sheets of these pupils whose stub is back as a picture, by its hash. One query."""
    query: Any = SheetStep.select(SheetStep, WeekSheet).join(WeekSheet)
    mine = WeekSheet.pupil.in_(list(pupils)) & SheetStep.upload.is_null(False)
    return {row.file_hash: row.sheet for row in query.where(mine)}


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


def stretches(cohorts: Collection[int], last: date) -> list[Stretch]:
    """п. 4.6.1: all that the forms of the children of these classes ever rested on, until a day; the newer
    choices later. One query."""
    mine = Enrolment.alias()
    here = mine.select(mine.person).where(mine.cohort.in_(list(cohorts)))
    learns = (Enrolment.cohort, Enrolment.person, Person.birth_date, Enrolment.valid_from, Enrolment.valid_to)
    answers = (Guardianship.guardian, Guardianship.valid_from, Guardianship.valid_to)
    chosen = (Informing.guardian, Informing.valid_from, Informing.valid_to)
    form = (Informing.electronic, Informing.consented, Informing.signed)
    either = (Informing.guardian == Guardianship.guardian) | (Informing.guardian == Enrolment.person)
    of_child = (Informing.child == Enrolment.person) & either & (Informing.valid_from <= last)
    query: Any = Enrolment.select(*learns, *answers, *chosen, *form)
    query = query.join(Person, on=(Person.id == Enrolment.person)).switch(Enrolment)
    query = query.join(Guardianship, JOIN.LEFT_OUTER, on=(Guardianship.child == Enrolment.person))
    query = query.switch(Enrolment).join(Informing, JOIN.LEFT_OUTER, on=of_child)
    query = query.where(Enrolment.person.in_(here) & (Enrolment.valid_from <= last))
    order = (Guardianship.id, Enrolment.id, Informing.valid_from, Informing.id)
    return [_stretch(row) for row in query.order_by(*order).tuples()]


def _stretch(row: tuple[Any, ...]) -> Stretch:
    cohort, child, born, *rest = row
    learns, answers, chosen = ((rest[at], rest[at + 1]) for at in (0, 3, 6))
    return Stretch(
        cohort,
        child,
        born,
        Days(*learns),
        rest[2],
        Days(*answers) if answers[0] else None,
        rest[5],
        Days(*chosen) if chosen[0] else None,
        *rest[8:],
    )


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
