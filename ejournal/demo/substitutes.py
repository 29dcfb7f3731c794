"""Who stands in for whom: on one day of a week a teacher is ill, and free colleagues give the lessons."""

from collections import defaultdict
from datetime import date
from random import Random

from ejournal.demo.pages import Page, Slot
from ejournal.models.timetable import monday_of

LESSONS = (3, 4, 5)  # of the teacher on that day

Day = dict[int, list[tuple[Page, Slot]]]  # lessons by teacher


def of_year(pages: list[Page], year: str) -> dict[int, int]:
    """The substitute by lesson."""
    days: dict[date, Day] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        for slot in page.slots:
            days[slot.day][page.teacher(slot.day)].append((page, slot))
    weeks: dict[date, list[date]] = defaultdict(list)
    for day in sorted(days):
        weeks[monday_of(day)].append(day)
    found: dict[int, int] = {}
    for monday, school_days in weeks.items():
        luck = Random(f"{year} {monday}")  # noqa: S311 - the demo's fixed seed
        day = luck.choice(school_days)
        found |= _of_day(days[day], luck)
    return found


def _of_day(lessons: Day, luck: Random) -> dict[int, int]:
    """One teacher of the day is ill; a lesson that nobody is free for is given after all."""
    able = [who for who, given in sorted(lessons.items()) if len(given) in LESSONS]
    if not able:
        return {}
    ill = luck.choice(able)
    busy = {(who, slot.number) for who, given in lessons.items() for _, slot in given}
    found = {}
    for _, slot in lessons[ill]:
        free = [who for who in sorted(lessons) if who != ill and (who, slot.number) not in busy]
        if free:
            found[slot.id] = luck.choice(free)
            busy.add((found[slot.id], slot.number))
    return found
