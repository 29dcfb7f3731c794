"""What a diary asks of the journal and nothing else does."""

from datetime import date
from typing import Any, NamedTuple

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.journal import LessonText
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared


class Homework(NamedTuple):
    """A confirmed homework; `due` is None when it is for the next lesson of the group."""

    lesson: int
    group: int
    given: date
    subject: str
    text: str
    due: date | None


def homeworks_of_pupil(pupil: int, given_since: date, first: date, last: date) -> list[Homework]:
    """Homeworks given to a pupil from a day until `last`, or earlier when due in `first` … `last`."""
    return [Homework(*row) for row in _homeworks(pupil, given_since, first, last)]


@prepared
def _homeworks(pupil: int, given_since: date, first: date, last: date) -> Any:
    wanted = Lesson.date.between(given_since, last) | LessonText.due.between(first, last)
    return (
        LessonText.select(Lesson.id, Lesson.group, Lesson.date, Subject.name, LessonText.text, LessonText.due)
        .join(Lesson)
        .join(Group)
        .join(Subject)
        .switch(Lesson)
        .join(GroupMember, on=(GroupMember.group == Lesson.group))
        .where((GroupMember.person == pupil) & in_force(GroupMember, Lesson.date) & wanted)
        .where((LessonText.field == "homework") & ~LessonText.draft & ~LessonText.absent)
        .order_by(Lesson.date, Lesson.number)
        .tuples()
    )
