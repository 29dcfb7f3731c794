"""Names in cases are corrected by whoever prints the papers (п. 4.6.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ejournal.access import Actor
from ejournal.models.name_cases import NameCase
from ejournal.services.deeds import add_fact, deed


class Correction(NamedTuple):
    """How a person is said in a form while called `name`."""

    person: int
    form: str
    name: str
    said: str


@deed("family.names", of="cohort", alone=True)
def correct(cohort: int, corrections: Sequence[Correction], *, by: Actor, now: datetime) -> None:
    """п. 4.6.1: from now on the papers say these names so; earlier papers stay as they were issued."""
    for one in corrections:
        add_fact(NameCase, **one._asdict())
