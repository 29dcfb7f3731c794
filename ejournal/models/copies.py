"""Where a lesson may be copied from: the same lesson of a parallel group, the other lesson of a pair."""

from typing import Any, NamedTuple

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.journal import LessonText
from ejournal.models.timetable import Lesson

LOOK_BACK = 60  # topics of parallel groups that are looked through, the newest


class Topic(NamedTuple):
    """A topic of a lesson; `item` is the item of the КТП that it was taken from."""

    group: int
    lesson: int
    text: str
    item: int | None


def parallel_groups(lesson: Lesson, teacher: int) -> dict[int, str]:
    """Id and name of other groups of the same subject, grade and year that the teacher has on the day."""
    group = lesson.group
    same = (Group.subject == group.subject_id) & (Group.grade == group.grade) & (Group.year == group.year_id)
    mine = (GroupTeacher.person == teacher) & in_force(GroupTeacher, lesson.date)
    query: Any = (
        Group.select(Group.id, Group.name)
        .join(GroupTeacher, on=(GroupTeacher.group == Group.id))
        .where(same & mine & (Group.id != group.id))
        .order_by(Group.id)
        .tuples()
    )
    return dict(query)


def topics(*conditions: Any) -> list[Topic]:
    """Topics of lessons, the newest lesson first."""
    query: Any = (
        LessonText.select(Lesson.group, Lesson.id, LessonText.text, LessonText.plan_item)
        .join(Lesson)
        .where((LessonText.field == "topic"), *conditions)
        .order_by(Lesson.starts_at.desc())
        .limit(LOOK_BACK)
        .tuples()
    )
    return [Topic(*row) for row in query]
