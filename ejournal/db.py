"""The database: SQLite by default, PostgreSQL by URL; the base table; the moment column."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec

from peewee import (
    AutoField,
    CharField,
    Database,
    DatabaseProxy,
    DateTimeField,
    Expression,
    ForeignKeyField,
    Insert,
    IntegerField,
    Model,
    ModelTupleCursorWrapper,
    SqliteDatabase,
    TextField,
    Value,
)
from playhouse.pool import PooledPostgresqlDatabase, PooledSqliteDatabase

P = ParamSpec("P")

database: Any = DatabaseProxy()

MOST_CONNECTIONS = 16  # each kept for the next request: opening one costs as much as a page
SQLITE_PRAGMAS = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": "full", "busy_timeout": 5000}


def connect_to(url: str) -> Database:
    """Point every table at the database of `url` (sqlite:///path or postgresql://user@host/name)."""
    made = _sqlite(url) if url.startswith("sqlite:") else _postgres(url)
    release()
    database.initialize(made)
    return made


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
        check_same_thread=False,  # a connection serves one thread at a time, whichever asks next
        max_connections=MOST_CONNECTIONS,
    )
    return made


def _postgres(url: str) -> Database:
    made: Database = PooledPostgresqlDatabase(
        url, autoconnect=False, prefer_psycopg3=True, max_connections=MOST_CONNECTIONS, stale_timeout=300
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


class MomentField(DateTimeField):
    """A moment: aware in Python, UTC without zone in the database."""

    def db_value(self, value: datetime | None) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return super().db_value(value.astimezone(UTC).replace(tzinfo=None))  # type: ignore[no-untyped-call]  # peewee's own

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


def in_force(table: Any, day: Any) -> Expression:
    """Rows whose valid_from … valid_to (inclusive, open-ended when null) hold `day`."""
    condition: Expression = (table.valid_from <= day) & (table.valid_to.is_null() | (table.valid_to >= day))
    return condition


def prepared(make: Callable[P, Any]) -> Callable[P, list[Any]]:
    """Compile the query of `make` once and run it with the values of each call; gives the rows of the query.

    Compiling costs several times as much as running. `make` may compare its arguments, list them, and ask
    whether they are None or a flag; it must not reckon with them. Keywords are not taken. An insert has
    no rows.
    """
    maker: Any = make
    compiled: dict[tuple[Any, ...], _Compiled] = {}

    @wraps(make)
    def run(*args: P.args, **kwargs: P.kwargs) -> list[Any]:
        assert not kwargs
        shape = (on_postgres(), *(_shape(value) for value in args))
        known = compiled.get(shape)
        if known is None:
            if len(compiled) > MOST_SHAPES:
                compiled.clear()
            known = compiled[shape] = _compile(maker(*_slots(args)))
        cursor = database.execute_sql(known.sql, _values(known.values, args))
        if isinstance(known.query, Insert):
            return []
        if known.rows is None:
            known = compiled[shape] = known._replace(rows=_row_maker(known.query, cursor))
        return [known.rows(row) for row in cursor.fetchall()]

    return run


MOST_SHAPES = 300  # of one query: lists of so many lengths


class _Slot(NamedTuple):
    """The place of a value among the arguments: which one and, of a listed one, which of its items."""

    argument: int
    item: int | None = None


class _Compiled(NamedTuple):
    """SQL with the slots in the order of its placeholders; `rows` makes what the query yields of a row."""

    query: Any
    sql: str
    values: list[Any]
    rows: Any = None


def _is_list(value: object) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str)


def _shape(value: Any) -> Any:
    """What the SQL depends on."""
    if value is None or isinstance(value, bool):
        return value
    return ("list", len(value)) if _is_list(value) else "value"


def _slots(args: tuple[Any, ...]) -> Iterator[Any]:
    for place, value in enumerate(args):
        if _is_list(value):
            yield [Value(_Slot(place, item), converter=False, unpack=False) for item in range(len(value))]
        elif value is None or isinstance(value, bool):
            yield value
        else:
            yield Value(_Slot(place), converter=False, unpack=False)


def _compile(query: Any) -> _Compiled:
    sql, values = query.sql()
    return _Compiled(query, sql, values)


def _values(wanted: list[Any], args: tuple[Any, ...]) -> list[Any]:
    given = [list(value) if _is_list(value) else value for value in args]
    return [_plain(given, value) if isinstance(value, _Slot) else value for value in wanted]


def _plain(given: list[Any], slot: _Slot) -> Any:
    value = given[slot.argument] if slot.item is None else given[slot.argument][slot.item]
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value


def _row_maker(query: Any, cursor: Any) -> Callable[[Any], Any]:
    """What peewee makes of a row, without its look at each number and text, which come as they should be."""
    wrapper = query._get_cursor_wrapper(cursor)
    wrapper.initialize()
    wrapper.cursor = None
    converters = wrapper.converters
    needed = [place for place in wrapper.convert if not _comes_right(converters[place])]
    if isinstance(wrapper, ModelTupleCursorWrapper):
        return _tuple_maker([(place, converters[place]) for place in needed])
    wrapper.convert, wrapper.no_convert = needed, sorted({*range(wrapper.ncols)} - {*needed})
    maker: Callable[[Any], Any] = wrapper.process_row
    return maker


def _comes_right(converter: Any) -> bool:
    return isinstance(
        getattr(converter, "__self__", None), IntegerField | CharField | TextField | ForeignKeyField
    )


def _tuple_maker(converters: list[tuple[int, Callable[[Any], Any]]]) -> Callable[[Any], Any]:
    if not converters:
        return tuple

    def make(row: Any) -> tuple[Any, ...]:
        values = list(row)
        for place, convert in converters:
            values[place] = convert(values[place])
        return tuple(values)

    return make
