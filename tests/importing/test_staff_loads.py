"""What a teacher teaches: classes in lists and ranges, groups, hours; what cannot be read is told."""

from datetime import date

import pytest

from ejournal.importing.classes import classes
from tests.importing.files import Rows
from tests.importing.lists import ANNA, SNILS, employed, loads, told

HEAD = ("ФИО", "СНИЛС", "Предмет", "Классы", "Часы")


def of(classes: str, hours: str = "6") -> tuple[list[tuple[str, str, float]], list[tuple[str, str, str]]]:
    """Class, group and hours of the loads of one row; its remarks."""
    found = employed([HEAD, (ANNA, SNILS, "Физика", classes, hours)])
    return [load[1:] for load in loads(found.employees[0])], told(found.remarks)


@pytest.mark.parametrize(
    ("typed", "classes"),
    [
        ("7", ["7"]),
        ("5, 9, 11", ["5", "9", "11"]),
        ("5; 9", ["5", "9"]),
        ("5 и 9", ["5", "9"]),
        ("9–11", ["9", "10", "11"]),
        ("9 - 11 кл.", ["9", "10", "11"]),
        ("1-2, 5", ["1", "2", "5"]),
        ("5А, 5 «Б»", ["5А", "5Б"]),
        ("5а, б, 6в", ["5А", "5Б", "6В"]),
        ("5АБ", ["5А", "5Б"]),
        ("7А-7В", ["7А", "7Б", "7В"]),
        ("7а–в классы", ["7А", "7Б", "7В"]),
        ("7\n8", ["7", "8"]),
        ("7, 7", ["7"]),
        ("5A", ["5А"]),
    ],
)
def test_classes_are_read_as_they_are_typed(typed: str, classes: list[str]) -> None:
    found, remarks = of(typed)
    assert ([name for name, _, _ in found], remarks) == (classes, [])


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("7 (2 гр.), 8", [("7", "2"), ("8", "")]),
        ("6, 7 (1 гр.)", [("6", ""), ("7", "1")]),
        ("7А (подгруппа 2)", [("7А", "2")]),
        ("7А 1 подгр.", [("7А", "1")]),
        ("7 (1-я группа)", [("7", "1")]),
    ],
)
def test_a_class_may_be_a_group_of_it(typed: str, groups: list[tuple[str, str]]) -> None:
    found, remarks = of(typed)
    assert ([(name, group) for name, group, _ in found], remarks) == (groups, [])


def test_a_group_has_a_column_of_its_own() -> None:
    found = employed([(*HEAD, "Подгруппа"), (ANNA, SNILS, "Физика", "7", "3", "2")])
    assert loads(found.employees[0]) == [("Физика", "7", "2", 3.0)]


@pytest.mark.parametrize(
    ("classes", "hours", "each"),
    [
        ("7", "2", [2.0]),
        ("7", "0,5", [0.5]),
        ("7", "2 ч", [2.0]),
        ("7, 8, 9", "6", [2.0, 2.0, 2.0]),
        ("5А (5 ч), 6Б (6 ч)", "11", [5.0, 6.0]),
        ("5А (5 ч), 6Б", "11", [5.0, 6.0]),
        ("5А (5 ч), 6Б (6 ч)", "", [5.0, 6.0]),
    ],
)
def test_hours_are_those_of_the_row_in_equal_parts_unless_they_are_said(
    classes: str, hours: str, each: list[float]
) -> None:
    found, remarks = of(classes, hours)
    assert ([amount for _, _, amount in found], remarks) == (each, [])


def test_what_is_shared_is_marked_so() -> None:
    (person,) = employed([HEAD, (ANNA, SNILS, "Физика", "7, 8 (3 ч), 9", "5")]).employees
    assert [(load.hours, load.shared) for load in person.loads] == [(1.0, 2), (3.0, 1), (1.0, 2)]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (
            ("Физика", "седьмой", "2"),
            "Классы",
            "классы не распознаны: нужно «5, 9, 11», «1–8» или «7 (2 гр.)»",
        ),
        (("Физика", "7 (2)", "2"), "Классы", "классы не распознаны: нужно «5, 9, 11», «1–8» или «7 (2 гр.)»"),
        (("Физика", "7–12", "2"), "Классы", "классы не распознаны: нужно «5, 9, 11», «1–8» или «7 (2 гр.)»"),
        (("Физика", "", "2"), "Классы", "не указаны классы"),
        (("", "7", "2"), "Предмет", "не указан предмет"),
        (("Физика", "7", "два"), "Часы", "часы записаны не числом"),
        (("Физика", "7", "61"), "Часы", "часов в строке больше 60"),
    ],
)
def test_a_load_that_cannot_be_read_is_told_and_the_person_stays(
    row: tuple[str, ...], field: str, reason: str
) -> None:
    found = employed([HEAD, (ANNA, SNILS, *row)])
    assert [loads(person) for person in found.employees] == [[]]
    assert told(found.remarks) == [("warning", field, f"нагрузка этой строки не загружается: {reason}")]


@pytest.mark.parametrize(
    ("classes", "hours", "field", "reason"),
    [
        ("7", "", "Часы", "часы не указаны"),
        ("5А (5 ч), 6Б (6 ч)", "12", "Часы", "часов 12, а по классам 11; верны часы классов"),
    ],
)
def test_doubtful_hours_are_told(classes: str, hours: str, field: str, reason: str) -> None:
    found, remarks = of(classes, hours)
    assert found != []
    assert remarks == [("warning", field, reason)]


def test_classes_that_excel_took_for_a_date_are_classes_again() -> None:
    rows: Rows = [HEAD, (ANNA, SNILS, "Физика", date(2026, 9, 5), 5), ("", "", "Химия", 8, 2)]
    found = employed(rows, excel=True)
    assert [name for _, name, _, _ in loads(found.employees[0])] == ["5", "6", "7", "8", "9", "8"]
    reason = "Excel принял классы за дату или число; прочитано: 5, 6, 7, 8 и 9"
    assert told(found.remarks) == [("warning", "Классы", reason)]


def test_classes_that_excel_took_for_a_number_are_classes_again() -> None:
    assert [part.class_name for part in classes(5.6)] == ["5", "6"]


def test_a_cell_of_several_lines_is_as_many_loads() -> None:
    rows: Rows = [HEAD, (ANNA, SNILS, "Русский язык\nЛитература", "5, 9\n5", "10\n3")]
    (person,) = employed(rows, excel=True).employees
    assert loads(person) == [
        ("Русский язык", "5", "", 5.0),
        ("Русский язык", "9", "", 5.0),
        ("Литература", "5", "", 3.0),
    ]


def test_a_list_without_classes_says_so_once() -> None:
    found = employed([("ФИО", "СНИЛС", "Предмет"), (ANNA, SNILS, "Физика"), ("", "", "Химия")])
    assert told(found.remarks) == [
        ("warning", "Классы", "в файле нет графы «Классы»: нагрузка не загружается")
    ]
