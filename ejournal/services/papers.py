"""Papers that are issued: registered under a number, kept as they were issued."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.papers import IssuedPaper, NewPaper, PaperFile, last_number, same
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import audit
from ejournal.services.deeds import add_fact, deed


@dataclass(frozen=True)
class Printed:
    """A paper with the number that stands in its file."""

    paper: NewPaper
    number: int
    text_hash: str
    file: bytes


@deed("paper.issue", of="issued_paper")
def issue(paper: NewPaper, text_hash: str, file: bytes, *, by: Actor, now: datetime) -> None:
    """п. 4.2.4, 4.2.5: a paper is issued by itself."""
    register(paper, text_hash, file, by=by, now=now)


def register(paper: NewPaper, text_hash: str, file: bytes, *, by: Actor, now: datetime) -> IssuedPaper:
    """п. 4.2.4, 4.2.5: within a deed: the next number of its kind and year; its file is kept."""
    audit.lock_chain()  # two papers at once must not take one number
    number = last_number(paper.kind, now.year) + 1
    head_number, head_hash = paper.head
    issued = add_fact(
        IssuedPaper,
        duty=str(by.duty),
        kind=paper.kind,
        year=now.year,
        number=number,
        title=paper.title,
        about_kind=paper.about_kind,
        about_id=paper.about_id,
        parameters=json.dumps(paper.parameters, ensure_ascii=False, sort_keys=True),
        text_hash=text_hash,
        file_hash=hashlib.sha256(file).hexdigest(),
        head_number=head_number,
        head_hash=head_hash,
    )
    PaperFile.create(paper=issued, content=file)
    return issued


@deed("paper.issue", of="issued_paper", alone=True)
def issue_once(printed: Printed, *, by: Actor, now: datetime) -> None:
    """п. 4.2.5: issued by itself; what says the same of the same is issued already."""
    register_once(printed, by=by, now=now)


def register_once(printed: Printed, *, by: Actor, now: datetime) -> None:
    """п. 4.2.5: the same within a deed that lets no other in between."""
    if same(printed.paper, printed.text_hash):
        return
    if last_number(printed.paper.kind, now.year) + 1 != printed.number:
        raise Refusal("", "Номер этой бумаги только что заняла другая. Нажмите ещё раз.", Way.RELOAD)
    register(printed.paper, printed.text_hash, printed.file, by=by, now=now)
