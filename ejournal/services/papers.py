"""Papers that are issued: registered under a number, kept as they were issued."""

import hashlib
import json
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.papers import IssuedPaper, NewPaper, PaperFile, last_number
from ejournal.services import audit
from ejournal.services.deeds import add_fact, deed


@deed("paper.issue", of="issued_paper")
def issue(paper: NewPaper, text_hash: str, file: bytes, *, by: Actor, now: datetime) -> None:
    """п. 4.2.4, 4.2.5: the paper gets the next number of its kind and year; its file is kept with it."""
    register(paper, text_hash, file, by, now)


def register(paper: NewPaper, text_hash: str, file: bytes, by: Actor, now: datetime) -> IssuedPaper:
    """Register a paper as a part of the deed that is being done."""
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
