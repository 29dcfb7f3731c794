"""Timetables as grids «days × lessons × classes», in shapes that no sample has."""

from datetime import time

import pytest

from ejournal.importing import tables, timetable
from ejournal.rules.refusal import Refusal
from tests.importing.files import Rows, docx, html, ods, xlsx
from tests.importing.school_files import GRID, slots, week_of

TWO_DAYS = [("5", 1, 1, "Химия"), ("6", 1, 1, "Физика"), ("5", 1, 2, "Право"), ("5", 2, 1, "Химия")]


@pytest.mark.parametrize(
    ("monday", "tuesday"),
    [("Понедельник", "Вторник"), ("ПН", "вт."), ("П\nО\nН\nЕ\nД\nЕ\nЛ\nЬ\nН\nИ\nК", "Вторник 08.09")],
)
def test_a_day_is_named_in_its_first_row(monday: str, tuesday: str) -> None:
    rows = [GRID, (monday, "1", "Химия", "Физика"), ("", "2", "Право", ""), (tuesday, "1", "Химия", "")]
    assert slots(week_of(rows)) == TWO_DAYS


@pytest.mark.parametrize(
    "rows",
    [
        [
            GRID,
            ("", "1", "Химия", "Физика"),
            ("Пн", "2", "Право", ""),
            ("", "1", "Химия", ""),
            ("Вт", "2", "", ""),
        ],
        [GRID, ("Пн", "1", "Химия", "Физика"), ("Пн", "2", "Право", ""), ("Вт", "1", "Химия", "")],
        [
            ("№", "5А", "6А"),
            ("Понедельник", "", ""),
            ("1", "Химия", "Физика"),
            ("2", "Право", ""),
            ("Вторник", "", ""),
            ("1", "Химия", ""),
        ],
        [
            ("Понедельник", "", ""),
            ("Урок", "5А", "6А"),
            ("1", "Химия", "Физика"),
            ("2", "Право", ""),
            ("Вторник", "5А", "6А"),
            ("1", "Химия", ""),
        ],
        [("День", "5А", "6А"), ("Пн", "Химия", "Физика"), ("", "Право", ""), ("Вт", "Химия", "")],
    ],
)
def test_a_day_may_be_named_elsewhere(rows: Rows) -> None:
    found = [(name.strip("А"), *rest) for name, *rest in slots(week_of(rows))]
    assert found == TWO_DAYS


def test_the_order_of_the_columns_and_what_stands_around_is_no_matter() -> None:
    week = week_of(
        [
            ("", "УТВЕРЖДАЮ директор ______ 31.08.2026", "", "", ""),
            ("Среднее и основное общее образование", "", "", "", ""),
            ("5 класс", "6 класс", "Время", "Урок", "День"),
            ("Химия", "Физика", "8.30 - 9.15", "1 урок", "Пятница"),
            ("Составила зам. директора Белякова Н.Ю.", "", "", "", ""),
        ]
    )
    assert slots(week) == [("5", 5, 1, "Химия"), ("6", 5, 1, "Физика")]
    assert {(one.first, one.last) for one in week.slots} == {(time(8, 30), time(9, 15))}
    assert week.remarks == []


@pytest.mark.parametrize(
    "head",
    [
        [("Дни недели", "№ урока", "Классы", ""), ("", "", "5", "6")],
        [("День", "Урок", "5 класс\nкл. рук. Иванова А.А.", "6 кл.\nПчёлкина Г.Т.")],
        [("", "", "V", "VI")],
        [("1 смена", "", "5-е", "6-е")],
        [("День", "№", "5", "6"), ("1", "2", "3", "4")],
    ],
)
def test_classes_are_known_in_many_headings(head: list[tuple[str, ...]]) -> None:
    week = week_of([*head, ("Пн", "1", "Химия", "Физика"), ("", "2", "Право", ""), ("Вт", "1", "Химия", "")])
    assert slots(week) == TWO_DAYS
    assert week.remarks == []


def test_the_hours_may_stand_with_the_number() -> None:
    (slot,) = week_of([GRID, ("Пн", "2\n9:25–10:10", "Химия", "")]).slots
    assert (slot.number, slot.first, slot.last) == (2, time(9, 25), time(10, 10))


@pytest.mark.parametrize(
    "rows",
    [
        [("День", "№", "5", "Каб.", "6", "Каб."), ("Пн", "1", "Химия", "23", "Физика", "с/з")],
        [("День", "№", "5", "", "6", ""), ("Пн", "1", "Химия", "23", "Физика", "с/з")],
        [
            ("День", "№", "5 класс", "", "6 класс", ""),
            ("", "", "Предмет", "Кабинет", "Предмет", "Кабинет"),
            ("Пн", "1", "Химия", "23", "Физика", "с/з"),
        ],
        [GRID, ("Пн", "1", "Химия (23)", "Физика (с/з)")],
        [GRID, ("Пн", "1", "Химия каб. 23", "Физика с/з")],
        [GRID, ("Пн", "1", "Химия\n23", "Физика\nс/з")],
        [GRID, ("Пн", "1", "Химия", "Физика"), ("", "", "23", "с/з")],
    ],
)
def test_a_room_stands_beside_in_brackets_or_below(rows: Rows) -> None:
    week = week_of(rows)
    assert slots(week) == [("5", 1, 1, "Химия"), ("6", 1, 1, "Физика")]
    assert [one.room for one in week.slots] == ["23", "спортзал"]


def test_groups_may_have_columns_of_their_own() -> None:
    week = week_of(
        [
            ("День", "№", "5 класс", "", "6 класс"),
            ("", "", "1 гр.", "2 гр.", ""),
            ("Пн", "1", "Информ.", "Англ. яз.", "Химия"),
        ]
    )
    assert [(one.class_name, one.subject, one.group) for one in week.slots] == [
        ("5", "Информатика", "1"),
        ("5", "Иностранный язык (английский)", "2"),
        ("6", "Химия", ""),
    ]


def test_a_cell_merged_over_classes_and_lessons_is_in_each() -> None:
    rows: Rows = [
        ("День", "№", "5", "6", "7"),
        ("Пн", 1, "Труд", "", "Химия"),
        ("", 2, "", "", ""),
        ("", 3, "Кл. час", "", ""),
    ]
    week = week_of(xlsx(rows, merged=["A2:A4", "C2:D3", "C4:E4"]))
    assert slots(week) == [
        ("5", 1, 1, "Труд (технология)"),
        ("6", 1, 1, "Труд (технология)"),
        ("7", 1, 1, "Химия"),
        ("5", 1, 2, "Труд (технология)"),
        ("6", 1, 2, "Труд (технология)"),
    ]
    assert [remark.place[-1] for remark in week.remarks] == [("column", "C")]


def test_an_extracurricular_lesson_alone_in_a_text_is_that_of_all_classes() -> None:
    week = week_of([GRID, ("Пн", "1", "Разговоры о важном", ""), ("", "2", "Химия", "")])
    assert [(one.class_name, one.number, one.extracurricular) for one in week.slots] == [
        ("5", 1, True),
        ("6", 1, True),
        ("5", 2, False),
    ]


def test_one_that_some_classes_have_is_theirs_alone() -> None:
    rows: Rows = [GRID, ("Пн", 1, "Разговоры о важном", ""), ("", 2, "Химия", "Химия")]
    assert [one.class_name for one in week_of(xlsx(rows, merged=["A2:A3"])).slots] == ["5", "5", "6"]


def test_what_stands_under_the_grid_is_no_part_of_its_last_lesson() -> None:
    rows = [GRID, ("Пн", "1", "Химия", ""), ("", "", "", ""), ("", "", "Физика с 1 октября", "")]
    week = week_of(rows)
    assert (slots(week), week.remarks) == ([("5", 1, 1, "Химия")], [])


def test_rooms_with_letters_are_no_classes() -> None:
    head = ("День", "№", "5", "Каб.", "6", "Каб.")
    week = week_of([head, ("Пн", "1", "Химия", "9а", "Физика", "9б"), ("", "2", "Право", "9а", "", "")])
    assert [(one.class_name, one.number, one.room) for one in week.slots] == [
        ("5", 1, "9а"),
        ("6", 1, "9б"),
        ("5", 2, "9а"),
    ]


def test_the_column_of_numbers_is_the_one_that_is_called_so() -> None:
    week = week_of([("Этаж", "День", "№ урока", "5", "6"), ("2", "Пн", "3", "Химия", "Физика")])
    assert slots(week) == [("5", 1, 3, "Химия"), ("6", 1, 3, "Физика")]


def test_a_heading_may_have_a_column_that_means_nothing_here() -> None:
    week = week_of([(*GRID, "Дежурный"), ("Пн", "1", "Химия", "Физика", "Котов Д.В.")])
    assert slots(week) == [("5", 1, 1, "Химия"), ("6", 1, 1, "Физика")]


def test_a_row_below_may_have_the_lesson_itself() -> None:
    week = week_of([GRID, ("Пн", "1", "", ""), ("", "", "Химия", ""), ("", "2", "Право", "")])
    assert slots(week) == [("5", 1, 1, "Химия"), ("5", 1, 2, "Право")]
    (remark,) = week_of([GRID, ("", "1", "", ""), ("", "", "Химия", ""), ("Пн", "1", "", "")]).remarks
    assert remark.reason == "день недели не указан"


def test_every_format_says_the_same() -> None:
    rows: Rows = [("День", "№", "5 класс"), ("Пн", 1, "Химия & <Ко> (23)"), ("", 2, "Химия (23)")]
    for data in (xlsx(rows), ods(rows), docx(rows), html(rows).encode()):
        week = timetable.understand(tables.read(data), 2026, ["Химия", "Химия & <Ко>"])
        assert slots(week) == [("5", 1, 1, "Химия & <Ко>"), ("5", 1, 2, "Химия")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Фамилия", "Имя"), ("Иванова", "Анна")],
        [("Предмет", "5 класс"), ("Физика", "2")],
        [("5 класс", "6 класс")],
        [("День", "Предмет"), ("Пн", "Химия")],
    ],
)
def test_a_file_without_a_timetable_is_refused_with_what_is_needed(rows: Rows) -> None:
    with pytest.raises(Refusal, match="В файле не нашлось расписания: нужна сетка"):
        week_of(rows)
