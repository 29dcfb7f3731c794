"""`ejournal import`: what is in a file that the school brought, told before anything is loaded."""

import argparse
import json
import os
from dataclasses import replace

from ejournal.clock import Clock
from ejournal.config import storage
from ejournal.files import read_file
from ejournal.importing import ktp, ktp_checks, ktp_report, tables
from ejournal.importing.book import MAX_BYTES, Book
from ejournal.importing.cells import school_year
from ejournal.importing.ktp_title import about
from ejournal.rules.refusal import Refusal
from ejournal.wording import fold, quoted

ONLY_DRY = (
    "Загрузка КТП в журнал появится в следующем выпуске. Сейчас файл можно проверить: добавьте --dry-run."
)


def plan(options: argparse.Namespace) -> str:
    """п. 2.2, 4.5.1: a КТП as it was understood, with its remarks; nothing is written.

    The school year is that of `--year`, else of the file, else of today.
    """
    if not options.dry_run:
        raise Refusal("", ONLY_DRY)
    book = _of_sheet(tables.read(read_file(options.file, MAX_BYTES)), options.sheet)
    told = about(book, options.file.stem)
    told = replace(
        told,
        subject=options.subject or told.subject,
        classes=(options.class_name,) if options.class_name else told.classes,
    )
    today = Clock(storage(os.environ).zone).school_now().date()
    year = options.year or told.year or school_year(today)
    understood = ktp.understand(book, year, told.subject or "")
    remarks = ktp_checks.check(understood, told)
    if options.json:
        summary = ktp_report.summary(book, understood, told, remarks)
        return json.dumps(summary, ensure_ascii=False, indent=1)
    return ktp_report.words(understood, told, remarks)


def _of_sheet(book: Book, name: str | None) -> Book:
    """The file with one of its sheets alone, when one is named."""
    if name is None:
        return book
    kept = tuple(
        table for table in book.tables if table.sheet is not None and fold(table.sheet) == fold(name)
    )
    if not kept:
        names = ", ".join(quoted(table.sheet) for table in book.tables if table.sheet is not None)
        raise Refusal("", f"Листа {quoted(name)} в файле нет. Есть: {names or 'файл без листов'}.")
    return replace(book, tables=kept)
