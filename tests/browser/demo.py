"""The real demo school and its ЕСИА stand on free ports of 127.0.0.1, with a clock that tests may move."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from waitress.server import create_server

from ejournal.clock import Clock
from ejournal.db import connect_to
from ejournal.demo import run
from tests import demos
from tests.engines import disconnect, using

MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=run.ZONE)  # after the bell of the seventh lesson

LONGEST_REQUEST = 10  # s
QUIET = 10  # looks at the server, a hundredth of a second apart, that find nothing to answer


@dataclass(frozen=True)
class Demo:
    """A served demo; `url` is the journal's origin, `prepared` the database that tests copy."""

    app: Flask
    url: str
    prepared: Path
    idle: Callable[[], bool]

    def show(self, moment: datetime) -> None:
        """Move the school's clock; that of ЕСИА stays."""
        self.app.config["CLOCK"] = Clock(run.ZONE, moment - datetime.now(run.ZONE))

    @contextmanager
    def open(self) -> Iterator[None]:
        """Serve the prepared database itself; the caller may query it too."""
        self.show(MONDAY)
        with using(f"sqlite:///{self.prepared}"):
            yield
            self._finish()

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Serve a copy, removed afterwards; the caller may query it too."""
        file = self.prepared.with_name("copy.db")
        shutil.copyfile(self.prepared, file)
        self.show(MONDAY)
        try:
            with using(f"sqlite:///{file}"):
                yield
                self._finish()
        finally:
            file.unlink()

    def _finish(self) -> None:
        """A request may outlive its window, or be still on its way; the next database is not its own."""
        last = time.monotonic() + LONGEST_REQUEST
        quiet = 0
        while quiet < QUIET:
            assert time.monotonic() < last, "a request never ends"
            time.sleep(0.01)
            quiet = quiet + 1 if self.idle() else 0


@contextmanager
def served(factory: pytest.TempPathFactory, moment: datetime = MONDAY) -> Iterator[Demo]:
    """Serve the demo of a moment until the end."""
    prepared = demos.prepared(factory, moment)
    connect_to(f"sqlite:///{prepared}")
    clock = Clock(run.ZONE, moment - datetime.now(run.ZONE))
    door, stand_door = _door(), _door()
    app, stand = run.applications(f"sqlite:///{prepared}", clock, _origin(door), _origin(stand_door))
    disconnect()
    with _serving(app, door) as idle, _serving(stand, stand_door):
        yield Demo(app, _origin(door), prepared, idle)


def _door() -> socket.socket:
    """A listening place on a free port: the addresses must be known before the applications are made."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    return door


def _origin(door: socket.socket) -> str:
    return f"http://127.0.0.1:{door.getsockname()[1]}"


@contextmanager
def _serving(app: Flask, door: socket.socket) -> Iterator[Callable[[], bool]]:
    """Serve until the end; whether nothing is being answered is asked by what it gives."""
    server = create_server(app, sockets=[door], threads=4)
    workers = server.task_dispatcher
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield lambda: not workers.queue and not workers.active_count
    finally:
        # Closed from within its own loop, which ends when nothing is left to watch.
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
        thread.join()
        workers.shutdown()
