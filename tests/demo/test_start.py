"""`ejournal demo` takes both ports before it says a word; its welcome tells the time and why it is so."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from ejournal.demo import run
from ejournal.ports import PortError
from tests.commands import run as command
from tests.test_cli import Said

DEMO = [
    sys.executable,
    "-c",
    "import sys; from ejournal.cli import main; sys.exit(main(sys.argv[1:]))",
    "demo",
]


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        yield holder.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        return int(holder.getsockname()[1])


def test_a_busy_port_is_named_in_one_line_before_anything_is_built(
    busy: int, free: int, tmp_path: Path, capsys: Said
) -> None:
    arguments = ["demo", "--folder", str(tmp_path / "var"), "--port", str(busy), "--stand-port", str(free)]
    assert command(arguments) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"Порт {busy} занят" in said.err and " PORT=" in said.err
    assert not (tmp_path / "var").exists()


def test_no_journal_is_served_without_its_stand(busy: int, free: int, tmp_path: Path, capsys: Said) -> None:
    arguments = ["demo", "--folder", str(tmp_path / "var"), "--port", str(free), "--stand-port", str(busy)]
    assert command(arguments) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert f"Порт {busy} занят" in said.err and "STAND_PORT=" in said.err
    with socket.create_server(("127.0.0.1", free)):
        pass  # it was let go


def test_one_port_does_not_serve_both(free: int, tmp_path: Path) -> None:
    with pytest.raises(PortError, match=f"Порт {free} занят"):
        run.serve(tmp_path, free, free, None, print)


def _heed_ctrl_c() -> None:
    """A shell starts what runs in its background deaf to Ctrl+C, and so would be the demo."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("day", ["2026-09-02"])
def test_the_demo_says_where_and_when_it_is_and_ctrl_c_ends_it_quietly(
    free: int, tmp_path: Path, day: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        stand_port = holder.getsockname()[1]
    options = ["--folder", str(tmp_path), "--date", day, "--port", str(free), "--stand-port", str(stand_port)]
    with subprocess.Popen(
        [*DEMO, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_heed_ctrl_c,
    ) as demo:
        assert demo.stdout and demo.stderr
        said = ""
        for line in demo.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        with urlopen(f"http://127.0.0.1:{free}/sign-in") as journal:
            page = journal.read().decode()
        demo.send_signal(signal.SIGINT)
        errors = demo.stderr.read()
    assert f"http://127.0.0.1:{free}\n" in said
    assert "День показа выбран при запуске (--date), поэтому часы школы показывают 2 сентября" in said
    assert "день показа выбран при запуске (--date), поэтому часы школы показывают 2 сентября" in page
    assert (demo.returncode, errors) == (0, "")
