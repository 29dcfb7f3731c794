"""The days of a year as they were opened: its quarters and the holidays of the whole school."""

from datetime import date
from typing import Any, NamedTuple

from ejournal.models.curriculum import DayOff, Period
from ejournal.models.people import SchoolYear

Span = tuple[date, date]


class StoredDays(NamedTuple):
    """Quarters, the number of halves, days off of several days with their names, single ones."""

    quarters: tuple[Span, ...]
    halves: int
    breaks: frozenset[tuple[str, date, date]]
    holidays: tuple[tuple[date, str], ...]


def days_of(year: SchoolYear) -> StoredDays:
    """The days of a year as they are stored."""
    return StoredDays(
        tuple((row.valid_from, row.valid_to) for row in quarters_of(year)),
        len(halves_of(year)),
        frozenset((day.reason, day.valid_from, day.valid_to) for day in breaks_of(year)),
        tuple((day.valid_from, day.reason) for day in holidays_of(year)),
    )


def quarters_of(year: SchoolYear) -> list[Period]:
    """The quarters of a year in order."""
    mine = (Period.year == year) & (Period.kind == "quarter")
    return list(Period.select().where(mine).order_by(Period.number))


def halves_of(year: SchoolYear) -> list[Period]:
    """The halves of a year in order."""
    mine = (Period.year == year) & (Period.kind == "half")
    return list(Period.select().where(mine).order_by(Period.number))


def breaks_of(year: SchoolYear) -> list[DayOff]:
    """Days off of the whole school that are no lost lessons and no single day, in order."""
    return [day for day in _free(year) if day.valid_from != day.valid_to]


def holidays_of(year: SchoolYear) -> list[DayOff]:
    """Single days off of the whole school that are no lost lessons, in order."""
    return [day for day in _free(year) if day.valid_from == day.valid_to]


def _free(year: SchoolYear) -> Any:
    here = (DayOff.valid_from >= year.valid_from) & (DayOff.valid_to <= year.valid_to)
    mine = DayOff.cohort.is_null() & ~DayOff.lost & here
    return DayOff.select().where(mine).order_by(DayOff.valid_from)
