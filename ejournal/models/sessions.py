"""Sign-in sessions."""

from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, CharField, ForeignKeyField, fn

from ejournal.db import MomentField, Table, in_force
from ejournal.models.memos import Memo
from ejournal.models.people import Enrolment, Name, Person, PersonName
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
    """A live session and its person; whether there are requests or memos of this person, and of anybody.

    `enrolled` and `name` are those of the day; a person may have no name then.
    """

    session: int
    person: int
    own_requests: bool
    any_requests: bool
    enrolled: bool
    name: Name | None


def person_of_session(token_hash: str, wall_now: datetime, today: date) -> Live | None:
    """Session and person of a live token; None when it has ended, expired or never was. One query."""
    for session, person, own, anybody, enrolled, *called in _live(token_hash, wall_now, today):
        return Live(session, person, own, anybody, enrolled, Name(*called) if called[0] else None)
    return None


@prepared
def _live(token_hash: str, wall_now: datetime, today: date) -> Any:
    live = Session.ended_at.is_null() & (Session.expires_at > wall_now)
    own = LateRequest.select().where(LateRequest.author == Session.person)
    own_memos = Memo.select().where(Memo.by == Session.person)
    own_terms = TermMemo.select().where(TermMemo.by == Session.person)
    mine_any = fn.EXISTS(own) | fn.EXISTS(own_memos) | fn.EXISTS(own_terms)
    any_memo = fn.EXISTS(Memo.select()) | fn.EXISTS(TermMemo.select())
    requests = (mine_any, fn.EXISTS(LateRequest.select()) | any_memo)
    enrolled = fn.EXISTS(
        Enrolment.select().where((Enrolment.person == Session.person) & in_force(Enrolment, today))
    )
    called = (PersonName.surname, PersonName.name, PersonName.patronymic)
    own_name = (PersonName.person == Session.person) & in_force(PersonName, today)
    mine = (Session.token_hash == token_hash) & live
    return (
        Session.select(Session.id, Session.person, *requests, enrolled, *called)
        .join(PersonName, JOIN.LEFT_OUTER, on=own_name)
        .where(mine)
        .tuples()
    )


def live_sessions(wall_now: datetime) -> dict[int, int]:
    """How many live sessions each person has."""
    live = Session.ended_at.is_null() & (Session.expires_at > wall_now)
    query: Any = Session.select(Session.person, fn.COUNT(Session.id)).where(live).group_by(Session.person)
    return dict(query.tuples())
