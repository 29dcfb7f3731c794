"""The preview of an import: the tables of the file, columns with meanings, rows with verdicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ejournal.importing.book import Book, Row, Table, text_of
from ejournal.importing.columns import Header
from ejournal.loading.prepared import Judged, Place, Verdict

PAGE = 100  # rows at once
GLIMPSE = 8  # rows of a table that is not read
WIDEST = 40  # columns that are shown
ATTENTION = (Verdict.REFUSED, Verdict.DOUBTFUL)


@dataclass(frozen=True)
class Column:
    """`meaning` is that under which the column is read, "" when it is not; `label` is of this one alone."""

    index: int
    title: str
    meaning: str
    label: str


@dataclass(frozen=True)
class Line:
    """A row of the file; `judged` is None of one that is no record: a section, a total."""

    number: int
    cells: tuple[str, ...]
    judged: Judged | None
    open: bool


@dataclass(frozen=True)
class Sheet:
    """A table of the file; one that is not read has no heading and shows only how it begins.

    `heading` are the rows of the heading when they are opened to be corrected, `heading_row` the first of
    them; `by_words` when a column means what they say and nothing is chosen: in a grid it is a class.
    """

    index: int
    title: str
    read: bool
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    by_words: bool = False
    heading_row: int = 0
    heading: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """Which rows are looked at: `show` is a verdict, "attention" or "" for all; `edit` is opened."""

    show: str = ""
    page: int = 1
    edit: Place | None = None


@dataclass(frozen=True)
class Preview:
    """What is shown of a file; `pages` is how many there are of the rows that are wanted."""

    sheets: tuple[Sheet, ...]
    pages: int


def preview(
    book: Book, headers: Mapping[int, Header], rows: Mapping[Place, Judged], wanted: Wanted
) -> Preview:
    places = [place for place in _places(book, headers) if _is_wanted(rows.get(place), wanted.show)]
    shown = set(places[(wanted.page - 1) * PAGE : wanted.page * PAGE])
    sheets = (
        _sheet(index, table, headers.get(index), rows, shown, wanted.edit)
        for index, table in enumerate(book.tables)
    )
    kept = tuple(sheet for sheet in sheets if sheet.lines)
    return Preview(kept, max(1, -(-len(places) // PAGE)))


def _places(book: Book, headers: Mapping[int, Header]) -> Iterator[Place]:
    for index, table in enumerate(book.tables):
        if index in headers:
            yield from ((index, row.number) for row in table.rows[headers[index].below :])


def _is_wanted(judged: Judged | None, show: str) -> bool:
    if show == "attention":
        return judged is not None and judged.verdict in ATTENTION
    return show not in list(Verdict) or (judged is not None and judged.verdict == show)


def _sheet(
    index: int,
    table: Table,
    header: Header | None,
    rows: Mapping[Place, Judged],
    shown: set[Place],
    edit: Place | None,
) -> Sheet:
    taken = table.rows[header.below :] if header else table.rows[:GLIMPSE]
    kept = [row for row in taken if header is None or (index, row.number) in shown]
    columns = tuple(_columns(table, header, kept))
    lines = tuple(
        _line(row, columns, rows.get((index, row.number)), edit == (index, row.number)) for row in kept
    )
    if header is None:
        return Sheet(index, title_of(table), False, columns, lines)
    by_words = not any(column.meaning for column in columns)
    opened = _opened(index, table, header, columns, edit)
    return Sheet(index, title_of(table), True, columns, lines, by_words, min(header.rows, default=0), opened)


def _opened(
    index: int, table: Table, header: Header, columns: tuple[Column, ...], edit: Place | None
) -> tuple[Line, ...]:
    """The rows of a heading when one of them is asked for."""
    if edit not in {(index, number) for number in header.rows}:
        return ()
    return tuple(_line(row, columns, None, True) for row in table.rows if row.number in header.rows)


def title_of(table: Table) -> str:
    """A table as people call it."""
    if table.sheet is not None:
        return f"Лист «{table.sheet}»"
    return f"Таблица {table.number}" if table.number is not None else "Содержание файла"


def _columns(table: Table, header: Header | None, rows: list[Row]) -> Iterator[Column]:
    """Those with a title or with anything in the rows that are shown."""
    titles = [" ".join(title.split()) for title in header.titles] if header else []
    known = {column: name for name, column in header.columns.items()} if header else dict(table.meanings)
    wide = max([len(titles), *(len(row.cells) for row in rows)], default=0)
    for index in range(min(wide, WIDEST)):
        title = titles[index] if index < len(titles) else ""
        if title or any(row.at(index) != "" for row in rows):
            alone = title and titles.count(title) == 1
            label = title if alone else f"{title} графа {index + 1}".strip()
            yield Column(index, title, known.get(index, ""), label)


def _line(row: Row, columns: tuple[Column, ...], judged: Judged | None, asked: bool) -> Line:
    texts = tuple(text_of(row.at(column.index)) for column in columns)
    return Line(row.number, texts, judged, asked or (judged is not None and judged.verdict in ATTENTION))
