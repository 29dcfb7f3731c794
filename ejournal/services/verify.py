"""`ejournal verify`: is the journal whole? Recomputes the chain from the facts themselves."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from ejournal.db import Table, records, snapshot
from ejournal.models import guards
from ejournal.models.audit import START, Audit, Revision
from ejournal.models.consents import FamilyStep
from ejournal.models.grounds import AbsenceGround
from ejournal.models.guards import SEALED
from ejournal.models.imports import Upload
from ejournal.models.papers import IssuedPaper, file_of
from ejournal.models.weekly import SheetStep
from ejournal.services import verify_days
from ejournal.services.audit import SEAL, access_rows, as_told, entry_hash, is_digest_of, plain

CHUNK = 400
SCANNED: dict[Any, str] = {
    AbsenceGround: "основание пропуска",
    FamilyStep: "подписанная бумага семьи",
    SheetStep: "талон недельного листа",
}
ALWAYS_WITH_HISTORY = {
    "lesson_text", "work", "setting", "duty", "person", "person_name", "employment", "enrolment",
    "guardianship", "informing", "group_teacher", "group_member", "late_request", "late_line",
}  # fmt: skip


def verify(zone: ZoneInfo, expected_head: str | None = None) -> list[str]:
    """Every fault found, as a sentence in Russian naming the place; empty when the journal is whole.

    All is read as it stood at one moment, so that the work of the day beside it is no fault.

    `zone` is the school's: by it a day is a day. `expected_head` is the hash printed on a paper or kept
    with a backup: it shows a cut tail.
    """
    with snapshot():
        return list(_faults(zone, expected_head))


def _faults(zone: ZoneInfo, expected_head: str | None) -> list[str]:
    faults = [f"нет защиты от изменения: {name}" for name in guards.missing()]
    faults += _chain_faults(expected_head)
    faults += _orphan_faults()
    faults += _record_faults()
    faults += _file_faults()
    faults += verify_days.faults(zone)
    return faults


def _chain_faults(expected_head: str | None) -> Iterator[str]:
    number, previous, sealed, found = 0, START, 0, expected_head in (None, START)
    for entries in _chunks():
        facts = _facts_of([entry.deed for entry in entries])
        for entry in entries:
            number += 1
            yield from _entry_faults(entry, number, previous)
            rows = access_rows(sealed, entry.object_id) if entry.kind == SEAL else facts.get(entry.deed, [])
            sealed = entry.object_id if entry.kind == SEAL else sealed
            yield from _fact_faults(entry, rows)
            number, previous = entry.id, entry.hash
            found = found or previous == expected_head
    if not found:
        yield f"в цепочке нет записи с хешем {expected_head}: конец цепочки отрезан или заменён"


def _chunks() -> Iterator[list[Any]]:
    last = 0
    while entries := list(Audit.select().where(Audit.id > last).order_by(Audit.id).limit(CHUNK)):
        yield entries
        last = entries[-1].id


def _facts_of(deeds: list[str]) -> dict[str, list[Table]]:
    found: dict[str, list[Table]] = {}
    for model in SEALED:
        for row in model.select().where(model.deed.in_(deeds)):
            found.setdefault(row.deed, []).append(row)
    return found


def _entry_faults(entry: Any, number: int, previous: str) -> Iterator[str]:
    if entry.id != number:
        yield f"журнал изменений: пропущены записи {number}–{entry.id - 1}"
    if entry.previous != previous:
        yield f"журнал изменений: запись {entry.id} не продолжает предыдущую"
    if entry_hash({**entry.__data__}) != entry.hash:
        yield f"журнал изменений: запись {entry.id} изменена"


def _fact_faults(entry: Any, rows: list[Table]) -> Iterator[str]:
    where = f"действие {entry.kind}, запись {entry.id} журнала изменений"
    if len(rows) != entry.facts:
        yield f"{where}: строк {len(rows)} вместо {entry.facts}"
    elif not is_digest_of(entry, rows):
        yield f"{where}: данные изменены после записи"


def _orphan_faults() -> Iterator[str]:
    for model in SEALED:
        deeds = Audit.select(Audit.deed)
        orphans = model.select().where(model.deed.not_in(deeds)).count()
        if orphans:
            yield f"таблица {model._meta.table_name}: строк без записи в журнале изменений — {orphans}"


def _file_faults() -> Iterator[str]:
    """Issued papers and signed ones whose file is gone or is not the one that was kept."""
    for paper in IssuedPaper.select():
        if file_of(paper) is None:
            yield f"выданный документ «{paper.title}» № {paper.number} за {paper.year} год: файл не тот"
    for table, called in SCANNED.items():
        for row in table.select(table, Upload).join(Upload):
            if hashlib.sha256(bytes(row.upload.content)).hexdigest() != row.file_hash:
                yield f"{called} {row.id}: приложенный файл не тот"


def _record_faults() -> Iterator[str]:
    """Records that differ from the newest version of their own history, or have none."""
    tables = records()
    newest = _newest_versions()
    for kind in sorted(newest.keys() | ALWAYS_WITH_HISTORY):
        rows = {row.id: plain(row) for row in tables[kind].select()}
        for record, fields in newest.get(kind, {}).items():
            if not as_told(rows.pop(record, None), json.loads(fields)):
                yield f"таблица {kind}: запись {record} отличается от своей истории"
        if kind in ALWAYS_WITH_HISTORY and rows:
            yield f"таблица {kind}: записей без истории — {len(rows)}"


def _newest_versions() -> dict[str, dict[int, str]]:
    columns = (Revision.record_kind, Revision.record_id, Revision.fields)
    newest: dict[str, dict[int, str]] = {}
    rows: Any = Revision.select(*columns).order_by(Revision.version).tuples()
    for kind, record, fields in rows:
        newest.setdefault(kind, {})[record] = fields
    return newest
