"""Tables of a .docx, nested ones too: a merged cell has its text in its first place, "" in the others."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ejournal.importing.book import MAX_WIDTH, Book, Row, Table, guarded, table_of
from ejournal.importing.merged import Joined

_TABLE, _ROW, _CELL, _PARAGRAPH = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT = qn("w:t")


def read(data: bytes) -> Book:
    """Tables are numbered in the order in which they begin; the lines of text stand between them."""
    return guarded(lambda: _book(Document(io.BytesIO(data)).element.body))


def _book(body: Any) -> Book:
    tables: list[Table] = []
    lines: list[str] = []
    for element in body.iter(_TABLE, _PARAGRAPH):
        if element.tag == _TABLE:
            tables.append(_table(element, len(tables) + 1, tuple(lines)))
            lines = []
        elif next(element.iterancestors(_CELL), None) is None and (text := _text(element).strip()):
            lines.append(text)
    return Book("docx", tuple(tables), after=tuple(lines))


def _table(element: Any, number: int, before: tuple[str, ...]) -> Table:
    joined = Joined()
    rows = (Row(n, tuple(_cells(row, n, joined))) for n, row in enumerate(_own(element, _ROW), 1))
    table = table_of(rows, number=number, before=before)
    return replace(table, merged=joined.cells())


def _own(element: Any, tag: str) -> Iterator[Any]:
    """The elements of a tag inside, except those of a table nested deeper."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != _TABLE:
            yield from _own(child, tag)


def _cells(row: Any, number: int, joined: Joined) -> Iterator[str]:
    column = min(row.grid_before, MAX_WIDTH)
    yield from [""] * column
    for cell in _own(row, _CELL):
        continued = cell.vMerge == "continue"
        wide = 1 + min(cell.grid_span - 1, MAX_WIDTH)
        joined.add(number, column, 1, wide, from_above=continued)
        yield "" if continued else "\n".join(map(_text, _own(cell, _PARAGRAPH))).strip()
        yield from [""] * (wide - 1)
        column += wide
        if column > MAX_WIDTH:
            return  # refused by its width


def _text(paragraph: Any) -> str:
    """The text as it is seen: what was struck out in a tracked change is no w:t, tables inside are apart."""
    return "".join(
        node.text or "" if node.tag == _TEXT else _SIGNS[node.tag]
        for node in paragraph.iter(_TEXT, *_SIGNS)
        if node.tag == _TEXT or node.getparent().tag == qn("w:r")
    )
