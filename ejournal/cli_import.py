"""`ejournal import`: what is in a file that the school brought, told before anything is loaded."""

import argparse
import json
import os
from dataclasses import replace

from ejournal.clock import Clock
from ejournal.config import storage
from ejournal.files import read_file
from ejournal.importing import ktp, ktp_checks, ktp_report, tables
from ejournal.importing.book import MAX_BYTES
from ejournal.importing.cells import school_year
from ejournal.importing.ktp_title import about
from ejournal.rules.refusal import Refusal

ONLY_DRY = (
    "Загрузка КТП в журнал появится в следующем выпуске. Сейчас файл можно проверить: добавьте --dry-run."
)


def plan(options: argparse.Namespace) -> str:
    """п. 2.2, 4.5.1: a КТП as it was understood, with its remarks; nothing is written.

    The school year is that of `--year`, else of the file, else of today.
    """
    if not options.dry_run:
        raise Refusal("", ONLY_DRY)
    book = tables.read(read_file(options.file, MAX_BYTES))
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
