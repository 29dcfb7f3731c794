"""`ejournal import curriculum` and `timetable`: the samples of a school, through the commands."""

import json
from pathlib import Path
from typing import Any

import pytest

from ejournal.importing import curriculum, tables, timetable
from tests.commands import run
from tests.importing.files import SAMPLES, Rows, sheet_data, workbook

Said = pytest.CaptureFixture[str]
FILES = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"]
EXPECTED = {name: entry for name, entry in FILES.items() if entry["kind"] in {"curriculum", "timetable"}}
# Remarks for the reader of expected.json; abbreviations have a test of their own, test_subjects.py.
# A reason that tells the program what to do: people read the same without the order.
TOLD_TO_PEOPLE = {
    "в учебном плане такого предмета нет: не урок; сообщить и не создавать предмет": (
        "в учебном плане такого предмета нет: не урок, предмет не создаётся"
    )
}
ABSENT = {"quirks", "notes", "accepted_unit", "abbreviations"}
GRID, LIST, PLAN = "06_расписание_5-11.xlsx", "07_расписание_1-4.csv", "05_учебный_план.xlsx"


def told(capsys: Said, file: Path, kind: str, *options: str) -> dict[str, Any]:
    assert run(["import", kind, str(file), "--dry-run", "--json", *options]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def expected(sample: str) -> dict[str, Any]:
    """What the sample says, as the command tells it: teachers of groups are in the staff load (file 04)."""
    found = {name: value for name, value in EXPECTED[sample].items() if name not in ABSENT}
    for subjects in found.get("groups", {}).values():
        subjects.update({subject: dict.fromkeys(groups, "") for subject, groups in subjects.items()})
    for remark in found.get("report", ()):
        remark["reason"] = TOLD_TO_PEOPLE.get(remark["reason"], remark["reason"])
    return found


@pytest.mark.parametrize("sample", EXPECTED)
def test_a_sample_is_understood_as_a_person_reads_it(sample: str, capsys: Said) -> None:
    assert told(capsys, SAMPLES / sample, EXPECTED[sample]["kind"], "--year", "2026") == expected(sample)


def test_there_are_three_samples() -> None:
    assert set(EXPECTED) == {PLAN, GRID, LIST}


@pytest.mark.parametrize("sample", EXPECTED)
def test_a_sample_is_known_by_its_content_whatever_it_is_called(
    sample: str, tmp_path: Path, capsys: Said
) -> None:
    other = tmp_path / "файл.jpg"
    other.write_bytes((SAMPLES / sample).read_bytes())
    assert told(capsys, other, EXPECTED[sample]["kind"]) == expected(sample)


def test_the_curriculum_is_read_in_russian(capsys: Said) -> None:
    assert run(["import", "curriculum", str(SAMPLES / PLAN), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "Учебный план, 2026/2027 учебный год.",
        "Понято: 11 классов, всего 315 ч в неделю.",
    ]
    assert lines[6].startswith("  5 класс — 29 ч: Русский язык 5, Литература 3, ")
    assert lines[6].endswith("Информатика 1, Практикум по математике 1, Финансовая грамотность 0,5.")
    assert lines[-1] == "Замечаний нет."


def test_the_grid_is_read_in_russian(capsys: Said) -> None:
    assert run(["import", "timetable", str(SAMPLES / GRID), "--dry-run", "--year", "2030"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Расписание, 2030/2031 учебный год; сетка: строки — дни и уроки, колонки — классы.",
        "Понято: 228 уроков в неделю.",
        "  5 класс — 29: понедельник 5, вторник 6, среда 6, четверг 6, пятница 6.",
    ]
    assert lines[-3:] == [
        "Внеурочные занятия: Разговоры о важном — 7.",
        "По группам: 7 класс, Иностранный язык (английский).",
        "Замечание — лист «I полугодие», строка 39, столбец F, 7 класс «Кл. час (22)»: "
        "в учебном плане такого предмета нет: не урок, предмет не создаётся.",
    ]


def test_the_list_is_read_in_russian(capsys: Said) -> None:
    assert run(["import", "timetable", str(SAMPLES / LIST), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Не загружается — строка 37, Урок «2 класс, среда, 3-й урок: Окружающий мир»: "
        "урок уже занят строкой 36 (Математика); вторая запись не загружается."
    )


def test_one_sheet_of_a_workbook_is_taken(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "Расписание.xlsx"
    head = ("День", "№", "5А", "5Б")
    first: Rows = [head, ("Пн", 1, "Химия", "Физика")]
    second: Rows = [head, ("Пн", 1, "Право", "")]
    file.write_bytes(workbook({"I": sheet_data(first), "II": sheet_data(second)}))
    assert told(capsys, file, "timetable", "--sheet", "II")["lessons_per_class"] == {"5А": 1}
    both = told(capsys, file, "timetable")
    assert (both["accepted"], both["conflicts"], both["sheets"]) == (2, 1, ["I", "II"])
    assert [remark["reason"] for remark in both["report"]] == [
        "урок уже занят строкой 2 листа «I» (Химия); вторая запись не загружается",
        "уроки на этом листе и на других совпадают: если это другое расписание, загрузите листы по одному",
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("curriculum", "В файле не нашлось учебного плана: нужна таблица"),
        ("timetable", "В файле не нашлось расписания: нужна сетка"),
    ],
)
def test_another_file_is_refused_in_words(kind: str, said: str, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Фамилия;Имя\nИванова;Анна\n", encoding="utf-8")
    assert run(["import", kind, str(file), "--dry-run"]) == 1
    assert said in capsys.readouterr().err


def test_the_timetable_gives_each_class_the_hours_of_its_curriculum() -> None:
    """The one difference is that of the note in expected.json: half hours of grade 5 go by half-years."""
    plan = curriculum.understand(tables.read((SAMPLES / PLAN).read_bytes()), 2026)
    planned = {(one.class_name, one.subject): one.per_week for one in plan.hours}
    names = list(dict.fromkeys(one.subject for one in plan.hours))
    taught: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for sample in (GRID, LIST):
        for slot in timetable.understand(tables.read((SAMPLES / sample).read_bytes()), 2026, names).lessons:
            taught.setdefault((slot.class_name, slot.subject), set()).add((slot.weekday, slot.number))
    counted = {pair: float(len(places)) for pair, places in taught.items()}
    assert {pair for pair in planned.keys() | counted.keys() if planned.get(pair) != counted.get(pair)} == {
        ("5", "Финансовая грамотность"),
        ("5", "Духовно-нравственная культура России"),
    }
