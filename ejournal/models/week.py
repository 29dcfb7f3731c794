"""The timetable of a week, of classes and of mixed groups, as it is in force on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.page_periods import WHOLE_YEAR, PagePeriods, Taught
from ejournal.models.people import Enrolment, SchoolYear
from ejournal.models.substitutions import given
from ejournal.models.timetable import Lesson, TimetableEntry


class Entry(NamedTuple):
    """A lesson of the week with its page."""

    page: int
    cohort: int | None
    kind: str
    name: str
    subject: str
    weekday: int
    number: int
    room: str
    id: int = 0
    taught: Taught = WHOLE_YEAR


def entries(year: SchoolYear, day: date) -> list[Entry]:
    """Every lesson of the week in force on a day, in order of time. One query, and one for periods.

    Pages that are taught in some periods alone are among them the whole year: `taught` says when.
    """
    of_page = (Group.id, Group.cohort, Group.kind, Group.name, Subject.name)
    when = (TimetableEntry.weekday, TimetableEntry.number, TimetableEntry.room, TimetableEntry.id)
    periods = (Group.grade, Group.periods)
    query: Any = (
        TimetableEntry.select(*of_page, *when, *periods)
        .join(Group)
        .join(Subject)
        .where((Group.year == year) & in_force(TimetableEntry, day))
        .order_by(TimetableEntry.weekday, TimetableEntry.number, Group.name, TimetableEntry.id)
        .tuples()
    )
    return with_periods(query, year.id)


def with_periods(rows: Iterable[tuple[Any, ...]], year: int) -> list[Entry]:
    """Lessons of a week from rows that end with the grade and the periods of the page."""
    known = PagePeriods(year)
    return [Entry._make([*row, known.of(grade, periods)]) for *row, grade, periods in rows]


def turns(year: SchoolYear) -> list[date]:
    """The days on which the timetable of a year changed, in order."""
    query: Any = TimetableEntry.select(TimetableEntry.valid_from, TimetableEntry.valid_to).join(Group)
    spans = list(query.where(Group.year == year).distinct().tuples())
    found = {first for first, _ in spans} | {last + timedelta(days=1) for _, last in spans if last}
    return sorted(day for day in found if day <= year.valid_to)


def rooms_of(year: SchoolYear) -> set[str]:
    """The rooms that the timetables of a year name."""
    query: Any = TimetableEntry.select(TimetableEntry.room).join(Group).where(Group.year == year)
    return {row[0] for row in query.distinct().tuples() if row[0]}


def week_given(monday: date) -> list[tuple[Entry, frozenset[int], frozenset[int]]]:
    """The lessons of one week as they are to be held; `id` is that of the lesson.

    With who gives each, and the classes of a mixed group.
    """
    mixed, nobody = mixed_classes(monday), frozenset[int]()
    sunday = monday + timedelta(days=6)
    teachers = {one.id: one.teachers for one in given(monday, sunday)}
    of_page = (Group.id, Group.cohort, Group.kind, Group.name, Subject.name)
    query: Any = (
        Lesson.select(*of_page, Lesson.date, Lesson.number, Lesson.room, Lesson.id)
        .join(Group)
        .join(Subject)
        .where(Lesson.date.between(monday, sunday))
        .order_by(Lesson.date, Lesson.number, Group.name, Lesson.id)
        .tuples()
    )
    found = [Entry._make([*row[:5], row[5].isoweekday(), *row[6:], WHOLE_YEAR]) for row in query]
    return [(one, teachers[one.id], mixed.get(one.page, nobody)) for one in found]


def part_members(day: date) -> dict[int, frozenset[int]]:
    """The pupils of each group that is a part of a class, or of several, on a day. One query."""
    query: Any = GroupMember.select(GroupMember.group, GroupMember.person).join(Group)
    parts = Group.kind.in_(["part", "mixed"]) & in_force(GroupMember, day)
    found: dict[int, set[int]] = {}
    for group, person in query.where(parts).tuples():
        found.setdefault(group, set()).add(person)
    return {group: frozenset(people) for group, people in found.items()}


def mixed_classes(day: date) -> dict[int, frozenset[int]]:
    """The classes of the pupils of each mixed group on a day. One query."""
    query: Any = (
        GroupMember.select(GroupMember.group, Enrolment.cohort)
        .join(Group)
        .switch(GroupMember)
        .join(Enrolment, on=(Enrolment.person == GroupMember.person))
        .where((Group.kind == "mixed") & in_force(GroupMember, day) & in_force(Enrolment, day))
        .distinct()
        .tuples()
    )
    found: dict[int, frozenset[int]] = {}
    for group, cohort in query:
        found[group] = found.get(group, frozenset()) | {cohort}
    return found
