"""Tables of a web page, which electronic diaries save under the name .xls."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from lxml import html

from ejournal.importing.book import MAX_WIDTH, Book, Row, Table, check_width, guarded, table_of
from ejournal.importing.merged import Joined
from ejournal.importing.texts import decode

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_START = re.compile(
    r"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype html|html|head|body|meta|table|style|div)\b", re.I | re.S
)
TEXT_TAGS = {"br": "\n", "p": "\n", "div": "\n"}


def is_markup(text: str) -> bool:
    return bool(_START.match(text[:4000])) or "<table" in text[:20000].lower()


def read(data: bytes) -> Book:
    """Tables are numbered in the order in which they begin; the page says its encoding, or it is found."""
    text, encoding = decode(data)
    if declared := _DECLARED.search(data[:4000]):
        name = declared.group(1).decode("ascii").lower()
        with suppress(LookupError, UnicodeDecodeError):
            text, encoding = data.decode(name), name
    return guarded(lambda: Book("html", tuple(_tables(text)), encoding))


def _tables(text: str) -> list[Table]:
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    return [_table(element, number) for number, element in enumerate(root.iter("table"), 1)]


def _table(table: Any, number: int) -> Table:
    own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    joined = Joined()
    read = table_of(_rows(own, joined), number=number)
    return replace(read, merged=joined.cells())


def _rows(elements: Iterable[Any], joined: Joined) -> Iterator[Row]:
    """The rows, with "" where a cell spans: `hanging` says for how many rows more a column is taken."""
    hanging: dict[int, int] = {}
    for number, element in enumerate(elements, 1):
        cells: list[str] = []
        taken = hanging.keys()
        hanging = {column: left - 1 for column, left in hanging.items() if left > 1}
        for cell in element.iterchildren("td", "th"):
            while len(cells) in taken:
                cells.append("")
            start = len(cells)
            cells += [_text(cell).strip(), *[""] * (_span(cell, "colspan") - 1)]
            check_width(cells)
            down = _span(cell, "rowspan")
            joined.add(number, start, down, len(cells) - start)
            if down > 1:
                hanging |= dict.fromkeys(range(start, len(cells)), down - 1)
        yield Row(number, tuple(cells))


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(int(text), MAX_WIDTH) if text.isdecimal() and int(text) else 1


def _text(element: Any) -> str:
    """The text of a cell without that of a table nested in it; a line break of the page is a space."""
    parts = [re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        if child.tag != "table" and isinstance(child.tag, str):
            parts += [TEXT_TAGS.get(child.tag, ""), _text(child)]
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    return "".join(parts)
