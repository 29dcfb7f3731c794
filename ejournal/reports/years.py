"""The school year as its page tells it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ejournal.models.bells import Hours, bells_after, bells_on, lessons_since
from ejournal.models.curriculum import Period, days_off, periods_of_year
from ejournal.models.grade_breaks import breaks_of_grades
from ejournal.models.people import SchoolYear, year_of_work
from ejournal.models.settings import school_settings
from ejournal.models.year_layout import days_of
from ejournal.reports.norms import bell_norm
from ejournal.rules import bell_norms, calendar_days, year_norms
from ejournal.rules.calendar import FIRST_GRADE, Clocks, Grades, Layout
from ejournal.wording import clock_time

KINDS = {"quarter": "четверть", "half": "полугодие", "trimester": "триместр"}

KINDS_OF_PERIODS = {"quarter": "четверти", "trimester": "триместры", "half": "полугодия"}


@dataclass(frozen=True)
class Year:
    """`periods` and `off` are titles with first and last day; `bells` by grades, "" where all go by the same.

    `layout` is None where the periods are not those that the form lays out; `unusual` says what in it is not
    as the ministry recommends, `wrong` what cannot be in a week of as many school days as the school has
    now. `next_bells`: the day from
    which other bells are in force; `newest` of all and of grade 1 are those.
    Of the lessons ahead those that are `free` follow new bells, those `written` of do not.
    """

    name: str
    first: date
    last: date
    periods: tuple[tuple[str, date, date], ...]
    off: tuple[tuple[str, date, date], ...]
    bells: dict[str, Clocks]
    next_bells: date | None
    newest_first: Clocks
    newest: Clocks
    doubts: tuple[str, ...]
    layout: Layout | None
    unusual: tuple[str, ...]
    wrong: tuple[str, ...]
    free: int
    written: int


def year_of(day: date) -> Year | None:
    """п. 4.3.1: the year that holds the day or is prepared, with its periods, days off and bells."""
    year = year_of_work(day)
    if year is None:
        return None
    shown, since = max(day, year.valid_from), max(day + timedelta(days=1), year.valid_from)
    hours, turn = bells_on(shown), bells_after(shown)
    ahead = bells_on(turn) if turn else hours
    newest, layout = _told(ahead), calendar_days.laid_out(*days_of(year))
    return Year(
        year.name,
        year.valid_from,
        year.valid_to,
        tuple((_title(row), row.valid_from, row.valid_to) for row in periods_of_year(year)),
        tuple(_off(year)),
        {"" if len(hours) == 1 else _grades(*grades): told for grades, told in _told(hours).items()},
        turn,
        newest.pop(FIRST_GRADE, ()),
        next(iter(newest.values()), ()),
        tuple(_doubts(ahead, turn or shown)),
        layout,
        _unusual(layout) if layout else (),
        _wrong(layout) if layout else (),
        lessons_since(year, since, free=True).count(),
        lessons_since(year, since, free=False).count(),
    )


def _wrong(layout: Layout) -> tuple[str, ...]:
    return tuple(calendar_days.problems(replace(layout, week=school_settings().school_week)))


def _unusual(layout: Layout) -> tuple[str, ...]:
    own = school_settings()
    weeks = (own.year_weeks, own.year_weeks_first)
    return tuple(year_norms.doubts(layout, own.school_week, weeks))


def _off(year: SchoolYear) -> Iterator[tuple[str, date, date]]:
    """The holidays of the whole school and, named, those of grades, in order of days."""
    own = [
        (f"{one.reason}, {_grades(one.grade_from, one.grade_to)}", one.valid_from, one.valid_to)
        for one in breaks_of_grades(year)
    ]
    return iter(sorted([*days_off(None, year.valid_from, year.valid_to), *own], key=lambda one: one[1]))


def _told(hours: Hours) -> dict[Grades, Clocks]:
    return {
        grades: tuple((clock_time(first), clock_time(last)) for first, last in spans)
        for grades, spans in sorted(hours.items())
    }


def _doubts(hours: Hours, day: date) -> Iterator[str]:
    """п. 4.2.1: what is over the norm in the bells, by grades where they have several."""
    norm = bell_norm(day)
    for grades, spans in sorted(hours.items()):
        ahead = f"{_grades(*grades)}: " if len(hours) > 1 else ""
        yield from (f"{ahead}{told}" for told in bell_norms.over(norm, grades, spans))


def _grades(first: int, last: int) -> str:
    return f"{first} класс" if first == last else f"{first}–{last} классы"


def _title(period: Period) -> str:
    return f"{period.number} {KINDS[period.kind]}, {_grades(period.grade_from, period.grade_to)}"
