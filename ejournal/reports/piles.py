"""What became of a pile of papers, page by page, and what waits for a hand (п. 4.6.1)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.models import consents as stored
from ejournal.models import weekly
from ejournal.models.consents import PaperRow, PileLeaf
from ejournal.models.people import Name, names
from ejournal.models.timetable import monday_of
from ejournal.reports.consents import of_class
from ejournal.rules.consents import APPLICATION, KINDS
from ejournal.wording import date_numeric, full_name, span

STUBS, WEEK = timedelta(weeks=10), timedelta(days=6)


@dataclass(frozen=True)
class Outcome:
    """Sentences by what became of the pages."""

    filed: tuple[str, ...]
    same: tuple[str, ...]
    left: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """A page that waits for a hand; `paper` is what its code named, 0 when none was read.

    `about` says what paper that is, `asks` whether its form is to be told; `filed` says where it is filed
    already: nothing is to be done with the page.
    """

    id: int
    name: str
    reason: str
    day: date
    paper: int
    about: str = ""
    asks: bool = False
    filed: str = ""


def outcome(pages: Sequence[Any], problems: Sequence[str], now: datetime) -> Outcome:
    """п. 4.6.1: what is said of each page of a sorted pile (services.piles.Sorted)."""
    found = [(page.page.name, one) for page in pages for one in page.found]
    people = {person for _, one in found for person in _people(one)}
    known = names(people, now.date())
    said: dict[str, list[str]] = {"filed": [], "same": [], "left": []}
    for name, one in found:
        about = _about(one, known)
        said[one.done].append(": ".join(filter(None, (name, about, one.reason))))
    return Outcome(tuple(said["filed"]), tuple(said["same"]), tuple(said["left"]), tuple(problems))


def told_of(kept: str) -> Outcome:
    """The same as a job has kept it."""
    return Outcome(**{name: tuple(lines) for name, lines in json.loads(kept).items()})


def _people(one: Any) -> list[int]:
    if one.sheet:
        return [one.sheet.pupil_id]
    return [one.paper.child, one.paper.guardian] if one.paper else []


def _about(one: Any, known: dict[int, Any]) -> str:
    if one.sheet:
        pupil = known.get(one.sheet.pupil_id)
        return f"талон недельного листа, {full_name(*pupil)}" if pupil else "талон недельного листа"
    if not one.paper:
        return ""
    about = _paper(one.paper, known)
    return f"{about} ({_filed(one.paper)})" if one.done == "same" and one.paper.step is not None else about


def _paper(row: PaperRow, known: dict[int, Name]) -> str:
    people = [full_name(*known[person]) for person in (row.guardian, row.child) if person in known]
    return f"{KINDS[row.kind].lower()} № {row.number}, {' — '.join(people)}"


def waiting(cohort: int, today: date) -> list[Waiting]:
    """п. 4.6.1: the pages of the piles of a class that no code could file; a constant number of queries."""
    leaves = stored.leaves(cohort)
    if not leaves:
        return []
    children = {*stored.pupils(cohort, today), *stored.gone(cohort, today)}
    hashes = stored.filed_hashes(children)
    papers = {leaf.id: leaf.paper_id or hashes.get(leaf.upload.file_hash) for leaf in leaves}
    rows = {row.id: row for row in stored.papers(children) if row.id in papers.values()}
    known = names({person for row in rows.values() for person in (row.guardian, row.child)}, today)
    return [_waiting(leaf, rows.get(papers[leaf.id] or 0), known) for leaf in leaves]


def _waiting(leaf: PileLeaf, row: PaperRow | None, known: dict[int, Name]) -> Waiting:
    about = _paper(row, known) if row else ""
    filed = _filed(row) if row and row.step is not None and row.scanned else ""
    asks = row is not None and row.step is None and row.kind == APPLICATION and row.printed is None
    told = (leaf.upload.name, leaf.reason, leaf.day, leaf.paper_id or 0)
    return Waiting(leaf.id, *told, about, asks and leaf.paper_id is not None, filed)


def _filed(row: PaperRow) -> str:
    signed = f"подписано {date_numeric(row.signed)}" if row.signed else "подписано"
    return ", ".join(filter(None, (signed, row.place)))


def open_papers(cohort: int, now: datetime) -> list[tuple[int, str, bool]]:
    """п. 4.6.1: papers that are not back yet: number of the row, what it is, whether a form is to be told.

    Those about children who have left come last.
    """
    page = of_class(cohort, now)
    left = [
        (f"{who} ({one.name}, выбыл(а))", line)
        for one in page.departed
        for who, line in one.papers
        if line.waits
    ]
    return [
        (line.id, f"{name}: {line.kind.lower()}, {line.number}", line.ticked)
        for name, line in [*page.waiting, *left]
    ]


def open_stubs(cohort: int, now: datetime) -> list[tuple[int, str]]:
    """п. 4.4.5: the newest weekly sheets whose stub is not back: number and whose it is. Two queries."""
    rows = weekly.without_stubs(cohort, monday_of(now.date()) - STUBS)
    known = names({row.pupil for row in rows}, now.date())
    told = [(row.week, full_name(*known[row.pupil]), row.id) for row in sorted(rows) if row.pupil in known]
    told.sort(key=lambda one: (-one[0].toordinal(), one[1]))
    return [(number, f"{span(week, week + WEEK)}, {name}") for week, name, number in told]
