"""The weights of works, each with its history: what is changed now holds from the next period on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ejournal.access import Actor
from ejournal.models.weights import WorkWeight, decided, next_start
from ejournal.rules import weights as rules
from ejournal.services.deeds import create, deed, revise

DAY = timedelta(days=1)


@deed("settings.weights", of="setting", alone=True)
def set_weights(weights: Mapping[str, int | None], *, by: Actor, now: datetime) -> None:
    """п. 4.3.1, 4.5.5: works weigh so in every period that has not begun; the running ones keep theirs."""
    known = {code: weight for code, weight in weights.items() if code in rules.USUAL}
    rules.check_weights(known)
    since = begins(now.date())
    before = rules.in_force(decided(), since)
    for code, weight in known.items():
        if weight == before[code]:
            continue
        row: WorkWeight | None = WorkWeight.get_or_none(kind=code, valid_from=since)
        if row:
            revise(row, weight=weight)
        else:
            create(WorkWeight, kind=code, weight=weight, valid_from=since)


def begins(today: date) -> date:
    """The first day on which weights that are set today may hold."""
    return next_start(today) or today + DAY
