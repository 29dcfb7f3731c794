"""The school served by waitress as `ejournal serve` does it, a bare Flask page beside it: a process apart."""

import logging
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from waitress.server import create_server

from ejournal.clock import Clock
from ejournal.service import settle
from tests.bench.scene import ZONE
from tests.client import make_app

BARE = "/bare"
Wsgi = Any


@dataclass(frozen=True)
class Server:
    """A served school; `cpu` is what its process has used so far, ns."""

    origin: str
    pid: int

    def cpu(self) -> int:
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)

    def memory(self) -> int:
        """Proportional set size, kB: its own pages and its share of those it has in common."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def served(url: str, moment: datetime) -> Iterator[Server]:
    """A server on a free port until the end."""
    command = [sys.executable, "-m", "tests.bench.server", url, moment.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Server(process.stdout.readline().strip(), process.pid)
        finally:
            process.terminate()


def application(url: str, moment: datetime, origin: str) -> Flask:
    """The journal whose school has `moment` now."""
    return make_app(url, Clock(ZONE, moment - datetime.now(UTC)), origin)


def bare() -> Flask:
    """What the figures are compared with: Flask's least page."""
    app = Flask("bare")
    app.add_url_rule(BARE, "bare", lambda: "<!doctype html><title>Пусто</title><p>Пусто")
    return app


def side_by_side(school: Flask, empty: Flask) -> Wsgi:
    """Both behind one server."""

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        return (empty if environ["PATH_INFO"] == BARE else school)(environ, start)

    return answer


def main(url: str, moment: str) -> None:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    origin = f"http://127.0.0.1:{door.getsockname()[1]}"
    app = side_by_side(application(url, datetime.fromisoformat(moment), origin), bare())
    server = create_server(app, sockets=[door], threads=4)
    settle()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # ten clients and four threads: some wait
    print(origin, flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
