"""The attendance of a class: what the class teacher's page asks of the journal."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from ejournal.db import in_force, touch
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, Subject
from ejournal.models.journal import Absence, AbsenceChange, RollCall
from ejournal.models.people import Enrolment
from ejournal.models.timetable import Lesson


class PupilCell(NamedTuple):
    """A lesson of a pupil: `cohort` is None for a mixed group; a lesson `of_class` is no club."""

    lesson: int
    group: int
    cohort: int | None
    subject: int
    day: date
    number: int
    starts_at: datetime
    of_class: bool


def cells(pupil: int, first: date, last: date) -> list[PupilCell]:
    """Every lesson that a pupil has in a span, in order."""
    columns = (Lesson.id, Lesson.group, Group.cohort, Group.subject)
    query: Any = (
        Lesson.select(*columns, Lesson.date, Lesson.number, Lesson.starts_at, Group.kind)
        .join(Group)
        .join(GroupMember)
        .where((GroupMember.person == pupil) & in_force(GroupMember, Lesson.date))
        .where(Lesson.date.between(first, last))
        .order_by(Lesson.date, Lesson.number, Lesson.id)
    )
    return [PupilCell._make((*row[:-1], row[-1] in LESSON_KINDS)) for row in query.tuples()]


class WeekLesson(NamedTuple):
    """A lesson that pupils of a class have."""

    id: int
    group: int
    day: date
    number: int
    subject: str
    starts_at: datetime
    subject_id: int
    kind: str


def lessons(pupils: Collection[int], first: date, last: date) -> list[WeekLesson]:
    """What these pupils have in a span, clubs and the like aside, in order."""
    shared = GroupMember.select(GroupMember.group).where(
        GroupMember.person.in_(list(pupils)) & touch(GroupMember, first, last)
    )
    query: Any = (
        Lesson.select(
            Lesson.id,
            Lesson.group,
            Lesson.date,
            Lesson.number,
            Subject.name,
            Lesson.starts_at,
            Subject.id,
            Group.kind,
        )
        .join(Group)
        .join(Subject)
        .where(Lesson.group.in_(shared) & Group.kind.in_(LESSON_KINDS) & Lesson.date.between(first, last))
        .order_by(Lesson.date, Lesson.number, Lesson.id)
    )
    return [WeekLesson(*row) for row in query.tuples()]


def subjects(groups: Collection[int]) -> list[tuple[int, str]]:
    """The subjects of these groups, by name."""
    query: Any = Subject.select(Subject.id, Subject.name).join(Group, on=(Group.subject == Subject.id))
    return list(query.where(Group.id.in_(list(groups))).distinct().order_by(Subject.name).tuples())


def stays(cohort: int, first: date, last: date) -> dict[int, list[tuple[date, date | None]]]:
    """By pupil: the days in a class that touch a span."""
    mine = (Enrolment.cohort == cohort) & touch(Enrolment, first, last)
    query: Any = Enrolment.select(Enrolment.person, Enrolment.valid_from, Enrolment.valid_to).where(mine)
    found: dict[int, list[tuple[date, date | None]]] = {}
    for person, since, until in query.order_by(Enrolment.valid_from).tuples():
        found.setdefault(person, []).append((since, until))
    return found


def held_lessons(pupils: Collection[int], first: date, last: date) -> list[tuple[int, date, int]]:
    """Pupil, day and how many lessons of the day were held of every pupil and day of a span."""
    query: Any = (
        Lesson.select(GroupMember.person, Lesson.date, fn.COUNT(fn.DISTINCT(Lesson.id)))
        .join(Group)
        .join(GroupMember)
        .where(GroupMember.person.in_(list(pupils)) & in_force(GroupMember, Lesson.date))
        .where(Lesson.date.between(first, last) & _held())
        .group_by(GroupMember.person, Lesson.date)
    )
    return list(query.tuples())


def noted(pupils: Collection[int], first: date, last: date) -> list[tuple[int, date, str]]:
    """Pupil, day and code of every absence or lateness of a span, as it stands."""
    later = Absence.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    query: Any = (
        Absence.select(Absence.pupil, Lesson.date, Absence.code)
        .join(Lesson)
        .join(Group)
        .where(Absence.pupil.in_(list(pupils)) & Lesson.date.between(first, last))
        .where((Absence.code != "") & ~fn.EXISTS(newer) & _held())
    )
    return list(query.tuples())


def _held() -> Any:
    called = RollCall.select(RollCall.id).where(RollCall.lesson == Lesson.id)
    return fn.EXISTS(called) & Group.kind.in_(LESSON_KINDS)


class Event(NamedTuple):
    """An attendance event with the ground it rests on; None: the roll call of the lesson."""

    lesson: int
    code: str
    at: datetime
    by: int
    ground: int | None


def history(pupil: int, lessons: Collection[int]) -> list[Event]:
    """п. 4.4.2, 4.4.3: all that was ever noted of a pupil at these lessons, in order."""
    columns = (Absence.lesson, Absence.code, Absence.at, Absence.by, AbsenceChange.ground)
    mine = (Absence.pupil == pupil) & Absence.lesson.in_(list(lessons))
    query: Any = Absence.select(*columns).join(AbsenceChange, JOIN.LEFT_OUTER).where(mine)
    return [Event(*row) for row in query.order_by(Absence.id).tuples()]


def by_ground(ground: int) -> list[tuple[int, int, str, date]]:
    """Lesson, event, code and day of what stands on a ground now."""
    later = Absence.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    query: Any = Absence.select(Absence.lesson, Absence.id, Absence.code, Lesson.date)
    query = query.join(AbsenceChange).switch(Absence).join(Lesson)
    return list(query.where((AbsenceChange.ground == ground) & ~fn.EXISTS(newer)).tuples())
