"""The cells of a sheet with the merged ones filled: each says what is written over it."""

from ejournal.importing.book import Row, Table, Value, text_of

MOST_FILLED = 100_000  # cells of a sheet


class Cells:
    """`known` when the format of the file tells which cells are merged."""

    def __init__(self, table: Table) -> None:
        self.known = bool(table.merged)
        self._origins: dict[tuple[int, int], tuple[int, int]] = {}
        self._values: dict[tuple[int, int], Value] = {}
        rows = {row.number: row for row in table.rows}
        left = MOST_FILLED
        for merged in table.merged:
            origin = (merged.top, merged.left)
            left -= (merged.bottom - merged.top + 1) * (merged.right - merged.left + 1)
            if left < 0:
                break
            for number in range(merged.top, merged.bottom + 1):
                self._origins |= {(number, i): origin for i in range(merged.left, merged.right + 1)}
            self._values[origin] = rows[merged.top].at(merged.left) if merged.top in rows else ""

    def origin(self, row: Row, column: int) -> tuple[int, int]:
        """Row and column of the cell that stands there."""
        return self._origins.get((row.number, column), (row.number, column))

    def text(self, row: Row, column: int) -> str:
        return text_of(row.at(column) or self._values.get(self.origin(row, column), ""))


def letters(index: int) -> str:
    """A column as Excel calls it: 0 is «A», 26 «AA»."""
    name = ""
    while index >= 0:
        name, index = chr(ord("A") + index % 26) + name, index // 26 - 1
    return name
