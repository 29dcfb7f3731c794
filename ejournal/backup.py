"""A copy of the journal while it is being used: one file, with the head of the chain beside it."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ejournal.db import database, on_postgres
from ejournal.files import FileError, whole_file
from ejournal.models.audit import START

HEAD = ".head"  # ending of the file beside the copy: number and hash of its newest entry
POSTGRES = "База на PostgreSQL: копию делает pg_dump --format=custom --file=ИМЯ.dump БАЗА (см. README)."
DISK = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
PRIMARY = 0xFF  # the part of an error code of SQLite that its extended codes share


def backup(path: Path) -> tuple[int, str]:
    """п. 4.2.5: copy the SQLite database as it stands at one moment; number and hash of its newest entry.

    Whoever writes meanwhile goes on. FileError when the copy cannot be written, or the database is
    PostgreSQL's; nothing is left half-way then: neither the copy nor its head takes its place.
    """
    if on_postgres():
        raise FileError(POSTGRES)
    if path.exists() and path.samefile(database.database):
        raise FileError(f"Файл {path} — сама база журнала: назовите для копии другой файл.")
    with whole_file(path) as file:
        number, head = _copy(file.name)
        os.fsync(file.fileno())  # what a disk refuses, it refuses before the head takes its place
        with whole_file(Path(f"{path}{HEAD}")) as beside:
            beside.write(f"{number} {head}\n".encode())
    return number, head


def _copy(name: str) -> tuple[int, str]:
    """Copy into a file; OSError when its disk refuses, FileError when the journal cannot be read."""
    try:
        with closing(sqlite3.connect(name)) as copy:
            copy.execute("PRAGMA journal_mode = MEMORY")  # nothing of its own beside the file, whatever comes
            database.connection().backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without its journal beside it
            newest = copy.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.DatabaseError as problem:
        if refused := DISK.get(problem.sqlite_errorcode & PRIMARY):
            raise OSError(refused, "") from None
        raise FileError(f"Базу {database.database} не удаётся прочитать: {problem}.") from None
    number, head = newest or (0, START)
    return int(number), str(head)
