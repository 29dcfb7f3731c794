"""`ejournal import`: what is in a file that the school brought, told before anything is loaded."""

import argparse
import json
import os
from dataclasses import replace
from typing import Any

from ejournal.clock import Clock
from ejournal.config import storage
from ejournal.files import read_file
from ejournal.importing import curriculum as curricula
from ejournal.importing import (
    curriculum_checks,
    curriculum_report,
    ktp,
    ktp_checks,
    ktp_report,
    tables,
    timetable_report,
)
from ejournal.importing import timetable as timetables
from ejournal.importing.book import MAX_BYTES, Book, text_of
from ejournal.importing.cells import school_year
from ejournal.importing.classes import school_year_said
from ejournal.importing.ktp_title import about
from ejournal.rules.refusal import Refusal
from ejournal.wording import fold, quoted

ONLY_DRY = (
    "Загрузка {} в журнал появится в следующем выпуске. Сейчас файл можно проверить: добавьте --dry-run."
)


def plan(options: argparse.Namespace) -> str:
    """п. 2.2, 4.5.1: a КТП as it was understood, with its remarks; nothing is written.

    The school year is that of `--year`, else of the file, else of today.
    """
    book = _book(options, "КТП")
    told = about(book, options.file.stem)
    told = replace(
        told,
        subject=options.subject or told.subject,
        classes=(options.class_name,) if options.class_name else told.classes,
    )
    year = options.year or told.year or _this_year()
    understood = ktp.understand(book, year, told.subject or "")
    remarks = ktp_checks.check(understood, told)
    if options.json:
        return _json(ktp_report.summary(book, understood, told, remarks))
    return ktp_report.words(understood, told, remarks)


def curriculum(options: argparse.Namespace) -> str:
    """п. 4.5.1: a curriculum as it was understood, with its remarks; nothing is written."""
    book = _book(options, "учебного плана")
    understood = curricula.understand(book, _year(options, book))
    remarks = curriculum_checks.check(understood)
    if options.json:
        return _json(curriculum_report.summary(book, understood, remarks))
    return curriculum_report.words(understood, remarks)


def timetable(options: argparse.Namespace) -> str:
    """п. 4.5.1: a timetable as it was understood, with its remarks; nothing is written."""
    book = _book(options, "расписания")
    understood = timetables.understand(book, _year(options, book))
    if options.json:
        return _json(timetable_report.summary(book, understood))
    return timetable_report.words(understood)


def _book(options: argparse.Namespace, what: str) -> Book:
    """The file of the command, to be checked only; `what` it is, in the genitive."""
    if not options.dry_run:
        raise Refusal("", ONLY_DRY.format(what))
    return _of_sheet(tables.read(read_file(options.file, MAX_BYTES)), options.sheet)


def _year(options: argparse.Namespace, book: Book) -> int:
    """The school year of the command, else of the file, else of today."""
    lines = (
        " ".join([*table.before, *(text_of(cell) for row in table.rows for cell in row.cells)])
        for table in book.tables
    )
    year: int | None = options.year or school_year_said(lines)
    return year or _this_year()


def _this_year() -> int:
    return school_year(Clock(storage(os.environ).zone).school_now().date())


def _json(summary: dict[str, Any]) -> str:
    return json.dumps(summary, ensure_ascii=False, indent=1)


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
