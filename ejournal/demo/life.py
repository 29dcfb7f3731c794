"""A week of the demo school's life: what its teachers would have written on the days before today."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random
from typing import Any

from ejournal.access import Actor, Role
from ejournal.db import database
from ejournal.demo import calendar
from ejournal.demo.tables import read
from ejournal.models import journal
from ejournal.models.curriculum import Group, Subject, members_on
from ejournal.models.people import Cohort, Duty
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson, monday_of, teachers_of
from ejournal.rules import marks as mark_rules
from ejournal.services import attendance, lessons, marks

VALUES = "5544443332"  # about what an ordinary class gets
UNWRITTEN = 23  # every so many a lesson is left for its teacher to fill late


def live(today: date, zone: tzinfo) -> int:
    """Fill the untouched lessons of the last week before `today` and close the weeks before it.

    Returns how many lessons were filled.
    """
    days = calendar.week_before(today)
    topics = _topics()
    _close_weeks_before(days[0] if days else today, zone)
    filled = 0
    for day in days:
        with database.atomic():
            for lesson in _untouched(day):
                filled += _fill(lesson, topics, zone)
    return filled


def _close_weeks_before(day: date, zone: tzinfo) -> None:
    """п. 4.4.3: each class teacher has closed every earlier week, on its Saturday."""
    leaders: Any = Duty.select(Duty.person, Duty.cohort).where(Duty.role == Role.CLASS_TEACHER).tuples()
    with database.atomic():
        for person, cohort in leaders:
            closed = journal.closings({cohort}, calendar.YEAR[1] - timedelta(days=7))
            for monday in sorted({monday_of(other) for other in calendar.school_days() if other < day}):
                if monday < monday_of(day) and (cohort, monday) not in closed:
                    at = datetime.combine(monday + timedelta(days=5), time(12), zone)
                    attendance.close_week(
                        Cohort.get_by_id(cohort), monday, by=Actor(person, Role.CLASS_TEACHER), now=at
                    )


def _untouched(day: date) -> Iterator[Any]:
    found = list(
        Lesson.select(Lesson, Group, Subject)
        .join(Group)
        .join(Subject)
        .where(Lesson.date == day)
        .order_by(Lesson.number, Lesson.id)
    )
    ids = [lesson.id for lesson in found]
    touched = set(journal.roll_calls(ids)) | {lesson for lesson, _ in journal.texts(ids)}
    return (lesson for lesson in found if lesson.id not in touched)


def _fill(lesson: Lesson, topics: dict[tuple[str, str], list[tuple[str, str]]], zone: tzinfo) -> bool:
    luck = Random(lesson.id)  # noqa: S311 - a seed, not a secret
    if luck.randrange(UNWRITTEN) == 0:
        return False
    by = Actor(min(teachers_of(lesson)), Role.TEACHER)
    at = (lesson.starts_at + timedelta(minutes=luck.randint(3, 40))).astimezone(zone)
    _write_texts(lesson, topics, by, at)
    pupils = members_on(lesson.group_id, lesson.date)
    missing = {pupil: luck.choice("НННО") for pupil in pupils if luck.random() < 0.05}
    codes = {pupil: "Н" if code == "Н" else "ОП" for pupil, code in missing.items()}
    attendance.call_roll(lesson, codes, by=by, now=at)
    if mark_rules.SCALES[lesson.group.grading]:
        _mark(lesson, [pupil for pupil in pupils if codes.get(pupil) != "Н"], luck, by, at)
    lessons.hand_in(lesson, by=by, now=at + timedelta(minutes=1))
    return True


def _write_texts(
    lesson: Lesson, topics: dict[tuple[str, str], list[tuple[str, str]]], by: Actor, at: datetime
) -> None:
    planned = _planned(lesson)
    if planned:
        lessons.take_topic(lesson, planned.id, 0, by=by, now=at)
        lessons.take_homework(lesson, planned.id, 0, by=by, now=at)
        return
    known = topics[lesson.group.subject.name, str(lesson.group.grade)]
    topic, homework = known[(lesson.date.toordinal() + lesson.number) % len(known)]
    lessons.save_topic(lesson, topic, 0, by=by, now=at)
    lessons.save_homework(lesson, homework, not homework, None, 0, by=by, now=at)


def _planned(lesson: Lesson) -> PlanItem | None:
    """The item of the КТП that an undisturbed year comes to at this lesson."""
    earlier = (Lesson.group == lesson.group_id) & (Lesson.starts_at < lesson.starts_at)
    number = Lesson.select().where(earlier).count() + 1
    mine = (PlanItem.plan == lesson.group.plan_id) & (PlanItem.number == number)
    return PlanItem.select().where(mine).first()  # type: ignore[no-any-return]  # a row or None


def _mark(lesson: Lesson, present: list[int], luck: Random, by: Actor, at: datetime) -> None:
    asked = luck.sample(present, min(len(present), luck.randint(1, 4)))
    for pupil in asked:
        marks.put_mark(lesson, "answer", pupil, 0, luck.choice(VALUES), by=by, now=at)


def _topics() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Topics of subjects that have no КТП in the samples, by subject and class."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in read("topics.csv"):
        found.setdefault((row["subject"], row["class"]), []).append((row["topic"], row["homework"]))
    return found
