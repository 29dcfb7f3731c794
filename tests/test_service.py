"""The application of a school, from `serve` and from wsgi.py alike: nothing is served half guarded."""

import runpy
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import waitress

from ejournal import migrations, ports, service
from ejournal.config import ConfigError
from ejournal.jobs import sealing
from tests.commands import run
from tests.engines import disconnect, using
from tests.test_cli import Said, lose_a_guard
from tests.test_config import of_a_school

DEMO_ONLY = [
    ("EJOURNAL_SECRET_KEY", "demo-secret-known-to-everybody"),
    ("EJOURNAL_CLOCK_SHIFT", "60"),
    ("EJOURNAL_ESIA_URL", "http://127.0.0.1:8001"),
    ("EJOURNAL_ESIA_URL", "http://esia.example.ru"),
    ("EJOURNAL_ZONE", "Mars/Base"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return of_a_school(tmp_path_factory.mktemp("school"))


@pytest.fixture
def served(made: dict[str, str], school_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A school's environment over the small school."""
    for name, value in (made | {"EJOURNAL_DATABASE": school_url}).items():
        monkeypatch.setenv(name, value)
    return school_url


@pytest.fixture
def school_without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of these tests are not GOST, no thread is to run, and the application is a stub."""
    monkeypatch.setattr(sealing, "start", lambda clock: None)
    monkeypatch.setattr(service, "create_app", lambda config, clock: (config, clock))
    monkeypatch.setattr(service, "self_check", lambda settings: None)


@pytest.fixture
def server(school_without_keys: None, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would have been served; nothing listens and no thread runs."""
    started: list[dict[str, Any]] = []

    def create(app: Any, **options: Any) -> SimpleNamespace:
        return SimpleNamespace(run=lambda: started.append({"app": app, **options}))

    monkeypatch.setattr(ports, "take", lambda host, *wanted: [(host, port) for port, _ in wanted])
    monkeypatch.setattr(waitress, "create_server", create)
    return started


def test_serve_refuses_keys_that_cannot_sign_for_esia(served: str, capsys: Said) -> None:
    assert run(["serve"]) == 1
    assert "ГОСТ Р 34.10-2012" in capsys.readouterr().err


def test_serve_listens_on_this_machine_alone_unless_told(served: str, server: list[dict[str, Any]]) -> None:
    assert run(["serve"]) == 0
    assert run(["serve", "--host", "192.0.2.1", "--port", "80"]) == 0
    assert [one["sockets"] for one in server] == [[("127.0.0.1", 8000)], [("192.0.2.1", 80)]]


@pytest.mark.usefixtures("school_without_keys")
def test_serve_on_a_busy_port_names_it_in_one_line_and_ends_with_one(served: str, capsys: Said) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert f"Порт {port} занят" in said.err and "--port" in said.err
    assert said.out == ""


@pytest.mark.usefixtures("school_without_keys")
def test_serve_at_an_address_of_another_computer_says_so(served: str, capsys: Said) -> None:
    for host in ("192.0.2.1", "no-such-host.invalid"):
        assert run(["serve", "--host", host]) == 1
        assert f"На адресе {host} слушать нельзя" in capsys.readouterr().err


@pytest.mark.usefixtures("school_without_keys")
def test_ctrl_c_ends_a_served_school_quietly(
    served: str, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def interrupt(host: str, *wanted: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ports, "take", interrupt)
    assert run(["serve"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_served_school_lives_by_the_true_clock(served: str, server: list[dict[str, Any]]) -> None:
    run(["serve"])
    _, clock = server[0]["app"]
    assert clock.shift == timedelta(0)


def test_serve_refuses_a_database_that_is_behind(
    served: str,
    server: list[dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
) -> None:
    behind = f"sqlite:///{tmp_path / 'behind.db'}"
    monkeypatch.setenv("EJOURNAL_DATABASE", behind)
    with using(behind):
        assert migrations.pending() != []
    assert run(["serve"]) == 1
    assert "ejournal migrate" in capsys.readouterr().err
    assert server == []


def test_serve_refuses_a_database_whose_facts_are_not_guarded(
    served: str, server: list[dict[str, Any]], capsys: Said
) -> None:
    name = lose_a_guard(served)
    assert run(["serve"]) == 1
    said = capsys.readouterr().err
    assert f"Нет защиты от изменения: {name}; выполните ejournal migrate" in said
    assert server == []
    run(["migrate"])
    assert run(["serve"]) == 0


@pytest.fixture
def wsgi(server: list[dict[str, Any]]) -> Callable[[], Any]:
    """What a WSGI server would serve: the module is run anew, as it is in every process."""
    return lambda: runpy.run_path(str(Path(__file__).parents[1] / "wsgi.py"))["app"]


def test_a_wsgi_server_gets_the_application_that_serve_serves(served: str, wsgi: Callable[[], Any]) -> None:
    try:
        config, clock = wsgi()
    finally:
        disconnect()
    assert (config.database_url, clock.shift) == (served, timedelta(0))


@pytest.mark.parametrize(("name", "value"), DEMO_ONLY)
def test_a_wsgi_server_gets_nothing_that_serve_would_refuse(
    served: str, wsgi: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=name):
        wsgi()


def test_a_wsgi_server_gets_no_journal_without_its_guards(served: str, wsgi: Callable[[], Any]) -> None:
    name = lose_a_guard(served)
    try:
        with pytest.raises(ConfigError, match=name):
            wsgi()
    finally:
        disconnect()


@pytest.mark.parametrize(("name", "value"), DEMO_ONLY)
def test_serve_refuses_what_is_good_for_a_demo_only(
    served: str,
    server: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Said,
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert run(["serve"]) == 1
    assert name in capsys.readouterr().err
    assert server == []
