"""A timetable as a grid: its rows are lessons of days, its columns classes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import product

from ejournal.importing.book import Row, Table, text_of
from ejournal.importing.merged import Cells, letters
from ejournal.importing.remarks import Remark
from ejournal.importing.subjects import is_extracurricular
from ejournal.importing.timetable_cells import (
    BAD_NUMBER,
    NUMBERS,
    Entry,
    is_heading_word,
    number_of,
    numbered_lines,
    numbers_of,
    signed,
    times_of,
    unread,
)
from ejournal.importing.timetable_columns import ABOVE, Block, Column, label_of
from ejournal.importing.timetable_pieces import Piece, Recognise, beside, pieces

LAYOUT = "сетка: строки — дни и уроки, колонки — классы"
NONE = 0  # the number of a lesson whose day is told and whose number is not
NO_NUMBER = "номер урока не указан: впишите его, и строка загрузится"


@dataclass
class Lesson:
    """A row of the grid with those that continue it; `weekday` is what it says itself."""

    rows: list[Row]
    number: int | None
    label: int | None
    weekday: int | None = None


def read(table: Table, block: Block, recognise: Recognise, weekday: int | None) -> Iterator[Entry | Remark]:
    """п. 4.5.1: the lessons of a block; `weekday` is the day that goes on from the block above."""
    cells, found = Cells(table), lessons(table, block, weekday)
    yield from (unread(table, index, block.header.title_at(index)) for index in block.unread)
    taken = {row.number for lesson in found for row in lesson.rows}
    for row in block.rows:
        if row.number not in taken and _has_lessons(block, row):
            title = block.header.title_at(block.number) or "Урок"
            yield Remark("error", title, "", NO_NUMBER, tuple(table.place(row).items()))
    for lesson in found:
        yield from _entries(table, block, cells, lesson, recognise)


def _has_lessons(block: Block, row: Row) -> bool:
    """Whether a row without a number has lessons, and is neither a heading typed again nor a note."""
    texts = [text for column in block.columns if (text := text_of(row.at(column.index)))]
    return len(texts) > 1 and not signed(row) and not all(map(is_heading_word, texts))


def lessons(table: Table, block: Block, weekday: int | None) -> list[Lesson]:
    """The rows of lessons, each with its day: days may be named in the first row, in another, or above."""
    head = block.header
    above = [row for row in table.rows[: head.below] if head.rows[0] - ABOVE <= row.number <= head.rows[-1]]
    label = next((day for row in reversed(above) if (day := label_of(row, None))), None)
    runs: list[list[Lesson]] = []
    for lesson in _rows(block):
        if lesson.number is None:
            label = lesson.label
            runs.append([])
            continue
        if not runs or _starts(runs[-1], lesson):
            runs.append([])
        runs[-1].append(lesson)
        if label:
            lesson.label, label = lesson.label or label, None
    for run in runs:
        weekday = next((lesson.label for lesson in run if lesson.label), weekday)
        for lesson in run:
            lesson.weekday = weekday
    return [lesson for run in runs for lesson in run]


def _starts(run: list[Lesson], lesson: Lesson) -> bool:
    """Whether a lesson begins another day: the count starts again, or a day is named a second time."""
    if not run:
        return False
    assert lesson.number is not None and run[-1].number is not None
    return lesson.number <= run[-1].number or bool(lesson.label and any(other.label for other in run))


def _rows(block: Block) -> Iterator[Lesson]:
    """The lessons in order; a row with a day alone is given without a number, one that lacks it with 0."""
    before: Lesson | None = None
    for row in block.rows:
        label = label_of(row, block.day)
        number = number_of(row.at(block.number)) if block.number is not None else None
        filled = any(row.at(column.index) != "" for column in block.columns)
        if number is None and label and not filled:
            yield Lesson([], None, label)
            before = None
            continue
        if number is None and label and block.number is not None:
            number = NONE
        if number is None and before and _continues(row, before, block):
            before.rows.append(row)
            continue
        if block.number is None and filled and not signed(row):
            again = label or before is None or before.number is None
            number = 1 if again or before is None or before.number is None else before.number + 1
        if number is not None:
            before = Lesson([row], number, label)
            yield before


def _continues(row: Row, before: Lesson, block: Block) -> bool:
    """Whether a row without a number is more of the lesson above: a teacher, a room, the other group."""
    if block.number is None or row.at(block.number) != "" or row.number != before.rows[-1].number + 1:
        return False
    return not signed(row)


def _entries(
    table: Table, block: Block, cells: Cells, lesson: Lesson, recognise: Recognise
) -> Iterator[Entry | Remark]:
    row, texts = lesson.rows[0], list(_texts(block, cells, lesson, recognise))
    if not texts:
        return
    if lesson.weekday is None or lesson.number is None or lesson.number not in NUMBERS:
        reason = "день недели не указан" if lesson.weekday is None else BAD_NUMBER
        value = text_of(row.at(block.number)) if block.number is not None else ""
        title = block.header.title_at(block.number)
        yield Remark("error", title, value, reason, tuple(table.place(row).items()))
        return
    first, last = _times(block, row)
    numbers = numbers_of(row.at(block.number)) if block.number is not None else ()
    for column, text in texts:
        lines = numbered_lines(text) if block.number is None else []
        told = lines or [(number, text) for number in numbers or (lesson.number,)]
        place = (*table.place(row).items(), ("column", letters(column.index)))
        origin = cells.origin(row, column.index)
        for (number, one), name in product(told, column.classes):
            found = _pieces(block, cells, lesson, column, one, recognise)
            yield Entry(place, origin, column.title, name, lesson.weekday, number, found, first, last)


def _times(block: Block, row: Row) -> tuple[time | None, time | None]:
    for column in (block.hours, block.number):
        if column is not None and (found := times_of(text_of(row.at(column))))[0]:
            return found
    return None, None


def _texts(block: Block, cells: Cells, lesson: Lesson, recognise: Recognise) -> Iterator[tuple[Column, str]]:
    """What stands in each column; a lone extracurricular lesson in the first is that of all classes."""
    texts = {
        column: "\n".join(text for row in lesson.rows if (text := cells.text(row, column.index)))
        for column in block.columns
    }
    filled = [column for column, text in texts.items() if text]
    first = block.columns[0]
    if filled == [first] and not cells.known and is_extracurricular(recognise(texts[first]) or ""):
        texts = dict.fromkeys(texts, texts[first])
    return ((column, text) for column, text in texts.items() if text)


def _pieces(
    block: Block, cells: Cells, lesson: Lesson, column: Column, text: str, recognise: Recognise
) -> tuple[Piece, ...]:
    """The lessons of a cell, their rooms and teachers where these have columns, their group likewise."""
    found = pieces(text, recognise)
    if column.group:
        shared = cells.origin(lesson.rows[0], column.index)[1]
        whole = any(
            c.index != column.index
            and c.classes == column.classes
            and cells.origin(lesson.rows[0], c.index)[1] == shared
            for c in block.columns
        )
        found = found if whole else tuple(replace(one, group=one.group or column.group) for one in found)
    rooms, teachers = (
        "\n".join(cells.text(row, index) for row in lesson.rows) if index is not None else ""
        for index in (column.room, column.teacher)
    )
    return beside(found, rooms, teachers)
