"""Where a lesson may be copied from: the same lesson of a parallel group, the other lesson of a pair."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.journal import LessonText
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared

HOME = "home"
LOOK_BACK = 60  # topics of parallel groups that are looked through, the newest


class Topic(NamedTuple):
    """A topic of a lesson; `item` is the item of the КТП that it was taken from."""

    group: int
    lesson: int
    text: str
    item: int | None


def parallel_groups(lesson: Lesson, teacher: int) -> dict[int, str]:
    """Id and name of other groups of the same subject, grade and year that the teacher has on the day.

    Who learns at home goes by an own plan: neither a class nor such a pupil follows the other.
    """
    own = lesson.group
    if own.kind == HOME:
        return {}
    return dict(_parallel(own.id, own.subject_id, own.grade, own.year_id, teacher, lesson.date))


@prepared
def _parallel(group: int, subject: int, grade: int | None, year: int, teacher: int, day: date) -> Any:
    same = (Group.subject == subject) & (Group.grade == grade) & (Group.year == year)
    mine = (GroupTeacher.person == teacher) & in_force(GroupTeacher, day)
    return (
        Group.select(Group.id, Group.name)
        .join(GroupTeacher, on=(GroupTeacher.group == Group.id))
        .where(same & mine & (Group.id != group) & (Group.kind != HOME))
        .order_by(Group.id)
        .tuples()
    )


def topics_given(groups: Collection[int], today: date) -> list[Topic]:
    """Confirmed topics of these groups until today, the newest lesson first."""
    return [Topic(*row) for row in _given(groups, today)]


@prepared
def _given(groups: Collection[int], today: date) -> Any:
    return _topics().where(Lesson.group.in_(groups) & (Lesson.date <= today) & ~LessonText.draft).tuples()


def topics_until(group: int, moment: datetime) -> list[Topic]:
    """Topics of a group, drafts too, of lessons that begin by a moment, the newest lesson first."""
    return [Topic(*row) for row in _until(group, moment)]


@prepared
def _until(group: int, moment: datetime) -> Any:
    return _topics().where((Lesson.group == group) & (Lesson.starts_at <= moment)).tuples()


def _topics() -> Any:
    columns = (Lesson.group, Lesson.id, LessonText.text, LessonText.plan_item)
    topics: Any = LessonText.select(*columns).join(Lesson).where(LessonText.field == "topic")
    return topics.order_by(Lesson.starts_at.desc()).limit(LOOK_BACK)
