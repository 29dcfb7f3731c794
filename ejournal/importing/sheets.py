"""Workbooks (.xlsx, .xls, .ods) → tables; a formula counts as the value it last had, without one as lost."""

from datetime import date
from pathlib import Path
from typing import Any

from ejournal.importing import apart
from ejournal.importing.book import (
    MANY_CELLS,
    MAX_CELLS,
    Book,
    Lost,
    Merged,
    Row,
    Table,
    Value,
    guarded,
    table_of,
    too_much,
)

READER = Path(__file__).with_name("workbook.py")


def read(data: bytes, kind: str) -> Book:
    """The sheets of a workbook, read by a program of its own; Refusal when it cannot do it."""
    found = apart.run(READER, data, str(MAX_CELLS))
    return guarded(lambda: Book(kind, tuple(_tables(found))))


def _tables(sheets: list[dict[str, Any]] | None) -> list[Table]:
    if sheets is None:
        raise too_much(f"{MANY_CELLS}, хотя бы и пустых")
    return [_table(sheet) for sheet in sheets]


def _table(sheet: dict[str, Any]) -> Table:
    before = ("",) * sheet["left"]
    numbered = enumerate(sheet["rows"], sheet["top"] + 1)
    rows = (Row(number, before + tuple(map(_value, cells))) for number, cells in numbered)
    merged = tuple(
        Merged(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet["merged"]
    )
    return table_of(rows, sheet=sheet["name"], merged=merged)


def _value(cell: str | float | dict[str, str]) -> Value:
    if not isinstance(cell, dict):
        return cell
    return Lost(cell["lost"]) if "lost" in cell else date.fromisoformat(cell["day"])
