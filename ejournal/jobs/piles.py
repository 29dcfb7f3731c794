"""Sorts a pile of signed papers that is too large for a request (п. 4.6.1, 4.4.5)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from ejournal.access import Actor
from ejournal.importing import pile as reading
from ejournal.models import piles as stored
from ejournal.reports import piles as told
from ejournal.rules.refusal import Refusal
from ejournal.services import piles as deeds
from ejournal.services import piles_left
from ejournal.services.piles import Page


def sort(number: int, by: Actor, now: datetime, count: Callable[[int], None]) -> None:
    """Read, filed, told; begun again after a restart it files nothing twice. `count` hears of the pages."""
    pile = stored.pile(number)
    if pile is None or pile.told is not None:
        return  # it was sorted just before the process ended
    pages, problems = _read(number, count)
    found = deeds.sort(pages, pile.cohort_id, pile.address, pile.day, now)
    outcome = told.outcome(found, problems, now)
    deeds.keep(pile.cohort_id, found, pile.day, pile.place, by=piles_left.again(by, "keep"), now=now)
    piles_left.done(pile, asdict(outcome), by=piles_left.again(by, "done"), now=now)


def _read(number: int, count: Callable[[int], None]) -> tuple[list[Page], list[str]]:
    pages: list[Page] = []
    problems: list[str] = []
    for upload in stored.files(number):
        try:
            for leaves in reading.stretches(upload.name, bytes(upload.content)):
                pages.extend(Page(leaf.name, leaf.content, leaf.links) for leaf in leaves)
                count(len(leaves))
        except Refusal as refusal:
            problems.append(refusal.message)
    return pages, problems
