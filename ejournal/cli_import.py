"""`ejournal import`: what is in a file that the school brought, told before anything is loaded."""

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ejournal.clock import Clock
from ejournal.config import storage
from ejournal.files import read_file
from ejournal.importing import class_list as class_lists
from ejournal.importing import (
    class_list_columns,
    class_list_report,
    curriculum_checks,
    curriculum_report,
    ktp,
    ktp_checks,
    ktp_report,
    staff_columns,
    staff_report,
    tables,
    timetable_report,
)
from ejournal.importing import curriculum as curricula
from ejournal.importing import staff as staff_lists
from ejournal.importing import timetable as timetables
from ejournal.importing.book import MAX_BYTES, Book, text_of
from ejournal.importing.cells import school_year
from ejournal.importing.classes import school_year_said
from ejournal.importing.ktp_title import about
from ejournal.importing.people_line import titled_year
from ejournal.rules.refusal import Refusal
from ejournal.wording import fold, quoted

ONLY_DRY = "Загрузка в журнал появится в следующем выпуске. Сейчас файл можно проверить: добавьте --dry-run."


def plan(options: argparse.Namespace) -> str:
    """п. 2.2, 4.5.1: a КТП as it was understood, with its remarks; nothing is written.

    The school year is that of `--year`, else of the file, else of today.
    """
    book, today = _opened(options)
    told = about(book, options.file.stem)
    told = replace(
        told,
        subject=options.subject or told.subject,
        classes=(options.class_name,) if options.class_name else told.classes,
    )
    year = options.year or told.year or school_year(today)
    understood = ktp.understand(book, year, told.subject or "")
    remarks = ktp_checks.check(understood, told)
    return _told(
        options,
        lambda: ktp_report.summary(book, understood, told, remarks),
        lambda: ktp_report.words(understood, told, remarks),
    )


def curriculum(options: argparse.Namespace) -> str:
    """п. 4.2.1: a curriculum as it was understood, with its remarks; nothing is written."""
    book, today = _opened(options)
    found = curricula.understand(book, options.year or _year_said(book) or school_year(today))
    remarks = curriculum_checks.check(found)
    return _told(
        options,
        lambda: curriculum_report.summary(book, found, remarks),
        lambda: curriculum_report.words(found, remarks),
    )


def timetable(options: argparse.Namespace) -> str:
    """п. 4.2.1: a timetable as it was understood, with its remarks; nothing is written."""
    book, today = _opened(options)
    found = timetables.understand(book, options.year or _year_said(book) or school_year(today))
    return _told(
        options, lambda: timetable_report.summary(book, found), lambda: timetable_report.words(found)
    )


def class_list(options: argparse.Namespace) -> str:
    """п. 4.4.1: class lists as they were understood; `--class` is for a file that does not name its class."""
    book, today = _opened(options)
    year = options.year or titled_year(book, class_list_columns.FIELDS, class_list_columns.NEEDED)
    found = class_lists.understand(book, year or school_year(today), today, options.class_name)
    return _told(
        options,
        lambda: class_list_report.summary(book, found),
        lambda: class_list_report.words(book, found),
    )


def staff(options: argparse.Namespace) -> str:
    """п. 4.3.2: the people of a list of staff as they were understood, with what they teach."""
    book, today = _opened(options)
    year = options.year or titled_year(book, staff_columns.FIELDS, staff_columns.NEEDED)
    found = staff_lists.understand(book, year or school_year(today), today)
    return _told(options, lambda: staff_report.summary(book, found), lambda: staff_report.words(book, found))


def _opened(options: argparse.Namespace) -> tuple[Book, date]:
    """The file that is to be checked, or one sheet of it, and today's date at the school."""
    if not options.dry_run:
        raise Refusal("", ONLY_DRY)
    today = Clock(storage(os.environ).zone).school_now().date()
    return _of_sheet(tables.read(read_file(options.file, MAX_BYTES)), options.sheet), today


def _year_said(book: Book) -> int | None:
    """The school year that a file names anywhere."""
    return school_year_said(
        " ".join([*table.before, *(text_of(cell) for row in table.rows for cell in row.cells)])
        for table in book.tables
    )


def _told(
    options: argparse.Namespace, summary: Callable[[], dict[str, Any]], words: Callable[[], str]
) -> str:
    """The report for a program or for a person."""
    return json.dumps(summary(), ensure_ascii=False, indent=1) if options.json else words()


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
