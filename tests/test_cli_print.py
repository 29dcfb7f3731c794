"""`ejournal print`: a paper as a file, registered when it is one that is issued."""

from pathlib import Path

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


@pytest.mark.clause("4.2.4")
def test_a_volume_is_printed_and_registered(served: str, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "volume.docx"
    assert run([*VOLUME, "-o", str(file)]) == 0
    said = capsys.readouterr().out
    with using(served):
        (paper,) = rows(IssuedPaper)
        assert (paper.number, paper.duty, paper.by_id) == (1, "command_line", None)
        assert file.read_bytes() == file_of(paper.id)
        assert paper.text_hash in said
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
