"""What is otherwise in one week than in another, in words: было → стало (п. 4.2.1)."""

from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest

from ejournal.models.week import Entry
from ejournal.reports.school_week import at
from ejournal.wording import room_short

NOWHERE = "нет"


def changes(before: Collection[Entry], after: Collection[Entry]) -> Iterator[str]:
    """«Алгебра, 7 класс: вторник, 3-й урок → среда, 1-й урок», page by page."""
    old, new = _by_page(before), _by_page(after)
    for page, title in sorted(moved_pages(before, after).items(), key=lambda item: item[1]):
        for was, now in _pairs(old.get(page, {}), new.get(page, {})):
            yield f"{title}: {was} → {now}"


def moved_pages(before: Collection[Entry], after: Collection[Entry]) -> dict[int, str]:
    """The titles of the pages whose lessons are otherwise."""
    old, new = _by_page(before), _by_page(after)
    titles = {one.page: f"{one.subject}, {one.name}" for one in (*before, *after)}
    return {page: title for page, title in titles.items() if old.get(page) != new.get(page)}


Week = dict[tuple[int, int], str]  # the room by weekday and number


def _by_page(week: Iterable[Entry]) -> dict[int, Week]:
    found: dict[int, Week] = {}
    for one in week:
        found.setdefault(one.page, {})[one.weekday, one.number] = one.room
    return found


def _pairs(old: Week, new: Week) -> Iterator[tuple[str, str]]:
    gone = [slot for slot in sorted(old) if slot not in new]
    come = [slot for slot in sorted(new) if slot not in old]
    for was, now in zip_longest(gone, come):
        yield _told(was, old), _told(now, new)
    for slot in sorted(old.keys() & new.keys()):
        if old[slot] != new[slot]:
            yield f"{at(*slot)}, {_room(old[slot])}", _room(new[slot])


def _told(slot: tuple[int, int] | None, week: Week) -> str:
    return f"{at(*slot)}, {_room(week[slot])}" if slot else NOWHERE


def _room(room: str) -> str:
    return room_short(room) or "без кабинета"
