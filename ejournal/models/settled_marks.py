"""Marks whose entry time is over, as a page of the journal reads them: by the hundred."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from peewee import JOIN

from ejournal.models.journal import Mark, MarkWithdrawal, Work
from ejournal.prepared import prepared


class Settled(NamedTuple):
    """The newest marks of cells, if their entry time is over: work, pupil, number, value, whether it stands.

    `newer`: whether there are marks beside them whose entry time is not over.
    """

    marks: list[tuple[int, int, int, str, bool]]
    newer: bool


def settled_marks(lessons: Collection[int], now: datetime) -> Settled:
    """Of all cells of these lessons; a mark that another replaced is told apart here, which costs less."""
    found = _marks(lessons, now)
    replaced = {row[5] for row in found}
    marks = [row[:5] for row in found if row[6] and row[2] not in replaced]
    return Settled(marks, any(not row[6] for row in found))


@prepared
def _marks(lessons: Collection[int], now: datetime) -> Any:
    columns = (Mark.work, Mark.pupil, Mark.id, Mark.value, MarkWithdrawal.id.is_null(), Mark.slip_of)
    return (
        Mark.select(*columns, Mark.entry_until <= now)
        .join(Work)
        .switch(Mark)
        .join(MarkWithdrawal, JOIN.LEFT_OUTER, on=(MarkWithdrawal.mark == Mark.id))
        .where(Work.lesson.in_(lessons))
        .tuples()
    )
