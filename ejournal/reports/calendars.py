"""п. 4.2.1: the lessons that a teacher gives, those of absent colleagues too, for the own calendar."""

from datetime import date, timedelta

from ejournal.documents.calendar import CalendarLesson
from ejournal.models.timetable import Lesson, taught_by
from ejournal.wording import room_short

BEFORE, AHEAD = timedelta(days=30), timedelta(days=120)


def lessons(person: int, today: date) -> tuple[CalendarLesson, ...]:
    """The lessons around today: subject, class, room and time alone. One query."""
    return tuple(_lesson(one, person) for one in taught_by(person, today - BEFORE, today + AHEAD))


def _lesson(lesson: Lesson, person: int) -> CalendarLesson:
    group = lesson.group
    whose = f"{group.grade} класс, на дому" if group.kind == "home" else group.name
    title = f"{group.subject.name}, {whose}"
    return CalendarLesson(
        key=f"{group.id}-{lesson.date:%Y%m%d}-{lesson.number}",
        title=f"Замена: {title}" if lesson.substitute_id == person else title,
        place=room_short(lesson.room),
        starts=lesson.starts_at,
        ends=lesson.ends_at,
    )
