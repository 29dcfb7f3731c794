"""Tables with merged cells as files of each format: the merged cells are named as in Excel, «A2:A3»."""

import io
import re
import struct
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from docx import Document

from tests.importing.files import Rows, ods, shown


class Area(NamedTuple):
    """Rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def areas(merged: Sequence[str]) -> list[Area]:
    found = (re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", name) for name in merged)
    return [Area(int(a[2]) - 1, ord(a[1]) - 65, int(a[4]) - 1, ord(a[3]) - 65) for a in found if a]


def _spans(merged: Sequence[str], row: int, column: int) -> tuple[int, int] | None:
    """How many rows and columns a cell takes; None for one that another covers."""
    for area in areas(merged):
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            first = (row, column) == (area.top, area.left)
            return (area.bottom - area.top + 1, area.right - area.left + 1) if first else None
    return 1, 1


def merged_html(rows: Rows, merged: Sequence[str]) -> bytes:
    lines = []
    for r, row in enumerate(rows):
        cells = ((spans, shown(cell)) for c, cell in enumerate(row) if (spans := _spans(merged, r, c)))
        lines.append("".join(f"<td rowspan={d} colspan={w}>{escape(text)}</td>" for (d, w), text in cells))
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><body><table>{table}</table></body></html>".encode()


def merged_docx(rows: Rows, merged: Sequence[str]) -> bytes:
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(rows, table.rows, strict=True):
        for value, cell in zip(row, cells.cells, strict=True):
            cell.text = shown(value)
    for area in areas(merged):
        table.cell(area.top, area.left).merge(table.cell(area.bottom, area.right))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def merged_ods(rows: Rows, merged: Sequence[str]) -> bytes:
    lines = []
    for r, row in enumerate(rows):
        cells = ""
        for c, cell in enumerate(row):
            spans = _spans(merged, r, c)
            name = "table-cell" if spans else "covered-table-cell"
            down, wide = spans or (1, 1)
            said = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{wide}"'
            text = f' office:value-type="string"><text:p>{escape(shown(cell))}</text:p></table:{name}>'
            cells += f"<table:{name}{said if spans else ''}{text if shown(cell) else '/>'}"
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    return ods((), "".join(lines))


def merged_xls(rows: Rows, merged: Sequence[str]) -> bytes:
    """A workbook of Excel 97: one sheet in one stream of an OLE file of 512-byte sectors."""
    name = "План"
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if text := shown(cell):
                sheet += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(text), 1) + _wide(text))
    cells = b"".join(struct.pack("<HHHH", a.top, a.bottom, a.left, a.right) for a in areas(merged))
    sheet += _record(0xE5, struct.pack("<H", len(merged)) + cells) + _record(0x0A, b"")
    at = len(head) + 4 + 8 + 2 * len(name) + 4
    bound = struct.pack("<IHBB", at, 0, len(name), 1) + _wide(name)
    return _ole(head + _record(0x85, bound) + _record(0x0A, b"") + sheet)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _ole(stream: bytes) -> bytes:
    """One stream called Workbook: sector 0 is the table of sectors, 1 the directory, the stream follows."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    chain = [0xFFFFFFFD, end, *range(3, count + 2), end]
    sectors = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    directory = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, len(stream))
    return head + sectors + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    said = _wide(name) + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        said.ljust(64, b"\0")
        + struct.pack("<HBB", len(said), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
