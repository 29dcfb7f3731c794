"""п. 4.2.1: what cannot be in one timetable: two lessons at once for a class, a teacher or a room."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple


@dataclass(frozen=True)
class PlannedLesson:
    """A lesson of the week: weekday 1 (Monday) … 7; `part` is the group of the class or "".

    `cohort` is None for a mixed group, which is a part of each of the `classes` of its pupils; `extra` for
    what nobody has to attend (клуб, ГПД, обучение на дому); `activity`: an extracurricular one of a class,
    which may stand beside another, but not beside a lesson of the class. `days` are those in which the page
    is taught at all, none of them: the whole year. `members` are the pupils of a part, when they are known.
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
    classes: frozenset[int] = frozenset()
    activity: bool = False
    days: tuple[tuple[date, date], ...] = ()
    members: frozenset[int] = frozenset()

    def on(self, day: date) -> bool:
        return not self.days or any(first <= day <= last for first, last in self.days)

    def at(self, weekday: int, number: int) -> "PlannedLesson":
        """The same lesson at another time."""
        return replace(self, weekday=weekday, number=number)


FREE = frozenset({"extracurricular", "club", "after_school", "home"})  # no lesson of the whole class


def planned(
    page: int,
    cohort: int | None,
    kind: str,
    name: str,
    subject: str,
    weekday: int,
    number: int,
    room: str,
    teachers: frozenset[int],
    classes: frozenset[int] = frozenset(),
    *,
    days: tuple[tuple[date, date], ...] = (),
    members: frozenset[int] = frozenset(),
) -> PlannedLesson:
    """A lesson of the week from what is stored of it; who learns at home is taught there."""
    return PlannedLesson(
        page=page,
        title=f"{subject}, {name}",
        cohort=cohort,
        part=name if kind in ("part", "mixed") else "",
        extra=kind in FREE,
        weekday=weekday,
        number=number,
        room="" if kind == "home" else room,
        teachers=teachers,
        classes=classes,
        activity=kind == "extracurricular",
        days=days,
        members=members,
    )


class Conflict(NamedTuple):
    """`kind`: class, teacher or room; `who` is the class, the person or the room, `lessons` are at once."""

    kind: str
    who: int | str
    weekday: int
    number: int
    lessons: tuple[PlannedLesson, ...]


Slot = tuple[int, int]  # weekday, number
Together = Mapping[Slot, Collection[frozenset[int]]]  # the pages that are declared to go together


def conflicts(
    week: Iterable[PlannedLesson],
    together: Together = MappingProxyType({}),
    rooms: Mapping[str, int] = MappingProxyType({}),
) -> list[Conflict]:
    """п. 4.2.1: everything of the week that cannot be at once, in order of time.

    Pages that are declared to go `together` are one lesson; `rooms` tells how many lessons a room takes.
    Pages that are taught in different periods of the year are never at once.
    """
    slots: dict[Slot, list[PlannedLesson]] = defaultdict(list)
    for lesson in week:
        slots[lesson.weekday, lesson.number].append(lesson)
    return [
        found
        for slot in sorted(slots)
        for found in _of_slot(slot, slots[slot], together.get(slot, ()), rooms)
    ]


def _of_slot(
    slot: Slot,
    lessons: list[PlannedLesson],
    together: Collection[frozenset[int]],
    rooms: Mapping[str, int],
) -> list[Conflict]:
    """The conflicts of a time, of each part of the year the fullest."""
    sets = {tuple(one for one in lessons if one.on(day)): None for day in _turns(lessons)}
    each = (one for those in sets for one in _at_once(slot, list(those), together, rooms))
    found = list(dict.fromkeys(each))  # what clashes the whole year is one clash
    return [one for one in found if not any(_part_of(one, other) for other in found)]


def _turns(lessons: list[PlannedLesson]) -> list[date]:
    """A day of each part of the year in which other pages are taught."""
    spans = [span for lesson in lessons for span in lesson.days]
    ends = {last + timedelta(days=1) for _, last in spans}
    return sorted({date.min, *(first for first, _ in spans), *ends})


def _part_of(one: Conflict, other: Conflict) -> bool:
    return (one.kind, one.who) == (other.kind, other.who) and set(one.lessons) < set(other.lessons)


def _at_once(
    slot: Slot,
    lessons: list[PlannedLesson],
    together: Collection[frozenset[int]],
    rooms: Mapping[str, int],
) -> Iterator[Conflict]:
    of_class = [lesson for lesson in lessons if not lesson.extra or lesson.activity]
    for cohort, those in _by(of_class, _classes):
        obliged = [lesson for lesson in those if not lesson.extra]
        beside = bool(obliged) and len(those) > len(obliged)
        if _apart(those, together) > 1 and (_clash(obliged) or beside):
            yield Conflict("class", cohort, *slot, tuple(those))
    for person, those in _by(lessons, lambda lesson: lesson.teachers):
        if _apart(those, together) > 1:
            yield Conflict("teacher", person, *slot, tuple(those))
    for room, those in _by(lessons, lambda lesson: [lesson.room] if lesson.room else []):
        one_teacher = len({lesson.teachers for lesson in those}) == 1 and bool(those[0].teachers)
        if _apart(those, together) > rooms.get(str(room), 1) and not one_teacher:
            yield Conflict("room", room, *slot, tuple(those))


def _apart(lessons: list[PlannedLesson], together: Collection[frozenset[int]]) -> int:
    """How many lessons these are when those that go together are one."""
    return len(
        {
            next((pages for pages in together if lesson.page in pages), frozenset({lesson.page}))
            for lesson in lessons
        }
    )


def clashes_at(
    lesson: PlannedLesson,
    week: Iterable[PlannedLesson],
    slots: Iterable[Slot],
    together: Together = MappingProxyType({}),
    rooms: Mapping[str, int] = MappingProxyType({}),
) -> dict[Slot, list[Conflict]]:
    """п. 4.2.1: what would clash if the lesson stood at each of these times instead of its own."""
    others: dict[Slot, list[PlannedLesson]] = defaultdict(list)
    for other in week:
        if other != lesson:
            others[other.weekday, other.number].append(other)
    found = {}
    for weekday, number in slots:
        moved = lesson.at(weekday, number)
        slot = (weekday, number)
        at_once = _of_slot(slot, [*others[slot], moved], together.get(slot, ()), rooms)
        found[slot] = [conflict for conflict in at_once if moved in conflict.lessons]
    return found


def _by(
    lessons: list[PlannedLesson], keys: Callable[[PlannedLesson], Collection[int] | Collection[str]]
) -> list[tuple[int | str, list[PlannedLesson]]]:
    found: dict[int | str, list[PlannedLesson]] = defaultdict(list)
    for lesson in lessons:
        for key in keys(lesson):
            found[key].append(lesson)
    return sorted(found.items(), key=lambda item: str(item[0]))


def _classes(lesson: PlannedLesson) -> Collection[int]:
    return [lesson.cohort] if lesson.cohort else lesson.classes


def _clash(lessons: list[PlannedLesson]) -> bool:
    """Lessons of one class at once: allowed are those of parts of it that have no pupil in common."""
    return any(_meet(one, other) for one, other in combinations(lessons, 2))


def _meet(one: PlannedLesson, other: PlannedLesson) -> bool:
    """Whether somebody would have to be at both; of parts whose pupils are not known their names tell."""
    if not (one.part and other.part):
        return True
    known = one.members and other.members
    return bool(one.members & other.members) if known else one.part == other.part
