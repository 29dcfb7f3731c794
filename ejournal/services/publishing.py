"""A timetable that was made on the screen is put in force (п. 4.2.1)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.access import Actor
from ejournal.models import draft as stored
from ejournal.models.curriculum import Group
from ejournal.models.draft import CombinedLesson, TimetableDraft, Together
from ejournal.models.norms import capacities
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import TimetableEntry
from ejournal.models.week import Entry, entries
from ejournal.rules.refusal import Refusal
from ejournal.rules.timetable import Conflict, conflicts
from ejournal.services import ahead
from ejournal.services import draft as drafts
from ejournal.services.clashes import planned_week
from ejournal.services.deeds import create_many, deed, remove, revise
from ejournal.services.timetable import Slot, put_in_force
from ejournal.wording import plural, weekday_name

CLAUSE = "4.2.1"
EMPTY = "В черновике нет ни одного урока: поставьте уроки или удалите черновик."
SAME = "Черновик не отличается от действующего расписания: вводить нечего."
MOST_TOLD = 4  # conflicts in the sentence of a refusal; the page lists them all


@deed("timetable.publish", of="timetable_draft", alone=True)
def publish(draft: TimetableDraft, since: date, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: put a draft in force from a day on, the whole of it or nothing.

    What changed ends the day before, lessons ahead follow, the past and what is written stay. Refused
    while two lessons clash that are not declared to go together, in the week or with what was moved.
    """
    draft = drafts.held(draft)
    year: SchoolYear = SchoolYear.get_by_id(draft.year_id)
    if not year.valid_from <= since <= year.valid_to:
        raise Refusal(CLAUSE, drafts.OUTSIDE)
    week, together = stored.draft_entries(draft), stored.together_in(draft)
    _check_week(week, together, since)
    wanted = {(one.page, one.weekday, one.number): one.room for one in week}
    changed = _changed(year, wanted, since)
    if not changed and _rows(together) == _rows(stored.together_on(year, since)):
        raise Refusal(CLAUSE, SAME)
    if changed:
        put_in_force(
            year, changed, {slot: room for slot, room in wanted.items() if slot[0] in changed}, since
        )
    _combine(together, _end_combined(year, together, since), since)
    ahead.check(year, wanted, since)
    drafts.clear(draft)


def combine_what_meets(year: SchoolYear, since: date) -> None:
    """п. 4.2.1: declare the lessons of the week in force that meet for a teacher or in a room to go together.

    Under the current deed, whose author was told of them and said that they are.
    """
    declared = stored.together_on(year, since)
    found = conflicts(planned_week(entries(year, since), since), declared, capacities())
    together = {slot: list(sets) for slot, sets in declared.items()}
    for one in found:
        if one.kind != "class":
            sets = together.setdefault((one.weekday, one.number), [])
            met = frozenset(lesson.page for lesson in one.lessons)
            touched = [known for known in sets if known & met]
            sets[:] = [*(known for known in sets if known not in touched), met.union(*touched)]
    _combine(together, _end_combined(year, together, since), since)


def _check_week(week: list[Entry], together: Together, since: date) -> None:
    if not week:
        raise Refusal(CLAUSE, EMPTY)
    lessons = planned_week(week, since)
    if found := conflicts(lessons, together, capacities()):
        raise Refusal(CLAUSE, _told(found))


def _told(found: list[Conflict]) -> str:
    """The same lessons once, though they clash for their class and for their teacher."""
    pairs = list(
        dict.fromkeys(
            (one.weekday, one.number, tuple(lesson.title for lesson in one.lessons)) for one in found
        )
    )
    first = "; ".join(
        f"{weekday_name(weekday)}, {number}-й урок — " + " и ".join(f"«{title}»" for title in titles)
        for weekday, number, titles in pairs[:MOST_TOLD]
    )
    more = len(pairs) - MOST_TOLD
    rest = f"; и ещё {more} {plural(more, 'накладка', 'накладки', 'накладок')}" if more > 0 else ""
    return (
        "Расписание не введено: два урока стоят в одно время. "
        f"Разведите их или объявите совмещённым занятием: {first}{rest}."
    )


def _changed(year: SchoolYear, wanted: dict[Slot, str], since: date) -> list[int]:
    """The pages whose lessons of the week are other ones from that day on."""
    later = TimetableEntry.valid_to.is_null() | (TimetableEntry.valid_to >= since)
    ahead = TimetableEntry.select().join(Group).where((Group.year == year) & later)
    lasting, others = {}, set()
    for entry in ahead:
        slot = (entry.group_id, entry.weekday, entry.number)
        if entry.valid_from <= since and entry.valid_to is None:
            lasting[slot] = entry.room
        else:
            others.add(entry.group_id)
    differing = {slot[0] for slot, room in wanted.items() if lasting.get(slot) != room}
    gone = {slot[0] for slot in lasting if slot not in wanted}
    return sorted(differing | gone | others)


Row = tuple[int, int, int, int]  # weekday, number, the first page, the page


def _rows(together: Together) -> set[Row]:
    return {
        (*slot, min(pages), page) for slot, those in together.items() for pages in those for page in pages
    }


def _end_combined(year: SchoolYear, together: Together, since: date) -> set[Row]:
    """End what is no longer declared; what goes on."""
    later = CombinedLesson.valid_to.is_null() | (CombinedLesson.valid_to >= since)
    mine = CombinedLesson.select().join(Group, on=CombinedLesson.group).where((Group.year == year) & later)
    wanted, kept = _rows(together), set()
    for row in mine:
        slot: Row = (row.weekday, row.number, row.first_id, row.group_id)
        if slot in wanted and row.valid_from <= since and row.valid_to is None:
            kept.add(slot)
        elif row.valid_from >= since:
            remove(row)
        else:
            revise(row, valid_to=since - timedelta(days=1))
    return kept


def _combine(together: Together, kept: Iterable[Row], since: date) -> None:
    rows: Any = (
        {"weekday": weekday, "number": number, "first": first, "group": page, "valid_from": since}
        for weekday, number, first, page in sorted(_rows(together) - set(kept))
    )
    create_many(CombinedLesson, rows)
