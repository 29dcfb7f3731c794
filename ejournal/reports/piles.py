"""What became of a pile of papers, page by page, and what waits for a hand (п. 4.6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ejournal.models import consents as stored
from ejournal.models.people import names
from ejournal.rules.consents import KINDS
from ejournal.wording import full_name


@dataclass(frozen=True)
class Outcome:
    """Sentences by what became of the pages."""

    filed: tuple[str, ...]
    same: tuple[str, ...]
    left: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """A page that waits for a hand; `paper` is what its code named, 0 when none was read."""

    id: int
    name: str
    reason: str
    day: date
    paper: int


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
    people = [
        full_name(*known[person]) for person in (one.paper.guardian, one.paper.child) if person in known
    ]
    return f"{KINDS[one.paper.kind].lower()} № {one.paper.number}, {' — '.join(people)}"


def waiting(cohort: int) -> list[Waiting]:
    """п. 4.6.1: the pages of the piles of a class that no code could file."""
    return [
        Waiting(leaf.id, leaf.upload.name, leaf.reason, leaf.day, leaf.paper_id or 0)
        for leaf in stored.leaves(cohort)
    ]
