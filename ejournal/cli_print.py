"""`ejournal print`: each kind of paper as a file; one that is issued is registered with it."""

import argparse
import os
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ejournal.access import COMMAND_LINE, Actor
from ejournal.clock import Clock
from ejournal.config import storage
from ejournal.documents import slip as slip_paper
from ejournal.documents import volume as volume_paper
from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.volume_layout import Layout
from ejournal.files import FileError, whole_file
from ejournal.reports import papers as register
from ejournal.reports import printing
from ejournal.reports import slip as slips
from ejournal.rules.refusal import Refusal
from ejournal.service import database
from ejournal.services import papers

KEPT = "Документ уже внесён в реестр, {}: скачайте его на странице «Документы»."


def journal(options: argparse.Namespace) -> str:
    """п. 4.2.4: the volume of a class and half-year, issued; what became of it, in words."""
    kept = storage(os.environ)
    with database(kept.database_url):
        now = Clock(kept.zone).school_now()
        order = printing.order_of(options.class_name, options.half, now)
        volume, paper = printing.volume_of(order, Layout(options.layout), now)
        text_hash = fingerprint(volume)
        docx = volume_paper.render(volume, text_hash)
        number = issued(options.output, docx, partial(papers.issue, paper, text_hash, docx, now=now))
    told = f"Том записан: {options.output}. В реестре — {number}. Контрольная сумма: {text_hash}"
    return "\n".join(filter(None, (told, volume.cover.unfinished)))


def slip(options: argparse.Namespace) -> str:
    """The slip of a lesson: a working sheet, which is not registered."""
    kept = storage(os.environ)
    with database(kept.database_url):
        made = slips.of_number(options.lesson, kept.zone)
        if made is None:
            raise Refusal("", f"Урока {options.lesson} нет.")
        with whole_file(options.output) as file:
            file.write(slip_paper.render(made, Clock(kept.zone).school_now()))
    return f"Листок записан: {options.output}."


def issued(path: Path, docx: bytes, issue: Callable[..., None]) -> str:
    """п. 4.2.5: write a paper, register it by the deed `issue`; «№ 3 за 2027 год», its place there.

    It is registered when it is on the disk already, under a name of its own, so a full disk registers
    nothing. Should it not get the name `path` after that, the FileError says where it is kept.
    """
    by = Actor(None, COMMAND_LINE, secrets.token_hex(32))
    try:
        with whole_file(path) as file:
            file.write(docx)
            file.flush()
            os.fsync(file.fileno())
            issue(by=by)
    except FileError as problem:
        number = register.number_of(by.request)
        raise FileError(f"{problem} {KEPT.format(number)}" if number else str(problem)) from None
    return register.number_of(by.request)
