"""The days of a year as they were opened: its periods and the holidays of the school and of grades."""

from datetime import date
from typing import Any, NamedTuple

from ejournal.models.curriculum import DayOff, Period
from ejournal.models.grade_breaks import breaks_of_grades
from ejournal.models.people import SchoolYear
from ejournal.models.settings import school_settings

Span = tuple[date, date]
Grades = tuple[int, int]
StoredTerm = tuple[str, int, Grades, Span]  # kind, number, grades, days
StoredBreak = tuple[Grades, str, date, date]


class StoredDays(NamedTuple):
    """Periods, days off of several days with their names, single ones, holidays of grades, days of a week."""

    terms: tuple[StoredTerm, ...]
    breaks: frozenset[tuple[str, date, date]]
    holidays: tuple[tuple[date, str], ...]
    grade_breaks: tuple[StoredBreak, ...]
    week: int


def days_of(year: SchoolYear) -> StoredDays:
    """The days of a year as they are stored."""
    return StoredDays(
        tuple(map(term_of, terms_of(year))),
        frozenset((day.reason, day.valid_from, day.valid_to) for day in breaks_of(year)),
        tuple((day.valid_from, day.reason) for day in holidays_of(year)),
        tuple(
            ((one.grade_from, one.grade_to), one.reason, one.valid_from, one.valid_to)
            for one in breaks_of_grades(year)
        ),
        school_settings().school_week,
    )


def term_of(row: Period) -> StoredTerm:
    """A period as plain values."""
    return row.kind, row.number, (row.grade_from, row.grade_to), (row.valid_from, row.valid_to)


def terms_of(year: SchoolYear, *, extra: bool = False) -> list[Period]:
    """The periods of a year that pages have by their grade, or (`extra`) by their own choice, in order."""
    own = Period.extra == True if extra else Period.extra.is_null()  # noqa: E712 - a column
    mine = (Period.year == year) & own
    return list(Period.select().where(mine).order_by(Period.kind, Period.number, Period.grade_from))


def breaks_of(year: SchoolYear) -> list[DayOff]:
    """Days off of the whole school that are no lost lessons and no single day, in order."""
    return [day for day in _free(year) if day.valid_from != day.valid_to]


def holidays_of(year: SchoolYear) -> list[DayOff]:
    """Single days off of the whole school that are no lost lessons, in order."""
    return [day for day in _free(year) if day.valid_from == day.valid_to]


def _free(year: SchoolYear) -> Any:
    here = (DayOff.valid_from >= year.valid_from) & (DayOff.valid_to <= year.valid_to)
    taught = DayOff.lost.is_null() | ~DayOff.lost
    return DayOff.select().where(DayOff.cohort.is_null() & taught & here).order_by(DayOff.valid_from)
