"""Weekly sheets of families on paper (п. 4.4.5, 4.6.6): printed, handed over, returned; facts."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, CharField, DateField, ForeignKeyField, fn

from ejournal.models.imports import Upload
from ejournal.models.journal import Fact
from ejournal.models.people import Cohort, Person


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


Returned = SheetStep.alias()


def sheets(cohort: int, week: date) -> list[SheetRow]:
    """The sheets of a class for a week. One query."""
    return _rows((WeekSheet.cohort == cohort) & (WeekSheet.week == week))


def ledger(cohort: int, since: date) -> list[SheetRow]:
    """п. 4.4.5: the register of a class since a Monday, the newest week first."""
    return sorted(
        _rows((WeekSheet.cohort == cohort) & (WeekSheet.week >= since)),
        key=lambda row: row.week,
        reverse=True,
    )


def _rows(condition: Any) -> list[SheetRow]:
    handed = (SheetStep.sheet == WeekSheet.id) & (SheetStep.step == "handed")
    back = (Returned.sheet == WeekSheet.id) & (Returned.step == "returned")
    about = (WeekSheet.id, WeekSheet.pupil, WeekSheet.cohort, WeekSheet.week, WeekSheet.token)
    query: Any = WeekSheet.select(*about, SheetStep.day, SheetStep.way, Returned.day)
    query = query.join(SheetStep, JOIN.LEFT_OUTER, on=handed).switch(WeekSheet)
    query = query.join(Returned, JOIN.LEFT_OUTER, on=back)
    return [SheetRow(*row) for row in query.where(condition).order_by(WeekSheet.id).tuples()]


def last_informed(pupils: Collection[int]) -> dict[int, date]:
    """By pupil: the last day on which a sheet was handed over or came back. One query."""
    query: Any = WeekSheet.select(WeekSheet.pupil, fn.MAX(SheetStep.day)).join(
        SheetStep, on=(SheetStep.sheet == WeekSheet.id)
    )
    rows = query.where(WeekSheet.pupil.in_(list(pupils))).group_by(WeekSheet.pupil).tuples()
    return {pupil: _day(day) for pupil, day in rows}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def by_tokens(tokens: Collection[str]) -> dict[str, WeekSheet]:
    """The sheets that these tokens name."""
    found: Any = WeekSheet.select().where(WeekSheet.token.in_(list(tokens))) if tokens else ()
    return {row.token: row for row in found}


def steps_of(sheet: int) -> set[str]:
    return {row.step for row in SheetStep.select(SheetStep.step).where(SheetStep.sheet == sheet)}
