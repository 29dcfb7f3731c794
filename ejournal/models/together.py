"""Which lessons of a real week go together: declared so, where they stand or where they were moved to."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from ejournal.db import touch
from ejournal.models.draft import CombinedLesson, Slot, Together
from ejournal.models.moves import moves, weekday_of, weekdays
from ejournal.models.week import Entry

Time = tuple[date, int]  # day, number


class Standing(NamedTuple):
    """A lesson of a page at a time of the week, and when the timetable has it."""

    page: int
    cohort: int | None
    slot: Slot
    origin: Time


def standing(monday: date, week: Collection[Entry]) -> list[Standing]:
    """The lessons of a real week. One query."""
    came = {
        (one.group_id, one.to_date, one.to_number): (one.from_date, one.from_number)
        for one in moves(monday, monday + timedelta(days=6))
    }
    found = []
    for entry in week:
        own = (monday + timedelta(days=entry.weekday - 1), entry.number)
        origin = came.get((entry.page, *own), own)
        found.append(Standing(entry.page, entry.cohort, (entry.weekday, entry.number), origin))
    return found


def together_of(lessons: Collection[Standing]) -> Together:
    """п. 4.2.1: what of these lessons was declared to go together and still stands so. Two queries."""
    if not lessons:
        return {}
    days = [lesson.origin[0] for lesson in lessons]
    span = min(days), max(days)
    instead = weekdays(*span)
    declared: dict[tuple[int, int, int], list[CombinedLesson]] = defaultdict(list)
    for row in CombinedLesson.select().where(touch(CombinedLesson, *span)):
        declared[row.group_id, row.weekday, row.number].append(row)
    sets: dict[tuple[Slot, Time, int], set[int]] = defaultdict(set)
    for lesson in lessons:
        day, number = lesson.origin
        for row in declared.get((lesson.page, weekday_of(instead, lesson.cohort, day), number), ()):
            if row.valid_from <= day <= (row.valid_to or day):
                sets[lesson.slot, lesson.origin, row.first_id].add(lesson.page)
    found: Together = defaultdict(list)
    for (slot, *_), pages in sets.items():
        found[slot].append(frozenset(pages))
    return dict(found)
