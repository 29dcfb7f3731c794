"""`ejournal print`: a paper as a file, registered when it is one that is issued."""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from ejournal.models.papers import IssuedPaper, file_of
from ejournal.models.people import ClassYear
from tests.commands import run
from tests.engines import using
from tests.school import read
from tests.services.steps import rows

Said = pytest.CaptureFixture[str]
VOLUME = ["print", "journal", "--class", "7", "--half", "1"]


def refuse(problem: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(problem, "")

    return fail


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written into a new file goes to /dev/full."""
    make = tempfile.NamedTemporaryFile

    def on_a_full_disk(**how: Any) -> Any:
        file = make(**how)
        os.dup2(full, file.fileno())
        return file

    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", on_a_full_disk)


@pytest.mark.clause("4.2.4")
def test_a_volume_is_printed_and_registered(served: str, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "volume.docx"
    assert run([*VOLUME, "-o", str(file)]) == 0
    said = capsys.readouterr().out
    with using(served):
        (paper,) = rows(IssuedPaper)
        assert (paper.number, paper.duty, paper.by_id) == (1, "command_line", None)
        assert file.read_bytes() == file_of(paper)
        assert paper.text_hash in said and f"В реестре — № 1 за {paper.year} год" in said
    assert Document(str(file)).core_properties.title == paper.title


@pytest.mark.clause("4.2.4")
def test_a_class_is_found_by_its_letter_however_it_is_typed(served: str, tmp_path: Path) -> None:
    with using(served):
        ClassYear.update(letter="А").where(ClassYear.grade == 7).execute()
    for name, code in (("7а", 0), (" 7А ", 0), ("7", 1)):
        assert run(["print", "journal", "--class", name, "--half", "1", "-o", str(tmp_path / "x")]) == code


@pytest.mark.clause("4.2.4")
def test_a_volume_that_cannot_be_written_is_not_registered(served: str, tmp_path: Path, capsys: Said) -> None:
    assert run([*VOLUME, "-o", str(tmp_path / "nowhere" / "volume.docx")]) == 1
    assert "не записан: такой папки нет" in capsys.readouterr().err
    with using(served):
        assert rows(IssuedPaper) == []


@pytest.mark.clause("4.2.4")
@pytest.mark.parametrize(
    ("output", "said"),
    [
        (".", "это папка, а нужно имя файла"),
        ("/dev/full", "это устройство, а нужно имя файла"),
        ("volume.docx/x", "такой папки нет"),
        ("я" * 200, "слишком длинное имя файла"),
    ],
)
def test_a_name_that_no_file_can_have_registers_nothing(
    served: str, tmp_path: Path, capsys: Said, output: str, said: str
) -> None:
    (tmp_path / "volume.docx").write_bytes(b"old")
    assert run([*VOLUME, "-o", str(tmp_path / output)]) == 1
    assert said in capsys.readouterr().err
    with using(served):
        assert rows(IssuedPaper) == []
    assert [path.read_bytes() for path in tmp_path.glob("*.docx")] == [b"old"]


@pytest.mark.clause("4.2.4")
@pytest.mark.parametrize("step", ["os.fsync", "os.write"])
def test_a_full_disk_registers_nothing_and_leaves_no_half_file(
    served: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = tmp_path / "volumes"
    folder.mkdir()
    if step == "os.write":  # /dev/full is a disk without room
        full_disk(monkeypatch)
    else:
        monkeypatch.setattr(step, refuse(errno.ENOSPC))
    assert run([*VOLUME, "-o", str(folder / "volume.docx")]) == 1
    assert "на диске нет места" in capsys.readouterr().err
    monkeypatch.undo()
    assert list(folder.iterdir()) == []
    with using(served):
        assert rows(IssuedPaper) == []


@pytest.mark.clause("4.2.5")
def test_a_paper_that_does_not_get_its_name_is_told_by_its_number(
    served: str, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the older file is open in Word on Windows: the paper is on the disk and registered by then."""
    file = tmp_path / "volume.docx"
    file.write_bytes(b"old")
    monkeypatch.setattr("pathlib.Path.replace", refuse(errno.EACCES))
    assert run([*VOLUME, "-o", str(file)]) == 1
    with using(served):
        (paper,) = rows(IssuedPaper)
        assert file_of(paper) is not None
    said = capsys.readouterr().err
    assert "нет права писать" in said and f"внесён в реестр, № 1 за {paper.year} год: скачайте его" in said
    assert file.read_bytes() == b"old" and list(tmp_path.glob(".ejournal-*")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["print", "journal", "--class", "12", "--half", "1"], "Класса «12» в этом учебном году нет"),
        (["print", "journal", "--class", "7", "--half", "2"], "ещё не началось"),
        (["print", "slip", "--lesson", "999999"], "Урока 999999 нет"),
    ],
)
def test_what_cannot_be_printed_is_told(
    served: str, tmp_path: Path, capsys: Said, arguments: list[str], said: str
) -> None:
    assert run([*arguments, "-o", str(tmp_path / "x.docx")]) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.glob("*.docx")) == []


def test_a_slip_is_printed_and_not_registered(served: str, tmp_path: Path) -> None:
    with using(served):
        lesson = read().lesson("algebra").id
    assert run(["print", "slip", "--lesson", str(lesson), "-o", str(tmp_path / "slip.docx")]) == 0
    assert Document(str(tmp_path / "slip.docx")).tables
    with using(served):
        assert rows(IssuedPaper) == []
