"""Corrections of КТП as they stand: which of their pairs a later load made two lessons again (п. 4.5.1)."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import BooleanField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table
from ejournal.models.plan_reviews import PlanCorrection


class CorrectionUndone(Table):
    """Record: a line of a correction, from 0, whose lessons were made two again on a day: by a load of the
    plan, or `by_hand`.
    """

    correction_id: int
    correction = ForeignKeyField(PlanCorrection, on_delete="RESTRICT", backref="+")
    line = SmallIntegerField()
    day = DateField()
    by_hand = BooleanField(null=True)


class Line(NamedTuple):
    """A pair that became one lesson: as it is kept, in which correction, the day it was undone or None."""

    correction: PlanCorrection
    number: int
    kept: Mapping[str, Any]
    undone: date | None
    by_hand: bool = False


def lines_of(plans: Collection[int], groups: Collection[int] = ()) -> list[Line]:
    """The lines of all corrections of these plans, or of these groups, the oldest first. Two queries."""
    mine = PlanCorrection.plan.in_(list(plans)) | PlanCorrection.group.in_(list(groups))
    found = list(PlanCorrection.select().where(mine).order_by(PlanCorrection.id))
    gone = undone([made.id for made in found])
    return [
        Line(made, number, kept, *gone.get((made.id, number), (None, False)))
        for made in found
        for number, kept in enumerate(json.loads(made.lines))
    ]


def undone(corrections: Collection[int]) -> dict[tuple[int, int], tuple[date, bool]]:
    """By correction and line: the day on which it was undone, and whether by hand."""
    mine = CorrectionUndone.correction.in_(list(corrections))
    query: Any = CorrectionUndone.select(
        CorrectionUndone.correction, CorrectionUndone.line, CorrectionUndone.day, CorrectionUndone.by_hand
    )
    return {(made, line): (day, bool(hand)) for made, line, day, hand in query.where(mine).tuples()}


def healed(plans: Collection[int]) -> Counter[int]:
    """By plan: how many of its lessons are part of others. Two queries."""
    return Counter(line.correction.plan_id for line in lines_of(plans) if line.undone is None)
