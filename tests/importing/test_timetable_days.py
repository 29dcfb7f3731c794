"""Timetables with days in the columns: of one class, of classes one under another, of classes in rows."""

from datetime import time

import pytest

from tests.importing.files import Rows, sheet_data, workbook
from tests.importing.school_files import slots, told, week_of

DAYS = ("№", "Понедельник", "Вторник", "Среда")
WEEK = [("5А", 1, 1, "Химия"), ("5А", 2, 1, "Физика"), ("5А", 1, 2, "Право"), ("5А", 3, 2, "Химия")]
LESSONS = [("1", "Химия (23)", "Физика", ""), ("2", "Право", "", "Хим. каб. 23")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Расписание 5 «А» класса", "", "", ""), DAYS, *LESSONS],
        [("5А класс", "", "", ""), DAYS, *LESSONS],
        [("5А", *DAYS[1:]), *LESSONS],
        [("Класс", *DAYS), ("5А", *LESSONS[0]), ("", *LESSONS[1])],
    ],
)
def test_the_rows_are_lessons_of_a_class(rows: Rows) -> None:
    week = week_of(rows)
    assert slots(week) == WEEK
    assert week.slots[0].room == "23" and week.remarks == []
    assert week.layout == "сетка: строки — уроки, колонки — дни"


def test_classes_follow_each_other_and_have_sheets() -> None:
    rows = [("5А класс", "", "", ""), DAYS, *LESSONS, ("6 класс", "", "", ""), DAYS, *LESSONS]
    assert {name for name, *_ in slots(week_of(rows))} == {"5А", "6"}
    data = workbook({"7 класс": sheet_data([DAYS, *LESSONS]), "8Б": sheet_data([DAYS, *LESSONS])})
    assert {name for name, *_ in slots(week_of(data))} == {"7", "8Б"}


def test_the_rows_are_classes() -> None:
    rows = [
        ("Класс", "Понедельник", "", "Вторник", "", "Среда", ""),
        ("", "1", "2", "1", "2", "1", "2"),
        ("5А", "Химия (23)", "Право", "Физика", "", "", "Химия"),
        ("6", "", "Химия (23)", "", "", "", ""),
    ]
    week = week_of(rows)
    assert sorted(slots(week)) == sorted([*WEEK, ("6", 1, 2, "Химия")])
    assert week.layout == "сетка: строки — классы, колонки — дни и уроки"
    assert week.headers[0][1].rows == (1, 2)


def test_hours_stand_to_the_left() -> None:
    head = ("№", "Время", *DAYS[1:])
    week = week_of([("5А класс", "", "", "", ""), head, ("1", "8:30–9:15", "Химия", "", "")])
    assert [(one.first, one.last) for one in week.slots] == [(time(8, 30), time(9, 15))]


def test_a_table_without_a_class_and_a_strange_number_are_told() -> None:
    assert told(week_of([DAYS, LESSONS[0]]).remarks) == [
        ("error", "Класс", "", "класс не указан: назовите его над таблицей или в графе слева")
    ]
    week = week_of([("5А класс", "", "", ""), DAYS, ("15", "Химия", "", "")])
    assert told(week.remarks) == [("error", "Понедельник", "Химия", "номер урока должен быть от 1 до 14")]
