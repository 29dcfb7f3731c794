"""Loading a file, all or nothing, and taking the whole load back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.db import records as tables
from ejournal.models.audit import Revision
from ejournal.models.curriculum import GroupMember, GroupTeacher
from ejournal.models.imports import ImportDraft, ImportLoad, ImportUndo, newest_load
from ejournal.models.people import Enrolment
from ejournal.models.timetable import TimetableEntry
from ejournal.models.written import any_of_pupils, any_written
from ejournal.rules.refusal import Refusal
from ejournal.services import audit, timetable
from ejournal.services.deeds import BATCH, add_fact, bring_back, deed, remove_many, revise
from ejournal.services.uploads import CHANGED

USED = (
    "Отменить эту загрузку уже нельзя: на её записи опирается сделанное позже. "
    "Исправьте данные на их страницах или загрузите исправленный файл."
)
COUNTED = ("id", "version")
OVERTAKEN = "Только что загрузили другой файл. Посмотрите, что изменится теперь, и загрузите снова."
TWICE = "Эта загрузка уже отменена."


@dataclass(frozen=True)
class Loaded:
    """What the register says of a load; `report` are plain values, `chosen` the JSON of the draft.

    `base` is the newest load at the moment when the file was compared.
    """

    kind: str
    title: str
    chosen: str
    report: dict[str, Any]
    base: int


@deed("import.load", of="upload")
def load(draft: ImportDraft, loaded: Loaded, write: Callable[[], None], *, by: Actor, now: datetime) -> None:
    """п. 2.2, 4.3.1: `write` stores what the file says; the file is kept, the draft is done with."""
    if newest_load() != loaded.base:
        raise Refusal("", OVERTAKEN)
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
    mine = (ImportDraft.id == draft.id) & (ImportDraft.version == draft.version)
    if not ImportDraft.delete().where(mine).execute():
        raise Refusal("", CHANGED)


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
    """A record that a load wrote: its first version there, and what the load left of it; None: nothing."""

    kind: str
    number: int
    first: int
    fields: dict[str, Any] | None


def _written(deed: str) -> list[_Written]:
    """The records of a load in the order in which they were first written."""
    found: dict[tuple[str, int], _Written] = {}
    for row in Revision.select().where(Revision.deed == deed).order_by(Revision.id):
        key = (row.record_kind, row.record_id)
        known = found.setdefault(key, _Written(*key, row.version, {}))
        known.fields = _plain(json.loads(row.fields))
    return list(found.values())


def _plain(fields: dict[str, Any] | None) -> dict[str, Any] | None:
    return fields and {name: value for name, value in fields.items() if name not in COUNTED}


def _take_back(written: list[_Written]) -> None:
    """Put back what was changed, remove what was made, the last first, bring back what was removed."""
    left = [record for record in written if record.fields is not None]
    made = [record for record in reversed(left) if record.first == 1]
    try:
        for record in (record for record in left if record.first != 1):
            (row,) = _untouched([record])
            revise(row, **_before(record))
        for _, same in groupby(made, key=lambda record: record.kind):
            alike = list(same)
            for start in range(0, len(alike), BATCH):
                rows = _untouched(alike[start : start + BATCH])
                _refuse_used(rows)
                remove_many(rows)
        for record in reversed(written):
            if record.fields is None and record.first != 1:
                bring_back(tables()[record.kind], record.number, _before(record))
    except IntegrityError:
        raise Refusal("", USED) from None


def _before(record: _Written) -> dict[str, Any]:
    """The fields of a record as they were before the load."""
    version = Revision.get(
        (Revision.record_kind == record.kind)
        & (Revision.record_id == record.number)
        & (Revision.version == max(record.first - 1, 0))
    )
    columns = tables()[record.kind]._meta.fields
    fields = _plain(json.loads(version.fields)) or {}
    return {name: columns[name].python_value(value) for name, value in fields.items()}


def _untouched(records: Sequence[_Written]) -> list[Any]:
    """The records of one kind, if they are as the load left them: what was put back since is no matter."""
    table: Any = tables()[records[0].kind]
    rows = {row.id: row for row in table.select().where(table.id.in_([one.number for one in records]))}
    for record in records:
        row = rows.get(record.number)
        if row is None or _plain(audit.plain(row)) != record.fields:
            raise Refusal("", USED)
    return [rows[record.number] for record in records]


def _refuse_used(rows: Sequence[Any]) -> None:
    """Refuse to remove days in a class, on a page, in the timetable by which something was written."""
    if isinstance(rows[0], Enrolment | GroupMember):
        used = any_of_pupils({row.person_id for row in rows})
    elif isinstance(rows[0], GroupTeacher | TimetableEntry):
        used = any_written({row.group_id for row in rows}, min(row.valid_from for row in rows))
    else:
        used = False
    if used:
        raise Refusal("", USED)
