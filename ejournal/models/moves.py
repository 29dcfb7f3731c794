"""Lessons that are given at another time than the timetable says, and days taught by another weekday."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField, fn

from ejournal.db import Table
from ejournal.models.curriculum import Group
from ejournal.models.school_days import DayLike
from ejournal.models.timetable import Lesson

Slot = tuple[int, date, int]  # group, day, number


class LessonMove(Table):
    """A lesson of the timetable that is given at another time than the timetable says.

    `pair` is the same for lessons that were exchanged or moved together: they return together.
    """

    group_id: int
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    from_date = DateField()
    from_number = SmallIntegerField()
    to_date = DateField()
    to_number = SmallIntegerField()
    order_number = CharField(max_length=100)
    pair = CharField(max_length=32, null=True)


def moved(groups: Any, first: date, last: date) -> dict[Slot, Slot]:
    """Where lessons of these groups (numbers or a query) were moved to, by where the timetable has them.

    Those that left a time of the span, or came to one.
    """
    mine = LessonMove.group.in_(groups) & _touching(first, last)
    return {
        (one.group_id, one.from_date, one.from_number): (one.group_id, one.to_date, one.to_number)
        for one in LessonMove.select().where(mine)
    }


def _touching(first: date, last: date) -> Any:
    return LessonMove.to_date.between(first, last) | LessonMove.from_date.between(first, last)


def was_moved() -> Any:
    """The condition of lessons that stand where they were moved to."""
    here = (LessonMove.group == Lesson.group) & (LessonMove.to_date == Lesson.date)
    return fn.EXISTS(LessonMove.select(LessonMove.id).where(here & (LessonMove.to_number == Lesson.number)))


def moves(first: date, last: date) -> list[LessonMove]:
    """Moves that touch a span of days, the newest first."""
    return list(LessonMove.select().where(_touching(first, last)).order_by(LessonMove.id.desc()))


def move_of(group: int, day: date, number: int) -> LessonMove | None:
    """The move that brought a lesson to where it stands."""
    here = (LessonMove.group == group) & (LessonMove.to_date == day) & (LessonMove.to_number == number)
    found: LessonMove | None = LessonMove.get_or_none(here)
    return found


def moved_together(number: int) -> list[LessonMove]:
    """A move and those of the lessons that were moved with it or exchanged for it, the newest first."""
    found = LessonMove.get_or_none(LessonMove.id == number)
    if found is None or not found.pair:
        return [found] if found else []
    return list(LessonMove.select().where(LessonMove.pair == found.pair).order_by(LessonMove.id.desc()))


def days_like(first: date, last: date) -> list[DayLike]:
    """Days of a span that are taught by another weekday, in order."""
    return list(DayLike.select().where(DayLike.date.between(first, last)).order_by(DayLike.date, DayLike.id))


def weekdays(first: date, last: date) -> dict[tuple[int | None, date], int]:
    """The weekday by whose timetable a class (None: everybody) is taught, where it is another one."""
    return {(row.cohort_id, row.date): row.weekday for row in days_like(first, last)}


def weekday_of(instead: Mapping[tuple[int | None, date], int], cohort: int | None, day: date) -> int:
    """The weekday by whose timetable a class is taught on a day."""
    return instead.get((cohort, day)) or instead.get((None, day)) or day.isoweekday()
