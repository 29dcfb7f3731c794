"""The cells of a row of the grid as HTML: eight hundred to a page, too many for a template."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from ejournal.reports.grid import Cell

MOST_KNOWN = 2000  # cells that are written out once: a mark and its look are the same in many of them


def cells(row: Iterable[Cell]) -> Markup:
    """<td>…<td>…: a bare one is empty; what entry.js must know of a cell stands in data-s, data-e, data-u."""
    return Markup("".join(map(_cell, row)))  # noqa: S704 - each of them is escaped


@lru_cache(MOST_KNOWN)
def _cell(cell: Cell) -> str:
    named = (("class", cell.look), ("data-s", cell.seen), ("data-e", cell.event), ("data-u", cell.until))
    attributes = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in named if value)
    code = Markup(" <i>{}</i>").format(cell.code) if cell.code else ""
    return str(Markup("<td{}>").format(attributes) + escape(cell.value) + code)
