"""The deed: a transaction that writes its facts and records, seals them in the audit chain, and runs once."""

import json
import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from peewee import IntegrityError, fn

from ejournal.access import Actor
from ejournal.db import Table, database, insert_all
from ejournal.models.audit import Revision, of_requests
from ejournal.models.journal import Fact
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import audit

P = ParamSpec("P")
T = TypeVar("T", bound=Table)
F = TypeVar("F", bound=Fact)
BATCH = 500  # rows of one statement


@dataclass
class Deed:
    """What is being done now: who, when, and the rows to be sealed."""

    kind: str
    object_kind: str
    object_id: int | None
    by: Actor
    now: datetime
    alone: bool = False
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    rows: list[Table] = field(default_factory=list)


_current: ContextVar[Deed] = ContextVar("deed")
_told: ContextVar[Callable[[int], None] | None] = ContextVar("told", default=None)


def deed(kind: str, of: str, alone: bool = False) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function a deed of `kind` on an `of` (its first argument: a row or an id).

    The function takes `by=` (Actor) and `now=` (aware, school time). A request key that was seen
    before does nothing: the first answer stands. Lost races become a Refusal, never a half deed.
    `alone`: it looks before it writes, so no other deed may come in between (on PostgreSQL the chain is
    locked from the beginning).
    """

    def make(function: Callable[P, None]) -> Callable[P, None]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            by, now = kwargs["by"], kwargs["now"]
            assert isinstance(by, Actor) and isinstance(now, datetime)
            subject = args[0] if args else None
            this = Deed(kind, of, _id_of(subject), by, now, alone=alone)
            _perform(this, lambda: function(*args, **kwargs))

        return run

    return make


def _perform(this: Deed, body: Callable[[], None]) -> None:
    if _current.get(None) is not None:
        raise RuntimeError("a deed inside a deed")
    token = _current.set(this)
    try:
        _in_transaction(this, body)
    except (IntegrityError, Refusal) as problem:
        if done_before([this.by.request]):
            return  # its twin was quicker by a moment
        if isinstance(problem, Refusal):
            raise
        # The first line names the constraint; what follows on PostgreSQL holds values, which no log may.
        said = next(iter(str(problem).splitlines()), type(problem).__name__)
        logging.getLogger("ejournal").warning("deed %s overtaken: %s", this.kind, said)
        raise Refusal(
            "", "Эту запись только что изменили в другом окне. Обновите страницу и повторите.", Way.RELOAD
        ) from None
    finally:
        _current.reset(token)


def _in_transaction(this: Deed, body: Callable[[], None]) -> None:
    with database.atomic():
        if done_before([this.by.request]):
            return
        if this.alone:
            audit.lock_chain()
        body()
        audit.append(this.kind, this.object_kind, this.object_id, this.by, this.now, this.key, this.rows)


def done_before(requests: Collection[str | None]) -> bool:
    """Whether any of these request keys has done its deed."""
    keys = [request for request in requests if request is not None]
    return bool(keys) and bool(of_requests(keys))


def _id_of(subject: object) -> int | None:
    return subject if isinstance(subject, int) else getattr(subject, "id", None)


def moment() -> datetime:
    """The moment of the current deed."""
    return _current.get().now


def add_fact(model: type[F], **values: Any) -> F:
    """Append a fact under the current deed."""
    this = _current.get()
    row = model(deed=this.key, at=this.now, by=this.by.person, **values)
    insert_all([row])
    this.rows.append(row)
    return row


def create(model: type[T], **values: Any) -> T:
    """Create a record under the current deed, with version 1 of its history."""
    row = model(**values)
    insert_all([row])
    _remember([row], 1)
    return row


def create_many(model: type[T], rows: Iterable[dict[str, Any]]) -> list[T]:
    """The same as `create` of each of the rows, in a few statements."""
    made = [model(**row) for row in rows]
    _insert(made)
    _remember(made, 1)
    return made


def remove(row: Table) -> None:
    """Delete a record that nothing rests on: its history stays, and ends with a version that is nothing."""
    remove_many([row])


def remove_many(rows: Sequence[Table]) -> None:
    """The same of many records of one table, or of none."""
    if not rows:
        return
    for version, those in _next_versions(rows).items():
        _remember(those, version, gone=True)
    model: Any = type(rows[0])
    model.delete().where(model.id.in_([row.id for row in rows])).execute()


def revise_many(rows: Sequence[Table], write: Callable[[], None]) -> None:
    """Let `write` set and store columns of many records of one table; each gets its next version."""
    if rows:
        versions = _next_versions(rows)
        write()
        for version, those in versions.items():
            _remember(those, version)


def _next_versions(rows: Sequence[Table]) -> dict[int, list[Table]]:
    """Records of one table by their next versions; what came without a history gets the version 0 now."""
    mine = (Revision.record_kind == rows[0]._meta.table_name) & Revision.record_id.in_(
        [row.id for row in rows]
    )
    newest: Any = Revision.select(Revision.record_id, fn.MAX(Revision.version)).where(mine)
    versions = dict(newest.group_by(Revision.record_id).tuples())
    _remember([row for row in rows if row.id not in versions], 0)
    found: dict[int, list[Table]] = {}
    for row in rows:
        found.setdefault(versions.get(row.id, 0) + 1, []).append(row)
    return found


def bring_back(model: type[T], number: int, fields: dict[str, Any]) -> None:
    """Store again a record that was removed, under its own number; its history goes on."""
    row = model(id=number, **fields)
    row.save(force_insert=True)
    _remember([row], _last_version(row) + 1)


def revise(row: Table, **values: Any) -> None:
    """Write the named fields of a record and its next version under the current deed.

    A record that came without a history gets the version 0: what it was before.
    """
    version = _last_version(row) + 1
    if version == 1 and not _versions(row).exists():
        _remember([row], 0)
    if "version" in row._meta.fields:
        values["version"] = version
    for name, value in values.items():
        setattr(row, name, value)
    row.save(only=list(values))
    _remember([row], version)


def deed_of(row: Table) -> str:
    """The key of the deed that made a record; "" when it came without a history."""
    first: Revision | None = _versions(row).order_by(Revision.version).first()
    return first.deed if first and first.version == 1 else ""


def _last_version(row: Table) -> int:
    return int(_versions(row, fn.MAX(Revision.version)).scalar() or 0)


def _versions(row: Table, *columns: Any) -> Any:
    mine = (Revision.record_kind == row._meta.table_name) & (Revision.record_id == row.id)
    return Revision.select(*columns).where(mine)


def _remember(rows: Sequence[Table], version: int, *, gone: bool = False) -> None:
    this = _current.get()
    made = [
        Revision(
            deed=this.key,
            at=this.now,
            by=this.by.person,
            record_kind=row._meta.table_name,
            record_id=row.id,
            version=version,
            fields=json.dumps(None if gone else audit.plain(row), ensure_ascii=False, sort_keys=True),
        )
        for row in rows
    ]
    _insert(made)
    this.rows.extend(made)


def _insert(rows: Sequence[Table]) -> None:
    """Store new rows of one table and tell each its number."""
    for start in range(0, len(rows), BATCH):
        insert_all(rows[start : start + BATCH])
        told = _told.get()
        if told and len(rows) > 1:  # a single row is no step of a long work
            told(len(rows[start : start + BATCH]))


@contextmanager
def counted(told: Callable[[int], None]) -> Iterator[None]:
    """While it lasts `told` hears of every batch of rows that a deed writes: how many they are."""
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)
