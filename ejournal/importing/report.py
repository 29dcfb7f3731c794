"""What the reports about files of every kind share."""

from typing import Any

from ejournal.importing.book import Book, Table
from ejournal.importing.columns import Header
from ejournal.importing.remarks import SEVERITIES, Remark


def source(book: Book, headers: list[tuple[Table, Header]]) -> dict[str, Any]:
    """Where in a file the records are; what its format does not have is left out."""
    found = {
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "sheets": [table.sheet for table, _ in headers if table.sheet is not None] or None,
        "header_rows": list(headers[0][1].rows) if headers else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def in_words(remarks: list[Remark]) -> list[str]:
    """The remarks as lines, those that stop a row first."""
    ordered = [remark for severity in SEVERITIES for remark in remarks if remark.severity == severity]
    return [remark.words() for remark in ordered] or ["Замечаний нет."]
