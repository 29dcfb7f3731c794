"""Works by who gave them: the substitute of the lesson, else the teachers of its page on that day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import fn

from ejournal.db import in_force
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.journal import LessonText, Work
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson


def works_given(person: int, first: date, last: date) -> dict[int, list[str]]:
    """The kinds of work by lesson that somebody gave in a span."""
    taught = GroupTeacher.select(GroupTeacher.id).where(
        (GroupTeacher.group == Lesson.group)
        & (GroupTeacher.person == person)
        & in_force(GroupTeacher, Lesson.date)
    )
    own = (Lesson.substitute == person) | (Lesson.substitute.is_null() & fn.EXISTS(taught))
    query: Any = Work.select(Work.lesson, Work.kind).join(Lesson)
    query = query.where(Lesson.date.between(first, last) & ~Work.removed & own).order_by(Lesson.date, Work.id)
    found: dict[int, list[str]] = {}
    for lesson, code in query.tuples():
        found.setdefault(lesson, []).append(code)
    return found


def works_ahead(lessons: Collection[int], kinds: Collection[str]) -> set[int]:
    """Those of these lessons that have a work of these kinds, or take one from their plan. Two queries."""
    columns: Any = Work.select(Work.lesson).where(Work.lesson.in_(list(lessons)) & ~Work.removed)
    topics: Any = LessonText.select(LessonText.lesson).join(PlanItem)
    topics = topics.where(LessonText.lesson.in_(list(lessons)) & (LessonText.field == "topic"))
    given = columns.where(Work.kind.in_(list(kinds))).tuples()
    planned = topics.where(PlanItem.work_kind.in_(list(kinds))).tuples()
    return {lesson for rows in (given, planned) for (lesson,) in rows}
