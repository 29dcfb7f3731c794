"""Imports that are too long for a request: asked for here, done by jobs.imports beside the server."""

import threading
from collections import Counter
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.imports import ImportJob, job
from ejournal.rules.refusal import Refusal

MANY = 300  # rows of a file that are written while the person waits
BUSY = "Этот файл уже загружается."

asked = threading.Event()  # there is something to do
attended = threading.Event()  # somebody in this process does what is asked for
written: Counter[int] = Counter()  # rows that a job has written so far, by its number


def ask(kind: str, target: int, everybody: bool, *, by: Actor, now: datetime) -> None:
    """Leave a job; one that was refused is asked for anew, one that goes on is not asked for twice."""
    check_idle(kind, target)
    ImportJob.create(
        kind=kind,
        target=target,
        at=now,
        by=by.person,
        duty=str(by.duty),
        request=by.request,
        everybody=everybody,
    )
    asked.set()


def check_idle(kind: str, target: int) -> None:
    """Refuse while the job waits or runs; a job that was refused is forgotten."""
    known = job(kind, target)
    if known is not None and known.refused is None:
        raise Refusal("", BUSY)
    forget(kind, target)


def forget(kind: str, target: int) -> None:
    """The job is done, or its refusal was read."""
    ImportJob.delete().where((ImportJob.kind == kind) & (ImportJob.target == target)).execute()


def forget_refused(kind: str, target: int) -> None:
    """What was refused is being corrected."""
    refused = ImportJob.refused.is_null(False)
    ImportJob.delete().where((ImportJob.kind == kind) & (ImportJob.target == target) & refused).execute()


def refuse(found: ImportJob, message: str) -> None:
    """The job cannot be done; whoever asked for it reads why."""
    ImportJob.update(refused=message[:1000]).where(ImportJob.id == found.id).execute()
