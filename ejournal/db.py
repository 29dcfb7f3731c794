"""The database: SQLite by default, PostgreSQL by URL; the base table; the moment column."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from peewee import (
    AutoField,
    Database,
    DatabaseProxy,
    DateTimeField,
    Expression,
    Model,
    OperationalError,
    SqliteDatabase,
)
from playhouse.pool import PooledPostgresqlDatabase, PooledSqliteDatabase

database: Any = DatabaseProxy()

MOST_CONNECTIONS = 16  # each kept for the next request: opening one costs as much as a page
STATEMENTS = 512  # compiled ones kept by a connection; a few pages have more than SQLite's usual 128
LONGEST_WAIT = 5  # seconds for one of them to come free
SQLITE_WAITS = 15_000  # ms for whoever else writes: a large load of files takes seconds
SQLITE_PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": "full",
    "busy_timeout": SQLITE_WAITS,
}


def connect_to(url: str) -> Database:
    """Point every table at the database of `url` (sqlite:///path or postgresql://user@host/name)."""
    made = _sqlite(url) if url.startswith("sqlite:") else _postgres(url)
    release()
    database.initialize(made)
    return made


def is_busy(error: Exception) -> bool:
    """Whether somebody else was writing for longer than one waits: nothing is wrong, it may be repeated."""
    return isinstance(error, OperationalError) and "database is locked" in str(error)


def release() -> None:
    """Close the connections that wait for the next request; SQLite then leaves one whole file."""
    if database.obj is not None:
        database.obj.close_idle()


def _sqlite(url: str) -> Database:
    path = Path(url.removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)  # children's data: for the account that serves alone
    made: Database = PooledSqliteDatabase(
        str(path),
        autoconnect=False,
        lock_type="IMMEDIATE",
        pragmas=SQLITE_PRAGMAS,
        cached_statements=STATEMENTS,
        check_same_thread=False,  # a connection serves one thread at a time, whichever asks next
        max_connections=MOST_CONNECTIONS,
        timeout=LONGEST_WAIT,
    )
    return made


def _postgres(url: str) -> Database:
    made: Database = PooledPostgresqlDatabase(
        url,
        autoconnect=False,
        prefer_psycopg3=True,
        max_connections=MOST_CONNECTIONS,
        stale_timeout=300,
        timeout=LONGEST_WAIT,
    )
    return made


def on_postgres() -> bool:
    return not isinstance(database.obj, SqliteDatabase)


@contextmanager
def connected() -> Iterator[None]:
    """One connection for the time of a command or a request; the connection of an outer caller is shared."""
    opened = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened:
            database.close()


@contextmanager
def snapshot() -> Iterator[None]:
    """Read all that follows as it stood at one moment; whoever writes meanwhile does not wait."""
    if not on_postgres():
        with database.atomic("DEFERRED"):
            yield
        return
    with database.atomic():
        database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def unhurried() -> Iterator[None]:
    """What is written here is whole and in order, but does not wait for the disk: after a power cut the
    last of it may be missing. For what nobody was told that it is kept.
    """
    if database.in_transaction():
        yield  # the whole transaction waits or does not
        return
    switch = "SET synchronous_commit TO {}" if on_postgres() else "PRAGMA synchronous={}"
    lazy, careful = ("off", "on") if on_postgres() else ("normal", SQLITE_PRAGMAS["synchronous"])
    database.execute_sql(switch.format(lazy))
    try:
        yield
    finally:
        database.execute_sql(switch.format(careful))


def in_utc(moment: datetime) -> datetime:
    """A moment as the database keeps it; ValueError when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).replace(tzinfo=None)


class MomentField(DateTimeField):
    """A moment: aware in Python, UTC without zone in the database."""

    def db_value(self, value: datetime | None) -> Any:
        if value is None:
            return None
        return super().db_value(in_utc(value))  # type: ignore[no-untyped-call]  # peewee's own

    def python_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return datetime.fromisoformat(f"{value}+00:00")
        return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


class Table(Model):
    """Base of all tables."""

    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False


def records() -> dict[str, type[Table]]:
    """The tables of records by their names: what a revision tells of."""
    return {str(model._meta.table_name): model for model in Table.__subclasses__()}


def insert_all(rows: Sequence[Table]) -> None:
    """Store new rows of one table by a statement of their own and tell each its number, if it has none yet.

    Peewee takes several times as long to put such a statement together as the engine to run it.
    """
    meta, numbered = rows[0]._meta, rows[0].id is not None
    fields = [field for field in meta.sorted_fields if numbered or field is not meta.primary_key]
    columns = ", ".join(field.column_name for field in fields)
    hole = f"({', '.join([database.param] * len(fields))})"
    values = [field.db_value(row.__data__.get(field.name)) for row in rows for field in fields]
    holes = ", ".join([hole] * len(rows))
    sql = f"INSERT INTO {meta.table_name} ({columns}) VALUES {holes} RETURNING id"  # noqa: S608 - own names
    numbers = database.execute_sql(sql, values).fetchall()
    for row, (number,) in zip(rows, numbers, strict=True):
        row.id = number


def in_force(table: Any, day: Any) -> Expression:
    """Rows whose valid_from … valid_to (inclusive, open-ended when null) hold `day`."""
    condition: Expression = (table.valid_from <= day) & (table.valid_to.is_null() | (table.valid_to >= day))
    return condition


def touch(table: Any, first: date, last: date) -> Expression:
    """Rows whose days, valid_from … valid_to, have a day in common with the span."""
    condition: Expression = (table.valid_from <= last) & (
        table.valid_to.is_null() | (table.valid_to >= first)
    )
    return condition
