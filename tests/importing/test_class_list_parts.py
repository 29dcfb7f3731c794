"""п. 4.4.1: what stands under a class list on its sheet is told in one sentence, or read as what it is."""

import pytest

from tests.importing.files import Rows
from tests.importing.lists import ANNA, BORN, HEAD, in_excel, listed, told

pytestmark = pytest.mark.clause("4.4.1")
NUMBERED = ("№", *HEAD)
PETR, OLEG = "Белов Пётр Ильич", "Белов Олег Ильич"
LIST: Rows = [NUMBERED, ("1", ANNA, BORN, "112-233-445 95", "", "")]
GONE = "ниже начинается другая таблица, она не загружается"
FATHER = ("1", "Иванов Пётр Ильич", "председатель", "8 945 015 50 71")


def under(*rows: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The pupils with their classes, and what is said beside missing СНИЛС."""
    found = listed([*LIST, *rows])
    pupils = [(pupil.full, pupil.class_name) for pupil in found.pupils]
    assert len(found.refused) == 0
    return pupils, [one for one in told(found.remarks) if one[1] != "СНИЛС"]


@pytest.mark.parametrize(
    ("rows", "title", "left"),
    [
        (
            [("", "Родительский комитет"), ("№", "ФИО", "Должность", "Телефон"), FATHER],
            "Родительский комитет",
            1,
        ),
        ([("ФИО", "Телефон"), (PETR, "8 945 015 50 71"), (OLEG, "8 945 015 50 72")], "ФИО, Телефон", 2),
        ([("Выбыли",), ("№", "ФИО", "Куда", "Дата"), ("1", PETR, "Школа № 5", "01.10.2026")], "Выбыли", 1),
        ([("Выбыли за год:",), ("1", PETR, BORN)], "Выбыли за год:", 1),
        ([("Выбывшие",), NUMBERED, ("1", PETR, BORN), ("2", OLEG, BORN)], "Выбывшие", 2),
        ([("№", "Тема собрания", "Дата", "Кто"), ("1", "О дисциплине", "12.10.2026", "Иванова М.И.")], "", 1),
    ],
)
def test_another_table_is_not_loaded_and_is_told_once(
    rows: list[tuple[str, ...]], title: str, left: int
) -> None:
    pupils, remarks = under(*rows)
    assert pupils == [(ANNA, "7А")]
    ((severity, field, reason),) = remarks
    assert (severity, field) == ("warning", "Другая таблица")
    assert reason.startswith(f"{GONE}: {left} строк")
    (remark,) = (one for one in listed([*LIST, *rows]).remarks if one.field == "Другая таблица")
    assert remark.value == title or not title


def test_the_rows_of_another_table_are_named_by_their_numbers() -> None:
    committee = [("Родительский комитет",), ("ФИО", "Телефон"), (PETR, "8 945 015 50 71"), (OLEG, "")]
    remarks = [remark for remark in in_excel([*LIST, *committee]).remarks if remark.field == "Другая таблица"]
    assert [dict(remark.place)["row"] for remark in remarks] == [4]
    assert remarks[0].reason == f"{GONE}: 1 строка (5)"


@pytest.mark.parametrize(
    "head",
    [
        NUMBERED,
        ("№ п/п", "Дата рождения", "ФИО ученика"),
        ("№", "Фамилия", "Имя", "Отчество", "Дата рождения"),
        ("ФИО", "Дата рождения"),
    ],
)
def test_the_list_of_another_class_is_read_by_its_own_heading(head: tuple[str, ...]) -> None:
    cells = {"Дата рождения": BORN, "ФИО": PETR, "ФИО ученика": PETR}
    cells |= {"Фамилия": "Белов", "Имя": "Пётр", "Отчество": "Ильич", "№": "1", "№ п/п": "1"}
    row = tuple(cells.get(title, "") for title in head)
    pupils, remarks = under(("Список 7Б класса",), head, row)
    assert (pupils, remarks) == ([(ANNA, "7А"), (PETR, "7Б")], [])


def test_a_list_goes_on_after_another_table_and_after_those_who_left() -> None:
    rows = [("Выбыли",), ("1", PETR, BORN), ("Прибыли",), ("2", OLEG, BORN)]
    assert under(*rows)[0] == [(ANNA, "7А"), (OLEG, "7А")]
    committee = [("Комитет",), ("№", "ФИО", "Телефон"), ("1", PETR, "8 945 015 50 71")]
    assert under(*committee, ("Список 7Б класса",), NUMBERED, ("1", OLEG, BORN))[0] == [
        (ANNA, "7А"),
        (OLEG, "7Б"),
    ]


def test_a_heading_typed_once_more_and_a_pupil_with_a_strange_note_change_nothing() -> None:
    rows = [NUMBERED, ("2", PETR, BORN, "", "", ""), ("", OLEG, BORN, "", "", "")]
    assert under(*rows) == ([(ANNA, "7А"), (PETR, "7А"), (OLEG, "7А")], [])


def test_a_remark_names_the_person_of_its_row() -> None:
    """п. 4.3.1: the row is known by its number alone; the name is not said twice."""
    rows = [
        NUMBERED,
        ("1", PETR, "", "", "", ""),
        ("2", OLEG, "33.01.2013", "", "", ""),
        ("3", "Белов", BORN),
    ]
    said = [remark.words() for remark in listed(rows).remarks if remark.severity == "error"]
    assert said == [
        f"Не загружается — строка 2 ({PETR}), Дата рождения: нет даты рождения.",
        f"Не загружается — строка 3 ({OLEG}), Дата рождения «33.01.2013»: такого дня в календаре нет.",
        "Не загружается — строка 4, ФИО «Белов»: нет имени: нужны фамилия и имя.",
    ]
