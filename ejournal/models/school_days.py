"""Which days are school days: days off, and days that are taught by the timetable of another weekday."""

from collections.abc import Callable, Collection
from datetime import date
from functools import cache, cached_property
from typing import Any

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table
from ejournal.models.curriculum import DayOff
from ejournal.models.people import Cohort
from ejournal.prepared import prepared


class DayLike(Table):
    """A day that a class (None: the school) is taught by the timetable of another weekday, 1 is Monday."""

    cohort_id: int | None
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", null=True, backref="+")
    date = DateField()
    weekday = SmallIntegerField()
    order_number = CharField(max_length=100)


class Calendar:
    """Which days are school days for a class: not a weekend, not a day off (first and last day of each).

    `instead` gives the days that are taught by another weekday; it is asked once, about weekends alone.
    """

    def __init__(
        self,
        off: Collection[tuple[date, date]],
        week_days: int,
        instead: Callable[[], Collection[date]] = frozenset,
    ) -> None:
        self._off = off
        self._week_days = week_days
        self._ask = instead

    @cached_property
    def _instead(self) -> Collection[date]:
        return self._ask()

    def is_school_day(self, day: date) -> bool:
        taught = day.isoweekday() <= self._week_days or day in self._instead
        return taught and not any(a <= day <= b for a, b in self._off)


def calendar_of(cohort: int | None, first: date, week_days: int) -> Calendar:
    """The calendar of a class, or of everybody, from a day on. One query, one more for a weekend."""
    return Calendar(_off(cohort, first), week_days, lambda: {row[0] for row in _instead(cohort, first)})


def calendars(first: date, week_days: int) -> Callable[[int | None], Calendar]:
    """The same for any class. One query for all."""
    query: Any = DayOff.select(DayOff.cohort, DayOff.valid_from, DayOff.valid_to)
    off = list(query.where(DayOff.valid_to >= first).tuples())

    @cache
    def of(cohort: int | None) -> Calendar:
        days = [row[1:] for row in off if row[0] in (None, cohort)]
        return Calendar(days, week_days, lambda: {row[0] for row in _instead(cohort, first)})

    return of


@prepared
def _off(cohort: int | None, first: date) -> Any:
    mine = DayOff.cohort.is_null() | (DayOff.cohort == cohort)
    return DayOff.select(DayOff.valid_from, DayOff.valid_to).where(mine & (DayOff.valid_to >= first)).tuples()


@prepared
def _instead(cohort: int | None, first: date) -> Any:
    mine = DayLike.cohort.is_null() | (DayLike.cohort == cohort)
    return DayLike.select(DayLike.date).where(mine & (DayLike.date >= first)).tuples()
