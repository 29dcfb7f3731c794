"""Who plays in the browser: persons and lessons of the demo, found by what they are."""

from datetime import date
from typing import Any, NamedTuple

from ejournal.demo import cast
from ejournal.models.curriculum import Group, GroupTeacher, Subject, members_on
from ejournal.models.people import Duty, Person
from ejournal.models.timetable import Lesson, teachers_of
from tests.browser.demo import MONDAY

TODAY = MONDAY.date()


class Story(NamedTuple):
    """СНИЛС of those who sign in, the child, and the teacher's lesson of today with a КТП."""

    teacher: str
    parent: str
    child: int
    lesson: Lesson


def snils(person: int) -> str:
    return str(Person.get_by_id(person).snils)


def story() -> Story:
    who = cast.story(TODAY)
    return Story(snils(who.teacher), snils(who.parent), who.child, cast.story_lesson(TODAY))


def lessons(*conditions: Any) -> list[Lesson]:
    """Lessons in order of time."""
    query = Lesson.select(Lesson, Group, Subject).join(Group).join(Subject).where(*conditions)
    return list(query.order_by(Lesson.date, Lesson.number, Lesson.id))


def lesson_of(subject: str, group: str, day: date) -> Lesson:
    """The first lesson of a subject whose group is called so on a day."""
    return lessons(Subject.name == subject, Group.name == group, Lesson.date == day)[0]


def before(lesson: Lesson) -> list[Lesson]:
    """Earlier days of the same page, in order."""
    return lessons(Lesson.group == lesson.group_id, Lesson.date < lesson.date)


def after(lesson: Lesson) -> list[Lesson]:
    """Later days of the same page, in order."""
    return lessons(Lesson.group == lesson.group_id, Lesson.date > lesson.date)


def teacher(lesson: Lesson) -> str:
    """СНИЛС of the teacher of a lesson."""
    return snils(min(teachers_of(lesson)))


def neighbours(lesson: Lesson, child: int) -> list[int]:
    """The other pupils of a lesson."""
    return [pupil for pupil in members_on(lesson.group_id, lesson.date) if pupil != child]


def colleague(lesson: Lesson) -> str:
    """СНИЛС of one more teacher, who from now on gives the lessons of the same group too."""
    taken = GroupTeacher.select(GroupTeacher.person).where(GroupTeacher.group == lesson.group_id)
    other = Duty.get((Duty.role == "teacher") & Duty.person.not_in(taken))
    GroupTeacher.create(group=lesson.group_id, person=other.person, valid_from=other.valid_from)
    return str(other.person.snils)
