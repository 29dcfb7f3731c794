"""Sign-in sessions."""

from datetime import datetime
from typing import Any, NamedTuple

from peewee import CharField, ForeignKeyField, fn

from ejournal.db import MomentField, Table
from ejournal.models.memos import Memo
from ejournal.models.people import Person
from ejournal.models.requests import LateRequest
from ejournal.models.term_memos import TermMemo
from ejournal.prepared import prepared


class Session(Table):
    """One sign-in on one device; wall time. The cookie holds the token, the table its SHA-256.

    `device` is the SHA-256 of the person with the random name in the device's own cookie.
    """

    person_id: int
    token_hash = CharField(max_length=64, unique=True)
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    started_at = MomentField()
    expires_at = MomentField()
    ended_at = MomentField(null=True)
    device = CharField(max_length=64, null=True)


class Live(NamedTuple):
    """A live session and its person; whether there are requests or memos of this person, and of anybody."""

    session: int
    person: int
    own_requests: bool
    any_requests: bool


def person_of_session(token_hash: str, wall_now: datetime) -> Live | None:
    """Session and person of a live token; None when it has ended, expired or never was."""
    return next((Live(*row) for row in _live(token_hash, wall_now)), None)


@prepared
def _live(token_hash: str, wall_now: datetime) -> Any:
    live = Session.ended_at.is_null() & (Session.expires_at > wall_now)
    own = LateRequest.select().where(LateRequest.author == Session.person)
    own_memos = Memo.select().where(Memo.by == Session.person)
    own_terms = TermMemo.select().where(TermMemo.by == Session.person)
    mine_any = fn.EXISTS(own) | fn.EXISTS(own_memos) | fn.EXISTS(own_terms)
    any_memo = fn.EXISTS(Memo.select()) | fn.EXISTS(TermMemo.select())
    requests = (mine_any, fn.EXISTS(LateRequest.select()) | any_memo)
    mine = (Session.token_hash == token_hash) & live
    return Session.select(Session.id, Session.person, *requests).where(mine).tuples()


def live_sessions(wall_now: datetime) -> dict[int, int]:
    """How many live sessions each person has."""
    live = Session.ended_at.is_null() & (Session.expires_at > wall_now)
    query: Any = Session.select(Session.person, fn.COUNT(Session.id)).where(live).group_by(Session.person)
    return dict(query.tuples())
