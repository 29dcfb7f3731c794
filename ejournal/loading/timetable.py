"""The timetable of a file against the one in force on the day from which it is to be (п. 4.2.1)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ejournal.importing import timetable as grids
from ejournal.importing import timetable_report
from ejournal.importing.book import Book
from ejournal.importing.cells import school_year
from ejournal.importing.remarks import Remark
from ejournal.importing.subjects import is_extracurricular
from ejournal.importing.timetable import Slot, Timetable
from ejournal.loading import timetable_ahead, timetable_clashes
from ejournal.loading.chosen import Chosen
from ejournal.loading.going import Going
from ejournal.loading.known import with_teachers
from ejournal.loading.prepared import Judged, Place, Prepared, Verdict, judge
from ejournal.loading.scope import NO_DAY, NO_YEAR, Scope
from ejournal.loading.subjects import subjects
from ejournal.loading.timetable_pages import KnownPages
from ejournal.loading.together import NOTHING_AT_ONCE, AtOnce
from ejournal.models import lists as stored
from ejournal.models.lists import WeekSlot
from ejournal.services import publishing, timetable
from ejournal.services.pages import part_of
from ejournal.services.timetable import WeekLesson
from ejournal.wording import class_name, fold, weekday_name

NOTHING = "Загружать нечего: ни одного урока не принято. Исправьте строки или графы."

LESSONS = ("урок в неделю", "урока в неделю", "уроков в неделю")

Key = tuple[str, str, str, int, int]


@dataclass(frozen=True)
class _Compared:
    """What becomes of the rows, and what else the load does: lessons that are no longer in the timetable."""

    rows: dict[Place, Judged]
    going: Going


def prepare(book: Book, name: str, chosen: Chosen, scope: Scope) -> Prepared:
    """п. 4.2.1: the timetable in a file against the one in force. Refusal: there is none in it."""
    planned = sorted({subject for _, subject in stored.curriculum(scope.year)}) if scope.year else ()
    usual = () if planned else stored.subjects(scope.year)[0]
    since, year = scope.timetable_since(chosen), chosen.year or school_year(scope.today)
    known = {_key(row) for row in _stored(scope, since)}
    found = grids.understand(book, year, planned, usual, chosen.class_name, known)
    remarks = _as_known(found, scope)
    kept = _kept(found, scope, since)
    slots = [_lesson(slot) for slot in found.slots] + [_as_stored(row) for row in kept]
    compared = _compare(book, found.slots, kept, scope, since)
    met = _met(found.slots, scope, since)
    return Prepared(
        title="Расписание",
        facts=(*timetable_report.told(found), *met.facts),
        rows=judge(book, remarks, compared.rows),
        headers={book.tables.index(table): header for table, header in found.headers},
        remarks=(*remarks, *met.remarks),
        at_once=met.at_once,
        lack=_lack(scope, since, slots) or met.lost,
        write=lambda: _write(scope, since, slots),
        summary=_summary(book, found, met, scope, since),
        going=compared.going,
    )


@dataclass(frozen=True)
class _Met:
    """What the timetable meets in the journal; `lost` says why it cannot be in force for that."""

    facts: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    lost: str = ""
    at_once: AtOnce = NOTHING_AT_ONCE


def _met(slots: list[Slot], scope: Scope, since: date | None) -> _Met:
    year = scope.year
    if year is None or since is None:
        return _Met()
    day, known = max(since, year.valid_from), KnownPages(year)
    facts, hours = timetable_ahead.hours(slots, day)
    at_once = timetable_clashes.found(year, known, slots, day)
    decided = timetable_ahead.told(year, known, slots, day)
    lost = timetable_ahead.lost(known, slots, day, scope.today)
    late = timetable_ahead.late(year, day)
    return _Met(tuple(facts), (*late, *decided, *hours), lost, at_once)


def _summary(book: Book, found: Timetable, met: _Met, scope: Scope, since: date | None) -> dict[str, Any]:
    told = timetable_report.summary(book, found)
    if scope.year and "groups" in told:
        day = max(since or scope.today, scope.year.valid_from)
        told["groups"] = with_teachers(told["groups"], found.slots, scope.year, day)
    return {**told, "report": [*told["report"], *(remark.fields() for remark in met.remarks)]}


def _as_known(found: Timetable, scope: Scope) -> list[Remark]:
    """п. 2.1: the lessons under the names that the journal has for their subjects; the remarks with these."""
    known = subjects(scope.year, (slot.subject for slot in found.slots))
    found.slots = [
        replace(slot, subject=name) for slot in found.slots if (name := known.of(slot.subject).name)
    ]
    return [*found.remarks, *known.remarks("Предмет")]


def _lack(scope: Scope, since: date | None, slots: list[WeekLesson]) -> str:
    if scope.year is None:
        return NO_YEAR
    if since is None:
        return NO_DAY
    return "" if slots else NOTHING


def _write(scope: Scope, since: date | None, slots: list[WeekLesson]) -> None:
    assert scope.year is not None and since is not None, "an import that lacks nothing"
    day = max(since, scope.year.valid_from)
    timetable.replace(scope.year, slots, day)
    publishing.combine_what_meets(scope.year, day)


def _lesson(slot: Slot) -> WeekLesson:
    return WeekLesson(
        slot.class_name,
        slot.subject,
        slot.group,
        slot.weekday,
        slot.number,
        slot.room,
        slot.extracurricular,
    )


def _kept(found: Timetable, scope: Scope, since: date | None) -> list[WeekSlot]:
    """The stored lessons of the places whose cells are refused: these load nothing and take nothing away."""
    taken = {(slot.class_name, slot.weekday, slot.number) for slot in found.slots}
    places = found.refused - taken
    return [row for row in _stored(scope, since) if (_title(row), row.weekday, row.number) in places]


def _stored(scope: Scope, since: date | None) -> list[WeekSlot]:
    """The week of the classes on the day from which the file is to be in force."""
    if scope.year is None:
        return []
    return stored.week(scope.year, max(since or scope.today, scope.year.valid_from))


def _title(row: WeekSlot) -> str:
    return class_name(row.grade, row.letter)


def _as_stored(row: WeekSlot) -> WeekLesson:
    extra = is_extracurricular(row.subject)
    part = part_of(row.kind, row.group)
    return WeekLesson(_title(row), row.subject, part, row.weekday, row.number, row.room, extra)


def _compare(
    book: Book, slots: list[Slot], kept: list[WeekSlot], scope: Scope, since: date | None
) -> _Compared:
    week = [row for row in _stored(scope, since) if row not in kept]
    known = {_key(row): row.room for row in week}
    subjects_of = {fold(row.subject): row.subject for row in week}
    classes = {slot.class_name for slot in slots}
    found = [(slot, known.pop(_slot_key(slot), None)) for slot in slots]
    gone = sorted((key for key in known if key[0] in classes), key=lambda key: key[3:])
    rows: dict[Place, list[tuple[bool, str]]] = {}
    for slot, room in found:
        told = _difference(room, slot, _moved_from(slot, gone) if room is None else None)
        rows.setdefault(_place(book, slot), []).append(told)
    comes = sum(new or bool(said) for told in rows.values() for new, said in told)
    going = Going(LESSONS, len(gone), comes, tuple(_gone(gone, subjects_of)))
    return _Compared({place: _judged(told) for place, told in rows.items()}, going)


def _gone(keys: list[Key], names: dict[str, str]) -> Iterator[str]:
    """«5 класс: Химия — 2, Физика — 1»."""
    for own in sorted({key[0] for key in keys}, key=lambda title: (len(title), title)):
        counted = Counter(names[key[1]] for key in keys if key[0] == own)
        told = ", ".join(f"{subject} — {count}" for subject, count in sorted(counted.items()))
        yield f"{own} класс: {told}"


def _key(row: stored.WeekSlot) -> Key:
    part = part_of(row.kind, row.group)
    return class_name(row.grade, row.letter), fold(row.subject), part, row.weekday, row.number


def _place(book: Book, slot: Slot) -> Place:
    where = dict(slot.line_place)
    same = (
        index
        for index, table in enumerate(book.tables)
        if table.sheet == where.get("sheet") and table.number == where.get("table")
    )
    return next(same), int(where["row"])


def _slot_key(slot: Slot) -> Key:
    return slot.class_name, fold(slot.subject), slot.group, slot.weekday, slot.number


def _moved_from(slot: Slot, gone: list[Key]) -> Key | None:
    """п. 4.2.1: the lesson of the same page that stood at another time; it goes nowhere and leaves `gone`."""
    same = _slot_key(slot)[:3]
    found = next((key for key in gone if key[:3] == same), None)
    if found:
        gone.remove(found)
    return found


def _difference(room: str | None, slot: Slot, before: Key | None) -> tuple[bool, str]:
    """Whether the lesson is new, and what is told of it; ("" when it is there already as it is).

    `before`: where it stood, when the file has it at another time.
    """
    if before:
        *_, weekday, number = before
        was, becomes = (
            f"{weekday_name(day)}, {lesson} урок"
            for day, lesson in ((weekday, number), (slot.weekday, slot.number))
        )
        return False, f"{slot.class_name}: {slot.subject}, {was} → {becomes}"
    if room is None:
        return True, f"{slot.class_name}: {slot.subject}, {weekday_name(slot.weekday)}, {slot.number} урок"
    return (
        False,
        f"{slot.class_name}: кабинет {room or 'не назван'} → {slot.room}" if room != slot.room else "",
    )


def _judged(told: list[tuple[bool, str]]) -> Judged:
    if all(new for new, _ in told):
        return Judged(Verdict.NEW)
    changes = tuple(said for _, said in told if said)
    return Judged(Verdict.CHANGED, changes) if changes else Judged(Verdict.SAME)
