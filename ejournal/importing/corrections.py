"""What a person corrects in a preview: the meaning of columns, the text of single cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ejournal.importing.book import Book, Row, Table


@dataclass(frozen=True)
class Corrections:
    """By the index of a table: meanings by column, and by the number of a row texts by column."""

    columns: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    cells: Mapping[int, Mapping[int, Mapping[int, str]]] = field(default_factory=dict)


def corrected(book: Book, corrections: Corrections) -> Book:
    """The file as it would be, had it been written so at once."""
    tables = (
        _table(table, corrections.columns.get(index, {}), corrections.cells.get(index, {}))
        for index, table in enumerate(book.tables)
    )
    return replace(book, tables=tuple(tables))


def _table(table: Table, columns: Mapping[int, str], cells: Mapping[int, Mapping[int, str]]) -> Table:
    rows = tuple(_row(row, cells[row.number]) if row.number in cells else row for row in table.rows)
    return replace(table, rows=rows, meanings=tuple(sorted(columns.items())))


def _row(row: Row, typed: Mapping[int, str]) -> Row:
    wide = max(len(row.cells), *(column + 1 for column in typed))
    cells = [row.at(column) if column not in typed else typed[column] for column in range(wide)]
    return replace(row, cells=tuple(cells))
