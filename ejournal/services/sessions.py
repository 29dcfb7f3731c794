"""Sign-in sessions: opened after ЕСИА, ended by the person, by time, or by the administrator."""

import hashlib
import secrets
from datetime import datetime, timedelta

from ejournal.access import Actor
from ejournal.models.people import Person
from ejournal.models.sessions import Session
from ejournal.services.deeds import deed


def open_session(person: Person, hours: int, wall_now: datetime, device: str | None = None) -> str:
    """Open a session and return its token, which is stored nowhere but in the person's cookie.

    `device` is the name in the device's cookie: kept as a hash that is another one for each person.
    """
    token = secrets.token_urlsafe(32)
    Session.create(
        token_hash=token_hash(token),
        person=person,
        started_at=wall_now,
        expires_at=wall_now + timedelta(hours=hours),
        device=token_hash(f"{person.id} {device}") if device else None,
    )
    return token


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def end_session(session: int, wall_now: datetime) -> None:
    """п. 3.5: end one's own session; it opens nothing from the next request on."""
    Session.update(ended_at=wall_now).where((Session.id == session) & Session.ended_at.is_null()).execute()


@deed("session.end", of="person")
def end_sessions_of(person: Person, wall_now: datetime, *, by: Actor, now: datetime) -> None:
    """п. 4.3.2: the administrator ends every session of a person."""
    live = (Session.person == person) & Session.ended_at.is_null()
    Session.update(ended_at=wall_now).where(live).execute()
