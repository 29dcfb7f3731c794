"""What a paper says, by paragraphs and by cells."""

from typing import Any


def lines(document: Any) -> list[str]:
    """The paragraphs outside of tables."""
    return [paragraph.text for paragraph in document.paragraphs]


def cells(document: Any) -> list[list[str]]:
    """The texts of the only table, row by row."""
    (table,) = document.tables
    return [[cell.text for cell in row.cells] for row in table.rows]
