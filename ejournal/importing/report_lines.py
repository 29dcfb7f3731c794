"""What every report in Russian has: the columns that were understood, the remarks, the sheets left out."""

from collections.abc import Mapping
from typing import Any

from ejournal.importing.book import Book, Table
from ejournal.importing.columns import Header
from ejournal.importing.remarks import SEVERITIES, Remark


def columns(header: Header, meanings: Mapping[str, str]) -> list[str]:
    """«Графы: «№ п/п» — номер урока, …» of a table; what is not loaded is named."""
    known = {column: meanings[name] for name, column in header.columns.items()}
    titles = [(index, " ".join(title.split())) for index, title in enumerate(header.titles) if title]
    lines = ["Графы: " + ", ".join(f"«{title}» — {known[i]}" for i, title in titles if i in known) + "."]
    if unknown := [f"«{title}»" for i, title in titles if i not in known]:
        lines.append(f"Не загружаются графы: {', '.join(unknown)}.")
    return lines


def remarks(found: list[Remark]) -> list[str]:
    """The remarks, those that stop a row first."""
    ordered = [remark for severity in SEVERITIES for remark in found if remark.severity == severity]
    return [remark.words() for remark in ordered] or ["Замечаний нет."]


def file(book: Book, headers: list[tuple[Table, Header]]) -> dict[str, Any]:
    """How the file was read, for a program; None where there is nothing to say."""
    return {
        "format": book.format,
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "sheets": [table.sheet for table, _ in headers if table.sheet is not None] or None,
    }


def skipped(book: Book, headers: list[tuple[Table, Header]]) -> list[str]:
    """The sheets and tables in which nothing was found."""
    used = [table for table, _ in headers]
    left = [table for table in book.tables if table not in used and table.rows]
    names = [
        f"лист «{table.sheet}»" if table.sheet is not None else f"таблица {table.number}" for table in left
    ]
    return [f"Пропущено: {', '.join(names)}."] if names else []
