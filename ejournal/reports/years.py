"""The school year as its page tells it."""

from dataclasses import dataclass
from datetime import date

from ejournal.models.curriculum import Period, days_off, periods_of_year
from ejournal.models.people import year_of_work

KINDS = {"quarter": "четверть", "half": "полугодие", "trimester": "триместр"}


@dataclass(frozen=True)
class Year:
    """`periods` and `off` are titles with first and last day."""

    name: str
    first: date
    last: date
    periods: tuple[tuple[str, date, date], ...]
    off: tuple[tuple[str, date, date], ...]


def year_of(day: date) -> Year | None:
    """п. 4.3.1: the year that holds the day or is prepared, with its periods and days off."""
    year = year_of_work(day)
    if year is None:
        return None
    periods = tuple((_title(row), row.valid_from, row.valid_to) for row in periods_of_year(year))
    off = tuple(days_off(None, year.valid_from, year.valid_to))
    return Year(year.name, year.valid_from, year.valid_to, periods, off)


def _title(period: Period) -> str:
    return f"{period.number} {KINDS[period.kind]}, {period.grade_from}–{period.grade_to} классы"
