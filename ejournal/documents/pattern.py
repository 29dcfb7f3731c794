"""A piece of a Word blank compiled once and filled many times as text: what long tables need.

In the blank `[name]` stands for a field of what fills it. A table whose title (alternative text) is the
name of a field holds that field's rows: its last row is the pattern of each. A cell that says `[name+]` is
repeated for every Cell of the field; cells `[name+look]` after it are its other looks.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from html import escape
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

# What a paper cannot hold: control characters, halves of characters, U+FFFE and U+FFFF.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_COMMAND = re.compile(r"(?<=[{%}])_(?=[{%}])")  # docxtpl reads «{_{» as «{{»: a word joiner parts them
_NAMESPACE = re.compile(r' xmlns:?\w*="[^"]*"')
_PLACE = re.compile(r"<!--(\d+)-->|\[([a-z_]+)\]")
_CELL = re.compile(r"\[([a-z_]+)\+([a-z]*)\]")
_MARKER = re.compile(r"\[([a-z_]+)(?:\+[a-z]*)?\]")

Part = str | Callable[[Any], str]


class Cell(NamedTuple):
    """A cell of a repeated kind: its text, which of the looks in the blank, how many columns it takes."""

    text: str
    look: str = ""
    span: int = 1


def clean(text: str) -> str:
    """The text without what a paper cannot hold; every break of it is a line feed."""
    whole = _BREAK.sub("\n", text).replace("\t", " ")
    return _COMMAND.sub("\u2060_", _UNPRINTABLE.sub("", whole))


def apart(text: str) -> str:
    """The text with its brackets parted from their names: what stands in a blank is no field of it."""
    return _MARKER.sub(lambda found: f"[\u2060{found[0][1:]}", text)


def places(body: Any) -> Iterator[tuple[Any, str]]:
    """The tables that rows go into, each with the field that holds them."""
    for caption in list(body.iter(qn("w:tblCaption"))):
        yield caption.getparent().getparent(), caption.get(qn("w:val"))


def named(element: Any) -> set[str]:
    """The fields that a piece of a blank names."""
    return set(_MARKER.findall(_said(element)))


class Pattern:
    """A compiled piece of a blank; `fill` gives its XML, for a place where the prefixes are declared."""

    def __init__(self, *elements: Any) -> None:
        self._parts: list[Callable[[Any], str]] = []
        whole = [deepcopy(element) for element in elements]
        for element in whole:
            _count_looks_once(element)
            for table, field in places(element):
                self._compile_table(table, field)
            for row in list(element.iter(qn("w:tr"))):
                self._compile_cells(row)
        self._pieces = list(self._split("".join(map(_text_of, whole))))

    def fill(self, subject: Any) -> str:
        """The piece with the fields of `subject`; AttributeError for a name that it has not."""
        return "".join([piece if isinstance(piece, str) else piece(subject) for piece in self._pieces])

    def _split(self, xml: str) -> Iterator[Part]:
        last = 0
        for found in _PLACE.finditer(xml):
            yield xml[last : found.start()]
            yield self._parts[int(found[1])] if found[1] else _field(found[2])
            last = found.end()
        yield xml[last:]

    def _mark(self, element: Any, part: Callable[[Any], str]) -> None:
        """Put a part in place of an element."""
        self._parts.append(part)
        comment = etree.Comment(str(len(self._parts) - 1))
        element.getparent().replace(element, comment)

    def _compile_table(self, table: Any, field: str) -> None:
        row = table.findall(qn("w:tr"))[-1]
        pattern = Pattern(row)
        if (grid := _grid(table, field)) is not None:
            self._mark(table.find(qn("w:tblGrid")), grid)
        self._mark(row, lambda subject: "".join([pattern.fill(one) for one in getattr(subject, field)]))

    def _compile_cells(self, row: Any) -> None:
        looks: dict[str, dict[str, _Look]] = {}
        for cell in row.findall(qn("w:tc")):
            found = _CELL.search(_said(cell))
            if not found:
                continue
            field, look = found.groups()
            if field not in looks:
                looks[field] = {}
                self._mark(cell, _cells(field, looks[field]))
            else:
                row.remove(cell)
            looks[field][look] = _look(cell, found[0])


class _Look(NamedTuple):
    """The XML of a cell around its text, and around the width of a cell that takes several columns."""

    before: str
    after: str
    width: int

    def wide(self, span: int) -> str:
        narrow, wide = f'w:w="{self.width}"', f'w:w="{self.width * span}"'
        return re.sub(
            r"(<w:tcW[^>]*/>)",
            rf'\1<w:gridSpan w:val="{span}"/>',
            self.before.replace(narrow, wide, 1),
            count=1,
        )


def _look(cell: Any, marker: str) -> _Look:
    before, after = _text_of(cell).split(marker)
    return _Look(before, after, _width(cell))


def _cells(field: str, looks: dict[str, _Look]) -> Callable[[Any], str]:
    def fill(subject: Any) -> str:
        made = []
        for text, look, span in getattr(subject, field):
            before, after, _ = style = looks.get(look) or looks[""]  # a blank of a school may lack it
            made.append(f"{before if span == 1 else style.wide(span)}{xml_text(text)}{after}")
        return "".join(made)

    return fill


def _count_looks_once(element: Any) -> None:
    """Give the tables without rows their columns back: docxtpl took every look of a cell for one of them."""
    for table in list(element.iter(qn("w:tbl"))):
        columns = max(map(_columns, table.findall(qn("w:tr"))), key=len)
        if next(table.iter(qn("w:tblCaption")), None) is None and any(field for _, field in columns):
            grid = table.find(qn("w:tblGrid"))
            grid[:] = [grid.makeelement(qn("w:gridCol"), {qn("w:w"): str(width)}) for width, _ in columns]


def _grid(table: Any, rows: str) -> Callable[[Any], str] | None:
    """The columns of a table with repeated cells: Word forgets those of the blank when it is edited there.

    They are those of the first heading with such cells; of a table that has them in its rows alone, those
    of its widest row.
    """
    *headings, pattern = [_columns(row) for row in table.findall(qn("w:tr"))]
    heading = next((columns for columns in headings if any(field for _, field in columns)), None)
    if heading is None and not any(field for _, field in pattern):
        return None

    def fill(subject: Any) -> str:
        if heading is not None:
            widths = _spread(heading, subject)
        else:
            widths = max((_spread(pattern, row) for row in getattr(subject, rows)), key=len, default=[])
        return "".join(["<w:tblGrid>", *(f'<w:gridCol w:w="{width}"/>' for width in widths), "</w:tblGrid>"])

    return fill


def _columns(row: Any) -> list[tuple[int, str]]:
    """The width of each cell of a blank's row, with the field when it is repeated; of its looks the first."""
    found: list[tuple[int, str]] = []
    for cell in row.findall(qn("w:tc")):
        repeated = _CELL.search(_said(cell))
        field = repeated[1] if repeated else ""
        if not field or field not in [known for _, known in found]:
            found.append((_width(cell), field))
    return found


def _spread(columns: list[tuple[int, str]], subject: Any) -> list[int]:
    """The widths of all columns that a row of `subject` takes."""
    counted = [(width, sum(cell.span for cell in getattr(subject, f)) if f else 1) for width, f in columns]
    return [width for width, count in counted for _ in range(count)]


def _said(element: Any) -> str:
    """What is to be read of a piece of a blank."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _width(cell: Any) -> int:
    return int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))


def _field(name: str) -> Callable[[Any], str]:
    return lambda subject: xml_text(getattr(subject, name))


def xml_text(value: Any) -> str:
    """A value as it stands inside w:t; a line feed breaks the line."""
    text = str(value)
    if text.isalnum():
        return text
    made = escape(clean(text), quote=False)
    return made.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">') if "\n" in made else made


def _text_of(element: Any) -> str:
    return _NAMESPACE.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def declared(element: Any) -> str:
    """The declarations of every prefix that a piece of this element may use."""
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in element.nsmap.items() if prefix)
