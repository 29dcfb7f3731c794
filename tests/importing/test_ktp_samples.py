"""`ejournal import ktp`: every sample of a school, through the command, against what a person read in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import run
from tests.importing.files import SAMPLES, Rows, sheet_data, workbook

Said = pytest.CaptureFixture[str]
FILES = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"]
EXPECTED = {name: told for name, told in FILES.items() if told["kind"] == "ktp"}
# What is not in a file: the teacher and the hours of file 11 (its own note says so).
ABSENT = {"quirks", "notes"}
AT_LOADING = {"teacher", "hours_per_week", "hours_declared", "hours_by_plan"}
CHOSEN_AT_LOADING = {"11_КТП_окружающий_мир_4.csv": AT_LOADING}


def told(capsys: Said, file: Path, *options: str) -> dict[str, Any]:
    assert run(["import", "ktp", str(file), "--dry-run", "--json", *options]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.fixture(params=EXPECTED)
def sample(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_sample_is_understood_as_a_person_reads_it(sample: str, capsys: Said) -> None:
    skipped = ABSENT | CHOSEN_AT_LOADING.get(sample, set())
    expected = {name: value for name, value in EXPECTED[sample].items() if name not in skipped}
    assert told(capsys, SAMPLES / sample, "--year", "2026") == expected


def test_there_are_five_samples() -> None:
    assert len(EXPECTED) == 5


def test_a_sample_is_known_by_its_content_whatever_it_is_called(
    sample: str, tmp_path: Path, capsys: Said
) -> None:
    other = tmp_path / "КТП.jpg"
    other.write_bytes((SAMPLES / sample).read_bytes())
    found = told(capsys, other, "--year", "2026")
    same = ("format", "lessons", "sections", "first_topic", "last_date", "report")
    assert {name: found[name] for name in same} == {name: EXPECTED[sample][name] for name in same}


def test_an_old_excel_file_says_the_same_as_the_new_one(capsys: Said) -> None:
    expected = EXPECTED["10_КТП_физика_7.xlsx"] | {"format": "xls"}
    found = told(capsys, SAMPLES / "physics_7.xls")
    assert found == {name: value for name, value in expected.items() if name not in ABSENT}


def test_what_a_file_does_not_say_is_told_to_the_command(capsys: Said) -> None:
    file = SAMPLES / "11_КТП_окружающий_мир_4.csv"
    found = told(capsys, file, "--subject", "Окружающий мир (проект)", "--class", "4Б")
    assert (found["subject"], found["classes"]) == ("Окружающий мир (проект)", ["4Б"])


def test_days_without_a_year_are_of_the_year_that_is_named(capsys: Said) -> None:
    found = told(capsys, SAMPLES / "12_КТП_английский_7.txt", "--year", "2030")
    assert (found["first_date"], found["last_date"]) == ("2030-09-01", "2031-05-21")


def test_a_file_that_names_its_school_year_needs_no_option(capsys: Said) -> None:
    found = told(capsys, SAMPLES / "08_КТП_алгебра_8.docx")
    assert (found["first_date"], found["last_date"]) == ("2026-09-01", "2027-05-21")


def two_plans(folder: Path) -> Path:
    file = folder / "Физика.xlsx"
    head = ("№", "Тема")
    seventh: Rows = [head, (1, "Рычаги"), (2, "Блоки")]
    eighth: Rows = [head, (1, "Линзы")]
    file.write_bytes(workbook({"7 класс": sheet_data(seventh), "8 класс": sheet_data(eighth)}))
    return file


def test_two_plans_in_a_workbook_are_noticed(tmp_path: Path, capsys: Said) -> None:
    found = told(capsys, two_plans(tmp_path))
    reason = "на этом листе счёт уроков начат заново: если это другой план, загрузите листы по одному"
    place = {"sheet": "8 класс", "row": 2}
    assert found["report"] == [place | {"severity": "warning", "field": "№", "value": "1", "reason": reason}]


def test_one_sheet_of_a_workbook_is_taken(tmp_path: Path, capsys: Said) -> None:
    file = two_plans(tmp_path)
    found = told(capsys, file, "--sheet", "8 Класс")
    assert (found["sheets"], found["first_topic"], found["report"]) == (["8 класс"], "Линзы", [])
    assert run(["import", "ktp", str(file), "--dry-run", "--sheet", "9"]) == 1
    assert "Листа «9» в файле нет. Есть: «7 класс», «8 класс»." in capsys.readouterr().err
    text = SAMPLES / "12_КТП_английский_7.txt"
    assert run(["import", "ktp", str(text), "--dry-run", "--sheet", "9"]) == 1
    assert "Есть: файл без листов." in capsys.readouterr().err


def test_a_plan_of_errors_alone_is_told(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("№;Тема;Часы\n1;;1\n", encoding="utf-8")
    assert run(["import", "ktp", str(file), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Не загружается — строка 2, Тема: тема урока не указана (Положение, п. 3.6)."
    )


def test_the_report_is_read_in_russian(capsys: Said) -> None:
    assert run(["import", "ktp", str(SAMPLES / "10_КТП_физика_7.xlsx"), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "КТП: Физика, 7 класс, 2026/2027 учебный год."
    assert lines[1].startswith(
        "Графы: «№ п/п» — номер урока, «Раздел, тема урока» — тема, «Количество часов (всего)»"
    )
    assert lines[2] == "Не загружаются графы: «№ в теме»."
    assert lines[3] == "Понято: 68 тем, 68 уроков, контрольных: 4, лабораторных: 11. Разделов: 6."
    assert lines[4] == "  Физика и её роль в познании окружающего мира — 6 ч"
    assert lines[-2] == "Даты: с 01.09.2026 по 18.05.2027."
    assert lines[-1] == (
        "Замечание — лист «КТП», строка 57, Дата (план) «23.02.2027»: нерабочий праздничный день."
    )


def test_a_plan_without_a_remark_says_so(capsys: Said) -> None:
    assert run(["import", "ktp", str(SAMPLES / "08_КТП_алгебра_8.docx"), "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("Замечаний нет.\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere.docx", "такого файла нет"), (".", "это папка"), ("/dev/zero", "это устройство")],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, capsys: Said, name: str, said: str) -> None:
    assert run(["import", "ktp", str(tmp_path / name), "--dry-run"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["класс", "x.docx"],
            "Таких сведений, «класс», нет, есть: ktp, curriculum, timetable, class_list, staff.",
        ),
        (["ktp"], "Не хватает: ФАЙЛ."),
        (["ktp", "x.docx", "--year", "26"], "«26» не год, нужны четыре цифры"),
        (["ktp", "x.docx", "--year", "0000"], "«0000» не год"),
    ],
)
def test_a_mistake_in_the_command_is_told_in_russian(capsys: Said, options: list[str], said: str) -> None:
    with pytest.raises(SystemExit):
        run(["import", *options])
    assert said in capsys.readouterr().err
