"""A draft of the small school for its next Monday, and what becomes of it."""

from datetime import date, timedelta

from ejournal.models.curriculum import Group
from ejournal.models.draft import DraftLesson, TimetableDraft
from ejournal.models.norms import Room
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.services import draft as drafts
from ejournal.services import publishing
from tests.school import BY, MONDAY, School, at

NOW = at("12:00")
NEXT = MONDAY + timedelta(days=7)
WEDNESDAY = (3, 2)  # a free time of class 7 and of everybody


def begun(school: School) -> TimetableDraft:
    """Room 12 takes everybody, as the small school is taught there alone."""
    Room.create(name="12", groups=9)
    for part in ("1", "2"):
        mine = Group.id == school.groups[f"english{part}"]
        Group.update(name=f"7 класс, группа {part}").where(mine).execute()
    drafts.begin(SchoolYear.get(), NEXT, by=BY, now=NOW)
    return TimetableDraft.get()


def lesson(school: School, group: str, weekday: int, number: int) -> int:
    mine = (DraftLesson.group == school.groups[group]) & (DraftLesson.weekday == weekday)
    return int(DraftLesson.get(mine & (DraftLesson.number == number)).id)


def publish(draft: TimetableDraft, since: date = NEXT) -> None:
    publishing.publish(draft, since, by=BY, now=NOW)


def days(school: School, group: str, since: date = NEXT) -> set[tuple[int, int]]:
    """Weekday and number of the lessons of a group from a day on."""
    mine = (Lesson.group == school.groups[group]) & (Lesson.date >= since)
    return {(row.date.isoweekday(), row.number) for row in Lesson.select().where(mine)}
