"""Loads long imports and takes them back, one after another; what a restart interrupted is begun again."""

import logging
import threading
import time
from functools import partial

from peewee import InterfaceError, OperationalError, PeeweeException

from ejournal import db
from ejournal.access import Actor
from ejournal.clock import Clock
from ejournal.jobs import piles
from ejournal.loading import register
from ejournal.models import imports
from ejournal.models.imports import ImportJob
from ejournal.rules.refusal import Refusal
from ejournal.services import imports as deeds
from ejournal.services import queue
from ejournal.services.deeds import counted

PAUSE_SECONDS = 5  # before what the database interrupted is tried again
BROKEN = "Загрузить не удалось из-за ошибки журнала. Ничего не записано; сообщите администратору."


def start(clock: Clock) -> None:
    """Run beside the server; a transaction that ends with the process leaves nothing, and its job is kept.

    The database is open: what an earlier process left is begun again at once.
    """
    queue.attended.set()
    if imports.jobs():
        queue.asked.set()
    threading.Thread(target=_run, args=(clock,), name="importing", daemon=True).start()


def _run(clock: Clock) -> None:
    while queue.asked.wait():
        queue.asked.clear()
        try:
            with db.connected():
                do_all(clock)
        except PeeweeException as problem:
            logging.getLogger("ejournal").warning("import interrupted: %s", type(problem).__name__)
            time.sleep(PAUSE_SECONDS)
            queue.asked.set()


def do_all(clock: Clock) -> None:
    """Do everything that waits; a job that fails in a way nobody foresaw is told as such, once."""
    for job in imports.jobs():
        queue.written[job.id] = 0
        try:
            with counted(partial(_count, job.id)):
                DO[job.kind](job, clock)
        except Refusal as refusal:
            queue.refuse(job, refusal.message)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the job waits for it
        except Exception as problem:
            logging.getLogger("ejournal").error("import failed: %s", type(problem).__name__)
            queue.refuse(job, BROKEN)
        else:
            queue.forget(job.kind, job.target)


def _count(job: int, rows: int) -> None:
    queue.written[job] += rows


def _load(job: ImportJob, clock: Clock) -> None:
    now, draft = clock.school_now(), imports.draft_of(job.target)
    if draft is None:
        return  # it was loaded just before the process ended
    prepared = register.prepared(draft, None if job.everybody else job.by_id, now.date())
    if prepared.stopped:
        raise Refusal("", prepared.stopped)
    by = Actor(job.by_id, job.duty, job.request)
    deeds.load(draft, register.loaded(draft.kind, prepared, draft.chosen), prepared.write, by=by, now=now)


def _undo(job: ImportJob, clock: Clock) -> None:
    found = imports.load(job.target)
    if found is not None:
        by = Actor(job.by_id, job.duty, job.request)
        deeds.undo(found, by=by, now=clock.school_now())


def _pile(job: ImportJob, clock: Clock) -> None:
    by = Actor(job.by_id, job.duty, job.request)
    piles.sort(job.target, by, clock.school_now(), partial(_count, job.id))


DO = {"load": _load, "undo": _undo, "pile": _pile}
