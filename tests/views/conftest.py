"""One application for the whole run, pointed at the school of each test."""

import pytest
from flask import Flask

from ejournal.db import connect_to, connected, database, on_postgres
from tests import school as school_builder
from tests.client import StoppedClock, Web, make_app
from tests.engines import Engine, using
from tests.school import at


@pytest.fixture(scope="session")
def engine(sqlite: Engine) -> Engine:
    """What pages say is tested on SQLite; the sweep of all routes asks for every page on PostgreSQL, and the
    deeds and queries below the pages are tested on both.
    """
    return sqlite


@pytest.fixture(scope="session")
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture(scope="session")
def app(clock: StoppedClock, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application; its own database is never opened: each test points it at another."""
    return make_app(f"sqlite:///{tmp_path_factory.mktemp('app') / 'unused.db'}", clock)


@pytest.fixture
def web(app: Flask, clock: StoppedClock, school_url: str) -> Web:
    """The application over the small school, on Monday 23 November 2026 at 10:42."""
    clock.hands[0] = at("10:42")
    with using(school_url):
        school = school_builder.read()
    connect_to(school_url)
    _spare_the_disk()
    return Web(app, clock, school)


def _spare_the_disk() -> None:
    """A database of one test need not survive a power cut: PostgreSQL's own runs without fsync as well."""
    if not on_postgres():
        with connected():
            database.obj.pragma("synchronous", "off", permanent=True)
