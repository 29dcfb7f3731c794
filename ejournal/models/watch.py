"""Sessions that worked unusually: too much in a minute, or on a device never seen before."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple

from peewee import SQL, fn

from ejournal.db import on_postgres
from ejournal.models.audit import Audit
from ejournal.models.reversals import Reversal
from ejournal.models.sessions import Session

MINUTE = ("YYYY-MM-DD HH24:MI", "%Y-%m-%d %H:%M", 16)  # of PostgreSQL, of Python, signs of SQLite
LOADS = ("import.load", "import.undo")  # one deed of many rows, with an undo of its own
HOUR = ("YYYY-MM-DD HH24", "%Y-%m-%d %H", 13)


class Worked(NamedTuple):
    """How many rows a session changed in the minute or hour that begins at `at`."""

    session: int
    at: datetime
    facts: int


class Known(NamedTuple):
    """A session: whose it is, what it did since a moment, whether its device was new to the person."""

    session: int
    person: int
    first: datetime
    last: datetime
    facts: int
    device: str | None
    new: bool


def busy(since: datetime, most: int) -> list[Worked]:
    """Minutes in which a session changed more than `most` rows, in order; loading of files aside."""
    typed = Audit.select().where(Audit.kind.not_in(LOADS))
    return _worked(typed, MINUTE, since, fn.SUM(Audit.facts) > most)


def hours_on_new_devices(since: datetime) -> list[Worked]:
    """The hours in which sessions on devices new to their people changed anything, in order."""
    mine = Audit.select().join(Session, on=((Session.id == Audit.session) & _new()))
    return _worked(mine, HOUR, since, fn.SUM(Audit.facts) > 0)


def known(sessions: Collection[int], since: datetime) -> list[Known]:
    """These sessions with what they did since a moment, the last first."""
    did = (fn.MIN(Audit.at), fn.MAX(Audit.at), fn.SUM(Audit.facts))
    query: Any = Audit.select(Session.id, Session.person, *did, Session.device, _new())
    query = query.join(Session, on=(Session.id == Audit.session))
    query = query.where((Audit.at >= since) & Audit.session.in_(list(sessions)))
    query = query.group_by(Session.id, Session.person, Session.device).order_by(fn.MAX(Audit.at).desc())
    return [Known(*row) for row in query.tuples()]


def kinds(sessions: Collection[int], since: datetime) -> dict[int, list[str]]:
    """The kinds of what each of these sessions did since a moment, that of the most rows first."""
    facts = fn.SUM(Audit.facts)
    query: Any = Audit.select(Audit.session, Audit.kind).order_by(facts.desc(), Audit.kind)
    query = query.where((Audit.at >= since) & Audit.session.in_(list(sessions)))
    found: dict[int, list[str]] = {}
    for session, kind in query.group_by(Audit.session, Audit.kind).tuples():
        found.setdefault(session, []).append(kind)
    return found


def reversed_since(since: datetime) -> set[int]:
    """The sessions that were reversed since a moment."""
    query: Any = Reversal.select(Reversal.session).where(Reversal.at >= since).tuples()
    return {row[0] for row in query}


def _new() -> Any:
    """Whether the person had never signed in on the device of the session; unknown devices are not new."""
    earlier = Session.alias()
    same = (earlier.person == Session.person) & (earlier.device == Session.device)
    before = earlier.select(earlier.id).where(same & (earlier.id < Session.id))
    return Session.device.is_null(False) & ~fn.EXISTS(before)


def _worked(query: Any, unit: tuple[str, str, int], since: datetime, enough: Any) -> list[Worked]:
    """Sums of changed rows by session and unit of time; both engines keep moments in UTC."""
    ours, python, signs = unit
    text = fn.to_char(Audit.at, ours) if on_postgres() else fn.substr(Audit.at, 1, signs)
    begins = SQL("begins")  # by its name: PostgreSQL takes two bound formats for two columns
    found = query.select(Audit.session, text.converter(str).alias("begins"), fn.SUM(Audit.facts))
    found = found.where((Audit.at >= since) & Audit.session.is_null(False))
    found = found.group_by(Audit.session, begins).having(enough).order_by(begins, Audit.session)
    return [
        Worked(session, datetime.strptime(at, python).replace(tzinfo=UTC), int(facts))
        for session, at, facts in found.tuples()
    ]
