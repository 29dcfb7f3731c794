"""The cast: a stopped clock, the people of the stand, and servers that really listen on 127.0.0.1."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from ejournal.esia.certs import RS256
from ejournal.esia.demo import demo_settings
from ejournal.esia.stand.app import create_stand
from ejournal.esia.stand.settings import StandPerson

from .journal import JOURNAL, Journal, Maker, make_journal

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class StoppedClock:
    """A wall clock that moves only when told."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


def person(**changes: Any) -> StandPerson:
    fields: dict[str, Any] = {
        "snils": "99901401252",
        "oid": 1000299353,
        "surname": "Ёлкина",
        "name": "Анна",
        "patronymic": "Ивановна",
        "birth_date": date(1985, 3, 8),
        "gender": "F",
        "level": "PR",
        "trusted": True,
        "note": "учитель математики",
        "group": "Учителя",
    }
    return StandPerson(**(fields | changes))


TEACHER = person()
CHILD = person(
    snils="99901401353",
    oid=1000299354,
    surname="Юрьева",
    name="Мария",
    birth_date=date(2014, 9, 1),
    level="KD",
    trusted=False,
    note="5 класс",
    group="Ученики",
)
NO_SNILS = person(
    snils="", oid=1000299355, surname="Ким", name="Ё", patronymic="", note="", group="Посторонние"
)


@pytest.fixture
def people() -> list[StandPerson]:
    return [TEACHER, CHILD, NO_SNILS]


class _Silent(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Keep the test output clean."""


@dataclass
class Server:
    """A WSGI server in a thread, whose app may be replaced while it runs, wholly or under a path."""

    _server: BaseWSGIServer
    _thread: Thread

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(self, app: Any) -> None:
        self._server.app = app

    def divert(self, path: str, other: Any) -> None:
        """Answer by `other` under `path` and as before elsewhere."""
        before = self._server.app
        self.serve(lambda env, start: (other if env["PATH_INFO"].startswith(path) else before)(env, start))

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    listening = make_server("127.0.0.1", 0, lambda *_: [], threaded=True, request_handler=_Silent)
    thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    running = Server(listening, thread)
    yield running
    running.stop()


@pytest.fixture
def make(server: Server, people: list[StandPerson], clock: StoppedClock) -> Maker:
    """A journal and its stand: the algorithm of tokens, the settings of both, a clock that runs ahead."""

    def build(
        alg: str = RS256, stand: dict[str, Any] | None = None, ahead: int = 0, **changes: Any
    ) -> Journal:
        client, of_stand = demo_settings(JOURNAL, server.url, alg)
        server.serve(create_stand(replace(of_stand, **(stand or {})), people, clock))
        return make_journal(replace(client, **changes), lambda: clock() + timedelta(seconds=ahead))

    return build


@pytest.fixture
def journal(make: Maker) -> Journal:
    return make()
