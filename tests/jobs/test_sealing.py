"""The access log is sealed every few minutes, beside the server."""

import logging
import threading
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from peewee import OperationalError

from ejournal.clock import Clock
from ejournal.db import connected
from ejournal.jobs import sealing
from ejournal.models.audit import Audit, note_access
from ejournal.services import audit
from ejournal.services.verify import verify
from tests.school import ZONE, School, at

CLOCK = Clock(ZoneInfo("Europe/Moscow"))
SECONDS = 20


class EndOfTest(BaseException):
    """Raised in the thread of the job, which otherwise runs as long as the server."""


def expected_end(hook: threading.ExceptHookArgs) -> None:
    if hook.exc_type is not EndOfTest:
        threading.__excepthook__(hook)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses the job made; time does not pass, and the thread ends at the third."""
    made: list[float] = []

    def sleep(seconds: float) -> None:
        made.append(seconds)
        if len(made) == 3:
            raise EndOfTest

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(threading, "excepthook", expected_end)
    return made


def run() -> None:
    """Start the job as the server does, and wait for the end of its thread."""
    before = set(threading.enumerate())
    sealing.start(CLOCK)
    for thread in set(threading.enumerate()) - before:
        assert thread.daemon
        thread.join(SECONDS)
        assert not thread.is_alive()


def seals() -> list[int]:
    return [entry.facts for entry in Audit.select().where(Audit.kind == "access.seal").order_by(Audit.id)]


def read_something() -> None:
    note_access(at("9:40"), None, "teacher", "read", "lesson.page", 4)


def test_what_was_read_is_sealed(school: School, pauses: list[float]) -> None:
    read_something()
    read_something()
    run()
    assert seals() == [2]
    assert verify(ZONE) == []


def test_it_pauses_first_so_that_a_start_costs_nothing(school: School, pauses: list[float]) -> None:
    read_something()
    pauses.extend([0, 0])
    run()
    assert seals() == []


def test_a_pause_is_some_minutes(school: School, pauses: list[float]) -> None:
    run()
    assert {60 <= pause <= 600 for pause in pauses} == {True}


@pytest.mark.parametrize("problem", [OperationalError("database is locked")])
def test_a_database_that_is_busy_stops_one_round_only(
    school: School,
    pauses: list[float],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    problem: Exception,
) -> None:
    read_something()
    monkeypatch.setattr(sealing, "seal_access_log", failing_once(problem))
    with caplog.at_level(logging.WARNING, "ejournal"):
        run()
    assert seals() == [1]
    assert "not sealed" in caplog.text


def failing_once(problem: Exception) -> Callable[[object], int]:
    problems = [problem]

    def seal(now: object) -> int:
        if problems:
            raise problems.pop()
        with connected():
            return audit.seal_access_log(at("10:00"))

    return seal
