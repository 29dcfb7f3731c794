"""A timetable as a grid with days in its columns: the rows are lessons of a class, or classes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import product

from ejournal.importing.book import Row, Table, text_of
from ejournal.importing.classes import class_said, classes_of
from ejournal.importing.merged import Cells, letters
from ejournal.importing.remarks import Remark
from ejournal.importing.timetable_cells import (
    BAD_NUMBER,
    NUMBERS,
    Entry,
    number_of,
    numbered_lines,
    numbers_of,
    signed,
    times_of,
    unread,
    weekday_of,
)
from ejournal.importing.timetable_pieces import Recognise, beside, pieces
from ejournal.importing.timetable_week import Block, Column, blocks

__all__ = ["blocks", "read"]
NO_CLASS = "класс не указан: назовите его над таблицей или в графе слева"
NO_NUMBER = (
    "номер урока не указан: поставьте номера уроков в графу слева от дней или перед каждым уроком в клетке: "
    "«1. Алгебра»"
)


@dataclass
class _Said:
    """What a row says of itself, or the rows above for it."""

    classes: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    first: time | None = None
    last: time | None = None


@dataclass
class _Lesson:
    """A row of the grid with those that continue it, and what they say to the left of the days."""

    rows: list[Row]
    said: _Said
    placed: bool

    @property
    def row(self) -> Row:
        return self.rows[0]

    def text(self, cells: Cells, column: int | None) -> str:
        found = (cells.text(row, column) for row in self.rows) if column is not None else ()
        return "\n".join(text for text in found if text)


def read(table: Table, block: Block, recognise: Recognise) -> Iterator[Entry | Remark]:
    """п. 4.5.1: the lessons of a block: each row is a lesson of the class, or the week of a class.

    What has a lesson and no place for it is told: nothing of the block is left out in silence.
    """
    cells = Cells(table)
    yield from (unread(table, index) for index in block.unread)
    for lesson in _lessons(table, block, cells):
        if not any(lesson.text(cells, column.index) for column in block.columns):
            continue
        if not lesson.said.classes and not block.columns[0].classes:
            yield Remark("error", "Класс", "", NO_CLASS, tuple(table.place(lesson.row).items()))
            continue
        for column in block.columns:
            yield from _entries(table, block, cells, lesson, column, recognise)


def _lessons(table: Table, block: Block, cells: Cells) -> list[_Lesson]:
    """The rows with lessons in order, each with those below that go on with it."""
    found: list[_Lesson] = []
    said = _Said(block.classes)
    for row in block.rows:
        texts = [text for text in row.texts() if text]
        if len(texts) == 1 and (title := class_said(texts)) and not block.by_classes:
            said = _Said(title)  # «6 класс» across the table: the lessons below are of another class
            continue
        said = replace(said)
        if _takes_place(block, row, said, cells):
            found.append(_Lesson([row], said, placed=True))
        elif found and _continues(block, row, found[-1]):
            found[-1].rows.append(row)
        elif _has_lessons(block, row):
            found.append(_Lesson([row], replace(said, numbers=()), placed=False))
    return found


def _takes_place(block: Block, row: Row, said: _Said, cells: Cells) -> bool:
    """Whether a row begins a lesson; what it says to the left of the days is kept for those below."""
    left = [(index, text) for index in block.left if (text := text_of(row.at(index)))]
    named = [text for index, text in left if _is_class(block, index, text)]
    if named:
        said.classes = classes_of(named[0])
    if block.by_classes:
        said.classes = said.classes if named or _goes_down(block, row, cells) else ()
        return bool(said.classes)
    rest = [text for _, text in left if text not in named]
    hours = [times for text in rest if (times := times_of(text))[0]]
    said.first, said.last = hours[0] if hours else (None, None)
    said.numbers = next((numbers for text in reversed(rest) if (numbers := numbers_of(text))), ())
    own = any(number_of(row.at(column.numbers)) is not None for column in block.columns)
    days = any(numbered_lines(text_of(row.at(column.index))) for column in block.columns)
    return bool(said.numbers) or own or (days and bool(said.classes))


def _is_class(block: Block, index: int, text: str) -> bool:
    if block.own is not None:
        return index == block.own and bool(classes_of(text))
    return bool(classes_of(text)) and (block.by_classes or number_of(text) is None)


def _goes_down(block: Block, row: Row, cells: Cells) -> bool:
    """Whether a class to the left is merged over this row too."""
    origins = [(cells.origin(row, index), (row.number, index)) for index in block.left]
    return any(origin != own and origin[0] < own[0] for origin, own in origins)


def _continues(block: Block, row: Row, before: _Lesson) -> bool:
    """Whether a row without a number is more of the lesson above: a teacher, a room, the other group."""
    if row.number != before.rows[-1].number + 1 or not before.placed:
        return False
    return not any(text_of(row.at(index)) for index in block.left) and not signed(row)


def _has_lessons(block: Block, row: Row) -> bool:
    """Whether a row that has no place in the week has lessons, and is no signature and no note."""
    texts = [text for column in block.columns if (text := text_of(row.at(column.index)))]
    return len(texts) > 1 and not signed(row) and not any(weekday_of(text) for text in texts)


def _entries(
    table: Table, block: Block, cells: Cells, lesson: _Lesson, column: Column, recognise: Recognise
) -> Iterator[Entry | Remark]:
    """The lessons of a cell in each of its classes; all the day of a class when they are numbered in it."""
    text, said = lesson.text(cells, column.index), lesson.said
    if not text:
        return
    place = (*table.place(lesson.row).items(), ("column", letters(column.index)))
    title = block.header.title_at(column.index) or block.header.title_at(block.first)
    numbers = (column.number,) if column.number is not None else _own_numbers(lesson, column) or said.numbers
    told = [(number, text) for number in numbers] or numbered_lines(text)
    if not told or any(number not in NUMBERS for number, _ in told):
        yield Remark("error", title, text, BAD_NUMBER if told else NO_NUMBER, place)
        return
    first, last = times_of(text_of(lesson.row.at(column.hours)))
    hours = (first, last) if first else (said.first, said.last)
    rooms, teachers = lesson.text(cells, column.room), lesson.text(cells, column.teacher)
    origin = cells.origin(lesson.row, column.index)
    for (number, one), name in product(told, column.classes or said.classes):
        found = beside(pieces(one, recognise), rooms, teachers, column.group)
        yield Entry(place, origin, title, name, column.weekday, number, found, *hours)


def _own_numbers(lesson: _Lesson, column: Column) -> tuple[int, ...]:
    return numbers_of(lesson.row.at(column.numbers))
