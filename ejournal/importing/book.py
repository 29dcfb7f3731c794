"""What any file becomes: tables of rows of plain cells, each knowing its place in the file."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from ejournal.rules.refusal import Refusal

FORMULA = "в клетке формула без сохранённого значения: откройте файл в Excel и сохраните заново"
ERROR = "в клетке ошибка {}: впишите в неё само значение"

Value = str | int | float | date  # "" is an empty cell
Read = TypeVar("Read")

MAX_BYTES = 20 * 2**20  # of a file
MAX_ROWS = 20_000  # with anything in them, in a whole file
MAX_CELLS = 400_000  # of the rectangle around what is written, in a whole file: read in a second or two
MAX_WIDTH = 1_000  # columns of a table
MANY_CELLS = f"больше {MAX_CELLS // 1000} тысяч клеток"
MOST_KEPT = 1_000  # cells whose text is remembered: those of a row are asked again and again

_BLANKS = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class Lost(str):
    """An empty cell where the file has an error, «#REF!», or a formula without a value, ""."""

    why: str

    def __new__(cls, what: str) -> "Lost":
        made = super().__new__(cls, "")
        made.why = ERROR.format(what) if what else FORMULA
        return made


@dataclass(frozen=True)
class Row:
    """A row with something in it. `number` counts from 1 as `Table` says; `record` is that of a .csv."""

    number: int
    cells: tuple[Value, ...]
    record: int | None = None

    def at(self, column: int | None) -> Value:
        """A cell by its index; "" past the end of the row or for no column."""
        return "" if column is None or column >= len(self.cells) else self.cells[column]

    def texts(self) -> list[str]:
        return list(self._texts)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(text_of(cell) for cell in self.cells)


@dataclass(frozen=True)
class Merged:
    """Cells that are one: its first and last row as `Row.number` counts, its first and last column from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook (`sheet`: rows as in Excel), a table of a document or page (`number` from 1:
    rows of the table), or the whole of a text (neither: lines of the file).

    `before` are the lines of text between the table before and this one; `merged` are the merged cells
    where the file tells them; `meanings` are those that a person gave to columns by their index,
    "" to one that is not to be read.
    """

    rows: tuple[Row, ...]
    sheet: str | None = None
    number: int | None = None
    before: tuple[str, ...] = ()
    meanings: tuple[tuple[int, str], ...] = ()
    merged: tuple[Merged, ...] = ()

    def place(self, row: Row | None = None) -> dict[str, str | int]:
        """Where a remark belongs, as in the report."""
        found: dict[str, str | int | None] = {"sheet": self.sheet, "table": self.number}
        if row is not None:
            apart = row.record != row.number  # a record of a .csv is named when it is not the line
            found |= {"row": row.number, "record": row.record if apart else None}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class Book:
    """A file that was read: its format by content, and for a text its encoding and delimiter."""

    format: str
    tables: tuple[Table, ...]
    encoding: str | None = None
    delimiter: str | None = None
    after: tuple[str, ...] = ()  # lines below the last table of a document


def text_of(cell: Value) -> str:
    """A cell as one would read it aloud: one space between words, numbers without «.0», dd.mm.yyyy."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str):
        # What is printable has neither line ends nor other blanks than the usual space.
        tidy = cell.isprintable() and "  " not in cell and cell[:1] != " " != cell[-1:]
        return cell if tidy else _tidy(cell)
    return str(cell)


@lru_cache(MOST_KEPT)
def _tidy(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.translate(_INVISIBLE).splitlines())
    return "\n".join(line for line in lines if line)


def too_much(what: str) -> Refusal:
    return Refusal(
        "",
        f"В файле слишком много данных: {what}. Оставьте в нём одну таблицу, удалите лишние листы, "
        "строки и столбцы и загрузите снова.",
    )


def damaged() -> Refusal:
    return Refusal(
        "",
        "Файл повреждён: прочитать его нельзя. Откройте его, сохраните заново и загрузите снова.",
    )


def table_of(rows: Iterable[Row], **place: Any) -> Table:
    """A table without its empty rows; refused as soon as it is wider or longer than can be meant."""
    kept, cells = [], 0
    for row in rows:
        check_width(row.cells)
        if any(cell != "" or isinstance(cell, Lost) for cell in row.cells):
            kept.append(row)
            cells += len(row.cells)
        if len(kept) > MAX_ROWS:
            raise too_much(f"больше {MAX_ROWS} строк")
        if cells > MAX_CELLS:
            raise too_much(MANY_CELLS)
    return Table(tuple(kept), **place)


def check_width(cells: Sequence[Value]) -> None:
    """Refuse a row that is too wide, at the latest when it is; merged cells can make it so of a few signs."""
    if len(cells) > MAX_WIDTH:
        raise too_much(f"больше {MAX_WIDTH} столбцов")


def guarded(read: Callable[[], Read]) -> Read:
    """What a library reads of a file, or the sentence that the file is damaged: it may fail in any way."""
    try:
        return read()
    except Refusal:
        raise
    except Exception:
        raise damaged() from None
