"""A program of its own: a workbook on standard input, its sheets as JSON on standard output.

A damaged .xls can make calamine ask for all the memory there is, and die: here it dies alone. What it may
take is limited where the system can (Windows cannot); how long is watched by apart.py, which starts it.
It imports nothing of ejournal, so that it starts at once.

Written: [{"name", "top", "left": rows and columns that are empty before the first cell, "rows": cells,
a day as {"day": "2026-09-01"}, an error as {"lost": "#REF!"}, a formula without a value as {"lost": ""},
"merged": [[top, left], [bottom, right]] of merged cells}], or null when there are more cells than it is told
to read.
"""

import io
import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 1536 * 2**20  # bytes
MOST_MERGED = 20_000  # of a sheet
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
KIND = re.compile(rb"""\bt=["'](\w+)["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
SAVED = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")

LONGEST = 20  # signs of an error
UNREADABLE = (KeyError, NotImplementedError, zipfile.BadZipFile, etree.XMLSyntaxError)

Corner = tuple[int, int]  # row and column, from 0


def limit() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except ImportError:
        pass


def main(most_cells: int) -> None:
    limit()
    file = io.BytesIO(sys.stdin.buffer.read())
    json.dump(sheets(CalamineWorkbook.from_filelike(file), file, most_cells), sys.stdout)


def sheets(workbook: CalamineWorkbook, file: io.BytesIO, most_cells: int) -> list[dict[str, Any]] | None:
    """The sheets that can be seen, or None when they are too large.

    A hidden one is an old copy or a list of choices, not what is meant.
    """
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    found, cells = [], 0
    spans: dict[str, list[tuple[Corner, Corner]]] | None = None
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        cells += sheet.height * sheet.width
        if cells > most_cells:
            return None
        top, left = sheet.start or (0, 0)
        rows = [[value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
        gone = lost(file, name)
        down = max([sheet.height, *(row - top + 1 for row, _ in gone)])
        right = max([sheet.width, *(column - left + 1 for _, column in gone)])
        cells += down * right - sheet.height * sheet.width
        if cells > most_cells:  # a formula may stand far below all that calamine gives
            return None
        put_lost(rows, (top, left), gone)
        merged = sheet.merged_cell_ranges
        if merged is None:  # calamine does not tell it of an .ods
            spans = of_openoffice(file) if spans is None else spans
            merged = spans.get(name, [])
        merged = merged[:MOST_MERGED]
        found.append({"name": name, "top": top, "left": left, "rows": rows, "merged": merged})
    return found


def lost(file: io.BytesIO, name: str) -> dict[Corner, str]:
    """The cells of a sheet of an .xlsx that hold an error, or a formula whose value was never saved: "".

    calamine gives them as empty ones. A text that a formula made empty is its value. Of a file that only
    calamine can read nothing is known.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            xml = archive.read(part) if (part := part_of(archive, name)) else b""
    except UNREADABLE:
        return {}
    found = {}
    for attributes, inner in CELL.findall(xml):
        kind, saved = KIND.search(attributes), SAVED.search(inner)
        error = kind is not None and kind[1] == b"e"
        uncounted = not saved and (kind is None or kind[1] == b"n") and FORMULA.search(inner)
        if (error or uncounted) and (at := ADDRESS.search(attributes)):
            found[corner(at)] = saved[1][:LONGEST].decode("utf-8", "replace") if error and saved else ""
    return found


def part_of(archive: zipfile.ZipFile, name: str) -> str:
    """The part of an .xlsx that a sheet is in; "" of another file."""
    if "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return ""
    book, links = (
        etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    ids = {sheet.get("name"): sheet.get(f"{LINKS}id") for sheet in book.iter(f"{SHEETS}sheet")}
    target = next((link.get("Target", "") for link in links if link.get("Id") == ids.get(name)), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else ""


def corner(address: re.Match[bytes]) -> Corner:
    column = 0
    for letter in address[1]:
        column = column * 26 + letter - 64
    return int(address[2]) - 1, column - 1


def put_lost(rows: list[list[Any]], first: Corner, found: dict[Corner, str]) -> None:
    """Write lost cells in their places; below and beside what calamine gives there may be some."""
    for (row, column), what in found.items():
        down, right = row - first[0], column - first[1]
        if down >= 0 and right >= 0:
            rows.extend([] for _ in range(len(rows), down + 1))
            rows[down].extend("" for _ in range(len(rows[down]), right + 1))
            rows[down][right] = {"lost": what}


def of_openoffice(file: io.BytesIO) -> dict[str, list[tuple[Corner, Corner]]]:
    """The merged cells of an .ods by its sheets."""
    found: dict[str, list[tuple[Corner, Corner]]] = {}
    row = column = 0
    name = ""
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
        events = etree.iterparse(content, events=("start", "end"), resolve_entities=False, no_network=True)
        for event, element in events:
            tag = element.tag
            if event == "start" and tag == f"{TABLE}table":
                name, row = element.get(f"{TABLE}name", ""), 0
            elif event == "start" and tag == f"{TABLE}table-row":
                column = 0
            elif event == "end" and tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                down, wide = (counted(element, f"number-{which}-spanned") for which in ("rows", "columns"))
                if down > 1 or wide > 1:
                    last = (row + down - 1, column + wide - 1)
                    found.setdefault(name, []).append(((row, column), last))
                column += counted(element, "number-columns-repeated")
            elif event == "end" and tag == f"{TABLE}table-row":
                row += counted(element, "number-rows-repeated")
                element.clear()
    return found


def counted(element: Any, name: str) -> int:
    return int(element.get(f"{TABLE}{name}", 1))


def value(cell: Any) -> str | float | dict[str, str]:
    """A cell in JSON: a moment is its day, an hour its text, a blank text nothing."""
    if isinstance(cell, date):
        return {"day": (cell.date() if isinstance(cell, datetime) else cell).isoformat()}
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    return float(cell)


if __name__ == "__main__":
    main(int(sys.argv[1]))
