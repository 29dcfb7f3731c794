"""A timetable as a grid with days in its columns: the rows are lessons of a class, or classes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from ejournal.importing.book import Row, Table, text_of
from ejournal.importing.classes import class_said, classes_of
from ejournal.importing.columns import Header
from ejournal.importing.merged import Cells, letters
from ejournal.importing.remarks import Remark
from ejournal.importing.timetable_cells import (
    BAD_NUMBER,
    NUMBERS,
    Entry,
    Recognise,
    number_of,
    pieces,
    times_of,
    weekday_of,
)

BY_LESSONS = "сетка: строки — уроки, колонки — дни"
BY_CLASSES = "сетка: строки — классы, колонки — дни и уроки"
LEAST_DAYS = 3
ABOVE = 3  # rows above a heading that may name its class


@dataclass(frozen=True)
class Column:
    """The lessons of a day; `number` when the heading numbers them under it."""

    index: int
    weekday: int
    number: int | None


@dataclass(frozen=True)
class Block:
    """The rows under a heading that names days; `classes` are those that stand above it."""

    header: Header
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    classes: tuple[str, ...]

    @property
    def layout(self) -> str:
        return BY_CLASSES if self.columns[0].number is not None else BY_LESSONS

    @property
    def left(self) -> range:
        """The columns before the days."""
        return range(self.columns[0].index)


@dataclass
class _Row:
    """What a row says of itself, or the rows above for it."""

    classes: tuple[str, ...]
    number: int | None = None
    first: time | None = None
    last: time | None = None


def blocks(table: Table) -> list[Block]:
    """The parts of a sheet, each under a row of days; [] when it has none."""
    days = [index for index, row in enumerate(table.rows) if len(set(_days(row).values())) >= LEAST_DAYS]
    return [_block(table, a, b) for a, b in pairwise([*days, len(table.rows)])]


def _days(row: Row) -> dict[int, int]:
    return {index: day for index, cell in enumerate(row.cells) if cell != "" and (day := weekday_of(cell))}


def _block(table: Table, start: int, end: int) -> Block:
    head, days = table.rows[start], _days(table.rows[start])
    under = table.rows[start + 1] if start + 1 < end else Row(0, ())
    numbers = {i: n for i in range(min(days), len(under.cells)) if (n := number_of(under.at(i))) is not None}
    filled = [i for i, cell in enumerate(under.cells) if cell != ""]
    numbered = len(numbers) > len(days) and set(filled) - set(numbers) <= set(range(min(days)))
    columns = [
        Column(i, days[max(d for d in days if d <= i)], n) for i, n in sorted(numbers.items()) if numbered
    ] or [Column(i, day, None) for i, day in sorted(days.items())]
    rows = (head.number, under.number) if numbered else (head.number,)
    header = Header(rows, start + len(rows), {}, tuple(head.texts()))
    above = table.rows[max(start - ABOVE, 0) : start + 1]
    return Block(header, table.rows[start + len(rows) : end], tuple(columns), _class_above(table, above))


def _class_above(table: Table, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The class of a block: in its corner, above it, or the name of the sheet."""
    texts = [text for row in reversed(rows) for text in row.texts()]
    return class_said([*texts, " ".join(table.before[-ABOVE:]), table.sheet or ""])


def read(table: Table, block: Block, recognise: Recognise) -> Iterator[Entry | Remark]:
    """п. 4.5.1: the lessons of a block: each row is a lesson of the class, or the week of a class."""
    cells, said = Cells(table), _Row(block.classes)
    for row in block.rows:
        if not (_place(block, row, said) and any(cells.text(row, c.index) for c in block.columns)):
            continue
        if not said.classes:
            reason = "класс не указан: назовите его над таблицей или в графе слева"
            yield Remark("error", "Класс", "", reason, tuple(table.place(row).items()))
            continue
        for column in block.columns:
            if text := cells.text(row, column.index):
                entry = _entry(block, said, column, text, recognise)
                place = (*table.place(row).items(), ("column", letters(column.index)))
                entry = replace(entry, place=place, origin=cells.origin(row, column.index))
                yield from _of_classes(entry, said, text)


def _place(block: Block, row: Row, said: _Row) -> bool:
    """Whether a row is one of lessons; what it says to the left of the days is kept for those below."""
    left = [text for index in block.left if (text := text_of(row.at(index)))]
    by_classes = block.columns[0].number is not None
    named = [text for text in left if classes_of(text) and (by_classes or number_of(text) is None)]
    if named:
        said.classes = classes_of(named[0])
    if by_classes:
        return bool(named)
    numbers = [number for text in left if text not in named and (number := number_of(text)) is not None]
    hours = [found for text in left if (found := times_of(text))[0]]
    said.first, said.last = hours[0] if hours else (None, None)
    said.number = numbers[-1] if numbers else None
    return said.number is not None


def _entry(block: Block, said: _Row, column: Column, text: str, recognise: Recognise) -> Entry:
    """The lesson of a cell, whatever the class."""
    number = column.number if column.number is not None else said.number
    title = block.header.title_at(column.index)
    found = pieces(text, recognise)
    return Entry((), (0, 0), title, "", column.weekday, number or 0, found, said.first, said.last)


def _of_classes(entry: Entry, said: _Row, text: str) -> Iterator[Entry | Remark]:
    if entry.number in NUMBERS:
        yield from (replace(entry, class_name=name) for name in said.classes)
    else:
        yield Remark("error", entry.field, text, BAD_NUMBER, entry.place)
