"""«Выданные документы»: the register, and one paper of it in words."""

import json
from dataclasses import dataclass
from datetime import datetime, tzinfo

from ejournal.models import papers
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import names
from ejournal.wording import short_name

PAGE = 50
KINDS = {"journal": "Классный журнал"}
LAYOUTS = {
    "spread": "разворотами: слева отметки, справа темы",
    "dense": "плотно: альбомная, на лице отметки, на обороте темы",
}
COMMAND_LINE = "командная строка"


@dataclass(frozen=True)
class PaperLine:
    """An issued paper; `told` are its parameters in words, hashes are whole."""

    id: int
    kind: str
    number: int
    year: int
    title: str
    at: datetime
    by: str
    told: str
    text_hash: str
    file_hash: str
    head_number: int
    head_hash: str


@dataclass(frozen=True)
class Register:
    """A page of the register, newest first; `before` and `after` are numbers of other pages, 0 for none."""

    papers: tuple[PaperLine, ...]
    total: int
    search: str
    before: int
    after: int


def register(search: str, page: int, zone: tzinfo | None) -> Register:
    """п. 4.2.5: a constant number of queries; `page` counts from 1."""
    total = papers.count_issued(search)
    last = max(1, -(-total // PAGE))
    page = min(max(page, 1), last)
    found = papers.issued(search, PAGE, (page - 1) * PAGE)
    return Register(tuple(lines(found, zone)), total, search, page - 1, page + 1 if page < last else 0)


def about(kind: str, about_kind: str, about_id: int, zone: tzinfo | None) -> list[PaperLine]:
    """The papers of a kind about somebody or something, newest first."""
    return lines(papers.issued_about(kind, about_kind, about_id), zone)


def of_request(request: str | None) -> int:
    """The paper that a request issued."""
    found = papers.issued_by(request or "")
    assert found is not None, "it was issued a moment ago"
    return int(found.id)


def file_of(paper: int) -> bytes:
    """The .docx as it was issued."""
    return papers.file_of(paper)


def lines(found: list[IssuedPaper], zone: tzinfo | None) -> list[PaperLine]:
    """The papers in words; times are of the zone."""
    called: dict[int, str] = {}
    for day in {paper.at.astimezone(zone).date() for paper in found}:
        people = {paper.by_id for paper in found if paper.by_id and paper.at.astimezone(zone).date() == day}
        called |= {person: short_name(*name) for person, name in names(people, day).items()}
    return [
        PaperLine(
            id=paper.id,
            kind=KINDS.get(paper.kind, paper.kind),
            number=paper.number,
            year=paper.year,
            title=paper.title,
            at=paper.at.astimezone(zone),
            by=called.get(paper.by_id, "") if paper.by_id else COMMAND_LINE,
            told=_told(json.loads(paper.parameters)),
            text_hash=paper.text_hash,
            file_hash=paper.file_hash,
            head_number=paper.head_number,
            head_hash=paper.head_hash,
        )
        for paper in found
    ]


def _told(parameters: dict[str, object]) -> str:
    sides = "на двух сторонах листа" if parameters.get("duplex") else "на одной стороне листа"
    return f"{LAYOUTS.get(str(parameters.get('layout')), '')}, {sides}"
