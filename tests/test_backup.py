"""A copy is whole while the journal goes on, verifies against its head, and is not left half-way."""

import resource
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ejournal.db import database
from ejournal.models.audit import Audit
from ejournal.services import lessons
from ejournal.services.verify import verify
from tests.commands import run
from tests.conftest import build_school
from tests.engines import Engine, using
from tests.school import ZONE, at, read

pytestmark = pytest.mark.clause("4.2.5")
PAGE = 4096  # bytes of a page of SQLite
Said = pytest.CaptureFixture[str]


def test_a_copy_verifies_against_the_head_that_stands_beside_it(
    served: str, tmp_path: Path, capsys: Said
) -> None:
    file = tmp_path / "copy.db"
    code = run(["backup", "-o", str(file)])
    if served.startswith("postgres"):
        assert code == 1
        assert "pg_dump" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
        return
    number, head = file.with_name("copy.db.head").read_text().split()
    assert code == 0 and head in capsys.readouterr().out
    with using(f"sqlite:///{file}"):
        assert verify(ZONE, head) == []
        assert Audit.select().count() == int(number)
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db", "copy.db.head"]


@pytest.fixture
def file_school(environment: Path, sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The small school in a file: a copy of a PostgreSQL database is made by its own tools."""
    sqlite.prepare("school", build_school)
    with sqlite.copied("school") as url:
        monkeypatch.setenv("EJOURNAL_DATABASE", url)
        yield url


def test_a_copy_is_taken_while_somebody_writes(file_school: str, tmp_path: Path) -> None:
    with using(file_school):
        school = read()
    path = file_school.removeprefix("sqlite:///")
    written, stop = [0], threading.Event()

    def write() -> None:
        connection = sqlite3.connect(path, timeout=30)
        connection.execute("CREATE TABLE busy (n INTEGER)")
        while not stop.is_set():
            with connection:
                connection.execute("INSERT INTO busy VALUES (?)", (written[0],))
            written[0] += 1
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written[0] < 5:
            stop.wait(0.01)
        assert run(["backup", "-o", str(tmp_path / "copy.db")]) == 0
    finally:
        stop.set()
        writer.join(30)
    copied = sqlite3.connect(tmp_path / "copy.db").execute("SELECT count(*), max(n) FROM busy").fetchone()
    assert 0 < copied[0] == copied[1] + 1 <= written[0]
    with using(f"sqlite:///{tmp_path / 'copy.db'}"):
        lesson = school.lesson("algebra")
        lessons.save_topic(lesson, "Одночлены", 0, by=school.actor("vera"), now=at("9:40"))


def test_a_folder_that_is_not_there_is_told(served: str, tmp_path: Path, capsys: Said) -> None:
    assert run(["backup", "-o", str(tmp_path / "nowhere" / "copy.db")]) == 1
    said = capsys.readouterr().err
    assert "такой папки нет" in said or "pg_dump" in said


Connect = Callable[..., sqlite3.Connection]


def small_disk(connect: Connect) -> Connect:
    """Copies, which are opened without options, have room for ten pages."""

    def limited(name: str, **options: Any) -> sqlite3.Connection:
        connection = connect(name, **options)
        if not options:
            connection.execute("PRAGMA max_page_count = 10")
        return connection

    return limited


def test_a_full_disk_is_told_and_the_older_copy_stays_with_its_head(
    file_school: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    copy, head = tmp_path / "copy.db", tmp_path / "copy.db.head"
    assert run(["backup", "-o", str(copy)]) == 0
    older = copy.read_bytes(), head.read_bytes()
    with using(file_school):
        school = read()
        lessons.save_topic(school.lesson("algebra"), "Одночлены", 0, by=school.actor("vera"), now=at("9:40"))
    monkeypatch.setattr(sqlite3, "connect", small_disk(sqlite3.connect))
    assert run(["backup", "-o", str(copy)]) == 1
    assert "copy.db не записан: на диске нет места" in capsys.readouterr().err
    assert (copy.read_bytes(), head.read_bytes()) == older
    assert list(tmp_path.glob(".ejournal-*")) == []


def test_a_disk_that_breaks_off_is_told_and_leaves_nothing(
    file_school: str, tmp_path: Path, capsys: Said
) -> None:
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, was[1]))
    try:
        assert run(["backup", "-o", str(tmp_path / "copy.db")]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
    assert "copy.db не записан: диск отвечает ошибкой" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name or "ejournal-" in path.name] == []


def test_without_its_head_there_is_no_copy(file_school: str, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "copy.db.head").mkdir()
    assert run(["backup", "-o", str(tmp_path / "copy.db")]) == 1
    assert "copy.db.head не записан: это папка" in capsys.readouterr().err
    assert not (tmp_path / "copy.db").exists()


def test_the_journal_itself_is_not_a_place_for_its_copy(file_school: str, capsys: Said) -> None:
    path = Path(file_school.removeprefix("sqlite:///"))
    before = path.read_bytes()
    assert run(["backup", "-o", str(path)]) == 1
    assert "сама база журнала" in capsys.readouterr().err
    assert path.read_bytes() == before


def first_page(url: str) -> int:
    """The page that the chain begins on."""
    with using(url):
        row = database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'audit'").fetchone()
    return int(row[0])


def test_a_journal_that_cannot_be_read_is_told(file_school: str, tmp_path: Path, capsys: Said) -> None:
    path = Path(file_school.removeprefix("sqlite:///"))
    whole = path.read_bytes()
    root = first_page(file_school)
    path.write_bytes(whole[: (root - 1) * PAGE] + b"\xff" * PAGE + whole[root * PAGE :])
    assert run(["backup", "-o", str(tmp_path / "copy.db")]) == 1
    said = capsys.readouterr().err
    assert "не удаётся прочитать" in said and "Traceback" not in said
    assert not (tmp_path / "copy.db").exists()
