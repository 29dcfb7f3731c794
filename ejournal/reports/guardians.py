"""Who answers for a pupil, and since when (п. 4.4.1)."""

from dataclasses import dataclass
from datetime import date

from ejournal.db import in_force
from ejournal.models.people import Guardianship, names
from ejournal.wording import full_name


@dataclass(frozen=True)
class GuardianRow:
    """A guardian of today."""

    id: int
    person: int
    name: str
    relation: str
    since: date


def of_pupil(child: int, today: date) -> tuple[GuardianRow, ...]:
    """п. 4.4.1: the guardians of a pupil in the order in which they were written. Two queries."""
    mine = (Guardianship.child == child) & in_force(Guardianship, today)
    rows = list(Guardianship.select().where(mine).order_by(Guardianship.id))
    called = names([row.guardian_id for row in rows], today)
    return tuple(
        GuardianRow(
            row.id, row.guardian_id, full_name(*called[row.guardian_id]), row.relation, row.valid_from
        )
        for row in rows
        if row.guardian_id in called
    )
