"""п. 4.2.1: with which lessons of a week the chosen one may change places."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from ejournal.models.norms import capacities
from ejournal.models.week import Entry
from ejournal.models.written import movable
from ejournal.rules.timetable import PlannedLesson, Slot, Together, clashes_at


class Standing(NamedTuple):
    """A lesson of a real week with its day; `entry.id` is that of the lesson."""

    entry: Entry
    lesson: PlannedLesson
    day: date

    @property
    def slot(self) -> Slot:
        return self.lesson.weekday, self.lesson.number


class Weeks(NamedTuple):
    """The lessons of the week of the chosen lesson and of the week that is shown."""

    own: Collection[Standing]
    shown: Collection[Standing]


def standing(monday: date, week: Collection[tuple[Entry, PlannedLesson]]) -> list[Standing]:
    """The lessons of a week with their days."""
    return [Standing(entry, one, monday + timedelta(days=one.weekday - 1)) for entry, one in week]


def exchangeable(
    chosen: Standing,
    others: Collection[Standing],
    weeks: Weeks,
    together: Together,
    today: date,
    over: Collection[tuple[date, int]] = (),
) -> set[int]:
    """п. 4.2.1: those of the other lessons that are ahead, free of records, and fit where the chosen one is.

    `over` are the days and numbers of lessons of today that have ended. Lessons that go together move
    together: whether they fit is said when it is asked for. Two queries.
    """
    free = movable([chosen.entry.id, *(other.entry.id for other in others)])
    if chosen.entry.id not in free or chosen.day < today or (chosen.day, chosen.lesson.number) in over:
        return set()
    rooms = capacities()
    return {
        other.entry.id
        for other in others
        if other.entry.id in free
        and other.day >= today
        and (other.day, other.lesson.number) not in over
        and other.entry.page != chosen.entry.page
        and (other.day, other.slot) != (chosen.day, chosen.slot)
        and (_joint((chosen, other), together) or _fit(chosen, other, weeks, together, rooms))
    }


def _joint(both: Collection[Standing], together: Together) -> bool:
    return any(one.entry.page in pages for one in both for pages in together.get(one.slot, ()))


def _fit(chosen: Standing, other: Standing, weeks: Weeks, together: Together, rooms: dict[str, int]) -> bool:
    gone = {chosen.entry.id, other.entry.id}
    for moved, place, week in ((chosen, other, weeks.shown), (other, chosen, weeks.own)):
        there = [one for one in week if one.slot == place.slot and one.entry.id not in gone]
        if any(one.entry.page == moved.entry.page for one in there):
            return False
        beside = [one.lesson for one in there]
        if clashes_at(moved.lesson, beside, [place.slot], together, rooms)[place.slot]:
            return False
    return True
