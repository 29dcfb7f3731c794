"""`ejournal import class_list`: every sample of a school against what a person read in it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ejournal.importing import class_list, tables
from ejournal.importing.class_list import ClassList, Pupil
from tests.commands import run
from tests.importing.files import SAMPLES, text
from tests.importing.lists import TODAY

Said = pytest.CaptureFixture[str]
FILES = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"]
EXPECTED = {name: told for name, told in FILES.items() if told["kind"] == "class_list"}
NOT_TOLD = {"quirks", "notes"}
SHEETS = "02_списки_5-9_классов.xlsx"


def report(capsys: Said, file: Path, *options: str) -> dict[str, Any]:
    assert run(["import", "class_list", str(file), "--dry-run", "--json", *options]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("sample", EXPECTED)
def test_a_sample_is_understood_as_a_person_reads_it(sample: str, capsys: Said) -> None:
    expected = {name: value for name, value in EXPECTED[sample].items() if name not in NOT_TOLD}
    assert report(capsys, SAMPLES / sample) == expected


def test_there_are_three_samples() -> None:
    assert len(EXPECTED) == 3


@pytest.fixture(scope="module")
def sheets() -> ClassList:
    return class_list.understand(tables.read((SAMPLES / SHEETS).read_bytes()), 2026, TODAY, None)


def noted(found: ClassList, number: int) -> tuple[dict[str, Any], Pupil]:
    """One of the notes about the file of sheets, and the pupil of its row."""
    note = EXPECTED[SHEETS]["notes"][number]
    place = {"sheet": note["sheet"], "row": note["row"]}
    (pupil,) = (pupil for pupil in found.pupils if pupil.line.table.place(pupil.line.row) == place)
    return note, pupil


def test_what_is_noted_about_the_file_of_sheets_is_seven_things() -> None:
    assert len(EXPECTED[SHEETS]["notes"]) == 7


def test_a_guardian_is_a_guardian_in_the_column_of_the_mother(sheets: ClassList) -> None:
    note, pupil = noted(sheets, 0)
    (guardian,) = pupil.guardians
    assert (guardian.full, guardian.relation) == (note["expected_representative"], "опекун")


def test_of_two_phones_the_first_is_taken(sheets: ClassList) -> None:
    note, pupil = noted(sheets, 1)
    assert pupil.guardians[0].phone == note["expected_phone"]


def test_a_pupil_may_have_no_patronymic_and_its_sex_is_not_guessed(sheets: ClassList) -> None:
    note, pupil = noted(sheets, 2)
    assert (pupil.full, pupil.patronymic, pupil.sex) == (note["expected_fio"], "", None)


@pytest.mark.parametrize("number", [3, 4])
def test_namesakes_are_two_pupils(sheets: ClassList, number: int) -> None:
    note, pupil = noted(sheets, number)
    assert (pupil.full, pupil.birth_date) == (note["expected_fio"], date.fromisoformat(note["birth_date"]))


def test_a_patronymic_may_be_of_two_words(sheets: ClassList) -> None:
    note, pupil = noted(sheets, 5)
    assert (pupil.surname, pupil.name, pupil.patronymic, pupil.sex) == (
        "Мамедов",
        "Эльдар",
        note["expected_patronymic"],
        "m",
    )


def test_a_name_in_capitals_is_written_as_names_are(sheets: ClassList) -> None:
    note, pupil = noted(sheets, 6)
    assert pupil.full == note["expected_fio"]


def test_the_mother_and_the_father_have_their_own_phones(sheets: ClassList) -> None:
    first = sheets.pupils[0]
    assert [(guardian.relation, guardian.phone) for guardian in first.guardians] == [
        ("мать", "+79450141439"),
        ("отец", "+79450133520"),
    ]


def test_one_sheet_of_a_workbook_is_taken(capsys: Said) -> None:
    found = report(capsys, SAMPLES / SHEETS, "--sheet", "7кл")
    assert (found["per_class"], found["header_rows"], "layout" in found) == ({"7": 22}, [5, 6], False)


def test_the_class_is_told_to_the_command_when_the_file_is_silent(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "Список.csv"
    file.write_text("ФИО;Дата рождения\nИванова Анна Петровна;14.03.2013\n", encoding="utf-8")
    assert report(capsys, file, "--class", "7А")["per_class"] == {"7А": 1}
    assert run(["import", "class_list", str(file), "--dry-run"]) == 1
    assert "В файле не сказано, какой это класс." in capsys.readouterr().err


def test_the_report_is_read_in_russian(capsys: Said) -> None:
    assert run(["import", "class_list", str(SAMPLES / SHEETS), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Список обучающихся, 2026/2027 учебный год."
    assert lines[1].startswith("Графы: «№ п/п» — номер, «Ф.И.О. обучающегося» — ФИО, «Дата рождения»")
    assert "Понято: 80 учеников из 84 строк. Представителей: 137, на бумажной форме: 3." in lines
    assert "  7 класс — 22" in lines
    assert "Не загружается строк: 4." in lines
    (told,) = (line for line in lines if line.startswith("Пол не указан, и по отчеству его не видно: 1 ("))
    assert len(told.partition("(")[2].split()) == 2  # the surname and the name of the pupil
    assert lines[-1] == (
        "Замечание — лист «7кл», строка 14 (Земцова Мария Григорьевна), Телефон «2-14-36»: "
        "телефон не содержит 10 цифр: местный номер нельзя привести к виду +7."
    )


@pytest.mark.parametrize(
    ("title", "year"),
    [("Списки на 2030-2031 учебный год", 2030), ("Список на 01.09.2031", 2031), ("Список", 2026)],
)
def test_the_school_year_is_that_of_the_title(tmp_path: Path, capsys: Said, title: str, year: int) -> None:
    file = tmp_path / "Список.csv"
    rows = [(title, ""), ("ФИО", "Дата рождения"), ("Иванова Анна Петровна", "14.03.2013")]
    file.write_text(text(rows, ";"), encoding="utf-8")
    run(["import", "class_list", str(file), "--dry-run", "--class", "7А"])
    first = capsys.readouterr().out.splitlines()[0]
    assert first == f"Список обучающихся, {year}/{year + 1} учебный год."
