"""What the school decides about its timetable: rooms for several groups at once, norms by grade."""

from datetime import date
from typing import Any, NamedTuple

from peewee import CharField, DateField, SmallIntegerField

from ejournal.db import Table


class Room(Table):
    """A room where several groups are taught at once (спортзал: 2)."""

    name = CharField(max_length=30, unique=True)
    groups = SmallIntegerField()


class TimetableNorm(Table):
    """The most lessons of a grade from a day on: a week, a day, and days a week that may have one more."""

    grade = SmallIntegerField()
    week_lessons = SmallIntegerField()
    day_lessons = SmallIntegerField()
    longer_days = SmallIntegerField()
    valid_from = DateField()


class StoredBellNorm(Table):
    """The norm of the bells from a day on: hours of the day, minutes of lessons and breaks."""

    first_hour = SmallIntegerField()
    last_hour = SmallIntegerField()
    lesson_minutes = SmallIntegerField()
    first_grade_minutes = SmallIntegerField()
    break_minutes = SmallIntegerField()
    valid_from = DateField(unique=True)

    class Meta:
        table_name = "bell_norm"


class YearVolume(Table):
    """The least and the most hours of a year of a grade, from a day on."""

    grade = SmallIntegerField()
    least = SmallIntegerField()
    most = SmallIntegerField()
    valid_from = DateField()

    class Meta:
        indexes = ((("grade", "valid_from"), True),)


class StoredNorm(NamedTuple):
    """The figures of a norm that the school has set."""

    week_lessons: int
    day_lessons: int
    longer_days: int


def capacities() -> dict[str, int]:
    """How many groups a room takes at once, of those that take more than one."""
    query: Any = Room.select(Room.name, Room.groups).where(Room.groups > 1).tuples()
    return dict(query)


def norms_on(day: date) -> dict[int, StoredNorm]:
    """The norms that the school has set, by grade, as they are in force on a day."""
    columns = (
        TimetableNorm.grade,
        TimetableNorm.week_lessons,
        TimetableNorm.day_lessons,
        TimetableNorm.longer_days,
    )
    mine = TimetableNorm.valid_from <= day
    query: Any = TimetableNorm.select(*columns).where(mine).order_by(TimetableNorm.valid_from).tuples()
    return {grade: StoredNorm(*figures) for grade, *figures in query}


def bell_norm_on(day: date) -> tuple[int, ...] | None:
    """The norm of the bells that the school has set, in the order of its columns, in force on a day."""
    own = StoredBellNorm
    columns = (
        own.first_hour,
        own.last_hour,
        own.lesson_minutes,
        own.first_grade_minutes,
        own.break_minutes,
    )
    query: Any = own.select(*columns).where(own.valid_from <= day).order_by(own.valid_from.desc()).tuples()
    found: tuple[int, ...] | None = query.first()
    return found


def volumes_on(day: date) -> dict[int, tuple[int, int]]:
    """The least and the most hours of a year that the school has set, by grade, in force on a day."""
    columns = (YearVolume.grade, YearVolume.least, YearVolume.most)
    mine = YearVolume.valid_from <= day
    query: Any = YearVolume.select(*columns).where(mine).order_by(YearVolume.valid_from).tuples()
    return {grade: (least, most) for grade, least, most in query}
