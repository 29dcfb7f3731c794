"""Local acts on the journal: registered, changed by a new version, ended (п. 4.1.2, 5.1, 5.2)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.local_acts import ActVersion, LocalAct
from ejournal.rules.orders import LONGEST, is_order
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services.deeds import add_fact, deed, moment
from ejournal.services.uploads import SCANS, TOKEN, NewFile, store

TITLE, CHANGES = 200, 300  # signs
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class NewVersion:
    """What is said of a version; it may be without a file."""

    paper: str
    since: date | None
    changes: str
    ended: bool
    file: NewFile | None


def media_type(content: bytes) -> str:
    """The type of a file with the text of an act, told by its content."""
    found = next((kind for sign, kind in SCANS.items() if content.startswith(sign)), None)
    if found is None and content.startswith(b"PK\x03\x04") and b"word/document.xml" in content:
        found = DOCX
    if found is None:
        raise Refusal("4.1.2", "Приложите текст файлом PDF или Word (.docx) либо снимком JPEG, PNG.")
    return found


@deed("act.register", of="local_act", alone=True)
def register(title: str, new: NewVersion, *, by: Actor, now: datetime) -> None:
    """п. 4.1.2, 5.1: a new act with its first version."""
    title = one_line(title, limit=TITLE, field="Название")
    if not title:
        raise Refusal("4.1.2", "Укажите название документа.")
    _add(add_fact(LocalAct, title=title), new, by)


@deed("act.change", of="local_act", alone=True)
def change(act: LocalAct, new: NewVersion, *, by: Actor, now: datetime) -> None:
    """п. 5.2: changes are written down: a new version, or the day on which the act ends."""
    if not new.changes.strip():
        raise Refusal("5.2", "Напишите, что изменено: «Все изменения оформляются в письменной форме».")
    _add(act, new, by)


def _add(act: LocalAct, new: NewVersion, by: Actor) -> None:
    paper = one_line(new.paper, limit=LONGEST, field="Приказ")
    paper = re.sub(r"^приказ\s+", "", paper, flags=re.IGNORECASE)  # the word is printed before it
    changes = one_line(new.changes, limit=CHANGES, field="Что изменено")
    if not is_order(paper):
        raise Refusal("5.1", "Укажите номер и дату приказа об утверждении, например «№ 61 от 31.08.2026».")
    if new.since is None:
        raise Refusal("5.1", "Укажите, с какого дня это действует.")
    kept = store(new.file, (by.request or "")[:TOKEN], by, moment()) if new.file else None
    add_fact(ActVersion, act=act, paper=paper, since=new.since, changes=changes, ended=new.ended, upload=kept)
