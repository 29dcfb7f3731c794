"""Which bells are in force, and the lessons ahead that go by them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from ejournal.db import in_force
from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Bell, Lesson
from ejournal.models.written import blank

Hours = dict[tuple[int, int], tuple[tuple[time, time], ...]]  # of the lessons in order, by grades


def bells_on(day: date) -> Hours:
    """The bells in force on a day, by grades."""
    return _by_grades(Bell.select().where(in_force(Bell, day)))


def numbers_over(grade: int, now: datetime) -> set[int]:
    """The lessons of a grade that are over by this moment of its day. One query."""
    day, clock = now.date(), now.time()
    mine = in_force(Bell, day) & (Bell.grade_from <= grade) & (Bell.grade_to >= grade)
    return {bell.number for bell in Bell.select().where(mine) if bell.ends <= clock}


def bells_after(day: date) -> date | None:
    """The first day after this one on which other bells come into force."""
    rows: Any = Bell.select(Bell.valid_from, Bell.valid_to).distinct().tuples()
    turns = {first for first, _ in rows} | {last + timedelta(days=1) for _, last in rows if last}
    return min((turn for turn in turns if turn > day), default=None)


def _by_grades(rows: Iterable[Any]) -> Hours:
    found: Hours = {}
    for row in sorted(rows, key=lambda bell: (bell.grade_from, bell.grade_to, bell.number)):
        grades = (row.grade_from, row.grade_to)
        found[grades] = (*found.get(grades, ()), (row.starts, row.ends))
    return found


def lessons_since(year: SchoolYear, since: date, *, free: bool) -> Any:
    """The lessons of a year from a day on: those that nothing is written of, or those with records."""
    of_year = Group.select(Group.id).where(Group.year == year)
    mine = Lesson.group.in_(of_year) & (Lesson.date >= since)
    return Lesson.select(Lesson, Group).join(Group).where(mine & (blank() if free else ~blank()))
