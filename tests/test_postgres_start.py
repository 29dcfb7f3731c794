"""PostgreSQL from nothing: the lines of the README as they stand, and what is said when one was left out."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from ejournal.models.people import Duty
from tests.commands import run
from tests.engines import Engine, postgres_binaries, using
from tests.test_cli import Said

README = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
LINES = [line.removeprefix("sudo -u postgres ") for line in re.findall("^sudo -u postgres .*", README, re.M)]
SETUP, COPY = LINES[:3], LINES[3:]
DUMP, RESTORE = re.findall("^pg_(?:dump|restore) .*", README, re.M)
URLS = dict(re.findall(r"^export (EJOURNAL_(?:OWNER_)?DATABASE)=(postgresql://\S+)", README, re.M))
GRANT = shlex.split(next(iter(re.findall("^ejournal (grant .*)", README, re.M))))
NAMES = {"EJOURNAL_DATABASE", "EJOURNAL_OWNER_DATABASE"}


@pytest.fixture
def folder(postgres: Engine) -> Iterator[Path]:
    """The socket of a cluster that knows no journal, before and after."""
    url = postgres.create("scratch")
    yield Path(parse_qs(urlsplit(url).query)["host"][0])
    postgres.drop(url)
    root = url.replace("/scratch?", "/postgres?")
    with psycopg.connect(root, autocommit=True) as connection:
        for name in ("ejournal", "ejournal_copy"):
            connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute("DROP ROLE IF EXISTS ejournal")
        connection.execute("DROP ROLE IF EXISTS ejournal_owner")


def set_up(folder: Path, lines: list[str]) -> None:
    """Do these lines of the README; a password is asked of the terminal, here of the standard input."""
    binaries = postgres_binaries()
    assert binaries is not None
    for line in lines:
        program, *options = shlex.split(line)
        subprocess.run(
            [binaries / program, *options],
            input="secret\nsecret\n",
            text=True,
            check=True,
            capture_output=True,
            start_new_session=True,
            env=os.environ | {"PGHOST": str(folder), "PGUSER": "postgres"},
        )


def address(folder: Path, name: str) -> str:
    url: str = URLS[name]
    return url.replace("ПАРОЛЬ", "secret").replace("127.0.0.1", "") + f"?host={folder}"


@pytest.fixture
def environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert set(URLS) == NAMES
    for name in URLS:
        monkeypatch.setenv(name, address(folder, name))
    return folder


def test_the_lines_of_the_readme_copy_it_and_the_copy_holds_the_head_taken_before(
    environment: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(environment, SETUP)
    assert run(["init"]) == run(GRANT) == 0
    capsys.readouterr()
    assert run(["verify"]) == 0
    head = re.findall("[0-9a-f]{64}", capsys.readouterr().out)[0]
    assert run(["grant", "--snils", GRANT[2], "--role", "teacher", "--order", "№ 62 от 31.08.2026"]) == 0
    owner, server = (address(environment, f"EJOURNAL_{name}DATABASE") for name in ("OWNER_", ""))
    places = {"/backup": str(tmp_path), '"$EJOURNAL_OWNER_DATABASE"': owner}
    set_up(environment, [placed(DUMP, places)])
    copies = {url: url.replace("/ejournal?", "/ejournal_copy?") for url in (owner, server)}
    set_up(environment, COPY)
    named = re.sub(r"--dbname=\S+", f"--dbname={copies[owner]}", RESTORE)
    set_up(environment, [placed(named, places)])
    monkeypatch.setenv("EJOURNAL_DATABASE", copies[server])
    assert run(["verify", "--head", head]) == 0
    with psycopg.connect(copies[server]) as serving, pytest.raises(psycopg.errors.InsufficientPrivilege):
        serving.execute("UPDATE mark SET value = '5'")


def placed(line: str, places: dict[str, str]) -> str:
    for place, real in places.items():
        line = line.replace(place, real)
    return line


def refused(capsys: Said, command: list[str]) -> str:
    capsys.readouterr()
    assert run(command) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said and said.count("\n") == 1
    return said


def test_the_lines_of_the_readme_make_a_journal_whose_server_owns_nothing(environment: Path) -> None:
    set_up(environment, SETUP)
    assert run(["init"]) == 0
    assert run(GRANT) == 0
    assert run(["verify"]) == 0
    with using(address(environment, "EJOURNAL_DATABASE")):
        assert [duty.role for duty in Duty.select()] == ["administrator"]
    serving = psycopg.connect(address(environment, "EJOURNAL_DATABASE"))
    with serving, pytest.raises(psycopg.errors.InsufficientPrivilege):
        serving.execute("UPDATE mark SET value = '5'")


def test_without_the_database_its_making_is_asked_for(environment: Path, capsys: Said) -> None:
    set_up(environment, SETUP[:2])
    for command in (["init"], ["verify"], GRANT):
        assert "Базы данных «ejournal» на сервере PostgreSQL нет" in refused(capsys, command)


def test_without_the_role_the_server_lets_nobody_in(environment: Path, capsys: Said) -> None:
    assert "не впускает роль «ejournal_owner»" in refused(capsys, ["init"])


def test_without_tables_init_is_asked_for(environment: Path, capsys: Said) -> None:
    set_up(environment, SETUP)
    for command in (["verify"], GRANT):
        said = refused(capsys, command)
        assert "нет таблиц" in said and "ejournal init" in said


def test_a_role_that_owns_nothing_cannot_make_tables_and_is_told_who_can(
    environment: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(environment, SETUP)
    monkeypatch.setenv("EJOURNAL_OWNER_DATABASE", "")
    said = refused(capsys, ["init"])
    assert "Роль «ejournal» не может создавать" in said and "EJOURNAL_OWNER_DATABASE" in said
    assert "ejournal init" not in said


def test_a_role_that_was_given_no_rights_is_told_of_migrate(
    environment: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(environment, SETUP)
    with monkeypatch.context() as alone:
        alone.setenv("EJOURNAL_DATABASE", address(environment, "EJOURNAL_OWNER_DATABASE"))
        assert run(["init"]) == 0
    said = refused(capsys, ["verify"])
    assert "У роли «ejournal» нет прав на таблицы" in said and "ejournal migrate" in said
    assert run(["migrate"]) == 0
    assert run(["verify"]) == 0


def test_without_the_serving_role_init_asks_for_it(environment: Path, capsys: Said) -> None:
    set_up(environment, [SETUP[0], SETUP[2]])
    assert "createuser" in refused(capsys, ["init"])
    set_up(environment, [SETUP[1]])
    assert run(["init"]) == 0


def test_a_server_that_does_not_answer_is_told_by_its_address_without_the_password(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EJOURNAL_DATABASE", "postgresql://ejournal:secret@127.0.0.1:1/ejournal")
    monkeypatch.setenv("EJOURNAL_OWNER_DATABASE", "")
    for command in (["init"], ["verify"]):
        said = refused(capsys, command)
        assert "Сервер PostgreSQL не отвечает" in said and "127.0.0.1:1/ejournal" in said
        assert "secret" not in said
