"""Bulk writing: many deeds at once, exactly as the services would have written them one by one.

A deed is an `Act`: its parts put records (each with version 1 of its history) and facts into a `Writer`,
which seals them with one audit entry. All that a teacher does in one sitting at a lesson — topic,
homework, roll call, columns, marks, hand-in — is one act of kind "lesson.record", not one a part.
Acts are sealed in the order of their moments; `flush` inserts what has gathered in one transaction.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from random import Random
from typing import Any, NamedTuple, Protocol

from peewee import fn

from ejournal.db import MomentField, Table, database, on_postgres
from ejournal.models.audit import Audit, Revision, head
from ejournal.models.settings import SchoolSettings
from ejournal.rules import marks
from ejournal.services import audit

RECORD, SUBSTITUTE = "lesson.record", "lesson.substitute"
# For the connection that writes in bulk: room for the indices, a wait for the disk only now and then.
BULK = ("cache_size = -200000", "synchronous = normal", "wal_autocheckpoint = 20000")
ENTRY_MINUTES = SchoolSettings().entry_minutes
Values = dict[str, Any]


class Part(Protocol):
    """One piece of a deed."""

    def write(self, writer: "Writer") -> None:
        """Put the rows of the piece into the writer; the moment and the person are the writer's."""


@dataclass
class Act:
    """One deed: when, who by which duty, what on which object, and its parts. `at` has whole seconds."""

    at: datetime
    person: int | None
    duty: str
    kind: str
    of: str
    object_id: int | None
    parts: Sequence[Part] = field(default_factory=list)


class _Shape(NamedTuple):
    """What is needed of a table to insert into it: the statement, the values in order, the moments."""

    table: str
    statement: str
    values: Any
    moments: list[int]


class Writer:
    """Gathers the rows of acts; nothing is in the database before `flush`.

    While an act is written, `at` is its moment as the chain writes it; its marks are set at `until`.
    """

    def __init__(self) -> None:
        self._number, self._previous = head()
        self._luck = Random(f"deeds after {self._number}")  # noqa: S311 - the demo's fixed seed
        self._ids: dict[type[Table], int] = {}
        self._rows: dict[type[Table], list[tuple[Any, ...]]] = {}
        self._later: list[tuple[str, tuple[Any, ...]]] = []
        self._facts: list[tuple[str, int, Values]] = []
        self._shared: dict[Hashable, int] = {}
        self.now = datetime(2000, 1, 1, tzinfo=UTC)
        self.at = self.until = self.deed = ""
        self.by: int | None = None
        if not on_postgres():
            for pragma in BULK:
                database.execute_sql(f"PRAGMA {pragma}")

    def seal(self, act: Act) -> None:
        """Write the parts of an act and the audit entry that seals them."""
        self.now, self.at, self.by = act.at, moment(act.at), act.person
        self.until = moment(marks.entry_until(act.at, ENTRY_MINUTES))
        self.deed, salt = self._token(), self._token()
        self._facts = []
        for part in act.parts:
            part.write(self)
        self._number += 1
        entry = {
            "id": self._number,
            "at": self.at,
            "person": act.person,
            "duty": act.duty,
            "kind": act.kind,
            "object_kind": act.of,
            "object_id": act.object_id,
            "request": None,
            "deed": self.deed,
            "facts": len(self._facts),
            "format": audit.FORMAT,
            "salt": salt,
            "digest": audit.digest_plain(salt, self._facts),
            "previous": self._previous,
            "session": None,
        }
        self._previous = entry["hash"] = audit.entry_hash(entry)
        self._put(Audit, entry)

    def fact(self, model: type[Table], **values: Any) -> int:
        """Append a fact under the current act; returns its number."""
        number = self._next(model)
        row = {"id": number, "deed": self.deed, "at": self.at, "by": self.by, **values}
        self._put(model, row)
        self._facts.append((_shape(model).table, number, row))
        return number

    def record(self, model: type[Table], **values: Any) -> int:
        """Create a record (every column named, moments and days as `plain` gives them) with its history."""
        number = self.plain(model, **values)
        self._remember(_shape(model).table, {"id": number, **values}, 1)
        return number

    def once(self, key: Hashable, make: Callable[[], int]) -> int:
        """The number of a record that several acts share; the first of them makes it."""
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]

    def revise(self, row: Table, version: int, **values: Any) -> None:
        """Write the named columns of a stored record that has no version column, and its next version."""
        columns = ", ".join(f"{row._meta.fields[name].column_name} = ?" for name in values)
        table = _shape(type(row)).table
        self.later(f"UPDATE {table} SET {columns} WHERE id = ?", *values.values(), row.id)  # noqa: S608 - own names
        self._remember(table, audit.plain(row) | values, version)

    def plain(self, model: type[Table], **values: Any) -> int:
        """Create a row that has no history; returns its number."""
        number = self._next(model)
        self._put(model, {"id": number, **values})
        return number

    def later(self, statement: str, *values: Any) -> None:
        """Run a statement after the rows that have gathered so far; «?» is a value."""
        self._later.append((statement, values))

    def flush(self) -> None:
        """Insert all that has gathered, in one transaction, and forget it."""
        with database.atomic():
            cursor = database.cursor()
            for model in sorted(self._rows, key=_level):
                cursor.executemany(_dialect(_shape(model).statement), self._rows[model])
            for statement, values in self._later:
                cursor.execute(_dialect(statement), values)
            if on_postgres():
                self._move_sequences(cursor)
        self._rows, self._later = {}, []

    def _move_sequences(self, cursor: Any) -> None:
        for model in self._rows.keys() - {Audit}:
            table = _shape(model).table
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table, self._ids[model]))

    def _remember(self, kind: str, fields: Values, version: int) -> None:
        told = _HISTORY.encode(fields)
        self.fact(Revision, record_kind=kind, record_id=fields["id"], version=version, fields=told)

    def _put(self, model: type[Table], row: Values) -> None:
        shape = _shape(model)
        values = shape.values(row)
        if shape.moments:
            values = list(values)
            for place in shape.moments:
                values[place] = _stored(values[place])
        self._rows.setdefault(model, []).append(values)

    def _next(self, model: type[Table]) -> int:
        if model not in self._ids:
            self._ids[model] = int(model.select(fn.MAX(model.id)).scalar() or 0)
        self._ids[model] += 1
        return self._ids[model]

    def _token(self) -> str:
        return f"{self._luck.getrandbits(128):032x}"


_HISTORY = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def write(acts: Iterable[Act]) -> None:
    """Seal acts that stand in the order of their moments, and store them."""
    writer = Writer()
    for act in acts:
        writer.seal(act)
    writer.flush()


def moment(at: datetime) -> str:
    """A moment as the chain writes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _stored(plain: str) -> str:
    """The same of a moment with whole seconds as the database keeps it."""
    return f"{plain[:10]} {plain[11:19]}"


def _dialect(statement: str) -> str:
    """A statement of ours, whose values are «?», as the engine wants it."""
    return statement.replace("?", "%s") if on_postgres() else statement


@cache
def _level(model: type[Table]) -> int:
    """Tables that others point to come first."""
    targets = {key.rel_model for key in model._meta.refs} - {model}
    return 1 + max(map(_level, targets), default=0)


@cache
def _shape(model: type[Table]) -> _Shape:
    fields = model._meta.sorted_fields
    columns = ", ".join(field.column_name for field in fields)
    holes = ", ".join("?" for _ in fields)
    table = str(model._meta.table_name)
    return _Shape(
        table,
        f"INSERT INTO {table} ({columns}) VALUES ({holes})",  # noqa: S608 - names of our own tables
        itemgetter(*(field.name for field in fields)),
        [place for place, field in enumerate(fields) if isinstance(field, MomentField)],
    )
