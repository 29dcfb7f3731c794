"""A file that asks for all the time or memory there is gets a sentence, and the site goes on."""

import subprocess
import sys

import pytest

from ejournal import ROOT
from ejournal.importing import apart, tables
from ejournal.rules.refusal import Refusal
from tests.importing.files import PLAN, big, docx, html, text

HOSTILE = {
    "comments": "b'<!---->' * 5_000 + b'x'",
    "comments that are never closed": "b'<!-- ' * 200_000",
    "a million paragraphs": "big('<w:p/>' * 1_000_000)",
    "six million paragraphs": "big('<w:p/>' * 6_000_000)",
    "millions of lines": "b'\\n' + b'1;2\\n' * 5_000_000",
    "one line": "b'1' * 19_000_000",
    "wide rows": "b'<table>' + b'<tr><td rowspan=1000 colspan=1000>' * 2_900",
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_neither_hangs_nor_breaks_the_import(made: str) -> None:
    """Read in a process that can be stopped: what hangs inside a regular expression cannot be interrupted."""
    program = (
        "from tests.importing.files import big\n"
        "from ejournal.importing import apart, tables\n"
        "from ejournal.rules.refusal import Refusal\n"
        "apart.LONGEST = 5\n"
        f"try:\n tables.read({made})\n"
        "except Refusal as refusal:\n print(refusal)\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, capture_output=True, timeout=60, cwd=ROOT, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("line", ["1" * 200_000, "1;2\n" * 500 + "1" * 200_000], ids=["alone", "below rows"])
def test_a_line_that_no_sign_divides_is_told(line: str) -> None:
    with pytest.raises(Refusal, match="в одной клетке больше"):
        tables.read(line.encode())


def test_a_long_line_divided_by_one_sign_is_its_cells() -> None:
    cells = ["1" * 100_000, "2" * 100_000]
    (table,) = tables.read(";".join(cells).encode()).tables
    assert list(table.rows[0].cells) == cells


def test_a_document_that_unpacks_into_much_is_told() -> None:
    with pytest.raises(Refusal, match="в распакованном виде больше 30 МБ"):
        tables.read(big("<w:p/>" * 6_000_000))


@pytest.mark.parametrize(
    "data",
    [docx(PLAN), html(PLAN).encode("cp1251"), text(PLAN, ";").encode(), text(PLAN, "\t").encode("utf-16")],
    ids=["docx", "html", "csv", "txt"],
)
def test_a_large_file_is_read_apart_into_the_same(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    small = tables.parsed(data)
    monkeypatch.setattr(tables, "SMALL", 0)
    assert tables.read(data) == small
    monkeypatch.setattr(apart, "LONGEST", 0.001)
    with pytest.raises(Refusal, match="читается дольше"):
        tables.read(data)


def test_a_refusal_of_a_large_file_keeps_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SMALL", 0)
    with pytest.raises(Refusal, match="больше 20000 строк"):
        tables.read("1;Тундра\n".encode() * 20_001)
