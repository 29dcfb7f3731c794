"""What a deed wrote is taken back whole, while it is as the deed left it and nothing rests on it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import IntegrityError

from ejournal.db import MomentField
from ejournal.db import records as tables
from ejournal.models.audit import Revision
from ejournal.rules.refusal import Refusal
from ejournal.services import audit
from ejournal.services.audit import as_told
from ejournal.services.deeds import BATCH, bring_back, remove_many, revise

COUNTED = ("id", "version")


@dataclass
class Written:
    """A record that a deed wrote: its first version there, and what the deed left of it; None: nothing."""

    kind: str
    number: int
    first: int
    fields: dict[str, Any] | None


def records_of(deed: str) -> list[Written]:
    """The records of a deed in the order in which they were first written."""
    found: dict[tuple[str, int], Written] = {}
    for row in Revision.select().where(Revision.deed == deed).order_by(Revision.id):
        key = (row.record_kind, row.record_id)
        known = found.setdefault(key, Written(*key, row.version, {}))
        known.fields = _plain(json.loads(row.fields))
    return list(found.values())


def _plain(fields: dict[str, Any] | None) -> dict[str, Any] | None:
    return fields and {name: value for name, value in fields.items() if name not in COUNTED}


def take_back(written: list[Written], used: str) -> None:
    """Put back what was changed, remove what was made, the last first, bring back what was removed.

    `used` is the refusal when something rests on them. A part of the deed that is being done.
    """
    left = [record for record in written if record.fields is not None]
    made = [record for record in reversed(left) if record.first == 1]
    try:
        for record in (record for record in left if record.first != 1):
            (row,) = _untouched([record], used)
            revise(row, **_before(record))
        for _, same in groupby(made, key=lambda record: record.kind):
            alike = list(same)
            for start in range(0, len(alike), BATCH):
                rows = _untouched(alike[start : start + BATCH], used)
                remove_many(rows)
        for record in reversed(written):
            if record.fields is None and record.first != 1:
                bring_back(tables()[record.kind], record.number, _before(record))
    except IntegrityError:
        raise Refusal("", used) from None


def _before(record: Written) -> dict[str, Any]:
    """The fields of a record as they were before the deed."""
    version = Revision.get(
        (Revision.record_kind == record.kind)
        & (Revision.record_id == record.number)
        & (Revision.version == max(record.first - 1, 0))
    )
    columns = tables()[record.kind]._meta.fields
    fields = _plain(json.loads(version.fields)) or {}
    return {name: _stored(columns[name], value) for name, value in fields.items()}


def _stored(column: Any, value: Any) -> Any:
    """A value of a history as the column has it: moments are told there with their zone."""
    if isinstance(column, MomentField) and isinstance(value, str):
        return datetime.fromisoformat(value)
    return column.python_value(value)


def _untouched(records: Sequence[Written], used: str) -> list[Any]:
    """The records of one kind, if they are as the deed left them: what was put back since is no matter."""
    table: Any = tables()[records[0].kind]
    rows = {row.id: row for row in table.select().where(table.id.in_([one.number for one in records]))}
    for record in records:
        row = rows.get(record.number)
        if row is None or not as_told(_plain(audit.plain(row)), record.fields):
            raise Refusal("", used)
    return [rows[record.number] for record in records]
