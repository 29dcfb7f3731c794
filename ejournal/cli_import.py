"""`ejournal import`: what is in a file that the school brought, told before anything is loaded."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ejournal.access import COMMAND_LINE, Actor
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
    report_lines,
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
from ejournal.loading import kinds, register
from ejournal.loading.chosen import Chosen
from ejournal.loading.ktp import NOBODY
from ejournal.loading.ktp_begun import ASKED as ASKED_PASSED
from ejournal.loading.prepared import NOTHING_NEW, Prepared
from ejournal.loading.scope import NO_DAY, NO_ORDER, scope
from ejournal.rules.refusal import Refusal
from ejournal.service import database
from ejournal.services.uploads import NewFile

TOLD = {
    "ktp": "КТП: темы, часы, даты",
    "curriculum": "учебный план: часы в неделю по классам и предметам",
    "timetable": "расписание уроков: сетка или список",
    "class_list": "список класса: ученики, родители, группы",
    "staff": "работники: должности, предметы, классы, часы",
}
ASKED = "Загрузить? (да/нет) "
ASKED_GONE = "Уйдёт больше, чем добавится и изменится. Загрузить и убрать то, чего нет в файле? (да/нет) "
ASKED_TOGETHER = "Два урока в одно время. Загрузить и объявить их совмещёнными занятиями? (да/нет) "
UNASKED = "Спросить некого: чтобы загрузить, добавьте --yes, чтобы только проверить — --dry-run."
LEFT = "Ничего не загружено."
# What the browser's pages ask for, in words of the command.
IN_COMMAND = {
    class_lists.CLASS_TYPED: "назовите его: --class 7А",
    NO_ORDER: f"{NO_ORDER} Ключ: --order.",
    NO_DAY: f"{NO_DAY} Ключ: --since 2026-09-01.",
    NOBODY: "Не понято, чей это план: назовите предмет и класс ключами --subject и --class.",
    ASKED_PASSED: "назовите, до какого номера: --passed 22",
}
CHECKED, LOADED = "Только проверено, ничего не записано.", "Загружено."


def command(kind: str) -> Callable[[argparse.Namespace], str]:
    """`ejournal import KIND`: the file is compared and loaded; with --dry-run nothing is written, and where
    there is no journal yet the file is read alone.
    """

    def run(options: argparse.Namespace) -> str:
        alone = options.dry_run and not _has_journal(storage(os.environ).database_url)
        try:
            return CHECKS[kind](options) if alone else load(kind, options)
        except Refusal as refusal:
            raise Refusal(refusal.clause, in_command(refusal.message), refusal.way) from None

    return run


def in_command(text: str) -> str:
    """A sentence of the pages of the browser as the command says it."""
    for said, words in IN_COMMAND.items():
        text = text.replace(said, words)
    return text


def _has_journal(url: str) -> bool:
    """Whether there is a database to compare with: the file of SQLite is there, or PostgreSQL is named."""
    return not url.startswith("sqlite:") or Path(url.removeprefix("sqlite:///")).exists()


def load(kind: str, options: argparse.Namespace) -> str:
    """п. 2.2, 4.3.1: a file as the browser loads it, all or nothing; the report of the load."""
    kept = storage(os.environ)
    content = read_file(options.file, MAX_BYTES)
    chosen = _chosen(options)
    book = kinds.as_chosen(kinds.read(content), chosen)
    with database(kept.database_url):
        now = Clock(kept.zone).school_now()
        prepared = kinds.prepare(
            kind, book, options.file.name, chosen, scope(now.date(), None, kind == "ktp")
        )
        lack = NOTHING_NEW if prepared.nothing_new else in_command(prepared.lack)
        if options.dry_run:
            return _report(options, prepared, f"{lack} {CHECKED}".strip())
        if prepared.nothing_new and prepared.lack:
            return _report(options, prepared, NOTHING_NEW)
        if lack and not prepared.nothing_new:
            raise Refusal("", lack)
        if not options.yes and not _agreed(prepared):
            return LEFT
        by = Actor(None, COMMAND_LINE)
        file = NewFile("import", options.file.name, kinds.MEDIA[book.format], content)
        register.load(kind, file, chosen, prepared, by=by, now=now)
    return _report(options, prepared, LOADED)


def _chosen(options: argparse.Namespace) -> Chosen:
    return Chosen(
        year=options.year or 0,
        sheet=options.sheet or "",
        subject=getattr(options, "subject", None) or "",
        class_name=getattr(options, "class_name", None) or "",
        order=getattr(options, "order", None) or "",
        since=options.since.isoformat() if getattr(options, "since", None) else "",
        passed="" if getattr(options, "passed", None) is None else str(options.passed),
    )


def _agreed(prepared: Prepared) -> bool:
    """Whether somebody at the terminal says yes to what is about to be loaded."""
    if not sys.stdin.isatty():
        raise Refusal("", UNASKED)
    asked = ASKED_TOGETHER if prepared.at_once.count else ASKED_GONE if prepared.question else ASKED
    return input("\n".join([*told(prepared), asked])).strip().lower() in ("да", "д", "y", "yes")


def told(prepared: Prepared) -> list[str]:
    """What was understood and what becomes of the rows, in words."""
    counts = "; ".join(prepared.counted.values())
    return [
        prepared.title,
        *prepared.facts,
        *map(in_command, report_lines.remarks(list(prepared.remarks))),
        f"Строк — {counts}.",
    ]


def _report(options: argparse.Namespace, prepared: Prepared, end: str) -> str:
    if options.json:
        rows = {str(verdict): count for verdict, count in prepared.counts.items()}
        return json.dumps({**prepared.summary, "rows": rows}, ensure_ascii=False, indent=1)
    return "\n".join([*told(prepared), end])


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
    today = Clock(storage(os.environ).zone).school_now().date()
    return kinds.as_chosen(tables.read(read_file(options.file, MAX_BYTES)), _chosen(options)), today


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


CHECKS: dict[str, Callable[[argparse.Namespace], str]] = {
    "ktp": plan,
    "curriculum": curriculum,
    "timetable": timetable,
    "class_list": class_list,
    "staff": staff,
}
