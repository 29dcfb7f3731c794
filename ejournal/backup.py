"""A copy of the journal while it is being used: one file, with the head of the chain beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ejournal.db import database, on_postgres
from ejournal.files import FileError, whole_file

HEAD = ".head"  # ending of the file beside the copy: number and hash of its newest entry
NOTHING = "0" * 64  # the head of a chain without entries, as services.audit has it
POSTGRES = "База на PostgreSQL: копию делает pg_dump --format=custom --file=ИМЯ.dump БАЗА (см. README)."


def backup(path: Path) -> tuple[int, str]:
    """п. 4.2.5: copy the SQLite database as it stands at one moment; number and hash of its newest entry.

    Whoever writes meanwhile goes on. FileError when the copy cannot be written, or the database is
    PostgreSQL's; nothing is left half-way then.
    """
    if on_postgres():
        raise FileError(POSTGRES)
    with whole_file(path) as file, closing(sqlite3.connect(file.name)) as copy:
        database.connection().backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without its journal beside it
        newest = copy.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
        number, head = newest or (0, NOTHING)
    with whole_file(Path(f"{path}{HEAD}")) as beside:
        beside.write(f"{number} {head}\n".encode())
    return int(number), str(head)
