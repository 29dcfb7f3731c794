"""The days of a school year on which classes are not taught, and the classes to choose from (п. 2.2)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal.db import touch
from ejournal.models.curriculum import DayOff, Group
from ejournal.models.lost import days_between, lost_lessons
from ejournal.models.openings import of_ground
from ejournal.models.people import SchoolYear, class_names, year_of_work
from ejournal.rules.days_off import ours
from ejournal.wording import class_name


@dataclass(frozen=True)
class Line:
    """Days off; `who` is «вся школа» or a class, `open` says that they may be taken back.

    `gone`: how many lessons of the timetable they took, and no other decision.
    """

    id: int
    who: str
    reason: str
    first: date
    last: date
    lost: bool
    open: bool
    gone: int = 0


@dataclass(frozen=True)
class DaysOff:
    """The year with its days off, the newest first, and its classes by number."""

    name: str
    lines: tuple[Line, ...]
    remote: tuple[Line, ...]
    classes: dict[int, str]


def page(today: date) -> DaysOff | None:
    """п. 2.2: the days off of the year of work; None when no year is open. A constant number of queries."""
    year = year_of_work(today)
    if year is None:
        return None
    names = class_names(max(today, year.valid_from))
    classes = {cohort: class_name(*own) for cohort, own in names.items()}
    days = DayOff.select().where(touch(DayOff, year.valid_from, year.valid_to))
    gone = _gone(year)
    lines = tuple(
        Line(
            id=day.id,
            who=_who(day.cohort_id, classes),
            reason=day.reason,
            first=day.valid_from,
            last=day.valid_to,
            lost=bool(day.lost),
            open=day.valid_to >= today and ours(day.lost, day.reason, day.grade_break_id is not None),
            gone=sum(
                gone[day.cohort_id, day.reason, on] for on in days_between(day.valid_from, day.valid_to)
            ),
        )
        for day in days.order_by(DayOff.valid_from.desc(), DayOff.id)
    )
    return DaysOff(year.name, lines, _remote(year, classes, today), classes)


def _gone(year: SchoolYear) -> Counter[tuple[int | None, str, date]]:
    """How many lessons each reason took on each day: of each class, and under None of the whole school."""
    query: Any = Group.select(Group.id, Group.cohort).where(Group.year == year).tuples()
    cohorts: dict[int, int | None] = dict(query)
    found: Counter[tuple[int | None, str, date]] = Counter()
    for lesson in lost_lessons(list(cohorts), year.valid_from, year.valid_to):
        if not lesson.kind:
            found.update((who, lesson.reason, lesson.day) for who in {None, cohorts[lesson.group]})
    return found


def _remote(year: SchoolYear, classes: dict[int, str], today: date) -> tuple[Line, ...]:
    """п. 4.5.2: the days on which classes learn from home, the newest first."""
    return tuple(
        Line(
            id=one.id,
            who=_who(one.cohort_id, classes),
            reason=f"{one.reason}, приказ {one.paper}",
            first=one.first,
            last=one.last,
            lost=False,
            open=one.last >= today,
        )
        for one in of_ground("remote", year.valid_from, year.valid_to)
    )


def _who(cohort: int | None, classes: dict[int, str]) -> str:
    return f"{classes.get(cohort, '')} класс" if cohort else "вся школа"
