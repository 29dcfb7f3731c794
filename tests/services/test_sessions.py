"""Sign-in sessions: what has ended or expired opens nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.people import Person
from ejournal.models.sessions import Session, live_sessions, person_of_session
from ejournal.services import sessions
from tests.school import School, at
from tests.services.steps import last_entry

WALL = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HOURS = 12


def signed_in(school: School, key: str = "vera") -> str:
    return sessions.open_session(Person.get_by_id(school[key]), HOURS, WALL)


def opens(token: str, wall: datetime = WALL) -> int | None:
    found = person_of_session(sessions.token_hash(token), wall, wall.date())
    return found[1] if found else None


def session_of(token: str) -> int:
    return int(Session.get(Session.token_hash == sessions.token_hash(token)).id)


def test_a_session_opens_the_journal_to_its_person(school: School) -> None:
    assert opens(signed_in(school)) == school["vera"]


@pytest.mark.clause("3.5")
def test_the_token_is_stored_nowhere(school: School) -> None:
    token = signed_in(school)
    assert token not in str(list(Session.select().tuples()))
    assert len(token) >= 32


def test_every_session_has_a_token_of_its_own(school: School) -> None:
    assert len({signed_in(school) for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("after", "live"),
    [
        (timedelta(0), True),
        (timedelta(hours=HOURS, seconds=-1), True),
        (timedelta(hours=HOURS), False),
        (timedelta(days=30), False),
    ],
)
def test_a_session_lasts_its_hours(school: School, after: timedelta, live: bool) -> None:
    assert (opens(signed_in(school), WALL + after) is not None) == live


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_an_unknown_token_opens_nothing(school: School, token: str) -> None:
    signed_in(school)
    assert opens(token) is None


def test_the_stored_hash_is_no_token(school: School) -> None:
    assert opens(sessions.token_hash(signed_in(school))) is None


@pytest.mark.clause("3.5")
def test_an_ended_session_opens_nothing_and_the_others_go_on(school: School) -> None:
    ended, other, of_oleg = signed_in(school), signed_in(school), signed_in(school, "oleg")
    sessions.end_session(session_of(ended), WALL)
    assert [opens(token) for token in (ended, other, of_oleg)] == [None, school["vera"], school["oleg"]]


@pytest.mark.clause("3.5")
def test_a_session_ended_twice_keeps_its_first_end(school: School) -> None:
    token = signed_in(school)
    sessions.end_session(session_of(token), WALL)
    sessions.end_session(session_of(token), WALL + timedelta(hours=1))
    assert Session.get().ended_at == WALL


@pytest.mark.clause("4.3.2")
def test_the_administrator_ends_every_session_of_a_person(school: School) -> None:
    tokens = [signed_in(school), signed_in(school), signed_in(school, "oleg")]
    by = school.actor("alla", Role.ADMINISTRATOR)
    sessions.end_sessions_of(Person.get_by_id(school["vera"]), WALL, by=by, now=at("10:00"))
    assert [opens(token) for token in tokens] == [None, None, school["oleg"]]
    entry = last_entry()
    assert (entry.kind, entry.object_id, entry.duty) == ("session.end", school["vera"], "administrator")


def test_live_sessions_are_counted_by_person(school: School) -> None:
    tokens = [signed_in(school), signed_in(school), signed_in(school, "oleg")]
    sessions.end_session(session_of(tokens[0]), WALL)
    assert live_sessions(WALL) == {school["vera"]: 1, school["oleg"]: 1}
    assert live_sessions(WALL + timedelta(hours=HOURS)) == {}
