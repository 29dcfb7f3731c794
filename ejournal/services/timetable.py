"""The lessons of a year, laid out from the timetable."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Bell, Calendar, Lesson, TimetableEntry, calendar_of
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import deed

BATCH = 500


@deed("timetable.lay_out", of="school_year")
def lay_out(year: SchoolYear, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: make the lessons that the timetable asks for and that do not exist yet; repeatable."""
    rows = list(missing_lessons(year, now))
    for start in range(0, len(rows), BATCH):
        Lesson.insert_many(rows[start : start + BATCH]).execute()


def missing_lessons(year: SchoolYear, now: datetime) -> Iterator[dict[str, Any]]:
    """The columns of every lesson that the timetable asks for and that does not exist yet."""
    present: set[Any] = set(
        Lesson.select(Lesson.group, Lesson.date, Lesson.number)
        .where(Lesson.date.between(year.valid_from, year.valid_to))
        .tuples()
    )
    calendars: dict[int | None, Calendar] = {}
    bells = list(Bell.select())
    mine = TimetableEntry.select(TimetableEntry, Group).join(Group).where(Group.year == year)
    for entry in mine.order_by(TimetableEntry.id):
        cohort = entry.group.cohort_id
        if cohort not in calendars:
            calendars[cohort] = calendar_of(cohort, year.valid_from, school_settings().school_week)
        for day in _days(entry, year):
            if calendars[cohort].is_school_day(day) and (entry.group_id, day, entry.number) not in present:
                yield _lesson(entry, day, _bell(bells, entry, day), now)


def _bell(bells: list[Bell], entry: Any, day: date) -> Bell:
    """The bell of an entry on a day; a group of several grades goes by the bells of the eldest."""
    grade = entry.group.grade
    fitting = [
        bell
        for bell in bells
        if bell.number == entry.number
        and bell.valid_from <= day <= (bell.valid_to or day)
        and (grade is None or bell.grade_from <= grade <= bell.grade_to)
    ]
    if not fitting:
        raise Refusal("4.2.1", f"Для урока № {entry.number} нет звонка: задайте расписание звонков.")
    return max(fitting, key=lambda bell: bell.grade_to)


def _days(entry: Any, year: SchoolYear) -> Iterator[date]:
    first = max(entry.valid_from, year.valid_from)
    last = min(entry.valid_to or year.valid_to, year.valid_to)
    day = first + timedelta(days=(entry.weekday - first.isoweekday()) % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def _lesson(entry: Any, day: date, bell: Bell, now: datetime) -> dict[str, Any]:
    return {
        "group": entry.group_id,
        "date": day,
        "number": entry.number,
        "room": entry.room,
        "starts_at": datetime.combine(day, bell.starts, now.tzinfo),
        "ends_at": datetime.combine(day, bell.ends, now.tzinfo),
    }
