"""The demo school as it first stands on Monday 23 November 2026, built once a session."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from ejournal.demo import run
from tests import demos
from tests.engines import using

TODAY = date(2026, 11, 23)


def now(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), run.ZONE).replace(hour=15)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demos.prepared(tmp_path_factory, now(TODAY))


@pytest.fixture
def url(built: Path, tmp_path: Path) -> str:
    """A copy of it, the test's own."""
    shutil.copyfile(built, tmp_path / "demo.db")
    return f"sqlite:///{tmp_path / 'demo.db'}"


@pytest.fixture
def demo(url: str) -> Iterator[str]:
    """The copy, connected for the whole test."""
    with using(url):
        yield url


@pytest.fixture(scope="module")
def lived(built: Path) -> Iterator[None]:
    """The built school itself, for tests that only read."""
    with using(f"sqlite:///{built}"):
        yield
