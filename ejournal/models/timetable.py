"""Bells, the timetable, and the lessons it lays out."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField, TimeField, fn

from ejournal.db import MomentField, Table, in_force
from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Subject
from ejournal.models.people import Enrolment, Person
from ejournal.prepared import prepared


class Bell(Table):
    """When lesson `number` begins and ends for a span of grades."""

    number = SmallIntegerField()
    grade_from = SmallIntegerField()
    grade_to = SmallIntegerField()
    starts = TimeField()
    ends = TimeField()
    valid_from = DateField()
    valid_to = DateField(null=True)


class TimetableEntry(Table):
    """A weekly lesson: weekday 1 (Monday) … 7, in force from–to."""

    group_id: int
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    weekday = SmallIntegerField()
    number = SmallIntegerField()
    room = CharField(max_length=30)
    valid_from = DateField()
    valid_to = DateField(null=True)


class Lesson(Table):
    """One lesson of one group, laid out from the timetable; what happened in it is in models.journal."""

    group_id: int
    substitute_id: int | None
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    date = DateField()
    number = SmallIntegerField()
    room = CharField(max_length=30)
    starts_at = MomentField()
    ends_at = MomentField()
    substitute = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")


def lesson(lesson_id: int) -> Lesson | None:
    """A lesson with its group and subject."""
    return next(iter(_lessons(lesson_id)), None)


def lesson_at(group: int, day: date, number: int) -> Lesson | None:
    """The lesson of a group at a time, with its group and subject."""
    return next((one for one in lessons_of_day(group, day) if one.number == number), None)


@prepared
def _lessons(lesson_id: int) -> Any:
    return Lesson.select(Lesson, Group, Subject).join(Group).join(Subject).where(Lesson.id == lesson_id)


@prepared
def lessons_of_day(group: int, day: date) -> Any:
    """The lessons of a group on one day, with the group and its subject, in order."""
    query = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject)
    return query.where((Lesson.group == group) & (Lesson.date == day)).order_by(Lesson.number)


def taught_by(person: int, first: date, last: date) -> list[Any]:
    """Lessons that the person gives in a span: own ones not given to a substitute, and substitutions."""
    own = GroupTeacher.select(GroupTeacher.group).where(
        (GroupTeacher.person == person)
        & (GroupTeacher.group == Lesson.group)
        & in_force(GroupTeacher, Lesson.date)
    )
    mine = (Lesson.substitute == person) | (Lesson.substitute.is_null() & Lesson.group.in_(own))
    return list(
        Lesson.select(Lesson, Group, Subject)
        .join(Group)
        .join(Subject)
        .where(Lesson.date.between(first, last) & mine)
        .order_by(Lesson.date, Lesson.number, Lesson.id)
    )


def teachers_of(lesson: Lesson) -> frozenset[int]:
    """Who gives this lesson: the substitute, else the teachers of the group on its day."""
    if lesson.substitute_id:
        return frozenset({lesson.substitute_id})
    return teachers_on(lesson.group_id, lesson.date)


def teachers_on(group: int, day: date) -> frozenset[int]:
    return frozenset(row[0] for row in _teachers(group, day))


def substitutes(group: int, first: date, last: date) -> frozenset[int]:
    """Who gives lessons of a page in a span instead of its teachers."""
    mine = (Lesson.group == group) & Lesson.date.between(first, last) & Lesson.substitute.is_null(False)
    query: Any = Lesson.select(Lesson.substitute).where(mine).distinct().tuples()
    return frozenset(row[0] for row in query)


@prepared
def _teachers(group: int, day: date) -> Any:
    here = (GroupTeacher.group == group) & in_force(GroupTeacher, day)
    return GroupTeacher.select(GroupTeacher.person).where(here).tuples()


@prepared
def lessons_from(group: int, first: date, today: date) -> Any:
    """Day and id of the lessons of the group from `first` as far as the next day after both it and today."""
    later = Lesson.alias()
    after = (later.group == group) & (later.date > first) & (later.date > today)
    following = later.select(fn.MIN(later.date)).where(after)
    seen = (Lesson.date <= today) | (Lesson.date <= first) | (Lesson.date == following)
    ahead = (Lesson.group == group) & (Lesson.date >= first) & seen
    return Lesson.select(Lesson.date, Lesson.id).where(ahead).order_by(Lesson.date, Lesson.number).tuples()


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


class GroupLesson(NamedTuple):
    """A lesson of a journal page."""

    id: int
    date: date
    number: int
    starts_at: datetime
    ends_at: datetime
    substitute: int | None


def lessons_of_group(group: int, first: date, last: date) -> list[GroupLesson]:
    """Lessons of a journal page in a span, in order."""
    return [GroupLesson(*row) for row in _lessons_of_group(group, first, last)]


@prepared
def _lessons_of_group(group: int, first: date, last: date) -> Any:
    columns = (Lesson.id, Lesson.date, Lesson.number, Lesson.starts_at, Lesson.ends_at, Lesson.substitute)
    mine = (Lesson.group == group) & Lesson.date.between(first, last)
    return Lesson.select(*columns).where(mine).order_by(Lesson.date, Lesson.number, Lesson.id).tuples()


class PupilLesson(NamedTuple):
    """A lesson of a group that the pupil belonged to on its day."""

    id: int
    group: int
    day: date
    number: int
    subject: str


def lessons_of_pupil(pupil: int, first: date, last: date) -> list[PupilLesson]:
    """Lessons that a pupil has in a span, in order."""
    return [PupilLesson(*row) for row in _lessons_of_pupil(pupil, first, last)]


@prepared
def _lessons_of_pupil(pupil: int, first: date, last: date) -> Any:
    return (
        Lesson.select(Lesson.id, Lesson.group, Lesson.date, Lesson.number, Subject.name)
        .join(Group)
        .join(Subject)
        .switch(Lesson)
        .join(GroupMember, on=(GroupMember.group == Lesson.group))
        .where((GroupMember.person == pupil) & in_force(GroupMember, Lesson.date))
        .where(Lesson.date.between(first, last))
        .order_by(Lesson.date, Lesson.number, Lesson.id)
        .tuples()
    )


def places(lessons: Collection[int]) -> dict[int, tuple[str, datetime, datetime]]:
    """Room, beginning and end by lesson."""
    return {row[0]: row[1:] for row in _places(lessons)}


@prepared
def _places(lessons: Collection[int]) -> Any:
    columns = (Lesson.id, Lesson.room, Lesson.starts_at, Lesson.ends_at)
    return Lesson.select(*columns).where(Lesson.id.in_(lessons)).tuples()


def classes_of_pupils(lessons: Collection[int]) -> dict[int, frozenset[int]]:
    """The classes of the pupils of each of these lessons on its day: of a mixed group there are several."""
    query: Any = (
        Lesson.select(Lesson.id, Enrolment.cohort)
        .join(GroupMember, on=(GroupMember.group == Lesson.group))
        .join(Enrolment, on=(Enrolment.person == GroupMember.person))
        .where(Lesson.id.in_(list(lessons)) & in_force(GroupMember, Lesson.date))
        .where(in_force(Enrolment, Lesson.date))
        .distinct()
    )
    found: dict[int, frozenset[int]] = {lesson: frozenset() for lesson in lessons}
    for lesson, cohort in query.tuples():
        found[lesson] |= {cohort}
    return found


class ClassLesson(NamedTuple):
    """A lesson of a class, or of a part of it."""

    id: int
    cohort: int
    day: date
    number: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    group: str
    kind: str


def lessons_of_classes(cohorts: Collection[int], first: date, last: date) -> list[ClassLesson]:
    """What these classes, or some of their pupils in mixed groups, have in a span of days, in order."""
    of_lesson = (Lesson.date, Lesson.number, Lesson.starts_at, Lesson.ends_at)
    columns = (*of_lesson, Subject.name, Group.name, Group.kind)
    in_span = Lesson.date.between(first, last)
    own: Any = (
        Lesson.select(Lesson.id, Group.cohort, *columns)
        .join(Group)
        .join(Subject)
        .where(Group.cohort.in_(list(cohorts)) & in_span)
    )
    of_pupils = Enrolment.cohort.in_(list(cohorts)) & in_force(Enrolment, Lesson.date)
    mixed: Any = (
        Lesson.select(Lesson.id, Enrolment.cohort, *columns)
        .join(Group)
        .join(Subject)
        .switch(Lesson)
        .join(GroupMember, on=(GroupMember.group == Lesson.group) & in_force(GroupMember, Lesson.date))
        .join(Enrolment, on=(Enrolment.person == GroupMember.person))
        .where(Group.cohort.is_null() & of_pupils & in_span)
        .distinct()
    )
    found = [ClassLesson(*row) for row in [*own.tuples(), *mixed.tuples()]]
    return sorted(found, key=lambda lesson: (lesson.day, lesson.number, lesson.group))


def teaching_days(cohorts: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    """The days in a span on which each of these classes has lessons of its own."""
    mine = Group.cohort.in_(list(cohorts)) & Lesson.date.between(first, last)
    query: Any = Lesson.select(Group.cohort, Lesson.date).join(Group).where(mine).distinct().tuples()
    return list(query)


def lesson_on(group: int, day: date) -> int | None:
    """The first lesson of the group on a day."""
    return next((row[0] for row in _lessons_on(group, day)), None)


@prepared
def _lessons_on(group: int, day: date) -> Any:
    here = (Lesson.group == group) & (Lesson.date == day)
    return Lesson.select(Lesson.id).where(here).order_by(Lesson.number).tuples()


def bell_numbers(day: date) -> set[int]:
    """The numbers of the lessons that have bells on a day."""
    query: Any = Bell.select(Bell.number).where(in_force(Bell, day)).distinct().tuples()
    return {row[0] for row in query}
