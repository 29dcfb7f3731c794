"""Lessons of the timetable that quarantine or frost took: the plan is behind by them (п. 2.2)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from ejournal.db import touch
from ejournal.models.curriculum import DayOff, Group
from ejournal.models.moves import moved, weekday_of, weekdays
from ejournal.models.school_days import Calendar
from ejournal.models.substitutions import not_held
from ejournal.models.timetable import Lesson, TimetableEntry

NOT_HELD = {"cancelled": "урок отменён", "subject": "замена предметом"}
WHOLE_WEEK = 7  # the weekdays with lessons are those of the timetable


Moved = tuple[int, date, int]  # group, day, number


class LostLesson(NamedTuple):
    """A lesson that was to be, and why it was not.

    By a decision of a `kind` about a lesson of somebody absent, for the reason that `absence` codes.
    """

    group: int
    day: date
    reason: str
    kind: str = ""
    absence: str = ""


class _Slot(NamedTuple):
    group: int
    cohort: int | None
    weekday: int
    number: int
    first: date
    last: date | None


def lost_lessons(groups: Collection[int], first: date, last: date) -> list[LostLesson]:
    """What lost days and cancelled lessons of a span took from these groups, in order.

    A lesson is lost once, whatever took it; one that is held all the same is not lost, nor one of a holiday.
    """
    days = list(DayOff.select().where(touch(DayOff, first, last)).order_by(DayOff.valid_from))
    missed = not_held(groups, first, last)
    if not missed and not any(day.lost for day in days):
        return []
    slots = _slots(groups)
    away = moved(list(groups), first, last)
    due = {(one.group, one.day, number): one for number, one in _due(slots, days, first, last)}
    due = {slot: one for slot, one in due.items() if slot not in away}
    due |= dict(_due_of_moved(away.values(), days, {slot.group: slot.cohort for slot in slots}, first, last))
    cohorts = {slot.group: slot.cohort for slot in slots}
    gone = [
        LostLesson(group, day, NOT_HELD[kind], kind, absence)
        for group, day, number, kind, absence in missed
        if (group, day, number) not in due and _planned(days, cohorts.get(group)).is_school_day(day)
    ]
    kept = _kept(groups, first, last)
    for lesson in sorted(due.values(), key=lambda one: one.day):
        kept[lesson.group, lesson.day] -= 1
        if kept[lesson.group, lesson.day] < 0:
            gone.append(lesson)
    return sorted(gone, key=lambda one: one.day)


def _planned(days: list[Any], cohort: int | None) -> Calendar:
    """The days on which a class was to be taught: holidays are not, lost days are."""
    mine = [day for day in days if day.cohort_id in (None, cohort)]
    return Calendar([(day.valid_from, day.valid_to) for day in mine if not day.lost], WHOLE_WEEK)


def _due(slots: list[_Slot], days: list[Any], first: date, last: date) -> Iterator[tuple[int, LostLesson]]:
    """The lessons, with their numbers, that the timetable has on lost days which are no holidays."""
    instead = weekdays(first, last)
    for slot in slots:
        planned = _planned(days, slot.cohort)
        for taken in days:
            if taken.lost and taken.cohort_id in (None, slot.cohort):
                since = max(first, taken.valid_from, slot.first)
                until = min(last, taken.valid_to, slot.last or last)
                for day in days_between(since, until):
                    taught = weekday_of(instead, slot.cohort, day)
                    if taught == slot.weekday and planned.is_school_day(day):
                        yield slot.number, LostLesson(slot.group, day, taken.reason)


def _due_of_moved(
    arrived: Iterable[Moved], days: list[Any], cohorts: dict[int, int | None], first: date, last: date
) -> Iterator[tuple[Moved, LostLesson]]:
    """The lessons that were moved to such days."""
    for group, day, number in arrived:
        cohort = cohorts.get(group)
        for taken in days:
            here = max(first, taken.valid_from) <= day <= min(last, taken.valid_to)
            own = taken.lost and taken.cohort_id in (None, cohort)
            if here and own and _planned(days, cohort).is_school_day(day):
                yield (group, day, number), LostLesson(group, day, taken.reason)


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=more) for more in range((last - first).days + 1))


def _slots(groups: Collection[int]) -> list[_Slot]:
    columns = (TimetableEntry.group, Group.cohort, TimetableEntry.weekday, TimetableEntry.number)
    span = (TimetableEntry.valid_from, TimetableEntry.valid_to)
    query: Any = TimetableEntry.select(*columns, *span).join(Group)
    mine = query.where(TimetableEntry.group.in_(list(groups)))
    return [_Slot(*row) for row in mine.order_by(TimetableEntry.id).tuples()]


def _kept(groups: Collection[int], first: date, last: date) -> Counter[tuple[int, date]]:
    """How many lessons each group has on each day."""
    mine = Lesson.group.in_(list(groups)) & Lesson.date.between(first, last)
    query: Any = Lesson.select(Lesson.group, Lesson.date).where(mine).tuples()
    return Counter((group, day) for group, day in query)
