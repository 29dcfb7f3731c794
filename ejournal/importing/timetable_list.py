"""A timetable as a list: a row is a lesson of a class (or of several) on a day of the week."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import product

from ejournal.importing.book import Table
from ejournal.importing.classes import class_said, classes_of
from ejournal.importing.columns import Field, Header, find
from ejournal.importing.line import Line
from ejournal.importing.merged import Cells
from ejournal.importing.remarks import Remark
from ejournal.importing.timetable_cells import (
    BAD_NUMBER,
    NUMBERS,
    Entry,
    numbers_of,
    times_of,
    weekday_of,
)
from ejournal.importing.timetable_pieces import Piece, Recognise, pieces, short_teacher

LAYOUT = "список: строка — урок"
FIELDS = (
    Field("class", (r"^класс(ы|а)?$", r"^(класс\b|номер класса|№ класса|название класса)(?!.*руковод)")),
    Field("weekday", (r"^день", r"дн(и|я|ю)\b.*недел", r"^дни$")),
    Field("teacher", (r"учител", r"преподават", r"педагог")),
    Field("room", (r"кабинет", r"^каб", r"аудитор", r"помещен", r"^место")),
    Field("group", (r"групп",)),
    Field("subject", (r"предмет", r"дисциплин", r"^(название|наименование) урока", r"^что")),
    Field("first", (r"^начало", r"^врем\w* начала")),
    Field("last", (r"^(конец|окончание)", r"^врем\w* (конца|окончания)")),
    Field("time", (r"врем", r"звон", r"^часы")),
    Field("number", (r"(№|номер) ?урока", r"^урок", r"^№$", r"^номер$", r"пара$")),
)
MEANINGS = {
    "class": "класс",
    "weekday": "день недели",
    "number": "номер урока",
    "subject": "предмет",
    "group": "группа",
    "teacher": "учитель",
    "room": "кабинет",
    "first": "начало урока",
    "last": "конец урока",
    "time": "время урока",
}
NEEDED = (frozenset({"weekday"}), frozenset({"number"}), frozenset({"subject"}))


@dataclass
class _Above:
    """What merged cells of the rows above say."""

    classes: str = ""
    weekday: str = ""


def heading(table: Table, given: tuple[str, ...] = ()) -> Header | None:
    """The heading of a list; one without a column of classes is of the class of the titles, or given."""
    header = find(table, FIELDS, NEEDED)
    named = header and ("class" in header.columns or _class_above(table, header) or given)
    return header if named else None


def _class_above(table: Table, header: Header) -> tuple[str, ...]:
    above = [text for row in table.rows if row.number < header.rows[0] for text in row.texts() if text]
    return class_said([*reversed([*table.before, *above]), table.sheet or ""])


def read(
    table: Table, header: Header, recognise: Recognise, given: tuple[str, ...] = ()
) -> Iterator[Entry | Remark]:
    """п. 4.5.1: the lessons of a list and the rows that cannot be understood."""
    above, cells = _Above(), Cells(table)
    if "class" not in header.columns:
        above.classes = ", ".join(_class_above(table, header) or given)
    for row in table.rows[header.below :]:
        line = Line(table, header, cells.down(row))
        texts = [text for text in row.texts() if text]
        if "class" not in header.columns and len(texts) == 1 and (title := class_said(texts)):
            above = _Above(", ".join(title))  # «6 класс» across the table: another list begins
            continue
        if line.header.repeated(row, "subject") or not (line.text("subject") and _in_week(line, above)):
            continue
        yield from _lessons(line, above, recognise)


def counted(table: Table, header: Header) -> int:
    """Rows of lessons, whether they are understood or not."""
    cells = Cells(table)
    lines = [Line(table, header, cells.down(row)) for row in table.rows[header.below :]]
    return sum(bool(line.text("subject")) and not header.repeated(line.row, "subject") for line in lines)


def _in_week(line: Line, above: _Above) -> bool:
    """Whether a row says anything of its place; what it leaves empty is merged with the cell above."""
    same = line.text("class") in ("", above.classes)
    above.weekday = line.text("weekday") or (above.weekday if same else "")
    above.classes = line.text("class") or above.classes
    return any(line.text(name) for name in ("class", "weekday", "number"))


def _lessons(line: Line, above: _Above, recognise: Recognise) -> Iterator[Entry | Remark]:
    classes = classes_of(above.classes)
    weekday = weekday_of(above.weekday) or _numbered_day(above.weekday)
    numbers = numbers_of(line.cell("number"))
    if not classes:
        yield line.remark("error", "class", "класс не указан или не распознан: нужен вида 5, 5А")
    elif weekday is None:
        yield line.remark("error", "weekday", "день недели не указан или не распознан")
    elif not numbers or not set(numbers) <= set(NUMBERS):
        yield line.remark("error", "number", BAD_NUMBER)
    else:
        found = _pieces(line, recognise)
        if isinstance(found, Remark):
            yield found
            return
        first, last = _times(line)
        place = tuple(line.table.place(line.row).items())
        title, origin = line.header.title("number"), (line.row.number, 0)
        for name, number in product(classes, numbers):
            yield Entry(place, origin, title, name, weekday, number, found, first, last)


def _numbered_day(text: str) -> int | None:
    return int(text) if re.fullmatch("[1-7]", text) else None


def _times(line: Line) -> tuple[time | None, time | None]:
    first, last = times_of(line.text("time"))
    starts, ends = times_of(line.text("first"))[0], times_of(line.text("last"))[0]
    return first or starts, last or ends


def _pieces(line: Line, recognise: Recognise) -> tuple[Piece, ...] | Remark:
    """The lesson of a row: its own columns say more than the cell of the subject."""
    text = line.text("subject")
    found = pieces(text, recognise)
    if len(found) != 1:
        return found
    said = line.text("group")
    group = re.search(r"\d+", said)
    if group and group[0] not in {"1", "2"}:
        return line.remark("error", "group", "группа должна быть 1 или 2")
    one = found[0]
    return (
        Piece(
            text,
            one.subject,
            group[0] if group else one.group,
            line.text("room") or one.room,
            short_teacher(line.text("teacher")) or one.teacher,
        ),
    )
