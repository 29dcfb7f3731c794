"""Lessons that are given at another time than the timetable says, and days taught by another weekday."""

from datetime import date
from typing import Any

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField, fn

from ejournal.db import Table
from ejournal.models.curriculum import Group
from ejournal.models.school_days import DayLike
from ejournal.models.timetable import Lesson

Slot = tuple[int, date, int]  # group, day, number


class LessonMove(Table):
    """A lesson of the timetable that is given at another time than the timetable says."""

    group_id: int
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    from_date = DateField()
    from_number = SmallIntegerField()
    to_date = DateField()
    to_number = SmallIntegerField()
    order_number = CharField(max_length=100)


def moved_away(groups: Any, first: date, last: date) -> set[Slot]:
    """The times of a span that lessons of these groups (numbers or a query) were moved from."""
    columns = (LessonMove.group, LessonMove.from_date, LessonMove.from_number)
    mine = LessonMove.group.in_(groups) & LessonMove.from_date.between(first, last)
    query: Any = LessonMove.select(*columns).where(mine).tuples()
    return set(query)


def was_moved() -> Any:
    """The condition of lessons that stand where they were moved to."""
    here = (LessonMove.group == Lesson.group) & (LessonMove.to_date == Lesson.date)
    return fn.EXISTS(LessonMove.select(LessonMove.id).where(here & (LessonMove.to_number == Lesson.number)))


def moves(first: date, last: date) -> list[LessonMove]:
    """Moves that touch a span of days, the newest first."""
    touching = LessonMove.to_date.between(first, last) | LessonMove.from_date.between(first, last)
    return list(LessonMove.select().where(touching).order_by(LessonMove.id.desc()))


def move_of(group: int, day: date, number: int) -> LessonMove | None:
    """The move that brought a lesson to where it stands."""
    here = (LessonMove.group == group) & (LessonMove.to_date == day) & (LessonMove.to_number == number)
    found: LessonMove | None = LessonMove.get_or_none(here)
    return found


def days_like(first: date, last: date) -> list[DayLike]:
    """Days of a span that are taught by another weekday, in order."""
    return list(DayLike.select().where(DayLike.date.between(first, last)).order_by(DayLike.date, DayLike.id))


def weekdays(first: date, last: date) -> dict[tuple[int | None, date], int]:
    """The weekday by whose timetable a class (None: everybody) is taught, where it is another one."""
    return {(row.cohort_id, row.date): row.weekday for row in days_like(first, last)}
