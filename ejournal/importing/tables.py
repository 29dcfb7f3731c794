"""A file's bytes → tables: the kind is told by the content, never by the name of the file."""

import re
from pathlib import Path
from typing import Any

from ejournal.importing import apart, archives, markup, papers, sheets, texts
from ejournal.importing.archives import locked
from ejournal.importing.book import MAX_BYTES, Book, Merged, Row, Table, damaged
from ejournal.rules.refusal import Refusal

READER = Path(__file__).with_name("reader.py")
SMALL = 100_000  # bytes of a text that are surely read in a moment
PICTURE = "Это картинка: таблицу из неё не взять. Загрузите файл Excel или Word, с которого она снята."
EMPTY = "Файл пуст. Проверьте, тот ли это файл, и загрузите его снова."
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = {name: name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book")}
# The first record of a workbook before 2007, and that it is encrypted (after «read only» or at once).
_LOCKED_XLS = re.compile(rb"\x09\x08..\x00[\x05\x06].{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
# How the files begin that many schools have and that are no tables; what to do with each.
_OTHERS = (
    (b"%PDF", "Это PDF: из него таблицу не взять. Загрузите тот файл Word или Excel, из которого он сделан."),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"{\\rtf", "Файл .rtf не читается. Откройте его в Word, сохраните как .docx и загрузите снова."),
    (b"Rar!", "Это архив, а не таблица. Распакуйте его и загрузите сами файлы по одному."),
    (b"7z\xbc\xaf", "Это архив, а не таблица. Распакуйте его и загрузите сами файлы по одному."),
    (b"PK\x05\x06", "Архив пуст. Проверьте, тот ли это файл, и загрузите его снова."),
    (b"MIME-Version:", "Это веб-архив. Откройте его в Excel, сохраните как .xlsx и загрузите снова."),
)


def read(data: bytes) -> Book:
    """The tables of a file; Refusal says in Russian what is wrong with the file and what to do."""
    if len(data) > MAX_BYTES:
        size = f"Файл больше {MAX_BYTES // 2**20} МБ"
        raise Refusal("", f"{size}. Удалите из него картинки и лишние листы и загрузите снова.")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refusal("", EMPTY)
    for start, said in _OTHERS:
        if data.startswith(start):
            raise Refusal("", said)
    book = _read(data)
    if not any(table.rows for table in book.tables):
        raise _nothing(book)
    return book


def _read(data: bytes) -> Book:
    """A short text or page at once; a longer one, and any of Word or Excel, in a program of its own."""
    if data.startswith(_ZIP):
        kind = archives.kind_of(data)
        return _apart(data) if kind == "docx" else sheets.read(data, kind)
    if data.startswith(_OLE):
        return _ole(data)
    return parsed(data) if len(data) <= SMALL else _apart(data)


def _apart(data: bytes) -> Book:
    said = apart.run(READER, data)
    if "refused" in said:
        raise Refusal("", said["refused"])
    return Book(**said | {"tables": tuple(map(_table, said["tables"])), "after": tuple(said["after"])})


def _table(said: dict[str, Any]) -> Table:
    rows = tuple(Row(**row | {"cells": tuple(row["cells"])}) for row in said["rows"])
    merged = tuple(Merged(**one) for one in said["merged"])
    return Table(**said | {"rows": rows, "before": tuple(said["before"]), "meanings": (), "merged": merged})


def parsed(data: bytes) -> Book:
    """A document, a page or a text."""
    if data.startswith(_ZIP):
        return papers.read(data)
    text, encoding = texts.decode(data)
    if "<Workbook" in text[:4000]:
        raise Refusal(
            "", "Это «Таблица XML 2003». Откройте её в Excel, сохраните как .xlsx и загрузите снова."
        )
    return markup.read(data) if markup.is_markup(text) else texts.read(text, encoding)


def _ole(data: bytes) -> Book:
    """A file of Office before 2007, or one of today behind a password."""
    if _WIDE["EncryptedPackage"] in data or _LOCKED_XLS.search(data):
        raise locked()
    if _WIDE["Workbook"] in data or _WIDE["Book"] in data:
        return sheets.read(data, "xls")
    if _WIDE["WordDocument"] in data:
        raise Refusal(
            "", "Файл .doc не читается. Откройте его в Word, сохраните как .docx и загрузите снова."
        )
    raise damaged()


def _nothing(book: Book) -> Refusal:
    if book.format == "docx":
        return Refusal("", "В документе нет таблицы. Загрузите документ, в котором план набран таблицей.")
    return Refusal("", EMPTY)
