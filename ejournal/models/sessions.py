"""Sign-in sessions."""

from datetime import datetime
from typing import Any

from peewee import CharField, ForeignKeyField, fn

from ejournal.db import MomentField, Table, prepared
from ejournal.models.people import Person


class Session(Table):
    """One sign-in on one device; wall time. The cookie holds the token, the table its SHA-256."""

    token_hash = CharField(max_length=64, unique=True)
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    started_at = MomentField()
    expires_at = MomentField()
    ended_at = MomentField(null=True)


def person_of_session(token_hash: str, wall_now: datetime) -> tuple[int, int] | None:
    """Session and person of a live token; None when it has ended, expired or never was."""
    return next(iter(_live(token_hash, wall_now)), None)


@prepared
def _live(token_hash: str, wall_now: datetime) -> Any:
    live = Session.ended_at.is_null() & (Session.expires_at > wall_now)
    mine = (Session.token_hash == token_hash) & live
    return Session.select(Session.id, Session.person).where(mine).tuples()


def live_sessions(wall_now: datetime) -> dict[int, int]:
    """How many live sessions each person has."""
    live = Session.ended_at.is_null() & (Session.expires_at > wall_now)
    query: Any = Session.select(Session.person, fn.COUNT(Session.id)).where(live).group_by(Session.person)
    return dict(query.tuples())
