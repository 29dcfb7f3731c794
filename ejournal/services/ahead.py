"""What is decided on days ahead when a timetable is put in force: moved lessons, days by another weekday.

The same for a timetable made on the screen and for one of a file (п. 4.2.1).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group
from ejournal.models.moves import LessonMove, moved, weekday_of, weekdays
from ejournal.models.moves import Slot as Moved
from ejournal.models.people import SchoolYear
from ejournal.models.substitutions import Replacement, not_held
from ejournal.models.substitutions import pages as pages_of
from ejournal.models.timetable import Lesson, monday_of
from ejournal.models.written import blanks, settled
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
    "Расписание не введено: в нём нет уроков, которые уже перенесены, заменены или отменены. "
    "Сначала верните перенос на странице «Перенос и обмен уроков», снимите замену или отмену "
    "на странице «Замены» — или оставьте эти уроки на месте: {}."
)
MOST_TOLD = 4

Slot = tuple[int, int, int]  # group, weekday, number


def check_kept(groups: Any, wanted: Collection[Slot], since: date, today: date) -> None:
    """п. 4.2.1: refuse a week without a lesson that was moved, replaced or cancelled.

    Nothing decided is lost, and no lesson is given twice: once as decided, once as the new week has it.
    """
    if found := lost(groups, wanted, since, today):
        raise Refusal(CLAUSE, LOST.format(found))


def lost(groups: Any, wanted: Collection[Slot], since: date, today: date) -> str:
    """The decisions ahead about lessons that a week lacks, in words; "" when there are none."""
    found = sorted(_decided(groups, max(since, today), today), key=lambda one: one[0][1])
    instead = weekdays(since, max((day for (_, day, _), _ in found), default=since))
    pages = pages_of({page for (page, _, _), _ in found})
    told = [
        _told(one, f"{pages[page].subject.name}, {pages[page].name}")
        for (page, day, number), one in found
        if (page, weekday_of(instead, pages[page].cohort_id, day), number) not in wanted
    ]
    more = len(told) - MOST_TOLD
    rest = f"; и ещё {more} {plural(more, 'решение', 'решения', 'решений')}" if more > 0 else ""
    return "; ".join(told[:MOST_TOLD]) + rest


def _decided(groups: Any, first: date, today: date) -> Iterator[tuple[Moved, LessonMove | Replacement]]:
    """What is decided about lessons from a day on, each with the time at which the timetable has it.

    What is written of a lesson stays where it is, whatever the week is; and so does a lesson of a day that
    is over, which cannot return any more.
    """
    moves = list(LessonMove.select().where(LessonMove.group.in_(groups) & (LessonMove.to_date >= today)))
    given = list(Replacement.select().where(Replacement.group.in_(groups) & (Replacement.date >= today)))
    came, past = {(one.group_id, one.to_date, one.to_number): one for one in moves}, settled(given)
    for one in moves:
        if one.from_date >= first and not _stays(one):
            yield (one.group_id, one.from_date, one.from_number), one
    for row in given:
        there = row.group_id, row.date, row.number
        own = (row.group_id, came[there].from_date, came[there].from_number) if there in came else there
        if own[1] >= first and row.id not in past:
            yield own, row


def _told(one: LessonMove | Replacement, page: str) -> str:
    return decided.moved(one, page) if isinstance(one, LessonMove) else decided.given(one, page)


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
