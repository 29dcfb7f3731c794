"""Workbooks (.xlsx, .xls, .ods) → tables, read by calamine; a formula counts as the value it last had."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ejournal.importing.archives import locked
from ejournal.importing.book import MAX_CELLS, Book, Row, Table, Value, guarded, table_of, too_much


def read(data: bytes, kind: str) -> Book:
    """The sheets that can be seen: a hidden one is an old copy or a list of choices, not what is meant."""
    return guarded(lambda: Book(kind, tuple(_tables(data))))


def _tables(data: bytes) -> list[Table]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise locked() from None
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    tables, cells = [], 0
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        cells += sheet.height * sheet.width
        if cells > MAX_CELLS:
            raise too_much("таблица занимает больше миллиона клеток, хотя бы и пустых")
        tables.append(_table(name, sheet))
    return tables


def _table(name: str, sheet: CalamineSheet) -> Table:
    top, left = sheet.start or (0, 0)
    rows = [
        Row(number, ("",) * left + tuple(map(_value, cells)))
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1)
    ]
    return table_of(rows, sheet=name)


def _value(cell: Any) -> Value:
    """A cell of calamine as ours: a moment is its day, an hour its text, a blank text nothing."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    assert isinstance(cell, int | float | date)
    return cell
