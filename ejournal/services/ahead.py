"""What is decided on days ahead when a timetable is put in force: moved lessons, days by another weekday.

The same for a timetable made on the screen and for one of a file (п. 4.2.1).
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group
from ejournal.models.moves import LessonMove, moved, weekday_of, weekdays
from ejournal.models.moves import Slot as Moved
from ejournal.models.people import SchoolYear
from ejournal.models.substitutions import Replacement, not_held
from ejournal.models.substitutions import pages as pages_of
from ejournal.models.timetable import Lesson, monday_of
from ejournal.models.written import blanks
from ejournal.rules import decided
from ejournal.rules.refusal import Refusal
from ejournal.services.clashes import clashes, listed, unusual
from ejournal.wording import date_short, plural, weekday_short

CLAUSE = "4.2.1"
AHEAD = (
    "Расписание не введено: с ним не сойдутся перенесённые и заменённые уроки или дни по другому расписанию. "
    "Верните перенос, снимите замену, отмените такой день или переставьте урок: {}."
)
LOST = (
    "Расписание не введено: в нём нет уроков, которые уже перенесены на другое время. "
    "Сначала верните их на странице «Перенос и обмен уроков» или оставьте эти уроки на месте: {}."
)
MOST_TOLD = 4

Slot = tuple[int, int, int]  # group, weekday, number


def check_kept(groups: Any, wanted: Collection[Slot], since: date, today: date) -> None:
    """п. 4.2.1: refuse a week without a lesson that was moved to another time: nothing decided is lost."""
    if found := lost(groups, wanted, since, today):
        raise Refusal(CLAUSE, LOST.format(found))


def lost(groups: Any, wanted: Collection[Slot], since: date, today: date) -> str:
    """The moves ahead of lessons that a week lacks, in words; "" when there are none.

    What is written of a lesson, or decided about who gives it, stays where it is, whatever the week is; and
    so does a lesson of a day that is over, which cannot return any more.
    """
    first = max(since, today)
    ahead = LessonMove.group.in_(groups) & (LessonMove.from_date >= first) & (LessonMove.to_date >= today)
    found = list(LessonMove.select(LessonMove, Group).join(Group).where(ahead).order_by(LessonMove.from_date))
    instead = weekdays(since, max((one.from_date for one in found), default=since))
    gone = [
        one
        for one in found
        if (one.group_id, weekday_of(instead, one.group.cohort_id, one.from_date), one.from_number)
        not in wanted
        and not _stays(one)
    ]
    titles = pages_of({one.group_id for one in gone})
    told = [decided.moved(one, f"{titles[one.group_id].subject.name}, {one.group.name}") for one in gone]
    more = len(told) - MOST_TOLD
    rest = f"; и ещё {more} {plural(more, 'перенос', 'переноса', 'переносов')}" if more > 0 else ""
    return "; ".join(told[:MOST_TOLD]) + rest


def _stays(one: LessonMove) -> bool:
    there = (Lesson.group == one.group_id) & (Lesson.date == one.to_date)
    lesson = Lesson.get_or_none(there & (Lesson.number == one.to_number))
    return bool(lesson and (lesson.substitute_id or not blanks([lesson.id])))


def check(year: SchoolYear, wanted: Collection[Slot], since: date) -> None:
    """п. 4.2.1: refuse a week, laid out already, that clashes with what is decided on days ahead.

    With lessons that were moved or replaced there, or on days taught by another weekday; what clashes in
    the week itself is no matter here.
    """
    groups = Group.select(Group.id).where(Group.year == year)
    moved_to = {slot for slot in moved(groups, since, year.valid_to).values() if slot[1] >= since}
    like = weekdays(since, year.valid_to)
    asked = _asked(groups, (since, year.valid_to), moved_to, like)
    found = clashes({monday_of(day) for day in asked.values()}, asked.keys()) if asked else []
    told = listed([clash for clash in found if unusual([clash], year, clash.day)])
    if twice := _twice(year, moved_to, wanted, like):
        told = "; ".join(filter(None, (told, *twice)))
    if told:
        raise Refusal(CLAUSE, AHEAD.format(told))


def _asked(
    groups: Any,
    span: tuple[date, date],
    moved_to: Collection[Moved],
    like: Mapping[tuple[int | None, date], int],
) -> dict[int, date]:
    """The lessons of a span, with their days, that are not given as the week has them.

    Those that were moved, given to a substitute or put in for another page, and those of days by another
    weekday.
    """
    put_in = Replacement.select(Replacement.lesson).where(Replacement.lesson.is_null(False))
    given = Lesson.group.in_(groups) & Lesson.date.between(*span)
    given &= Lesson.substitute.is_null(False) | Lesson.id.in_(put_in)
    days = sorted({slot[1] for slot in moved_to} | {day for _, day in like})
    found = {lesson.id: lesson.date for lesson in Lesson.select(Lesson.id, Lesson.date).where(given)}
    for lesson in Lesson.select(Lesson, Group).join(Group).where(Lesson.date.in_(days)):
        slot, own = (lesson.group_id, lesson.date, lesson.number), (lesson.group.cohort_id, lesson.date)
        if slot in moved_to or own in like or (None, lesson.date) in like:
            found[lesson.id] = lesson.date
    return found


def _twice(
    year: SchoolYear,
    moved_to: Collection[Moved],
    wanted: Collection[Slot],
    like: Mapping[tuple[int | None, date], int],
) -> list[str]:
    """Lessons moved to where their page has a lesson by the new week: one of the two would be lost."""
    pages = pages_of({slot[0] for slot in moved_to})
    away = moved(list(pages), year.valid_from, year.valid_to)
    gone = {one[:3] for one in not_held(list(pages), year.valid_from, year.valid_to)}
    return [
        f"{weekday_short(day)} {date_short(day)}, {number}-й урок — «{pages[page].subject.name}, "
        f"{pages[page].name}» стоит дважды"
        for page, day, number in sorted(moved_to)
        if (page, weekday_of(like, pages[page].cohort_id, day), number) in wanted
        and (page, day, number) not in away
        and (page, day, number) not in gone
    ]
