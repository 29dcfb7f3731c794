"""Cells with an error or with a formula that has no value: told, also where nothing else is said of them."""

from collections.abc import Collection, Iterator, Mapping

from ejournal.importing.book import Book, Lost, Table
from ejournal.importing.columns import Header
from ejournal.importing.people_line import NAME, NAME_COLUMNS
from ejournal.importing.remarks import Remark

UNREAD = "number"  # the meaning of a column whose cells nobody misses
Place = tuple[int, int]  # index of the table, number of the row


def told(
    book: Book,
    headers: Mapping[int, Header],
    rows: Collection[Place],
    remarks: Collection[Remark],
    whole: bool,
) -> Iterator[Remark]:
    """A warning of each such cell of these rows, and of rows with nothing else, that no remark tells of.

    Only in the columns that are read; in all when `whole`, as in a grid.
    """
    known = {(one.place, one.field, one.reason) for one in remarks}
    for index, header in headers.items():
        for one, field, named in _cells(book.tables[index], index, header, rows, whole):
            said = (one.place, NAME if named else field, one.reason)
            if said not in known and (one.place, field, one.reason) not in known:
                yield one


def _cells(
    table: Table, index: int, header: Header, rows: Collection[Place], whole: bool
) -> Iterator[tuple[Remark, str, bool]]:
    names = {column: name for name, column in header.columns.items()}
    for row in table.rows[header.below :]:
        if (index, row.number) not in rows and any(cell != "" for cell in row.cells):
            continue
        for column, cell in enumerate(row.cells):
            name = names.get(column, "")
            if isinstance(cell, Lost) and name != UNREAD and (name or whole):
                field = " ".join(header.title_at(column).split()) or f"графа {column + 1}"
                place = tuple(table.place(row).items())
                yield Remark("warning", field, "", cell.why, place), field, name in NAME_COLUMNS
