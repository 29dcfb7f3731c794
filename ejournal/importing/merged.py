"""The cells of a table with the merged ones filled: each says what is written over it."""

from collections.abc import Iterator
from dataclasses import replace

from ejournal.importing.book import Merged, Row, Table, Value, text_of

MOST_FILLED = 100_000  # cells of a table
MOST_MERGED = 20_000  # of a table


class Cells:
    """`known` when the file tells which cells are merged."""

    def __init__(self, table: Table) -> None:
        self.known = bool(table.merged)
        self._origins: dict[tuple[int, int], tuple[int, int]] = {}
        self._values: dict[tuple[int, int], Value] = {}
        self._columns: set[int] = set()
        rows = {row.number: row for row in table.rows}
        left = MOST_FILLED
        for merged in table.merged:
            origin = (merged.top, merged.left)
            left -= (merged.bottom - merged.top + 1) * (merged.right - merged.left + 1)
            if left < 0:
                break
            for number in range(merged.top, merged.bottom + 1):
                self._origins |= {(number, i): origin for i in range(merged.left, merged.right + 1)}
            self._columns.add(merged.left)
            self._values[origin] = rows[merged.top].at(merged.left) if merged.top in rows else ""

    def origin(self, row: Row, column: int) -> tuple[int, int]:
        """Row and column of the cell that stands there."""
        return self._origins.get((row.number, column), (row.number, column))

    def text(self, row: Row, column: int) -> str:
        return text_of(row.at(column) or self._values.get(self.origin(row, column), ""))

    def filled(self, row: Row, column: int) -> Row:
        """A row with what is merged over one of its columns from above."""
        origin = self.origin(row, column)
        over = self._values.get(origin, "") if origin[1] == column else ""
        if over == "" or row.at(column) != "":
            return row
        wide = max(len(row.cells), column + 1)
        return replace(row, cells=tuple(over if i == column else row.at(i) for i in range(wide)))

    def down(self, row: Row) -> Row:
        """A row with what is merged over it from above, in the column where it stands."""
        known = {i: self._values[o] for i, o in self._over(row) if o[1] == i and row.at(i) == ""}
        if not known:
            return row
        wide = max(len(row.cells), *(index + 1 for index in known))
        return replace(row, cells=tuple(known.get(i, row.at(i)) for i in range(wide)))

    def _over(self, row: Row) -> Iterator[tuple[int, tuple[int, int]]]:
        for index in self._columns:
            if (row.number, index) in self._origins:
                yield index, self._origins[row.number, index]


class Joined:
    """The merged cells of a document or a page, gathered row by row as it is read."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], Merged] = {}
        self._above: dict[tuple[int, int], Merged] = {}  # by the first and the last column
        self._last = 0

    def add(self, row: int, column: int, down: int, wide: int, *, from_above: bool = False) -> None:
        """A cell of a row and how far it goes; one `from_above` is more of the cell that stands over it."""
        self._last = row
        place = (column, column + wide - 1)
        cell, above = Merged(row, column, row + down - 1, place[1]), self._above.get(place)
        if from_above and above is not None and above.bottom == row - 1:
            cell = replace(above, bottom=row)
        self._above[place] = cell
        if (down > 1 or wide > 1 or from_above) and len(self._found) < MOST_MERGED:
            self._found[cell.top, cell.left] = cell

    def cells(self) -> tuple[Merged, ...]:
        """Those that are more than one cell, none of them longer than the table."""
        cut = (replace(one, bottom=min(one.bottom, self._last)) for one in self._found.values())
        return tuple(one for one in cut if (one.top, one.left) != (one.bottom, one.right))


def letters(index: int) -> str:
    """A column as Excel calls it: 0 is «A», 26 «AA»."""
    name = ""
    while index >= 0:
        name, index = chr(ord("A") + index % 26) + name, index // 26 - 1
    return name
