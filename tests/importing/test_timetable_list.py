"""Timetables as lists: a row is a lesson."""

from collections.abc import Sequence
from datetime import time

import pytest

from tests.importing.files import Rows, sheet_data, workbook, xlsx
from tests.importing.school_files import LIST, slots, told, week_of


@pytest.mark.parametrize(
    "rows",
    [
        [LIST, ("5А", "Вторник", "3", "Химия", "Котов Д.В.", "24")],
        [
            ("Предмет", "№ урока", "День", "Кабинет", "Преподаватель", "Класс"),
            ("Хим.", "3 урок", "вт", "24", "Котов Денис Валерьевич", "5 «А» класс"),
        ],
        [LIST, ("5А", "2", "3.0", "Химия", "Котов Д.В.", "24")],
        [
            ("Расписание на 2026/2027 учебный год", "", "", "", "", ""),
            ("КЛАСС", "ДЕНЬ", "НОМЕР УРОКА", "НАИМЕНОВАНИЕ ПРЕДМЕТА", "ФИО УЧИТЕЛЯ", "АУДИТОРИЯ"),
            ("5а", "2", "№ 3", "ХИМИЯ", "Котов Д. В.", "24"),
        ],
    ],
)
def test_columns_are_known_by_their_meaning_in_any_order(rows: Rows) -> None:
    week = week_of(rows)
    (slot,) = week.slots
    assert (slot.class_name, slot.weekday, slot.number, slot.subject) == ("5А", 2, 3, "Химия")
    assert (slot.teacher, slot.room, slot.group, slot.row) == ("Котов Д.В.", "24", "", len(rows))
    assert (week.remarks, week.rows_total) == ([], 1)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Время",), ("8:30–9:15",)),
        (("Время урока",), ("8.30-9.15",)),
        (("Начало", "Конец"), ("8:30", "9:15")),
        (("Время начала", "Время окончания"), ("08:30", "09:15")),
    ],
)
def test_the_hours_are_read(head: tuple[str, ...], cells: tuple[str, ...]) -> None:
    (slot,) = week_of([(*LIST[:4], *head), ("5", "Пн", "1", "Химия", *cells)]).slots
    assert (slot.first, slot.last) == (time(8, 30), time(9, 15))


@pytest.mark.parametrize("typed", ["", "утро", "99:99–99:99", "9:15–8:30"])
def test_hours_that_are_none_stop_nothing(typed: str) -> None:
    (slot,) = week_of([(*LIST[:4], "Время"), ("5", "Пн", "1", "Химия", typed)]).slots
    assert (slot.first, slot.last) == (None, None)


def test_merged_cells_of_the_class_and_of_the_day_go_down() -> None:
    rows = [
        LIST[:4],
        ("5", "Пн", "1", "Химия"),
        ("", "", "2", "Физика"),
        ("", "Вт", "1", "Право"),
        ("6", "Пн", "1", "Химия"),
    ]
    assert slots(week_of(rows)) == [
        ("5", 1, 1, "Химия"),
        ("5", 1, 2, "Физика"),
        ("5", 2, 1, "Право"),
        ("6", 1, 1, "Химия"),
    ]


def test_the_day_alone_may_be_merged_but_is_not_that_of_another_class() -> None:
    rows = [LIST[:4], ("5", "Пн", "1", "Химия"), ("5", "", "2", "Физика"), ("6", "", "1", "Право")]
    week = week_of(rows)
    assert slots(week) == [("5", 1, 1, "Химия"), ("5", 1, 2, "Физика")]
    assert [remark.reason for remark in week.remarks] == ["день недели не указан или не распознан"]


def test_a_list_of_one_class_names_it_above_or_on_the_sheet() -> None:
    lesson = [("День", "Урок", "Предмет"), ("Пн", "1", "Химия"), ("", "2", "Физика")]
    expected = [("5А", 1, 1, "Химия"), ("5А", 1, 2, "Физика")]
    assert slots(week_of([("Расписание 5 «А» класса", "", ""), *lesson])) == expected
    assert slots(week_of(workbook({"5А": sheet_data(lesson)}))) == expected


def test_a_lesson_of_several_classes_is_that_of_each() -> None:
    week = week_of([LIST, ("10А, 11А", "Пн", "1", "Физкультура", "Рысев К.Л.", "с/з")])
    assert slots(week) == [("10А", 1, 1, "Физическая культура"), ("11А", 1, 1, "Физическая культура")]
    assert [remark.severity for remark in week.remarks] == ["warning", "warning"]


@pytest.mark.parametrize(("typed", "group"), [("1", "1"), ("2 группа", "2"), ("", ""), ("весь класс", "")])
def test_the_group_has_a_column(typed: str, group: str) -> None:
    (slot,) = week_of([(*LIST[:4], "Группа"), ("5", "Пн", "1", "Химия", typed)]).slots
    assert slot.group == group


def test_two_groups_at_once_are_two_lessons() -> None:
    rows = [
        (*LIST, "Подгруппа"),
        ("7", "Пн", "1", "Англ. яз.", "Зайцева Ю.Р.", "22", "1"),
        ("7", "Пн", "1", "Англ. яз.", "Лебедева М.И.", "21", "2"),
        ("7", "Пн", "1", "Англ. яз.", "Лебедева М.И.", "21", "2"),
        ("7", "Пн", "1", "Химия", "", "", ""),
    ]
    week = week_of(rows)
    assert [(one.group, one.teacher) for one in week.slots] == [("1", "Зайцева Ю.Р."), ("2", "Лебедева М.И.")]
    assert week.conflicts == 2


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (
            ("пятый", "Пн", "1", "Химия"),
            ("Класс", "пятый", "класс не указан или не распознан: нужен вида 5, 5А"),
        ),
        (("5", "завтра", "1", "Химия"), ("День недели", "завтра", "день недели не указан или не распознан")),
        (("5", "", "1", "Химия"), ("День недели", "", "день недели не указан или не распознан")),
        (("5", "Пн", "", "Химия"), ("Урок", "", "номер урока должен быть от 1 до 14")),
        (("5", "Пн", "0", "Химия"), ("Урок", "0", "номер урока должен быть от 1 до 14")),
        (("5", "Пн", "15", "Химия"), ("Урок", "15", "номер урока должен быть от 1 до 14")),
        (
            ("5", "Пн", "1", "Хмурь"),
            ("Урок", "Хмурь", "предмет не узнан: назовите его так, как в учебном плане"),
        ),
    ],
)
def test_a_row_that_cannot_be_placed_is_told(row: Sequence[str], remark: tuple[str, str, str]) -> None:
    week = week_of([LIST[:4], row, ("5", "Пн", "2", "Физика")])
    assert told(week.remarks) == [("error", *remark)]
    assert slots(week) == [("5", 1, 2, "Физика")]
    assert week.rows_total == 2


def test_a_third_group_is_refused() -> None:
    week = week_of([(*LIST[:4], "Группа"), ("5", "Пн", "1", "Химия", "3")])
    assert told(week.remarks) == [("error", "Группа", "3", "группа должна быть 1 или 2")]


def test_a_teacher_in_two_classes_at_once_is_told_unless_the_hours_differ() -> None:
    head = (*LIST, "Время")
    rows: list[tuple[str, ...]] = [
        head,
        ("1", "Пн", "3", "Химия", "Котов Д.В.", "", "10:20–10:55"),
        ("5", "Пн", "3", "Физика", "Котов Д.В.", "", "11:00–11:45"),
        ("6", "Пн", "3", "Физика", "Котов Денис Валерьевич", "", "11:30–12:15"),
    ]
    week = week_of(rows)
    assert told(week.remarks) == [
        ("warning", "Урок", "6 класс: Котов Д.В.", "учитель в это же время занят строкой 3: 5 класс, Физика")
    ]
    assert len(week.slots) == 3


def test_footers_repeated_headings_and_rows_without_a_subject_are_passed_over() -> None:
    rows = [
        LIST[:4],
        ("5", "Пн", "1", "Химия"),
        ("5", "Пн", "2", ""),
        LIST[:4],
        ("", "", "", "Директор В.С. Громов"),
    ]
    week = week_of(rows)
    assert (slots(week), week.remarks) == ([("5", 1, 1, "Химия")], [])


def test_numbers_of_excel_are_read() -> None:
    rows: Rows = [LIST[:4], (5, "Пн", 1, "Химия")]
    assert slots(week_of(xlsx(rows))) == [("5", 1, 1, "Химия")]
