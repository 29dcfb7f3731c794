"""Loading a file, all or nothing, and taking the whole load back."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models.imports import ImportDraft, ImportLoad, ImportUndo, newest_change
from ejournal.rules.refusal import Refusal
from ejournal.services import resting, timetable
from ejournal.services.deeds import add_fact, deed
from ejournal.services.hindrances import hindrances
from ejournal.services.taking_back import Written, records_of, take_back
from ejournal.services.uploads import CHANGED

OVERTAKEN = (
    "Только что загрузили другой файл или изменили эти данные на экране. "
    "Посмотрите, что изменится теперь, и загрузите снова."
)
TWICE = "Эта загрузка уже отменена."


@dataclass(frozen=True)
class Loaded:
    """What the register says of a load; `report` are plain values, `chosen` the JSON of the draft.

    `base` is the newest deed that changes what such a file tells of, when the file was compared.
    """

    kind: str
    title: str
    chosen: str
    report: dict[str, Any]
    base: int


class Possible(Exception):
    """The end of a trial: the load can be taken back."""


@deed("import.load", of="upload", alone=True)
def load(draft: ImportDraft, loaded: Loaded, write: Callable[[], None], *, by: Actor, now: datetime) -> None:
    """п. 2.2, 4.3.1: `write` stores what the file says; the file is kept, the draft is done with."""
    if newest_change(loaded.kind) != loaded.base:
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


@deed("import.undo", of="import_load", alone=True)
def undo(load: ImportLoad, trial: bool = False, *, by: Actor, now: datetime) -> None:
    """Take back everything that a load wrote; refused when anything rests on it or came after it.

    A `trial` ends with Possible, and nothing of it is left.
    """
    if ImportUndo.select().where(ImportUndo.load == load).exists():
        raise Refusal("", TWICE)
    if told := resting.resting(load):
        raise Refusal("", resting.refusal(told))
    written = records_of(load.deed)
    entries = [record.number for record in written if record.kind == "timetable_entry"]
    with timetable.taken_back(entries):
        take_back(written, lambda: _used(load, written))
    if trial:
        raise Possible
    add_fact(ImportUndo, load=load)


def check_undo(load: ImportLoad, *, by: Actor, now: datetime) -> None:
    """Refused at once as the undo itself would be."""
    with suppress(Possible):
        undo(load, trial=True, by=replace(by, request=None), now=now)


def _used(load: ImportLoad, written: list[Written]) -> str:
    """The refusal of a load whose records do not let themselves be taken back, with what hinders."""
    return resting.refusal([*resting.later(load), *hindrances(written)])
