"""Loading a file, all or nothing, and taking the whole load back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from ejournal.access import Actor
from ejournal.db import Table, records
from ejournal.models.audit import Revision
from ejournal.models.imports import ImportDraft, ImportLoad, ImportUndo
from ejournal.rules.refusal import Refusal
from ejournal.services import audit, timetable
from ejournal.services.deeds import add_fact, deed, remove, revise

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
    written: dict[tuple[str, int], list[int]] = {}
    for row in Revision.select().where(Revision.deed == load.deed).order_by(Revision.id):
        written.setdefault((row.record_kind, row.record_id), []).append(row.version)
    with timetable.taken_back([number for kind, number in written if kind == "timetable_entry"]):
        _take_back(written)
    add_fact(ImportUndo, load=load)


def _take_back(written: dict[tuple[str, int], list[int]]) -> None:
    """Put back what was changed, remove what was made: the last first, as others rest on the first."""
    made = [record for record, versions in written.items() if versions[0] == 1]
    for record in written.keys() - set(made):
        _restore(*record, written[record])
    try:
        for record in reversed(made):
            remove(_untouched(*record, written[record]))
    except IntegrityError:
        raise Refusal("", USED) from None


def _restore(kind: str, number: int, versions: list[int]) -> None:
    """The record as it was before these versions of it."""
    row = _untouched(kind, number, versions)
    before = _fields_of(kind, number, max(versions[0] - 1, 0))
    revise(row, **{name: row._meta.fields[name].python_value(value) for name, value in before.items()})


def _untouched(kind: str, number: int, versions: list[int]) -> Any:
    """The record, if it is as the load left it: what was changed and put back since is no matter."""
    table = records()[kind]
    row: Table | None = table.get_or_none(table.id == number)
    now = {name: value for name, value in audit.plain(row).items() if name not in COUNTED} if row else None
    if row is None or now != _fields_of(kind, number, versions[-1]):
        raise Refusal("", USED)
    return row


def _fields_of(kind: str, number: int, version: int) -> dict[str, Any]:
    """What a version of a record was, without its numbers."""
    same = (Revision.record_kind == kind) & (Revision.record_id == number) & (Revision.version == version)
    fields = json.loads(Revision.get(same).fields)
    return {name: value for name, value in fields.items() if name not in COUNTED}
