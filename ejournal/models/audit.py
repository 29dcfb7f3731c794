"""The audit chain, the access log and the history of records: append-only."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from peewee import BigIntegerField, CharField, ForeignKeyField, IntegerField, SmallIntegerField, TextField

from ejournal.db import MomentField, Table, unhurried
from ejournal.models.people import Person
from ejournal.prepared import prepared

START = "0" * 64  # the hash before the first entry of the chain


class Audit(Table):
    """One entry a deed; `id` has no gaps. No personal values: `digest` is of the facts, salted.

    `request` is the idempotency key of the request that did the deed; `facts` counts the sealed rows.
    `session` is the sign-in that did it: in the hash since format 2, empty for commands and jobs.
    """

    id = BigIntegerField(primary_key=True)
    at = MomentField()
    person = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    duty = CharField(max_length=20)
    kind = CharField(max_length=40)
    object_kind = CharField(max_length=30)
    object_id = IntegerField(null=True)
    request = CharField(max_length=64, null=True, unique=True)
    deed = CharField(max_length=32, unique=True)
    facts = IntegerField()
    format = SmallIntegerField()
    salt = CharField(max_length=32)
    digest = CharField(max_length=64)
    previous = CharField(max_length=64)
    hash = CharField(max_length=64, unique=True)
    session = BigIntegerField(null=True)


class AccessLog(Table):
    """Readings of personal data, sign-ins, refusals and 403s; sealed in batches by an audit entry."""

    at = MomentField()
    person = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    duty = CharField(max_length=20)
    kind = CharField(max_length=20)
    endpoint = CharField(max_length=60)
    object_id = IntegerField(null=True)


class Revision(Table):
    """One version of a record, whole; the newest equals the record itself."""

    deed = CharField(max_length=32)
    at = MomentField()
    by = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    record_kind = CharField(max_length=30)
    record_id = IntegerField()
    version = IntegerField()
    fields = TextField()


def note_access(
    at: datetime, person: int | None, duty: str, kind: str, endpoint: str, object_id: int | None
) -> None:
    """Note a reading, a sign-in, a refusal or a 403 in the access log.

    Neither the chain nor the disk is waited for: a reader on an old server would feel each of them.
    """
    with unhurried():
        _note(at, person, duty, kind, endpoint, object_id)


@prepared
def _note(
    at: datetime, person: int | None, duty: str, kind: str, endpoint: str, object_id: int | None
) -> Any:
    return AccessLog.insert(
        at=at, person=person, duty=duty, kind=kind, endpoint=endpoint, object_id=object_id
    )


def newest_entry() -> int:
    """The number of the newest entry; 0 when nothing was done yet."""
    return head()[0]


def head() -> tuple[int, str]:
    """Number and hash of the newest entry; (0, zeros) of an empty chain."""
    return next(((int(number), str(entry)) for number, entry in _newest()), (0, START))


@prepared
def _newest() -> Any:
    return Audit.select(Audit.id, Audit.hash).order_by(Audit.id.desc()).limit(1).tuples()


def entry_of_deed(deed: str) -> int | None:
    """The number of the entry that seals a deed."""
    found: int | None = Audit.select(Audit.id).where(Audit.deed == deed).scalar()
    return found


def duty_of_deed(deed: str) -> str:
    """By which duty a deed was done; "" for none."""
    found: str | None = Audit.select(Audit.duty).where(Audit.deed == deed).scalar()
    return found or ""


@prepared
def of_requests(requests: Collection[str]) -> Any:
    """The entries of those of these requests that were done already."""
    return Audit.select(Audit.id).where(Audit.request.in_(list(requests))).tuples()


def done_since(entry: int, *object_kinds: str) -> set[tuple[str, int]]:
    """Kinds and objects of what was done since an entry to objects of these kinds."""
    return set(_done_since(entry, object_kinds))


@prepared
def _done_since(entry: int, object_kinds: Collection[str]) -> Any:
    done = (Audit.id > entry) & Audit.object_kind.in_(object_kinds)
    return Audit.select(Audit.kind, Audit.object_id).distinct().where(done).tuples()
