"""Seals the access log every few minutes, so that no request has to wait for the chain."""

import logging
import threading
import time

from peewee import PeeweeException

from ejournal import db
from ejournal.clock import Clock
from ejournal.services.audit import seal_access_log

PAUSE_SECONDS = 300


def start(clock: Clock) -> None:
    """Run beside the server; the thread ends with the process, and what is unsealed is sealed next time."""
    threading.Thread(target=_run, args=(clock,), name="sealing", daemon=True).start()


def _run(clock: Clock) -> None:
    while True:
        time.sleep(PAUSE_SECONDS)
        try:
            with db.connected():
                seal_access_log(clock.school_now())
        except PeeweeException as problem:
            logging.getLogger("ejournal").warning("access log not sealed: %s", type(problem).__name__)
