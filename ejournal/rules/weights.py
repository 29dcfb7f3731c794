"""п. 4.5.5: what works weigh in the average: weights change only from the next period of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ejournal.rules.refusal import Refusal
from ejournal.rules.works import KINDS, kind

if TYPE_CHECKING:
    from ejournal.models.curriculum import Period
    from ejournal.models.weights import Decided

LEAST, MOST = 1, 10
USUAL = {one.code: one.weight for one in KINDS}


def in_force(decided: Iterable[Decided], start: date) -> dict[str, int]:
    """п. 4.5.5: the weights of a period by kind of work: as decided before it began, else the usual ones."""
    return USUAL | {one.kind: one.weight for one in decided if one.since <= start}


def start_of(periods: Iterable[Period], day: date) -> date:
    """The first day of the period of a page that holds a day; the day itself between periods."""
    return next((one.valid_from for one in periods if one.valid_from <= day <= one.valid_to), day)


def weight_of(code: str, day: date, periods: Iterable[Period], decided: Iterable[Decided]) -> int:
    """п. 4.5.5: what a work of a day weighs; one that makes up for another as much as that one."""
    chosen = kind(code)
    return in_force(decided, start_of(periods, chosen.missed or day))[chosen.base]


def check_weights(weights: Mapping[str, int | None]) -> None:
    """п. 4.3.1: every kind of work has a weight that can be one."""
    for code, weight in weights.items():
        if weight is None or not LEAST <= weight <= MOST:
            raise Refusal("4.3.1", f"{kind(code).title}: вес — целое число от {LEAST} до {MOST}.")
