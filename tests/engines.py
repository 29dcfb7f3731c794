"""Throw-away databases on both engines: a template is built once a session, each test gets a copy."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from playhouse.pool import PooledDatabase

from ejournal.db import connect_to, connected, database

MEMORY = Path("/dev/shm")
CLUSTER_BYTES = 2 * 10**9  # free memory that must be there: a cluster of each worker and its log
START_SECONDS = 30


class Engine(ABC):
    """A place for databases; a database is named by its URL."""

    def __init__(self) -> None:
        self._prepared: set[str] = set()
        self._numbers = count(1)

    def prepare(self, name: str, builder: Callable[[], object]) -> None:
        """Build the template `name` once a session; `builder` runs with the database connected."""
        if name in self._prepared:
            return
        url = self.create(name)
        try:
            with using(url):
                builder()
        except BaseException:
            self.drop(url)
            raise
        self._prepared.add(name)

    @contextmanager
    def copied(self, name: str) -> Iterator[str]:
        """The URL of a copy of the template; closed and dropped at the end."""
        url = self.copy(name)
        try:
            yield url
        finally:
            disconnect()
            self.drop(url)

    @abstractmethod
    def create(self, name: str) -> str:
        """Make an empty database; its URL."""

    @abstractmethod
    def copy(self, name: str) -> str:
        """Make a copy of a prepared template; its URL."""

    @abstractmethod
    def drop(self, url: str) -> None:
        """Remove a database that nobody is connected to."""


class Sqlite(Engine):
    """Files in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def create(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.db"

    def copy(self, name: str) -> str:
        url = self.create(f"{name}-{next(self._numbers)}")
        shutil.copyfile(self._folder / f"{name}.db", url.removeprefix("sqlite:///"))
        return url

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)


class Postgres(Engine):
    """Databases of one running cluster, whose socket lies in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def create(self, name: str) -> str:
        return self._make(name, "template0")

    def copy(self, name: str) -> str:
        return self._make(f"{name}_{next(self._numbers)}", name)

    def drop(self, url: str) -> None:
        self._run(f'DROP DATABASE "{urlsplit(url).path.removeprefix("/")}"')

    def _make(self, name: str, template: str) -> str:
        # File copies take half the time of the default, which writes the template into the log.
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def _run(self, statement: str) -> None:
        with psycopg.connect(host=str(self._folder), user="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def using(url: str) -> Iterator[None]:
    """Point the tables at `url` and hold one connection; nothing stays open afterwards."""
    connect_to(url)
    try:
        with connected():
            yield
    finally:
        disconnect()


def disconnect() -> None:
    """Close every connection, a pool's idle ones too; a table touched later is an error."""
    current = database.obj
    if isinstance(current, PooledDatabase):
        current.close_all()
    elif current is not None:
        current.close()
    database.obj = None


def postgres_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: Debian's newest, else whatever is on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def postgres_cluster(binaries: Path) -> Iterator[Path]:
    """A running throw-away cluster without TCP; the folder of its socket. Removed at the end.

    It lies in memory where there is room for it: a database is made there in a tenth of the time.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > CLUSTER_BYTES
    parent = MEMORY if roomy else None
    with tempfile.TemporaryDirectory(prefix="ejournal-", dir=parent, ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        with (folder / "log").open("wb") as log:
            _initialise(binaries, folder / "data")
            server = subprocess.Popen(_server(binaries, folder), stdout=log, stderr=log, cwd=folder)
            try:
                _wait_for(server, folder)
                yield folder
            finally:
                server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
                server.wait(START_SECONDS)


def _initialise(binaries: Path, data: Path) -> None:
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [*_as_postgres(), str(binaries / "initdb"), f"--pgdata={data}", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data.parent)


def _server(binaries: Path, folder: Path) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [*_as_postgres(), str(binaries / "postgres"), "-D", str(folder / "data"), *options]


def _as_postgres() -> list[str]:
    """PostgreSQL refuses root; with `setpriv` the server also ends when the tests end, however they do."""
    if not shutil.which("setpriv"):
        return []
    plain = ["setpriv", "--pdeathsig=INT"]
    root = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return [*plain, *root]


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    last = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres").close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > last:
                raise RuntimeError((folder / "log").read_text(errors="replace")) from None
            time.sleep(0.05)
