"""What a deed wrote is taken back whole, while it is as the deed left it and nothing rests on it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import IntegrityError

from ejournal.db import MomentField, database
from ejournal.db import records as tables
from ejournal.models.audit import Revision
from ejournal.rules.refusal import Refusal
from ejournal.services import audit, grade_breaks
from ejournal.services.audit import as_told
from ejournal.services.deeds import BATCH, bring_back, remove_many, revise

COUNTED = ("id", "version")


class Changed(Exception):
    """A record is not as the deed left it."""


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


def own_records(written: Sequence[Written]) -> list[Written]:
    """Without the holidays that the year gave to the classes which the deed made: the year changes them."""
    return [record for record in written if not _of_a_break(record)]


def _of_a_break(record: Written) -> bool:
    """Whether it is a day off that the holidays of a grade gave to a class."""
    return record.kind == "day_off" and bool(record.fields and record.fields.get("grade_break"))


def _made_classes(written: Sequence[Written]) -> set[tuple[int, int]]:
    """The classes that a deed made, with their years."""
    made = (record.fields for record in written if record.kind == "class_year" and record.first == 1)
    return {(fields["cohort"], fields["year"]) for fields in made if fields}


def take_back(written: list[Written], used: Callable[[], str]) -> None:
    """Put back what was changed, remove what was made, the last first, bring back what was removed.

    `used` is the refusal when something rests on them; it may ask the database. A part of the deed that
    is being done.
    """
    try:
        with database.atomic():
            _take_back(written)
    except (IntegrityError, Changed):
        raise Refusal("", used()) from None


def _take_back(written: list[Written]) -> None:
    for cohort, year in _made_classes(written):
        grade_breaks.leave(cohort, year)
    left = [record for record in own_records(written) if record.fields is not None]
    made = [record for record in reversed(left) if record.first == 1]
    for record in (record for record in left if record.first != 1):
        (row,) = _untouched([record])
        revise(row, **before(record))
    for _, same in groupby(made, key=lambda record: record.kind):
        alike = list(same)
        for start in range(0, len(alike), BATCH):
            remove_many(_untouched(alike[start : start + BATCH]))
    for record in reversed(written):
        if record.fields is None and record.first != 1:
            bring_back(tables()[record.kind], record.number, before(record))


def before(record: Written) -> dict[str, Any]:
    """The fields of a record as they were before the deed that wrote it."""
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


def changed(records: Sequence[Written]) -> list[Written]:
    """Those of the records of one kind that are not as the deed left them."""
    rows = _rows(records)
    return [record for record in records if not _as_left(rows.get(record.number), record)]


def _untouched(records: Sequence[Written]) -> list[Any]:
    """The rows of records of one kind; Changed when one is not as the deed left it."""
    rows = _rows(records)
    if not all(_as_left(rows.get(record.number), record) for record in records):
        raise Changed
    return [rows[record.number] for record in records]


def _rows(records: Sequence[Written]) -> dict[int, Any]:
    table: Any = tables()[records[0].kind]
    return {row.id: row for row in table.select().where(table.id.in_([one.number for one in records]))}


def _as_left(row: Any, record: Written) -> bool:
    """What was put back since is no matter."""
    return row is not None and as_told(_plain(audit.plain(row)), record.fields)
