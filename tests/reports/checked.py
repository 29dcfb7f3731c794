"""What the tests of the checks share: rows as they might stand in a journal, and what a check finds."""

from datetime import date, datetime, timedelta
from typing import Any

from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import Absence, LessonText, Mark, RollCall, Work
from ejournal.models.people import Person, SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.reports.checks import found as reading
from ejournal.reports.checks.asked import Asked, Found
from tests.school import LAST, MONDAY, SINCE, School, at

EVENING = at("18:00")
JANUARY = at("12:00", date(2027, 1, 12))
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + DAY * days for days in (1, 2, 4))


def asked(school: School, first: date, last: date, now: datetime, grade: str | None = None) -> Asked:
    return reading.ask(SchoolYear.get(), [school.classes[grade]] if grade else None, first, last, now)


def look(
    school: School, code: str, first: date = MONDAY, last: date = MONDAY, now: datetime = EVENING
) -> list[Found]:
    """What one check finds in a span, Monday alone unless it is told."""
    return reading.look(asked(school, first, max(first, last), now), [code])


def year_long(school: School, code: str) -> list[Found]:
    return look(school, code, date(2026, 11, 2), LAST, JANUARY)


def fact(model: Any, school: School, at_: datetime = EVENING, **values: Any) -> Any:
    """A row that no deed wrote: what an import, a fault or a hand in the database could leave."""
    return model.create(deed="0" * 32, at=at_, by=school["vera"], **values)


def held(school: School, *lessons: Lesson) -> None:
    for lesson in lessons:
        fact(RollCall, school, lesson.starts_at, lesson=lesson, late_days=0)


def column(school: School, lesson: Lesson, kind: str = "answer") -> Any:
    found = Work.get_or_none((Work.lesson == lesson) & (Work.kind == kind))
    return found or Work.create(
        lesson=lesson,
        kind=kind,
        weight=1,
        added_at=lesson.starts_at,
        added_by=school["vera"],
        late_days=0,
    )


def mark(
    school: School, lesson: Lesson, value: str = "4", pupil: str = "anya", kind: str = "answer", **more: Any
) -> Any:
    """A set mark, typed when the lesson ended."""
    typed = more.pop("typed", lesson.ends_at)
    cell = {"work": column(school, lesson, kind), "pupil": school[pupil], "place": 1, "value": value}
    return fact(Mark, school, typed, entry_until=typed, **cell, **more)


def away(school: School, lesson: Lesson, pupil: str = "anya", code: str = "Н", **more: Any) -> Any:
    return fact(
        Absence, school, lesson.starts_at, lesson=lesson, pupil=school[pupil], code=code, late_days=0, **more
    )


def text(school: School, lesson: Lesson, field: str, said: str, **more: Any) -> Any:
    values = {"absent": False, "due": None, "draft": False, "late_days": 0} | more
    return LessonText.create(
        lesson=lesson, field=field, text=said, saved_at=lesson.ends_at, saved_by=school["vera"], **values
    )


def crowd(group: int, pupils: int) -> None:
    """So many pupils more in a group."""
    for _ in range(pupils):
        GroupMember.create(group=group, person=Person.create(sex="f"), valid_from=SINCE)
