"""The register of imports: what was loaded, when, by whom, what became of each row, what was taken back."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.importing.remarks import Remark
from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen, from_json, to_json
from ejournal.loading.prepared import TITLES, Prepared, Verdict
from ejournal.loading.scope import scope
from ejournal.models import imports
from ejournal.models.imports import ImportDraft, ImportLoad
from ejournal.models.people import names
from ejournal.rules.refusal import Refusal
from ejournal.services import imports as deeds
from ejournal.services import queue, resting, uploads
from ejournal.services.imports import Loaded
from ejournal.services.uploads import NewFile
from ejournal.wording import initials_first

CONSOLE = "командная строка"
SURE = "Да, отменить загрузку"
DONE = {
    Verdict.NEW: "новых строк",
    Verdict.CHANGED: "изменённых",
    Verdict.DOUBTFUL: "с замечанием",
    Verdict.GONE: "убранных",
}


@dataclass(frozen=True)
class Told:
    """A load as its page tells it; `undone` is the moment it was taken back and by whom, or "".

    `resting` is what was done since and does not let it be taken back, `later` are files that may not.
    """

    id: int
    title: str
    at: datetime
    by: str
    file: str
    facts: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    remarks: tuple[str, ...]
    undone_at: datetime | None
    undone_by: str
    resting: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def load(kind: str, file: NewFile, chosen: Chosen, prepared: Prepared, *, by: Actor, now: datetime) -> None:
    """Keep a file and load it at once, for the command line; what is refused is not kept."""
    token, said = secrets.token_hex(uploads.TOKEN // 2), to_json(chosen)
    uploads.keep(file, token, kind, said, by=by, now=now)
    draft = imports.draft(token)
    assert draft is not None, "it was kept a moment ago"
    try:
        deeds.load(draft, loaded(kind, prepared, said), prepared.write, by=by, now=now)
    except Refusal:
        uploads.discard(draft.upload_id, by=by, now=now)
        raise


def prepared(draft: ImportDraft, teacher: int | None, today: date) -> Prepared:
    """A draft compared with what is stored now; for the pages of one teacher, when one is named."""
    chosen = from_json(draft.chosen)
    book = kinds.as_chosen(kinds.read(bytes(draft.upload.content)), chosen)
    where = scope(today, teacher, draft.kind == "ktp")
    return kinds.prepare(draft.kind, book, draft.upload.name, chosen, where)


def loaded(kind: str, prepared: Prepared, chosen: str) -> Loaded:
    """What the register is to say of a load."""
    report = {
        "facts": list(prepared.facts),
        "counts": {str(verdict): count for verdict, count in prepared.counts.items()},
        "remarks": [remark.words() for remark in _ordered(prepared.remarks)],
    }
    return Loaded(kind, prepared.title[:255], chosen, report, prepared.base)


def _ordered(remarks: Sequence[Remark]) -> list[Remark]:
    return sorted(remarks, key=lambda remark: remark.severity)


def drafts(person: int, now: datetime) -> list[tuple[ImportDraft, datetime]]:
    """The own imports that are being prepared, with the moments at which they were brought."""
    return [(draft, draft.upload.at.astimezone(now.tzinfo)) for draft in imports.drafts(person)]


def told(load: ImportLoad, now: datetime) -> Told:
    found = told_all([load], now)[0]
    if found.undone_at:
        return found
    return replace(found, resting=tuple(resting.resting(load)), later=tuple(resting.later_files(load)))


def told_all(loads: Sequence[ImportLoad], now: datetime) -> list[Told]:
    """The loads as their pages tell them: a constant number of queries."""
    undone = imports.undone([load.id for load in loads])
    people = {load.by_id for load in loads} | {undo.by_id for undo in undone.values()}
    known = names([person for person in people if person is not None], now.date())
    called = {person: initials_first(*name) for person, name in known.items()}
    return [_told(load, undone.get(load.id), called, now) for load in loads]


def _told(load: ImportLoad, undo: Any, called: dict[int, str], now: datetime) -> Told:
    report = json.loads(load.report)
    return Told(
        load.id,
        load.title,
        load.at.astimezone(now.tzinfo),
        called.get(load.by_id, CONSOLE),
        load.upload.name,
        tuple(report["facts"]),
        tuple((TITLES[Verdict(verdict)], count) for verdict, count in report["counts"].items()),
        tuple(report["remarks"]),
        undo.at.astimezone(now.tzinfo) if undo else None,
        called.get(undo.by_id, CONSOLE) if undo else "",
    )


def of_request(request: str | None) -> int:
    """The number of the load that a request made."""
    found = imports.loaded_by(request) if request else None
    assert found is not None, "the deed of this request has made a load"
    return int(found.id)


def rows_of(load: ImportLoad) -> int:
    """How many rows of the file a load was of."""
    return sum(json.loads(load.report)["counts"].values())


def check_sure(load: ImportLoad, sure: bool, *, by: Actor, now: datetime) -> None:
    """Refuse to take a load back until `sure`, telling how much goes; what hinders it is told at once.

    A long one is not tried: the files that may rest on it are named.
    """
    if sure or imports.undone([load.id]) or resting.resting(load):
        return
    if rows_of(load) <= queue.MANY:
        deeds.check_undo(load, by=by, now=now)
    counts = json.loads(load.report)["counts"]
    known = [(title, counts.get(str(verdict), 0)) for verdict, title in DONE.items()]
    told = ", ".join(f"{title} — {count}" for title, count in known if count)
    raise Refusal(
        "",
        f"Эта загрузка внесла: {told or 'ничего нового'}. Отмена уберёт всё это. "
        f"Если всё верно, отметьте «{SURE}» и отправьте снова.",
    )
