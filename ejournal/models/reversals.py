"""Reversals: all that a session wrote in a span was put back as it had been, with every trace of it."""

from collections.abc import Collection
from typing import Any

from peewee import BigIntegerField, CharField, ForeignKeyField, IntegerField

from ejournal.db import MomentField
from ejournal.models.journal import Fact, WeekClosing


class Reversal(Fact):
    """The deputy's decision: what session `session` wrote from `since` until `until` does not stand.

    `done` counts what was put back, `kept` what others had changed since or what cannot be put back.
    """

    session = BigIntegerField()
    since = MomentField()
    until = MomentField()
    reason = CharField(max_length=300)
    done = IntegerField()
    kept = IntegerField()


class WeekReopening(Fact):
    """п. 4.4.3: a week that the session closed is open again: it may be closed by its class teacher."""

    closing = ForeignKeyField(WeekClosing, on_delete="RESTRICT", unique=True, backref="+")
    reversal = ForeignKeyField(Reversal, on_delete="RESTRICT", backref="+")


def reopened() -> Any:
    """The closings of weeks that hold no more: a subquery of their numbers."""
    return WeekReopening.select(WeekReopening.closing)


def reversals(sessions: Collection[int]) -> list[Any]:
    """The reversals of these sessions, the oldest first."""
    return list(Reversal.select().where(Reversal.session.in_(list(sessions))).order_by(Reversal.id))
