"""Reversals: all that a session wrote in a span was put back as it had been, with every trace of it."""

from collections.abc import Collection
from typing import Any

from peewee import BigIntegerField, CharField, IntegerField

from ejournal.db import MomentField
from ejournal.models.journal import Fact


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


def reversals(sessions: Collection[int]) -> list[Any]:
    """The reversals of these sessions, the oldest first."""
    return list(Reversal.select().where(Reversal.session.in_(list(sessions))).order_by(Reversal.id))
