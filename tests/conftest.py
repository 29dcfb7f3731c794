"""Both engines for every test that uses the database, and what happens where one is missing."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from ejournal.clock import Clock
from ejournal.jobs import imports
from ejournal.migrations import migrate
from tests import school as school_builder
from tests.browsers import chromium_path
from tests.engines import Engine, Postgres, Sqlite, postgres_binaries, postgres_cluster, using
from tests.office import Office, soffice_path
from tests.school import School, at
from tests.test_config import of_a_school

MISSING = "NOT TESTED"


def missing(what: str, remedy: str) -> NoReturn:
    """A failure in CI; elsewhere a skip that the last lines of the run repeat."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing: {remedy}")
    pytest.skip(f"{MISSING}: {what} is missing: {remedy}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])]
    for reason in sorted({reason for reason in reasons if MISSING in reason}):
        text = reason.removeprefix("Skipped: ")
        terminalreporter.write_sep("!", f"{text} ({reasons.count(reason)} tests)", red=True, bold=True)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    binaries = postgres_binaries()
    if binaries is None:
        missing("PostgreSQL", "apt-get install postgresql")
    with postgres_cluster(binaries) as folder:
        yield Postgres(folder)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def database_url(engine: Engine) -> Iterator[str]:
    """A migrated database without rows, the test's own."""
    engine.prepare("migrated", migrate)
    with engine.copied("migrated") as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[str]:
    """The same, connected for the whole test: for tests without HTTP."""
    with using(database_url):
        yield database_url


@pytest.fixture
def school_url(engine: Engine) -> Iterator[str]:
    """A database with the small school of tests/school.py, the test's own."""
    engine.prepare("school", build_school)
    with engine.copied("school") as url:
        yield url


def build_school() -> None:
    migrate()
    school_builder.build()


@pytest.fixture
def school(school_url: str) -> Iterator[School]:
    """The small school, connected for the whole test: for tests without HTTP."""
    with using(school_url):
        yield school_builder.read()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The system's LibreOffice."""
    found = soffice_path()
    if found is None:
        missing("LibreOffice", "apt-get install libreoffice-writer, or set SOFFICE to its path")
    return Office(found, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    found = chromium_path()
    if found is None:
        missing("Chromium", "apt-get install chromium-headless-shell, or set CHROMIUM to its path")
    return found


@pytest.fixture(scope="session")
def school_variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return of_a_school(tmp_path_factory.mktemp("school"))


@pytest.fixture
def environment(school_variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school's environment whose database file is not there yet; its path."""
    for name, value in school_variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("EJOURNAL_DATABASE", f"sqlite:///{tmp_path / 'school.db'}")
    monkeypatch.setattr(Clock, "school_now", lambda clock: at("12:00"))
    return tmp_path / "school.db"


@pytest.fixture
def served(environment: Path, school_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same environment over the small school."""
    monkeypatch.setenv("EJOURNAL_DATABASE", school_url)
    return school_url


@pytest.fixture(autouse=True)
def nobody_beside_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread of the program outlives a test: what it would do is done by the tests that are of it."""
    monkeypatch.setattr(imports, "start", lambda clock: None)
