"""п. 4.2.1: what cannot be in one timetable: two lessons at once for a class, a teacher or a room."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class PlannedLesson:
    """A lesson of the week: weekday 1 (Monday) … 7; `part` is the group of the class or "".

    `cohort` is None for a mixed group, `extra` for what nobody has to attend (внеурочная деятельность).
    """

    page: int
    title: str
    cohort: int | None
    part: str
    extra: bool
    weekday: int
    number: int
    room: str
    teachers: frozenset[int]


class Conflict(NamedTuple):
    """`kind`: class, teacher or room; `who` is the class, the person or the room, `lessons` are at once."""

    kind: str
    who: int | str
    weekday: int
    number: int
    lessons: tuple[PlannedLesson, ...]


def conflicts(week: Iterable[PlannedLesson]) -> list[Conflict]:
    """п. 4.2.1: everything of the week that cannot be at once, in order of time."""
    slots: dict[tuple[int, int], list[PlannedLesson]] = defaultdict(list)
    for lesson in week:
        slots[lesson.weekday, lesson.number].append(lesson)
    return [found for slot in sorted(slots) for found in _of_slot(slot, slots[slot])]


def _of_slot(slot: tuple[int, int], lessons: list[PlannedLesson]) -> Iterator[Conflict]:
    obliged = [lesson for lesson in lessons if not lesson.extra]
    for cohort, those in _by(obliged, lambda lesson: [lesson.cohort] if lesson.cohort else []):
        if _clash(those):
            yield Conflict("class", cohort, *slot, tuple(those))
    for person, those in _by(lessons, lambda lesson: lesson.teachers):
        if len(those) > 1:
            yield Conflict("teacher", person, *slot, tuple(those))
    for room, those in _by(lessons, lambda lesson: [lesson.room] if lesson.room else []):
        if len(those) > 1 and len({lesson.teachers for lesson in those}) > 1:
            yield Conflict("room", room, *slot, tuple(those))


def _by(
    lessons: list[PlannedLesson], keys: Callable[[PlannedLesson], Collection[int] | Collection[str]]
) -> list[tuple[int | str, list[PlannedLesson]]]:
    found: dict[int | str, list[PlannedLesson]] = defaultdict(list)
    for lesson in lessons:
        for key in keys(lesson):
            found[key].append(lesson)
    return sorted(found.items(), key=lambda item: str(item[0]))


def _clash(lessons: list[PlannedLesson]) -> bool:
    """Lessons of one class at once: allowed are those of different parts of it."""
    parts = [lesson.part for lesson in lessons]
    return len(lessons) > 1 and ("" in parts or len(set(parts)) < len(parts))
