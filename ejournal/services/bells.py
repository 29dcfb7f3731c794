"""Other bells from a day on: lessons ahead that nothing is written of are held by them (п. 4.2.1)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.access import Actor
from ejournal.models.audit import Revision
from ejournal.models.bells import lessons_since
from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Bell, Lesson, TimetableEntry
from ejournal.rules import calendar
from ejournal.rules.calendar import Clocks, Grades
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import create_many, deed, moment, remove, revise
from ejournal.services.missing import BellBook


@deed("year.bells", of="school_year", alone=True)
def change(
    year: SchoolYear, bells: Clocks, first_grade: Clocks, since: date, *, by: Actor, now: datetime
) -> None:
    """п. 4.3.1, 4.2.1: lessons begin and end so from a day on; what is over or written of stays as it was."""
    calendar.check_bells(bells, first_grade)
    _check_since(year, since, now.date())
    wanted = calendar.ranges(bells, first_grade)
    _check_numbers(year, wanted, since)
    for bell in Bell.select().where(Bell.valid_to.is_null() | (Bell.valid_to >= since)):
        if bell.valid_from >= since:
            remove(bell)
        else:
            revise(bell, valid_to=since - timedelta(days=1))
    store(wanted, since)
    _ring(year, since)


def store(wanted: Mapping[Grades, Clocks], since: date) -> None:
    """Bells from a day on, under the current deed."""
    create_many(
        Bell,
        (
            {
                "number": number,
                "grade_from": grades[0],
                "grade_to": grades[1],
                "starts": calendar.time_of(starts),
                "ends": calendar.time_of(ends),
                "valid_from": since,
            }
            for grades, clocks in wanted.items()
            for number, (starts, ends) in enumerate(clocks, start=1)
        ),
    )


def _check_since(year: SchoolYear, since: date, today: date) -> None:
    if not year.valid_from <= since <= year.valid_to:
        raise Refusal("4.3.1", "Этот день не в учебном году: выберите другой.")
    of_year = Group.select(Group.id).where(Group.year == year)
    held = Lesson.group.in_(of_year) & Lesson.date.between(since, today)
    if Lesson.select(Lesson.id).where(held).exists():
        raise Refusal("4.3.1", "Уроки этих дней уже идут: новые звонки вводят с завтрашнего дня или позже.")


def _check_numbers(year: SchoolYear, wanted: Mapping[Grades, Clocks], since: date) -> None:
    """п. 4.2.1: a lesson that is asked for keeps its bell."""
    ahead = TimetableEntry.valid_to.is_null() | (TimetableEntry.valid_to >= since)
    weekly: Any = TimetableEntry.select(Group.grade, TimetableEntry.number).join(Group)
    asked = set(weekly.where((Group.year == year) & ahead).distinct().tuples())
    asked |= {(one.group.grade, one.number) for one in lessons_since(year, since, free=True)}
    for grade, number in sorted(asked, key=lambda one: (one[1], one[0] or 0)):
        if number > max((len(wanted[span]) for span in _spans(wanted, grade)), default=0):
            whose = f" в {grade} классе" if grade else ""
            said = f"{number}-й урок{whose} стоит в расписании"
            raise Refusal("4.2.1", f"{said}: оставьте для него звонок или сначала исправьте расписание.")


def _spans(wanted: Mapping[Grades, Clocks], grade: int | None) -> Collection[Grades]:
    return [span for span in wanted if grade is None or span[0] <= grade <= span[1]]


def _ring(year: SchoolYear, since: date) -> None:
    """Give the lessons from a day on that nothing is written of the times of their bells."""
    book, zone = BellBook(), moment().tzinfo
    lessons = list(lessons_since(year, since, free=True))
    kept: Any = Revision.select(Revision.record_id).where(Revision.record_kind == Lesson._meta.table_name)
    known = {row[0] for row in kept.distinct().tuples()}
    at_once: dict[tuple[datetime, datetime], list[int]] = {}
    for lesson in lessons:
        bell = book.of(lesson.group.grade, lesson.number, lesson.date)
        starts, ends = (datetime.combine(lesson.date, clock, zone) for clock in (bell.starts, bell.ends))
        if (lesson.starts_at, lesson.ends_at) == (starts, ends):
            continue
        if lesson.id in known:
            revise(lesson, starts_at=starts, ends_at=ends)
        else:
            at_once.setdefault((starts, ends), []).append(lesson.id)
    for (starts, ends), ids in at_once.items():
        Lesson.update(starts_at=starts, ends_at=ends).where(Lesson.id.in_(ids)).execute()
