"""A timetable that is being made: it may hold any conflict, and is in force only when it is published."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.db import database, on_postgres
from ejournal.models import draft as stored
from ejournal.models.curriculum import Group
from ejournal.models.draft import DraftCombined, DraftLesson, TimetableDraft
from ejournal.models.people import SchoolYear
from ejournal.models.week import entries
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import one_line
from ejournal.rules.timetable import Slot
from ejournal.services.deeds import deed
from ejournal.wording import plural

CLAUSE = "4.2.1"
SURE = "Да, удалить черновик"
ROOM = 30  # signs
DAYS, NUMBERS = range(1, 8), range(21)
TWICE = "Новое расписание уже составляют: продолжите его или удалите черновик."
OUTSIDE = "Укажите, с какого дня действует расписание, — день этого учебного года."
NO_DRAFT = "Черновика уже нет: его ввели в действие или удалили в другом окне."
GONE = "Этого урока в черновике уже нет: его изменили в другом окне. Обновите страницу."
TAKEN = "Этот урок в это время уже стоит."
NOWHERE = "Выберите клетку: день и номер урока."
NO_PAGE = "Выберите предмет из списка."
ALONE = "Совмещать нечего: в это время стоит один урок."
PAIR = 2  # lessons are combined with at least one other


@deed("timetable.draft", of="school_year", alone=True)
def begin(year: SchoolYear, since: date, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: begin a new timetable: a copy of the one that is in force on the day it is to begin."""
    if not year.valid_from <= since <= year.valid_to:
        raise Refusal(CLAUSE, OUTSIDE)
    if stored.draft_of(year):
        raise Refusal(CLAUSE, TWICE)
    draft = TimetableDraft.create(year=year, valid_from=since)
    week = {(one.page, one.weekday, one.number): one.room for one in entries(year, since)}
    _insert(DraftLesson, draft, (_row(*slot) | {"room": room} for slot, room in week.items()))
    sets = (
        (slot, {page for page in pages if (page, *slot) in week})
        for slot, those in stored.together_on(year, since).items()
        for pages in those
    )
    rows = (
        _row(page, *slot) | {"first": min(pages)}
        for slot, pages in sets
        if len(pages) >= PAIR
        for page in pages
    )
    _insert(DraftCombined, draft, rows)


def _row(page: int, weekday: int, number: int) -> dict[str, Any]:
    return {"group": page, "weekday": weekday, "number": number}


def _insert(model: Any, draft: TimetableDraft, rows: Any) -> None:
    made = [row | {"draft": draft} for row in rows]
    if made:
        model.insert_many(made).execute()


@deed("timetable.discard", of="timetable_draft", alone=True)
def discard(draft: TimetableDraft, sure: bool = True, *, by: Actor, now: datetime) -> None:
    """Give a draft up: what is in force stays. Refused until `sure`, telling how much is in it."""
    found = held(draft)
    if not sure:
        count = DraftLesson.select().where(DraftLesson.draft == found).count()
        raise Refusal(
            CLAUSE,
            f"В черновике {count} {plural(count, 'урок', 'урока', 'уроков')} в неделю: его будет не вернуть, "
            f"а действующее расписание останется. Если всё верно, отметьте «{SURE}» и отправьте снова.",
        )
    clear(found)


def held(draft: TimetableDraft) -> TimetableDraft:
    """The draft as it is now, nobody else's until the transaction ends; refused when it is gone."""
    query = TimetableDraft.select().where(TimetableDraft.id == draft.id)
    found: TimetableDraft | None = (query.for_update() if on_postgres() else query).first()
    if found is None:
        raise Refusal(CLAUSE, NO_DRAFT, Way.RELOAD)
    return found


def clear(draft: TimetableDraft) -> None:
    """Delete a draft with all that is in it."""
    for table in (DraftLesson, DraftCombined):
        table.delete().where(table.draft == draft).execute()
    draft.delete_instance()


def move(draft: TimetableDraft, lesson: int, to: Slot) -> None:
    """Put a lesson of the draft at another time."""
    with _changing(draft):
        row = _lesson(draft, lesson)
        slot = _slot(to)
        if slot == (row.weekday, row.number):
            return
        _free(draft, row.group_id, slot)
        _apart(draft, row.group_id, (row.weekday, row.number))
        DraftLesson.update(weekday=slot[0], number=slot[1]).where(DraftLesson.id == row.id).execute()


def put(draft: TimetableDraft, page: int, to: Slot, room: str) -> None:
    """Put one more lesson of a page of the journal into the draft."""
    with _changing(draft):
        slot, room = _slot(to), one_line(room, limit=ROOM, field="Кабинет")
        if not Group.select().where((Group.id == page) & (Group.year == draft.year_id)).exists():
            raise Refusal(CLAUSE, NO_PAGE)
        _free(draft, page, slot)
        _insert(DraftLesson, draft, [_row(page, *slot) | {"room": room}])


def take_out(draft: TimetableDraft, lesson: int) -> None:
    """Take a lesson out of the draft: the curriculum will ask for it again."""
    with _changing(draft):
        row = _lesson(draft, lesson)
        _apart(draft, row.group_id, (row.weekday, row.number))
        DraftLesson.delete().where(DraftLesson.id == row.id).execute()


def set_room(draft: TimetableDraft, lesson: int, room: str) -> None:
    """Give a lesson of the draft another room."""
    with _changing(draft):
        row = _lesson(draft, lesson)
        room = one_line(room, limit=ROOM, field="Кабинет")
        DraftLesson.update(room=room).where(DraftLesson.id == row.id).execute()


def combine(draft: TimetableDraft, slot: Slot, pages: Collection[int]) -> None:
    """п. 4.2.1: declare that these pages go together at this time (класс-комплект, спортзал, группы)."""
    with _changing(draft):
        here = (DraftLesson.draft == draft) & _at(DraftLesson, slot)
        whole = set(pages) & {row.group_id for row in DraftLesson.select().where(here)}
        for those in stored.together_in(draft).get(slot, ()):
            whole |= those if those & whole else set()
        if len(whole) < PAIR:
            raise Refusal(CLAUSE, ALONE)
        _forget(draft, slot, whole)
        _insert(DraftCombined, draft, (_row(page, *slot) | {"first": min(whole)} for page in sorted(whole)))


def separate(draft: TimetableDraft, slot: Slot, page: int) -> None:
    """Take the declaration back that a page goes together with others at this time."""
    with _changing(draft):
        for those in stored.together_in(draft).get(slot, ()):
            if page in those:
                _forget(draft, slot, those)


@contextmanager
def _changing(draft: TimetableDraft) -> Iterator[None]:
    """A change of a draft: all or nothing; whoever was quicker by a moment is told of."""
    try:
        with database.atomic():
            held(draft)
            yield
    except IntegrityError:
        raise Refusal(CLAUSE, GONE, Way.RELOAD) from None


def _lesson(draft: TimetableDraft, lesson: int) -> DraftLesson:
    found: DraftLesson | None = DraftLesson.get_or_none(
        (DraftLesson.id == lesson) & (DraftLesson.draft == draft)
    )
    if found is None:
        raise Refusal(CLAUSE, GONE, Way.RELOAD)
    return found


def _slot(to: Slot) -> Slot:
    if to[0] not in DAYS or to[1] not in NUMBERS:
        raise Refusal(CLAUSE, NOWHERE)
    return to


def _free(draft: TimetableDraft, page: int, slot: Slot) -> None:
    same = (DraftLesson.draft == draft) & (DraftLesson.group == page)
    if DraftLesson.select().where(same & _at(DraftLesson, slot)).exists():
        raise Refusal(CLAUSE, TAKEN)


def _apart(draft: TimetableDraft, page: int, slot: Slot) -> None:
    """A lesson that leaves a time is no longer combined there; one that stays alone is not either."""
    for those in stored.together_in(draft).get(slot, ()):
        if page in those:
            left = those - {page}
            _forget(draft, slot, those if len(left) == 1 else {page})
            if len(left) > 1:
                mine = (DraftCombined.draft == draft) & DraftCombined.group.in_(list(left))
                change = DraftCombined.update(first=min(left))
                change.where(mine & _at(DraftCombined, slot)).execute()


def _forget(draft: TimetableDraft, slot: Slot, pages: Collection[int]) -> None:
    mine = (DraftCombined.draft == draft) & DraftCombined.group.in_(list(pages))
    DraftCombined.delete().where(mine & _at(DraftCombined, slot)).execute()


def _at(table: Any, slot: Slot) -> Any:
    return (table.weekday == slot[0]) & (table.number == slot[1])
