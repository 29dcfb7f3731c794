"""Rows for any table, made from its fields and the values its CHECKs allow: a new table needs no code."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TimeField,
)

from ejournal.db import MomentField, Table
from ejournal.migrations import FOLDER

Row = dict[str, Any]

_START = datetime(2026, 9, 1, 8, tzinfo=UTC)
_NUMBERS = count(1)
SMALL = 32_768  # smallint of PostgreSQL ends before it; one process of tests makes more rows


def _allowed() -> dict[tuple[str, str], list[str]]:
    """(table, column) → the values that its `CHECK (column IN (…))` lists."""
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("0*.py")))
    found = {}
    for part in re.split(r"(?:CREATE|ALTER) TABLE ", sources)[1:]:
        for column, values in re.findall(r"CHECK \((\w+) IN \(([^)]*)\)", part):
            found[part.split()[0], column] = [value.strip().strip("'") for value in values.split(",")]
    return found


ALLOWED = _allowed()


def new_values(model: Any, *filled: str) -> Row:
    """Values for a row unlike any other; a nullable column stays empty unless it is among `filled`."""
    wanted = [f for f in model._meta.sorted_fields if not isinstance(f, AutoField)]
    return {f.column_name: _value(f) for f in wanted if not f.null or f.column_name in filled}


def insert(model: type[Table], *filled: str) -> Row:
    """Store such a row, its parents first; the row with its key."""
    values = new_values(model, *filled)
    fields = {model._meta.combined[column].name: value for column, value in values.items()}
    key = model.insert(**fields).execute()
    return {"id": key, **values}


def _value(field: Any) -> Any:
    number = next(_NUMBERS)
    choices = ALLOWED.get((field.model._meta.table_name, field.column_name))
    if isinstance(field, ForeignKeyField):
        return insert(field.rel_model)["id"]
    if choices:
        return int(choices[0]) if isinstance(field, IntegerField) else choices[0]
    return _plain(field, number)


def _plain(field: Any, number: int) -> Any:
    moment = _START + timedelta(minutes=number)
    if isinstance(field, MomentField):
        return moment
    if isinstance(field, DateField):
        return date(2026, 9, 1) + timedelta(days=number)
    if isinstance(field, TimeField):
        return moment.time()
    if isinstance(field, BooleanField):
        return False
    if isinstance(field, BlobField):
        return str(number).encode()
    if isinstance(field, SmallIntegerField):
        return number % SMALL
    return number if isinstance(field, IntegerField) else str(number)
