"""Browsers for the tests: people of the cast signed in by real sessions, whose every page is checked."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ejournal import create_app
from ejournal.clock import Clock
from ejournal.config import Config
from ejournal.db import connected
from ejournal.esia.demo import demo_settings
from ejournal.models.audit import AccessLog
from ejournal.models.people import Person
from ejournal.services import settings
from ejournal.services.sessions import open_session
from tests.pages import check_fragment, check_page
from tests.school import BY, MONDAY, ZONE, School, at

BASE = "http://journal.test"
ESIA = "http://esia.test"
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")

T = TypeVar("T")
Fields = Mapping[str, str]


@dataclass(frozen=True)
class StoppedClock(Clock):
    """Both clocks stand at one moment, Monday 23 November 2026, 10:42, until a test moves them."""

    zone: ZoneInfo = ZONE
    hands: list[datetime] = field(default_factory=lambda: [at("10:42")])

    def set(self, time: str, day: date = MONDAY) -> None:
        self.hands[0] = at(time, day)

    def school_now(self) -> datetime:
        return self.hands[0]

    def wall_now(self) -> datetime:
        return self.hands[0]


def make_app(database_url: str, clock: Clock, base_url: str = BASE) -> Flask:
    """The application with the keys of the demo; nobody listens at the address of its ЕСИА."""
    esia, _ = demo_settings(base_url, ESIA)
    config = Config(
        database_url=database_url,
        owner_database_url=database_url,
        secret_key="a secret of the tests, thirty-two signs",
        base_url=base_url,
        zone=ZONE,
        esia=esia,
    )
    return create_app(config, clock)


class Browser:
    """One browser; `token` is that of a live session, None for a stranger."""

    def __init__(self, app: Flask, token: str | None = None, base_url: str = BASE) -> None:
        self.client: FlaskClient = app.test_client()
        self.base_url = base_url
        if token:
            with self.client.session_transaction(base_url=base_url) as cookie:
                cookie["_user_id"] = token
                cookie["_fresh"] = True

    def send(
        self, method: str, path: str, *, htmx: bool = False, headers: Fields | None = None, **body: Any
    ) -> TestResponse:
        """Any request; an unsafe one names its origin, as browsers do, unless `headers` are given."""
        own = {} if method == "GET" else {"Origin": self.base_url}
        sent = dict(own if headers is None else headers) | ({"HX-Request": "true"} if htmx else {})
        answer = self.client.open(
            path, method=method, headers=sent, base_url=self.base_url, buffered=True, **body
        )
        check(answer, htmx)
        return answer

    def get(self, path: str) -> TestResponse:
        return self.send("GET", path)

    def post(self, path: str, data: Any = None) -> TestResponse:
        return self.send("POST", path, data=data)

    def htmx_get(self, path: str) -> TestResponse:
        return self.send("GET", path, htmx=True)

    def htmx_post(self, path: str, data: Any = None) -> TestResponse:
        return self.send("POST", path, data=data, htmx=True)

    def form(self, path: str, action: str | None = None) -> dict[str, str]:
        """What a form of a page would send as it stands; by default the one whose action is the page."""
        return form(self.get(path).text, action or path)


def check(answer: TestResponse, htmx: bool) -> None:
    """Every page is a whole page, every fragment is one root with an id."""
    if answer.mimetype != "text/html" or 300 <= answer.status_code < 400 or not answer.data:
        return
    if htmx and answer.status_code in (200, 422):
        check_fragment(answer.text)
    else:
        check_page(answer.text)


class Forms(HTMLParser):
    """The forms of a page: action and the fields that a browser would send, without buttons."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self._fields: dict[str, str] = {}
        self._name: str | None = None  # of the textarea or the select that is open
        self._area: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name, value = values.get("name"), values.get("value") or ""
        if tag == "form":
            self._fields = {}
            self.found.append((values["action"] or "", self._fields))
        elif tag == "input" and name:
            if values.get("type") not in ("radio", "checkbox") or "checked" in values:
                self._fields[name] = value
        elif tag in ("textarea", "select"):
            self._name, self._area = name, [] if tag == "textarea" else None
        elif tag == "option" and self._name and ("selected" in values or self._name not in self._fields):
            self._fields[self._name] = value

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None and self._name:
            self._fields[self._name] = "".join(self._area).removeprefix("\n")
        if tag in ("textarea", "select"):
            self._name = self._area = None


def form(html: str, action: str) -> dict[str, str]:
    """The fields of the first form with this action."""
    return next(dict(fields) for found, fields in Forms(html).found if found == action)


class Note(NamedTuple):
    """A row of the access log."""

    kind: str
    duty: str
    person: int | None
    endpoint: str
    object_id: int | None


@dataclass
class Web:
    """The application over a school of the test's own, and the clock of both."""

    app: Flask
    clock: StoppedClock
    school: School

    def browser(self, key: str | None = None) -> Browser:
        """The browser of somebody of the cast, signed in now; of a stranger without a key."""
        return Browser(self.app, self.sign_in(self.school[key]) if key else None)

    @connected()
    def sign_in(self, person: int, hours: int = 12) -> str:
        """The token of a new session."""
        return open_session(Person.get_by_id(person), hours, self.clock.wall_now())

    def db(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Do something with the database between requests, never during one."""
        with connected():
            return work(*args, **kwargs)

    def lesson(self, group: str, day: date = MONDAY, number: int | None = None) -> int:
        """The id of a lesson of the school."""
        return int(self.db(self.school.lesson, group, day, number).id)

    def noted(self) -> list[Note]:
        """The access log, oldest first."""
        columns = (getattr(AccessLog, name) for name in Note._fields)
        rows: Any = AccessLog.select(*columns).order_by(AccessLog.id).tuples()
        found: list[tuple[Any, ...]] = self.db(list, rows)
        return [Note(*row) for row in found]

    def settings(self, **values: Any) -> None:
        self.db(settings.change, values, by=BY, now=self.clock.school_now())


@contextmanager
def queries() -> Iterator[list[str]]:
    """The SQL statements that run inside, without those that begin and end transactions."""
    found: list[str] = []

    class Counter(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            statement = str(record.msg[0])
            if statement.startswith(STATEMENTS):
                found.append(statement)

    log, counter = logging.getLogger("peewee"), Counter()
    level, log.propagate = log.level, False
    log.addHandler(counter)
    log.setLevel(logging.DEBUG)
    try:
        yield found
    finally:
        log.removeHandler(counter)
        log.setLevel(level)
        log.propagate = True
