"""«Выданные документы»: the register, and one paper of it in words."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from ejournal.models import papers
from ejournal.models.papers import IssuedPaper, NewPaper, Wanted
from ejournal.models.people import names_on_days
from ejournal.wording import NBSP, ROMAN, date_numeric, short_name

PAGE = 50
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
KINDS = {
    "journal": "Классный журнал",
    "own_journal": "Отдельный журнал",
    "certificate": "Справка по итогам проверки",
    "family": "Заявления и согласия",
    "support": "Обращения в техническую поддержку",
    "data": "Заявления об изменении данных",
    "week": "Недельные листы",
    "forecast": "Прогнозы для семей",
    "risk": "Предупреждения о неуспеваемости",
}
LAYOUTS = {
    "spread": "разворотами: слева отметки, справа темы",
    "dense": "плотно: альбомная, на лице отметки, на обороте темы",
}
COMMAND_LINE = "командная строка"
SIDES = {True: "на двух сторонах листа", False: "на одной стороне листа"}
# Parameter of a paper → its name, and its values in words where they are not words themselves.
PARAMETERS: dict[str, tuple[str, dict[Any, str]]] = {
    "year": ("Учебный год", {}),
    "days": ("Проверяемый период", {}),
    "half": ("Полугодие", dict(enumerate(ROMAN))),
    "layout": ("Расположение", LAYOUTS),
    "duplex": ("Печать", SIDES),
    "papers": ("Номера в журнале регистрации", {}),
    "week": ("Неделя с", {}),
}
FOR_THE_PROGRAM = {"pupils", "seals"}  # parameters that are told to nobody


@dataclass(frozen=True)
class PaperLine:
    """An issued paper; `told` are its parameters in words, by name; hashes are whole."""

    id: int
    kind: str
    number: int
    year: int
    title: str
    at: datetime
    by: str
    told: tuple[tuple[str, str], ...]
    text_hash: str
    file_hash: str
    head_number: int
    head_hash: str


@dataclass(frozen=True)
class Register:
    """A page of the register, newest first; `before` and `after` are numbers of other pages, 0 for none.

    `kinds` (with titles) and `years` are those of the papers within reach.
    """

    papers: tuple[PaperLine, ...]
    total: int
    wanted: Wanted
    kinds: dict[str, str]
    years: tuple[int, ...]
    before: int
    after: int

    @property
    def narrowed(self) -> bool:
        """Whether less is asked for than all papers."""
        return bool(self.wanted.search or self.wanted.kind or self.wanted.year)


def file_of_request(request: str | None) -> tuple[str, bytes]:
    """The title and the file of the paper that a request issued: sent twice, it is the same paper."""
    found = papers.issued_by(request or "")
    assert found is not None, "the request has issued a paper"
    return found.title, papers.file_of(found) or b""


def register(
    page: int, zone: tzinfo | None, *, search: str, kind: str, year: int, cohorts: frozenset[int] | None
) -> Register:
    """п. 4.2.5: a constant number of queries; `page` counts from 1, the rest is as in Wanted."""
    wanted = Wanted(search, kind, year, cohorts)
    known = papers.kinds_and_years(cohorts)
    kinds = {kind: KINDS.get(kind, kind) for kind, _ in sorted(known)}
    total = papers.count_issued(wanted)
    last = max(1, -(-total // PAGE))
    page = min(max(page, 1), last)
    found = papers.issued(wanted, PAGE, (page - 1) * PAGE)
    years = tuple(sorted({year for _, year in known}, reverse=True))
    after = page + 1 if page < last else 0
    return Register(tuple(lines(found, zone)), total, wanted, kinds, years, page - 1, after)


def about(kind: str, about_kind: str, about_id: int, zone: tzinfo | None) -> list[PaperLine]:
    """The papers of a kind about somebody or something, newest first."""
    return lines(papers.issued_about(kind, about_kind, about_id), zone)


def of_request(request: str | None) -> int:
    """The paper that a request issued."""
    found = papers.issued_by(request or "")
    assert found is not None, "it was issued a moment ago"
    return int(found.id)


def numbered(number: int, year: int) -> str:
    """«№ 3 / 2026», which no line breaks."""
    return f"№ {number} / {year}".replace(" ", NBSP)


def next_number(kind: str, now: datetime) -> tuple[int, str]:
    """The number that the next paper of a kind will have, and how it is printed: «№ 3 / 2026»."""
    number = papers.last_number(kind, now.year) + 1
    return number, numbered(number, now.year)


def same(new: NewPaper, text_hash: str) -> tuple[str, bytes] | None:
    """The name and the file of the paper that says just this of the same, when it was issued."""
    found = papers.same(new, text_hash)
    return (f"{found.title}, № {found.number}", papers.file_of(found) or b"") if found else None


def number_about(kind: str, about_kind: str, about: int) -> str:
    """«№ 3 / 2026» of the newest paper about somebody or something; "" when none was issued."""
    newest = next(iter(papers.issued_about(kind, about_kind, about)), None)
    return numbered(newest.number, newest.year) if newest else ""


def number_of(request: str | None) -> str:
    """«№ 3 за 2027 год»: the place in the register of what a request issued; "" when it issued nothing."""
    found = papers.issued_by(request or "")
    return f"№ {found.number} за {found.year} год" if found else ""


def file_of(paper: IssuedPaper) -> bytes | None:
    """The .docx as it was issued; None when it is gone or is not the one that was issued."""
    return papers.file_of(paper)


def lines(found: list[IssuedPaper], zone: tzinfo | None) -> list[PaperLine]:
    """The papers in words; times are of the zone, names those of the day of issue."""
    moments = {paper.id: paper.at.astimezone(zone) for paper in found}
    called = names_on_days((paper.by_id, moments[paper.id].date()) for paper in found if paper.by_id)

    def author(paper: IssuedPaper) -> str:
        name = called.get((paper.by_id, moments[paper.id].date()))
        return short_name(*name) if name else "" if paper.by_id else COMMAND_LINE

    return [
        PaperLine(
            id=paper.id,
            kind=KINDS.get(paper.kind, paper.kind),
            number=paper.number,
            year=paper.year,
            title=paper.title,
            at=moments[paper.id],
            by=author(paper),
            told=_told(json.loads(paper.parameters)),
            text_hash=paper.text_hash,
            file_hash=paper.file_hash,
            head_number=paper.head_number,
            head_hash=paper.head_hash,
        )
        for paper in found
    ]


def _told(parameters: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Names and values in words, in the order of PARAMETERS; what has no words is told as it is."""
    known = [name for name in PARAMETERS if name in parameters]
    named = [(*PARAMETERS[name], parameters[name]) for name in known]
    apart = PARAMETERS.keys() | FOR_THE_PROGRAM
    others = [(name, str(value)) for name, value in parameters.items() if name not in apart]
    return (*((title, words.get(value, _said(value))) for title, words, value in named), *others)


def _said(value: Any) -> str:
    """A day as it is written in Russian, whatever else as it is."""
    return date_numeric(date.fromisoformat(value)) if ISO_DAY.fullmatch(str(value)) else str(value)
