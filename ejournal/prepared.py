"""Queries compiled once and run with the values of each call; rests on private parts of peewee."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import wraps
from typing import Any, NamedTuple, ParamSpec

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    Insert,
    IntegerField,
    ModelCursorWrapper,
    ModelTupleCursorWrapper,
    TextField,
    Value,
)

from ejournal.db import database, in_utc, on_postgres

P = ParamSpec("P")
Rows = list[Any]


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
        if kwargs:
            raise TypeError("a prepared query takes no keywords")
        shape, given = _taken(args)
        known = compiled.get(shape)
        if known is None:
            if len(compiled) > MOST_SHAPES:
                compiled.clear()
            known = compiled[shape] = _compile(maker(*_slots(args)))
        values = [given[value.place] if type(value) is _Slot else value for value in known.values]
        cursor = database.execute_sql(known.sql, values)
        if known.insert:
            return []
        rows = known.rows or _rows_maker(known.query, cursor)
        if known.rows is None:
            compiled[shape] = known._replace(rows=rows)
        return rows(cursor.fetchall())

    return run


MOST_SHAPES = 300  # of one query: lists of so many lengths


class _Slot(NamedTuple):
    """The place of a value among the arguments, those of lists one after another."""

    place: int


class _Compiled(NamedTuple):
    """SQL with the slots in the order of its placeholders; `rows` makes what the query yields of its rows."""

    query: Any
    sql: str
    values: list[Any]
    insert: bool
    rows: Callable[[Rows], Rows] | None = None


def _is_list(value: object) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, str)


def _taken(args: tuple[Any, ...]) -> tuple[tuple[Any, ...], list[Any]]:
    """What of the arguments the SQL depends on, and the values of its slots."""
    shape: list[Any] = [on_postgres()]
    given: list[Any] = []
    for value in args:
        if value is None or value is True or value is False:
            shape.append(value)
            given.append(value)
        elif _is_list(value):
            shape.append(("list", len(value)))
            given.extend(value)
        else:
            shape.append("value")
            given.append(value)
    return tuple(shape), [in_utc(value) if isinstance(value, datetime) else value for value in given]


def _slots(args: tuple[Any, ...]) -> Iterator[Any]:
    place = 0
    for value in args:
        if _is_list(value):
            yield [_slot(place + item) for item in range(len(value))]
            place += len(value)
        else:
            yield value if value is None or isinstance(value, bool) else _slot(place)
            place += 1


def _slot(place: int) -> Value:
    return Value(_Slot(place), converter=False, unpack=False)


def _compile(query: Any) -> _Compiled:
    sql, values = query.sql()
    return _Compiled(query, sql, values, isinstance(query, Insert))


def _rows_maker(query: Any, cursor: Any) -> Callable[[Rows], Rows]:
    """What peewee makes of the rows of a query, but column by column, and an object's columns at once."""
    wrapper = query._get_cursor_wrapper(cursor)
    wrapper.initialize()
    readers = [(place, read) for place, one in enumerate(wrapper.converters) if (read := _reader(one))]
    tuples = isinstance(wrapper, ModelTupleCursorWrapper)
    if tuples and not readers:
        return list  # as the driver gives them
    build = None if tuples else _builder(wrapper)

    def make(rows: Rows) -> Rows:
        columns = [*zip(*rows, strict=True)]
        for place, read in readers if rows else ():
            columns[place] = tuple([None if value is None else read(value) for value in columns[place]])
        made = list(zip(*columns, strict=True))
        return made if build is None else [build(values) for values in made]

    return make


def _reader(converter: Any) -> Callable[[Any], Any] | None:
    """What makes a value of one that came; None when it comes as it should be."""
    field = getattr(converter, "__self__", None)
    if converter is None or isinstance(field, IntegerField | CharField | TextField | ForeignKeyField):
        return None
    if isinstance(field, DateField):
        return None if on_postgres() else date.fromisoformat
    if isinstance(field, BooleanField):
        return None if on_postgres() else bool
    read: Callable[[Any], Any] = converter
    return read


def _builder(wrapper: Any) -> Callable[[Any], Any]:
    """Makes an object of a row, joined to those of the tables that were selected with it."""
    joined = isinstance(wrapper, ModelCursorWrapper)
    if joined and any(outer for *_, outer, _ in wrapper.src_to_dest):
        raise TypeError(
            "the objects of a prepared query are joined by an inner join; of an outer one take tuples"
        )
    sources = wrapper.column_keys if joined else [wrapper.model] * wrapper.ncols
    columns: dict[Any, list[tuple[int, str]]] = {}
    for place, (source, field) in enumerate(zip(sources, wrapper.fields, strict=True)):
        columns.setdefault(source, []).append((place, field.name))
    parts = [(source, getattr(source, "model", source), own) for source, own in columns.items()]
    links = [(source, name, other) for source, name, other, *_ in wrapper.src_to_dest] if joined else []

    def build(values: Any) -> Any:
        made: dict[Any, Any] = {}
        for source, model, own in parts:
            one = made[source] = model.__new__(model)
            one.__data__ = {name: values[place] for place, name in own}
            one.__rel__, one._dirty = {}, set()
        for source, name, other in links:
            made[source].__rel__[name] = made[other]
        return made[wrapper.model]

    wrapper.cursor = None
    return build
