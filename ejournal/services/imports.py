"""Loading a file, all or nothing, and taking the whole load back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.db import Table
from ejournal.db import records as tables
from ejournal.models.audit import Revision
from ejournal.models.imports import ImportDraft, ImportLoad, ImportUndo
from ejournal.rules.refusal import Refusal
from ejournal.services import audit, timetable
from ejournal.services.deeds import BATCH, add_fact, deed, remove_many, revise

USED = (
    "Отменить эту загрузку уже нельзя: на её записи опирается сделанное позже. "
    "Исправьте данные на их страницах или загрузите исправленный файл."
)
COUNTED = ("id", "version")
TWICE = "Эта загрузка уже отменена."


@dataclass(frozen=True)
class Loaded:
    """What the register says of a load; `report` are plain values, `chosen` the JSON of the draft."""

    kind: str
    title: str
    chosen: str
    report: dict[str, Any]


@deed("import.load", of="upload")
def load(draft: ImportDraft, loaded: Loaded, write: Callable[[], None], *, by: Actor, now: datetime) -> None:
    """п. 2.2, 4.3.1: `write` stores what the file says; the file is kept, the draft is done with."""
    write()
    add_fact(
        ImportLoad,
        duty=str(by.duty),
        upload=draft.upload,
        kind=loaded.kind,
        title=loaded.title,
        file_hash=draft.upload.file_hash,
        chosen=loaded.chosen,
        report=json.dumps(loaded.report, ensure_ascii=False, sort_keys=True),
    )
    draft.delete_instance()


@deed("import.undo", of="import_load")
def undo(load: ImportLoad, *, by: Actor, now: datetime) -> None:
    """Take back everything that a load wrote; refused when anything rests on it or came after it."""
    if ImportUndo.select().where(ImportUndo.load == load).exists():
        raise Refusal("", TWICE)
    written = _written(load.deed)
    entries = [record.number for record in written if record.kind == "timetable_entry"]
    with timetable.taken_back(entries):
        _take_back(written)
    add_fact(ImportUndo, load=load)


@dataclass
class _Written:
    """A record that a load wrote: its first version there, and what the load left of it."""

    kind: str
    number: int
    first: int
    fields: dict[str, Any]


def _written(deed: str) -> list[_Written]:
    """The records of a load in the order in which they were first written."""
    found: dict[tuple[str, int], _Written] = {}
    for row in Revision.select().where(Revision.deed == deed).order_by(Revision.id):
        key = (row.record_kind, row.record_id)
        known = found.setdefault(key, _Written(*key, row.version, {}))
        known.fields = _plain(json.loads(row.fields))
    return list(found.values())


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in COUNTED}


def _take_back(written: list[_Written]) -> None:
    """Put back what was changed, remove what was made: the last first, as others rest on the first."""
    for record in (record for record in written if record.first != 1):
        _restore(record)
    made = reversed([record for record in written if record.first == 1])
    try:
        for _, same in groupby(made, key=lambda record: record.kind):
            alike = list(same)
            for start in range(0, len(alike), BATCH):
                remove_many(_untouched(alike[start : start + BATCH]))
    except IntegrityError:
        raise Refusal("", USED) from None


def _restore(record: _Written) -> None:
    """The record as it was before the load."""
    (row,) = _untouched([record])
    before = Revision.get(
        (Revision.record_kind == record.kind)
        & (Revision.record_id == record.number)
        & (Revision.version == max(record.first - 1, 0))
    )
    fields = _plain(json.loads(before.fields))
    revise(row, **{name: row._meta.fields[name].python_value(value) for name, value in fields.items()})


def _untouched(records: Sequence[_Written]) -> list[Table]:
    """The records of one kind, if they are as the load left them: what was put back since is no matter."""
    table: Any = tables()[records[0].kind]
    rows = {row.id: row for row in table.select().where(table.id.in_([one.number for one in records]))}
    for record in records:
        row = rows.get(record.number)
        if row is None or _plain(audit.plain(row)) != record.fields:
            raise Refusal("", USED)
    return [rows[record.number] for record in records]
