"""Merged cells mean the same in every format that has them (п. 4.5.1)."""

from collections.abc import Callable, Sequence

import pytest

from ejournal.importing import class_list, tables
from tests.importing.files import Rows, xlsx
from tests.importing.lists import TODAY
from tests.importing.merged_files import merged_docx, merged_html, merged_ods, merged_xls
from tests.importing.school_files import slots, week_of

Write = Callable[[Rows, Sequence[str]], bytes]
FORMATS: dict[str, Write] = {
    "xlsx": lambda rows, merged: xlsx(rows, merged=merged),
    "xls": merged_xls,
    "ods": merged_ods,
    "docx": merged_docx,
    "html": merged_html,
}


@pytest.fixture(params=FORMATS)
def write(request: pytest.FixtureRequest) -> Write:
    return FORMATS[request.param]


def test_a_lesson_merged_over_classes_and_hours_is_in_each(write: Write) -> None:
    rows: Rows = [
        ("День", "№", "5", "6", "7"),
        ("Пн", 1, "Труд", "", "Химия"),
        ("", 2, "", "", ""),
        ("", 3, "Кл. час", "", ""),
        ("Вт", 1, "", "Право", ""),
    ]
    week = week_of(write(rows, ["A2:A4", "C2:D3", "C4:E4"]))
    assert slots(week) == [
        ("5", 1, 1, "Труд (технология)"),
        ("6", 1, 1, "Труд (технология)"),
        ("7", 1, 1, "Химия"),
        ("5", 1, 2, "Труд (технология)"),
        ("6", 1, 2, "Труд (технология)"),
        ("6", 2, 1, "Право"),
    ]
    assert [remark.place[-1] for remark in week.remarks] == [("column", "C")]  # told once


def test_a_class_merged_down_a_list_of_pupils_is_that_of_each(write: Write) -> None:
    rows: Rows = [
        ("Список обучающихся", "", ""),
        ("Класс", "ФИО", "Дата рождения"),
        ("5А", "Ёлкина Анна Петровна", "14.03.2015"),
        ("", "Ежов Олег Ильич", "02.05.2015"),
        ("6Б", "Жуков Пётр Ильич", "02.05.2014"),
        ("", "Зимина Ольга Олеговна", "07.06.2014"),
    ]
    book = tables.read(write(rows, ["A1:C1", "A3:A4", "A5:A6"]))
    found = class_list.understand(book, 2026, TODAY, None)
    assert [(pupil.class_name, pupil.surname) for pupil in found.pupils] == [
        ("5А", "Ёлкина"),
        ("5А", "Ежов"),
        ("6Б", "Жуков"),
        ("6Б", "Зимина"),
    ]


def test_a_lesson_merged_over_days_is_of_each_and_a_class_of_all_its_rows(write: Write) -> None:
    rows: Rows = [
        ("Класс", "№", "Понедельник", "Вторник", "Среда"),
        ("5А", 1, "Химия", "", "Право"),
        ("", 2, "", "", "Химия"),
        ("6", 1, "", "Право", ""),
    ]
    assert slots(week_of(write(rows, ["A2:A3", "C2:D2"]))) == [
        ("5А", 1, 1, "Химия"),
        ("5А", 2, 1, "Химия"),
        ("5А", 3, 1, "Право"),
        ("5А", 3, 2, "Химия"),
        ("6", 2, 1, "Право"),
    ]


def test_a_list_may_merge_what_its_rows_have_in_common(write: Write) -> None:
    rows: Rows = [
        ("Класс", "День недели", "Урок", "Предмет", "Кабинет"),
        ("5", "Пн", 1, "Труд", "маст."),
        ("", "", 2, "", ""),
        ("", "Вт", 1, "Химия", 23),
        ("6", "", 1, "Химия", 24),
    ]
    week = week_of(write(rows, ["A2:A4", "B2:B3", "D2:D3", "E2:E3", "B4:B5"]))
    assert [(one.class_name, one.weekday, one.number, one.subject, one.room) for one in week.slots] == [
        ("5", 1, 1, "Труд (технология)", "маст."),
        ("5", 1, 2, "Труд (технология)", "маст."),
        ("5", 2, 1, "Химия", "23"),
        ("6", 2, 1, "Химия", "24"),
    ]


def test_a_class_over_two_columns_of_groups_has_both(write: Write) -> None:
    rows: Rows = [
        ("День", "№", "5 класс", "", "6 класс"),
        ("", "", "1 гр.", "2 гр.", ""),
        ("Пн", 1, "Информ.", "Англ. яз.", "Химия"),
        ("", 2, "Химия", "", ""),
    ]
    week = week_of(write(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "C4:D4"]))
    assert [(one.class_name, one.number, one.subject, one.group) for one in week.slots] == [
        ("5", 1, "Информатика", "1"),
        ("5", 1, "Иностранный язык (английский)", "2"),
        ("6", 1, "Химия", ""),
        ("5", 2, "Химия", ""),
    ]


def test_a_cell_said_to_be_longer_than_its_table_ends_with_it() -> None:
    page = b"<table><tr><td rowspan=900 colspan=2>1<td>2</tr><tr><td>3</tr></table>"
    (table,) = tables.read(page).tables
    assert [(one.top, one.left, one.bottom, one.right) for one in table.merged] == [(1, 0, 2, 1)]
