"""The audit chain: append, and seal the access log. No personal values are in the chain."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from peewee import OperationalError, fn

from ejournal.access import Actor
from ejournal.db import Table, database, insert_all, on_postgres
from ejournal.models import audit as chain
from ejournal.models.audit import AccessLog, Audit

FORMAT = 2
ADDED = {"session": 2}  # columns that entries of older formats do not hash
CHAIN_LOCK = 7_263_514  # the advisory lock of the chain on PostgreSQL
SEAL = "access.seal"
head = chain.head  # for commands, which know no tables


def append(
    kind: str,
    object_kind: str,
    object_id: int | None,
    by: Actor,
    now: datetime,
    deed: str,
    rows: Sequence[Table],
) -> None:
    """Add the entry that seals a deed: the last step of its transaction, under the chain's lock."""
    lock_chain()
    last, previous = head()
    salt = secrets.token_hex(16)
    entry: dict[str, Any] = {
        "id": last + 1,
        "at": now,
        "person": by.person,
        "duty": str(by.duty),
        "kind": kind,
        "object_kind": object_kind,
        "object_id": object_id,
        "request": by.request,
        "deed": deed,
        "facts": len(rows),
        "format": FORMAT,
        "salt": salt,
        "digest": digest(salt, rows),
        "previous": previous,
        "session": by.session,
    }
    insert_all([Audit(**entry, hash=entry_hash(entry))])


def lock_chain() -> None:
    """Make deeds wait for each other until the end of the transaction; SQLite has one writer anyway."""
    if on_postgres():
        database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (CHAIN_LOCK,))


def seal_access_log(now: datetime) -> int:
    """Seal what the access log has gained since the last seal by one chain entry; returns its rows.

    The log is not locked while the chain is waited for, so no reading waits for the chain.
    """
    last = _last_whole()
    with database.atomic():
        rows = access_rows(_sealed_up_to(), last)
        if rows:
            by = Actor(None, "system")
            append(SEAL, "access_log", int(rows[-1].id), by, now, secrets.token_hex(16), rows)
    return len(rows)


def _last_whole() -> int:
    """The newest number below which no row can still appear.

    PostgreSQL gives a row its number before it is committed: while any is on its way, nothing is sealed.
    """
    try:
        with database.atomic():
            if on_postgres():
                database.execute_sql("LOCK TABLE access_log IN SHARE MODE NOWAIT")
            return int(AccessLog.select(fn.MAX(AccessLog.id)).scalar() or 0)
    except OperationalError as problem:
        if on_postgres() and "access_log" in str(problem):
            return 0
        raise


def _sealed_up_to() -> int:
    found = Audit.select(Audit.object_id).where(Audit.kind == SEAL).order_by(Audit.id.desc()).scalar()
    return int(found or 0)


def access_rows(after: int, up_to: int) -> list[Table]:
    """Rows of the access log after one number, up to and with another."""
    mine = (AccessLog.id > after) & (AccessLog.id <= up_to)
    return list(AccessLog.select().where(mine).order_by(AccessLog.id))


def digest(salt: str, rows: Iterable[Table]) -> str:
    """Salted SHA-256 of the rows of a deed, whatever order they come in."""
    return digest_plain(salt, [(row._meta.table_name, row.id, plain(row)) for row in rows])


def digest_plain(salt: str, facts: Iterable[tuple[str, int, dict[str, Any]]]) -> str:
    """The same of rows that are plain already: table, number, columns as `plain` gives them."""
    ordered = sorted(facts, key=lambda fact: fact[:2])
    return hashlib.sha256(f"{salt}{_canonical(ordered)}".encode()).hexdigest()


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 of an entry's columns (all but `hash`): `previous` among them makes the chain.

    A column that came with a later format is not hashed in an older one, where it is empty.
    """
    later = {name for name, format_ in ADDED.items() if entry["format"] < format_ and entry[name] is None}
    values = {name: plain_value(value) for name, value in entry.items() if name not in {"hash", *later}}
    return hashlib.sha256(_canonical(values).encode()).hexdigest()


def plain(row: Table) -> dict[str, Any]:
    """The row's columns as JSON values, the same before it is stored and after it is read."""
    return {field.name: plain_value(row.__data__.get(field.name)) for field in row._meta.sorted_fields}


def plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date | time) else value


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _canonical(value: Any) -> str:
    return _ENCODER.encode(value)


def as_told(row: dict[str, Any] | None, fields: dict[str, Any] | None) -> bool:
    """Whether a record is as its history says; a column that came later is empty there, nothing is gone."""
    if row is None or fields is None:
        return row is fields
    return row == {**dict.fromkeys(row), **fields}
