"""A timetable of a file: lessons of the week by class, and remarks about its cells (п. 4.5.1)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import time
from functools import partial
from itertools import zip_longest

from ejournal.importing import timetable_columns, timetable_days, timetable_grid, timetable_list
from ejournal.importing.book import Book, Table, too_much
from ejournal.importing.classes import classes_of, grade_of
from ejournal.importing.columns import Header
from ejournal.importing.remarks import Remark
from ejournal.importing.subject_match import likely
from ejournal.importing.subject_names import NAMES
from ejournal.importing.subjects import in_grade, is_extracurricular, is_no_lesson, named
from ejournal.importing.timetable_cells import Entry
from ejournal.importing.timetable_pieces import Piece, room_of
from ejournal.importing.timetable_sides import sides
from ejournal.rules.refusal import Refusal
from ejournal.wording import fold, quoted, weekday_name

NOT_FOUND = (
    "В файле не нашлось расписания: нужна сетка, в шапке которой названы классы («5 класс», «5А»), а слева "
    "дни недели и номера уроков, или список с графами «Класс», «День недели», «Урок», «Предмет»."
)
NO_SUBJECT = "в учебном плане такого предмета нет: не урок, предмет не создаётся"
UNKNOWN = "предмет не узнан: назовите его так, как в учебном плане"
SEVERAL = "подходит несколько предметов учебного плана: {}; впишите в клетку один из них"
NO_DAYS = "у этих классов не назван день недели: впишите его над таблицей или в графе слева"
TOO_MANY = "в клетке больше двух занятий: оставьте одно или два, для групп 1 и 2"
SHEETS = "уроки на этом листе и на других совпадают: если это другое расписание, загрузите листы по одному"
MOST_ENTRIES = 5_000  # of a table: more than all the lessons of a week in a school of 100 classes
LONGEST_ROOM = 30  # signs


@dataclass(frozen=True)
class Slot:
    """A lesson of a week: `group` is "" for the whole class, `line_place` as in Remark.place."""

    line_place: tuple[tuple[str, str | int], ...]
    class_name: str
    weekday: int
    number: int
    subject: str
    group: str = ""
    room: str = ""
    teacher: str = ""
    extracurricular: bool = False
    first: time | None = None
    last: time | None = None

    @property
    def row(self) -> int:
        return int(dict(self.line_place)["row"])


Standing = tuple[str, str, str, int, int]  # class, folded subject, group, day, number


@dataclass
class Timetable:
    """What was understood of a file: lessons in its order, how it is laid out, the remarks.

    `rows_total` are the rows of a list; `conflicts` the lessons refused because their place is taken.
    """

    year: int
    layout: str = ""
    slots: list[Slot] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headers: list[tuple[Table, Header]] = field(default_factory=list)
    rows_total: int | None = None
    conflicts: int = 0
    refused: set[tuple[str, int, int]] = field(default_factory=set)  # class, day, number of a wrong cell

    @property
    def lessons(self) -> list[Slot]:
        return [slot for slot in self.slots if not slot.extracurricular]


@dataclass
class _Week:
    """What is taken already: places of classes, hours of teachers and rooms."""

    plan: Timetable
    known: tuple[str, ...]
    usual: tuple[str, ...]
    given: tuple[str, ...]
    places: dict[tuple[str, int, int], list[Slot]] = field(default_factory=dict)
    busy: dict[tuple[str, int, int, str], list[Slot]] = field(default_factory=dict)
    told: set[tuple[str, tuple[int, int], str]] = field(default_factory=set)
    standing: Collection[Standing] = frozenset()

    def recognise(self, text: str) -> str | None:
        return named(text, self.known or (*self.usual, *NAMES))

    def stand(self, one: Slot, other: Slot) -> bool:
        """Whether both are in the journal at this time already: it knows why they may."""
        return standing(one) in self.standing and standing(other) in self.standing


def standing(slot: Slot) -> Standing:
    return slot.class_name, fold(slot.subject), slot.group, slot.weekday, slot.number


def understand(
    book: Book,
    year: int,
    subjects: Collection[str] = (),
    others: Collection[str] = (),
    given: str = "",
    known: Collection[Standing] = frozenset(),
) -> Timetable:
    """п. 4.5.1: the timetable in a file; `subjects` are those of the curriculum, when it is known.

    `others` are names that the journal has and that go before the usual ones while there is no curriculum;
    `given` is the class of what names none; `known` are lessons that the journal has: those of one time go
    together there, or are of different parts of the year. Refusal when the file has no timetable.
    """
    plan = Timetable(year)
    week = _Week(plan, tuple(subjects), tuple(others), classes_of(given), standing=known)
    for table in book.tables:
        for count, entry in enumerate(_entries(week, table)):
            if count >= MOST_ENTRIES:
                raise too_much(f"больше {MOST_ENTRIES} уроков в расписании")
            if isinstance(entry, Remark):
                plan.remarks.append(entry)
            else:
                _take(week, entry)
    if not plan.headers:
        raise Refusal("", NOT_FOUND)
    return plan


def _entries(week: _Week, table: Table) -> Iterator[Entry | Remark]:
    """What stands in a table, however it is laid out; the first layout found is that of the file."""
    for part in sides(table, lambda one: _is_whole(week, one)):
        yield from _of_part(week, table, part)


def _is_whole(week: _Week, part: Table) -> bool:
    found = timetable_list.heading(part, week.given) or timetable_days.blocks(part, week.given)
    return bool(found or timetable_columns.blocks(part))


def _of_part(week: _Week, table: Table, part: Table) -> Iterator[Entry | Remark]:
    plan, recognise, taken = week.plan, week.recognise, False
    if header := timetable_list.heading(part, week.given):
        _found(plan, timetable_list.LAYOUT, table, header)
        plan.rows_total = (plan.rows_total or 0) + timetable_list.counted(part, header)
        yield from timetable_list.read(part, header, recognise, week.given)
        return
    for by_days in timetable_days.blocks(part, week.given):
        _found(plan, by_days.layout, table, by_days.header)
        yield from timetable_days.read(part, by_days, recognise)
        taken = True
    if taken:
        return
    weekday: int | None = None
    for block in timetable_columns.blocks(part):
        _found(plan, timetable_grid.LAYOUT, table, block.header)
        for entry in timetable_grid.read(part, block, recognise, weekday):
            weekday = entry.weekday if isinstance(entry, Entry) else weekday
            yield entry
    yield from map(partial(_dayless, table), timetable_columns.dayless(part))


def _dayless(table: Table, block: timetable_columns.Block) -> Remark:
    """A part that names classes and no day is told of: nothing is left out in silence."""
    row = table.rows[[row.number for row in table.rows].index(block.header.rows[0])]
    classes = ", ".join(dict.fromkeys(name for column in block.columns for name in column.classes))
    return Remark("error", "Классы", classes, NO_DAYS, tuple(table.place(row).items()))


def _found(plan: Timetable, layout: str, table: Table, header: Header) -> None:
    plan.layout = plan.layout or layout
    known = next((n for n, (one, _) in enumerate(plan.headers) if one is table), None)
    if known is None:
        plan.headers.append((table, header))
    elif plan.headers[known][1].rows == header.rows:  # another part of the same heading
        before = plan.headers[known][1]
        both = zip_longest(before.titles, header.titles, fillvalue="")
        plan.headers[known] = table, replace(before, titles=tuple(a or b for a, b in both))


def _take(week: _Week, entry: Entry) -> None:
    """The lessons of one place into the week, each known by the name of its subject."""
    if len(entry.pieces) > 2:
        text = " / ".join(piece.raw for piece in entry.pieces)
        week.plan.remarks.append(Remark("error", entry.field, text, TOO_MANY, entry.place))
        _refuse(week, entry)
        return
    for piece in entry.pieces:
        if not any(sign.isalnum() for sign in piece.raw):
            continue  # a dash is no lesson
        subject = week.recognise(piece.subject)
        if subject is None:
            _unknown(week, entry, piece)
        else:
            _slot(week, entry, piece, in_grade(subject, grade_of(entry.class_name), week.known))


def _unknown(week: _Week, entry: Entry, piece: Piece) -> None:
    """A text that is no subject is told once for all the classes it is written over."""
    if not (week.known or is_no_lesson(piece.subject)) or len(likely(piece.subject, week.known)) > 1:
        _refuse(week, entry)
    place = (str(dict(entry.place).get("sheet", dict(entry.place).get("table", ""))), entry.origin, piece.raw)
    if place in week.told:
        return
    week.told.add(place)
    sure = bool(week.known) or is_no_lesson(piece.subject)
    severity, reason = ("warning", NO_SUBJECT) if sure else ("error", UNKNOWN)
    if len(several := likely(piece.subject, week.known)) > 1 and not is_no_lesson(piece.subject):
        severity, reason = "error", SEVERAL.format(", ".join(quoted(name) for name in several[:4]))
    week.plan.remarks.append(Remark(severity, entry.field, piece.raw, reason, entry.place))


def _refuse(week: _Week, entry: Entry) -> None:
    """The place of a cell that is wrong: what is stored there is not taken away by it."""
    week.plan.refused.add((entry.class_name, entry.weekday, entry.number))


def _slot(week: _Week, entry: Entry, piece: Piece, subject: str) -> None:
    slot = Slot(
        entry.place,
        entry.class_name,
        entry.weekday,
        entry.number,
        subject,
        piece.group,
        room_of(piece.room)[:LONGEST_ROOM],
        piece.teacher[:LONGEST_ROOM],
        is_extracurricular(subject),
        entry.first,
        entry.last,
    )
    taken = week.places.setdefault((slot.class_name, slot.weekday, slot.number), [])
    met = (one for one in taken if "" in (one.group, slot.group) or one.group == slot.group)
    other = next((one for one in met if not week.stand(one, slot)), None)
    if other is not None:
        week.plan.conflicts += 1
        week.plan.remarks.append(_conflict(entry, slot, other))
        if dict(slot.line_place).get("sheet") != dict(other.line_place).get("sheet"):
            _another_sheet(week.plan, slot)
        return
    taken.append(slot)
    week.plan.slots.append(slot)
    for kind, name in (("teacher", slot.teacher), ("room", slot.room)):
        if name:
            _busy(week, entry, slot, kind, name)


def _conflict(entry: Entry, slot: Slot, other: Slot) -> Remark:
    value = f"{slot.class_name} класс, {weekday_name(slot.weekday)}, {slot.number}-й урок: {slot.subject}"
    reason = f"урок уже занят {_row(slot, other)} ({other.subject}); вторая запись не загружается"
    return Remark("error", entry.field, value, reason, entry.place)


def _row(slot: Slot, other: Slot) -> str:
    """«строкой 36», «строкой 36 листа «5–9»» when it is another one."""
    sheet = dict(other.line_place).get("sheet")
    same = sheet == dict(slot.line_place).get("sheet")
    return f"строкой {other.row}" + ("" if same else f" листа {quoted(str(sheet))}")


def _another_sheet(plan: Timetable, slot: Slot) -> None:
    """One word about a second timetable in the workbook, whatever many lessons repeat."""
    sheet = str(dict(slot.line_place).get("sheet", ""))
    remark = Remark("warning", "Лист", sheet, SHEETS, ())
    if remark not in plan.remarks:
        plan.remarks.append(remark)


def _busy(week: _Week, entry: Entry, slot: Slot, kind: str, name: str) -> None:
    """A teacher or a room in two classes at once: classes may be taught together, so it is only told."""
    others = week.busy.setdefault((kind, slot.weekday, slot.number, name.casefold()), [])
    met = (one for one in others if _at_once(one, slot) and one.class_name != slot.class_name)
    other = next((one for one in met if not week.stand(one, slot)), None)
    others.append(slot)
    if other is None:
        return
    who = "учитель" if kind == "teacher" else "кабинет"
    reason = f"{who} в это же время занят {_row(slot, other)}: {other.class_name} класс, {other.subject}"
    week.plan.remarks.append(
        Remark("warning", entry.field, f"{slot.class_name} класс: {name}", reason, entry.place)
    )


def _at_once(one: Slot, other: Slot) -> bool:
    """Whether two lessons of one number overlap, as far as their hours are told."""
    if one.first and one.last and other.first and other.last:
        return one.first < other.last and other.first < one.last
    return True
