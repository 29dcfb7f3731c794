"""What works weigh in the average, by the day from which a weight may hold (domain facts, 7.1)."""

from datetime import date
from typing import Any, NamedTuple

from peewee import CharField, DateField, SmallIntegerField, fn

from ejournal.db import Table
from ejournal.models.curriculum import Period
from ejournal.prepared import prepared


class WorkWeight(Table):
    """Record: a kind of work (rules.works) weighs so in every period that begins on this day or later."""

    kind = CharField(max_length=30)
    weight = SmallIntegerField()
    valid_from = DateField()


class Decided(NamedTuple):
    """A weight that the school has set."""

    kind: str
    weight: int
    since: date


def decided() -> list[Decided]:
    """Every weight that the school has ever set, in order of days. One query."""
    return [Decided(*row) for row in _decided()]


@prepared
def _decided() -> Any:
    columns = (WorkWeight.kind, WorkWeight.weight, WorkWeight.valid_from)
    return WorkWeight.select(*columns).order_by(WorkWeight.valid_from, WorkWeight.id).tuples()


def next_start(day: date) -> date | None:
    """The first day of the next period of any class after a day; None when none is known yet."""
    found: date | None = Period.select(fn.MIN(Period.valid_from)).where(Period.valid_from > day).scalar()
    return found
