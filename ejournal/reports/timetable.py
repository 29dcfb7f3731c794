"""п. 4.2.1: the timetable of a class, a teacher or a room as a week, and what clashes in it."""

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import NamedTuple

from ejournal.models import people
from ejournal.models.draft import together_on
from ejournal.models.people import SchoolYear
from ejournal.models.week import Entry, entries, turns
from ejournal.reports.bell_times import BellTimes
from ejournal.reports.school_week import Choice, SchoolWeek, when_title
from ejournal.reports.timetable_day import DayPlan, plan
from ejournal.wording import weekday_name


@dataclass(frozen=True)
class Cell:
    """One lesson of the week, in words: what, in which periods if not in all, with whom and where.

    `time` is there when the lesson goes by other bells than its row.
    """

    what: str
    when: str
    about: str
    time: str


class Row(NamedTuple):
    """The lessons of one number, by weekday, with the time of most of them."""

    number: int
    time: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Week:
    """The week of one class, teacher or room; `rows` by lesson number.

    `turns` are the days from which the timetable of the year is another one, `since` the one it is shown of.
    """

    title: str
    chosen: str
    choices: dict[str, list[Choice]]
    days: tuple[str, ...]
    rows: tuple[Row, ...]
    clashes: tuple[str, ...]
    joint: int  # lessons at one time that are declared to go together
    hours: int
    turns: tuple[date, ...]
    since: date | None
    today: DayPlan


def week(asked: str, teacher: int | None, day: date, school_week: int, zone: tzinfo | None) -> Week | None:
    """The week that is in force on a day, and that day: of what was `asked`, else of the teacher or a class.

    None when no year is open or it has no timetable yet. A constant number of queries.
    """
    year = people.year_of_work(day)
    whole = in_force(year, day, school_week) if year else None
    return _week(whole, year, day, asked, teacher, zone) if whole and year else None


def in_force(year: SchoolYear, day: date, school_week: int) -> SchoolWeek | None:
    """The week in force on a day; outside the year that of its nearest day. None: there is none."""
    shown = min(max(day, year.valid_from), year.valid_to)
    found = entries(year, shown)
    return SchoolWeek(found, shown, school_week, together_on(year, shown)) if found else None


def _week(
    whole: SchoolWeek, year: SchoolYear, day: date, asked: str, teacher: int | None, zone: tzinfo | None
) -> Week:
    changed = turns(year)
    choices = whole.choices()
    known = {choice.value: choice.title for those in choices.values() for choice in those}
    first = next(iter(known))
    chosen = next((value for value in (asked, f"teacher:{teacher}") if value in known), first)
    mine, bells = whole.of(chosen), BellTimes(whole)
    numbers = range(min(entry.number for entry in mine), max(entry.number for entry in mine) + 1)
    return Week(
        title=known[chosen],
        chosen=chosen,
        choices=choices,
        days=tuple(weekday_name(number) for number in whole.days),
        rows=tuple(_row(whole, bells, [one for one in mine if one.number == n], n, chosen) for n in numbers),
        clashes=tuple(map(whole.told, whole.conflicts())),
        joint=sum(map(len, whole.together.values())),
        hours=sum(map(len, whole.taken(chosen).values())),
        turns=tuple(changed),
        since=max((turn for turn in changed if turn <= day), default=None),
        today=plan(whole, chosen, day, zone),
    )


def _row(whole: SchoolWeek, bells: BellTimes, mine: list[Entry], number: int, chosen: str) -> Row:
    kind, time = chosen.partition(":")[0], bells.row(mine)
    cells = tuple(
        tuple(
            Cell(entry.subject, when_title(entry), whole.about(entry, kind), bells.other(entry, time))
            for entry in mine
            if entry.weekday == day
        )
        for day in whole.days
    )
    return Row(number, time, cells)
