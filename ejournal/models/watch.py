"""Sessions that worked unusually: too much in a minute, or on a device never seen before."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from peewee import SQL, fn

from ejournal.db import on_postgres
from ejournal.models.audit import Audit
from ejournal.models.reversals import Reversal
from ejournal.models.sessions import Session

MINUTE = timedelta(seconds=60)
CLOCK_MINUTE = ("YYYY-MM-DD HH24:MI", "%Y-%m-%d %H:%M", 16)  # of PostgreSQL, of Python, signs of SQLite
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
    """Sixty seconds in a row in which a session changed more than `most` rows, in order; loads aside.

    They touch two minutes of the clock at most, so one of these has more than a half: only the sessions of
    such minutes are read entry by entry. Two queries.
    """
    typed = Audit.select().where(Audit.kind.not_in(LOADS))
    halves = _worked(typed, CLOCK_MINUTE, since, fn.SUM(Audit.facts) * 2 > most)
    here = (Audit.at >= since) & Audit.session.in_({one.session for one in halves})
    query: Any = Audit.select(Audit.session, Audit.at, Audit.facts).where(here & Audit.kind.not_in(LOADS))
    entries = groupby(query.order_by(Audit.session, Audit.at, Audit.id).tuples(), key=itemgetter(0))
    found = [one for _, mine in entries for one in _bursts([Worked(*entry) for entry in mine], most)]
    return sorted(found, key=lambda one: (one.at, one.session))


def _bursts(entries: list[Worked], most: int) -> list[Worked]:
    """The minutes of one session with more than `most` rows, none sharing a moment with a fuller one."""
    windows, facts, end = [], 0, 0
    for begins in entries:
        while end < len(entries) and entries[end].at < begins.at + MINUTE:
            facts += entries[end].facts
            end += 1
        windows.append(begins._replace(facts=facts))
        facts -= begins.facts
    found: list[Worked] = []
    for one in sorted(windows, key=lambda one: -one.facts):
        if one.facts > most and all(abs(one.at - other.at) >= MINUTE for other in found):
            found.append(one)
    return found


def hours_on_new_devices(since: datetime) -> list[Worked]:
    """The hours in which sessions on devices new to their people changed anything, in order."""
    mine = Audit.select().join(Session, on=((Session.id == Audit.session) & _new()))
    return _worked(mine, HOUR, since, fn.SUM(Audit.facts) > 0)


def known(sessions: Collection[int], since: datetime, until: datetime | None = None) -> list[Known]:
    """These sessions with what they did since a moment, and until another, the last first."""
    did = (fn.MIN(Audit.at), fn.MAX(Audit.at), fn.SUM(Audit.facts))
    query: Any = Audit.select(Session.id, Session.person, *did, Session.device, _new())
    query = query.join(Session, on=(Session.id == Audit.session))
    query = query.where((Audit.at >= since) & Audit.session.in_(list(sessions)))
    query = query.where(Audit.at < until) if until else query
    query = query.group_by(Session.id, Session.person, Session.device).order_by(fn.MAX(Audit.at).desc())
    return [Known(*row) for row in query.tuples()]


def sessions_between(since: datetime, until: datetime) -> set[int]:
    """The sessions that changed anything from one moment until another."""
    query: Any = Audit.select(Audit.session).where(Audit.session.is_null(False))
    mine = (Audit.at >= since) & (Audit.at < until) & (Audit.facts > 0)
    return {row[0] for row in query.where(mine).distinct().tuples()}


def kinds(sessions: Collection[int], since: datetime, until: datetime | None = None) -> dict[int, list[str]]:
    """The kinds of what each of these sessions did in the same time, that of the most rows first."""
    facts = fn.SUM(Audit.facts)
    query: Any = Audit.select(Audit.session, Audit.kind).order_by(facts.desc(), Audit.kind)
    query = query.where((Audit.at >= since) & Audit.session.in_(list(sessions)))
    query = query.where(Audit.at < until) if until else query
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


def reversals_of(person: int, since: datetime) -> list[Any]:
    """The reversals, from a moment on, of what was written in sessions of somebody, the oldest first."""
    mine = Session.select(Session.id).where(Session.person == person)
    here = Reversal.session.in_(mine) & (Reversal.at >= since)
    return list(Reversal.select().where(here).order_by(Reversal.id))
