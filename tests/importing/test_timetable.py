"""Timetables as grids «days × lessons × classes», in shapes that no sample has."""

from datetime import time

import pytest

from ejournal.importing import tables, timetable
from ejournal.rules.refusal import Refusal
from tests.importing.files import Rows, docx, html, ods, xlsx
from tests.importing.school_files import GRID, slots, told, week_of

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
    assert [one.room for one in week.slots] == ["23", "с/з"]


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


def test_what_is_no_lesson_is_told_and_makes_no_subject() -> None:
    week = week_of([GRID, ("Пн", "1", "Кл. час (22)", "Химия")], ["Химия"])
    reason = "в учебном плане такого предмета нет: не урок; сообщить и не создавать предмет"
    assert told(week.remarks) == [("warning", "5", "Кл. час (22)", reason)]
    assert slots(week) == [("6", 1, 1, "Химия")]


def test_a_subject_is_known_by_the_curriculum_when_there_is_one() -> None:
    rows = [GRID, ("Пн", "1", "Шахм. (1)", "Черч.")]
    assert told(week_of(rows).remarks) == [
        ("error", "5", "Шахм. (1)", "предмет не узнан: назовите его так, как в учебном плане")
    ]
    week = week_of(rows, ["Шахматы", "Физика"])
    assert slots(week) == [("5", 1, 1, "Шахматы")]
    assert [remark.severity for remark in week.remarks] == ["warning"]


def test_a_place_in_the_week_is_taken_once() -> None:
    week = week_of([GRID, ("Пн", "1", "Химия", "Англ. яз. 1 гр."), ("", "1", "Физика", "Химия")])
    end = "; вторая запись не загружается"
    assert told(week.remarks) == [
        ("error", "5", "5 класс, понедельник, 1-й урок: Физика", f"урок уже занят строкой 2 (Химия){end}"),
        (
            "error",
            "6",
            "6 класс, понедельник, 1-й урок: Химия",
            f"урок уже занят строкой 2 (Иностранный язык (английский)){end}",
        ),
    ]
    assert (week.conflicts, len(week.slots)) == (2, 2)


def test_the_two_groups_of_a_class_do_not_disturb_each_other() -> None:
    week = week_of([GRID, ("Пн", "1", "Информ. 1 гр. (25)", ""), ("", "1", "Англ. яз. 2 гр. (22)", "")])
    assert [(one.group, one.room) for one in week.slots] == [("1", "25"), ("2", "22")]
    assert week.remarks == []


def test_a_room_in_two_classes_at_once_is_told_and_loaded() -> None:
    week = week_of([GRID, ("Пн", "1", "Физ-ра (с/з)", "Физ-ра (С/З)"), ("", "2", "Химия (23)", "")])
    assert told(week.remarks) == [
        (
            "warning",
            "6",
            "6 класс: С/З",
            "кабинет в это же время занят строкой 2: 5 класс, Физическая культура",
        )
    ]
    assert (len(week.slots), week.conflicts) == (3, 0)


def test_more_than_two_lessons_in_a_cell_are_refused() -> None:
    week = week_of([GRID, ("Пн", "1", "Химия/Физика/Право", "Химия")])
    assert slots(week) == [("6", 1, 1, "Химия")]
    assert [remark.reason for remark in week.remarks] == [
        "в клетке больше двух занятий: оставьте одно или два, для групп 1 и 2"
    ]


def test_a_lesson_without_a_day_or_with_a_strange_number_is_told() -> None:
    week = week_of([GRID, ("", "1", "Химия", ""), ("Вторник", "", "", ""), ("", "0", "Химия", "")])
    assert told(week.remarks) == [
        ("error", "№", "1", "день недели не указан"),
        ("error", "№", "0", "номер урока должен быть от 1 до 14"),
    ]
    week = week_of([GRID, ("Пн", "15", "Право", "")])
    assert told(week.remarks) == [("error", "№", "15", "номер урока должен быть от 1 до 14")]
    assert week.slots == []


def test_a_day_without_the_number_of_its_lesson_is_told() -> None:
    week = week_of([GRID, ("Пн", "1", "Химия", ""), ("Вт", "", "Право", ""), ("", "2", "Физика", "")])
    assert told(week.remarks) == [("error", "№", "", "номер урока должен быть от 1 до 14")]
    assert slots(week) == [("5", 1, 1, "Химия"), ("5", 2, 2, "Физика")]


@pytest.mark.parametrize("dash", ["-", "–", "—", "---", "."])
def test_a_dash_is_no_lesson(dash: str) -> None:
    week = week_of([GRID, ("Пн", "1", dash, "Химия")])
    assert (slots(week), week.remarks) == ([("6", 1, 1, "Химия")], [])


def test_a_heading_may_have_a_column_that_means_nothing_here() -> None:
    week = week_of([(*GRID, "Дежурный"), ("Пн", "1", "Химия", "Физика", "Котов Д.В.")])
    assert slots(week) == [("5", 1, 1, "Химия"), ("6", 1, 1, "Физика")]


def test_a_subject_is_that_of_its_grade() -> None:
    """Domain facts, 7.10: grades 1–4 have reading, 10–11 algebra and analysis."""
    week = week_of(
        [("День", "№", "4", "9", "10"), ("Пн", "1", "Лит.", "Лит.", "Алг."), ("", "2", "", "Алг.", "Лит.")]
    )
    assert [subject for *_, subject in slots(week)] == [
        "Литературное чтение",
        "Литература",
        "Алгебра и начала математического анализа",
        "Алгебра",
        "Литература",
    ]
    week = week_of([("День", "№", "4", "10"), ("Пн", "1", "Лит.", "Алг.")], ["Литература", "Алгебра"])
    assert [subject for *_, subject in slots(week)] == ["Литература", "Алгебра"]


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
