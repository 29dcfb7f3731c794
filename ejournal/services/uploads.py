"""The store of files that people bring: kept under a random name, deleted unless something came of them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.imports import ImportDraft, Upload
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services.deeds import deed

LIMITS = {
    "import": 20 * 2**20,
    "ground": 5 * 2**20,
    "pile": 60 * 2**20,
    "blank": 3 * 2**20,
    "act": 10 * 2**20,
}  # bytes, by the purpose of the file
SCANS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
NAME_LIMIT = 200
TOKEN = 32  # signs of the random name of a file
CHANGED = "Предпросмотр изменили в другом окне: посмотрите его ещё раз."


@dataclass(frozen=True)
class NewFile:
    """A file as it came; `media_type` is told by its content."""

    purpose: str
    name: str
    media_type: str
    content: bytes


def too_large(purpose: str) -> Refusal:
    limit = LIMITS[purpose] // 2**20
    remedy = {
        "import": "Удалите из него картинки и лишние листы и загрузите снова.",
        "ground": "Снимите или отсканируйте документ с меньшим разрешением.",
        "pile": "Загрузите стопку частями или уменьшите разрешение снимков.",
        "act": "Отсканируйте документ с меньшим разрешением.",
        "blank": "Уменьшите в нём картинки (герб, эмблему) и загрузите снова.",
    }
    return Refusal("", f"Файл больше {limit} МБ. {remedy[purpose]}")


def scan_type(content: bytes) -> str:
    """п. 4.4.3: the type of a scan by its content: PDF, JPEG or PNG, nothing that could be run."""
    found = next((kind for sign, kind in SCANS.items() if content.startswith(sign)), None)
    if found is None:
        raise Refusal("4.4.3", "К основанию прикладывают скан или снимок: файл PDF, JPEG или PNG.")
    return found


@deed("upload.keep", of="upload")
def keep(file: NewFile, token: str, kind: str, chosen: str, *, by: Actor, now: datetime) -> None:
    """Keep a file for an import of `kind`, with what was chosen so far; `token` is its random name."""
    ImportDraft.create(upload=store(file, token, by, now), kind=kind, chosen=chosen)


def store(file: NewFile, token: str, by: Actor, now: datetime) -> Upload:
    """Store a file under its random name, as a part of the deed that is being done."""
    if len(file.content) > LIMITS[file.purpose]:
        raise too_large(file.purpose)
    kept: Upload = Upload.create(
        token=token,
        at=now,
        by=by.person,
        purpose=file.purpose,
        name=one_line(file.name[-NAME_LIMIT:], limit=NAME_LIMIT, field="Имя файла"),
        media_type=file.media_type,
        size=len(file.content),
        file_hash=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
    )
    return kept


def choose(draft: ImportDraft, chosen: str, seen: int) -> None:
    """Remember what was chosen for a draft; `seen` is the version that the person had before the eyes."""
    mine = (ImportDraft.id == draft.id) & (ImportDraft.version == seen)
    if not ImportDraft.update(chosen=chosen, version=seen + 1).where(mine).execute():
        raise Refusal("", CHANGED)


def read_as(draft: ImportDraft, kind: str, chosen: str, seen: int) -> None:
    """The same file as one of another kind: what was chosen for the first says nothing of it."""
    mine = (ImportDraft.id == draft.id) & (ImportDraft.version == seen)
    if not ImportDraft.update(kind=kind, chosen=chosen, version=seen + 1).where(mine).execute():
        raise Refusal("", CHANGED)


def check_seen(draft: ImportDraft, seen: int) -> None:
    """Refuse to load what is not what the person had before the eyes."""
    if draft.version != seen:
        raise Refusal("", CHANGED)


@deed("upload.discard", of="upload")
def discard(upload_id: int, *, by: Actor, now: datetime) -> None:
    """Delete a file that nothing was loaded of, with its draft: no longer needed, no longer kept."""
    ImportDraft.delete().where(ImportDraft.upload == upload_id).execute()
    Upload.delete().where(Upload.id == upload_id).execute()
