"""Works by who gave them: the substitute of the lesson, else the teachers of its page on that day."""

from datetime import date
from typing import Any

from peewee import fn

from ejournal.db import in_force
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.journal import Work
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
