"""Queries compiled once and run with the values of each call; rests on private parts of peewee."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple, ParamSpec

from peewee import CharField, ForeignKeyField, Insert, IntegerField, ModelTupleCursorWrapper, TextField, Value

from ejournal.db import database, in_utc, on_postgres

P = ParamSpec("P")


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
    return in_utc(value) if isinstance(value, datetime) else value


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
