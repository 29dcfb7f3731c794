"""Timetables with days side by side, as schools lay them out otherwise (п. 4.5.1)."""

import io
from datetime import time

import pytest
from docx import Document

from ejournal.importing import tables, timetable
from tests.importing.files import Rows, text
from tests.importing.school_files import GRID, slots, told, week_of

TITLE = ("5А класс",)
WEEK = [
    ("5А", 1, 1, "Химия"),
    ("5А", 2, 1, "Физика"),
    ("5А", 3, 2, "Право"),
    ("5А", 1, 2, "Право"),
    ("5А", 3, 3, "Химия"),
]
SIDE_BY_SIDE = [
    [
        TITLE,
        ("№", "Понедельник", "№", "Вторник", "№", "Среда"),
        ("1", "Химия", "1", "Физика", "2", "Право"),
        ("2", "Право", "", "", "3", "Химия"),
    ],
    [
        TITLE,
        ("Понедельник", "", "", "Вторник", "", "", "Среда", "", ""),
        ("№", "Предмет", "Каб.", "№", "Предмет", "Каб.", "№", "Предмет", "Каб."),
        ("1", "Химия", "23", "1", "Физика", "24", "2", "Право", ""),
        ("2", "Право", "", "", "", "", "3", "Химия", "23"),
    ],
    [
        TITLE,
        ("", "Понедельник", "", "Вторник", "", "Среда"),
        ("1", "Химия", "1", "Физика", "2", "Право"),
        ("2", "Право", "", "", "3", "Химия"),
    ],
]


@pytest.mark.parametrize("rows", SIDE_BY_SIDE)
def test_each_day_may_have_numbers_of_its_own(rows: Rows) -> None:
    week = week_of(rows)
    assert (slots(week), week.remarks) == (WEEK, [])


def test_days_may_share_numbers_and_have_rooms_teachers_and_hours_beside() -> None:
    days = ("Понедельник", "Каб.", "Вторник", "Учитель", "Среда", "")
    week = week_of([TITLE, ("№", *days), ("1", "Химия", "23", "Физика", "Котов Дмитрий Викторович", "", "")])
    assert [(one.weekday, one.room, one.teacher) for one in week.slots] == [
        (1, "23", ""),
        (2, "", "Котов Д.В."),
    ]
    head = ("Понедельник", "", "", "Вторник", "", "", "Среда", "", "")
    hours = ("1", "8:30–9:15", "Химия", "1", "9:00–9:45", "Физика", "", "", "")
    week = week_of([TITLE, head, ("№", "Время", "Предмет") * 3, hours])
    assert [(one.first, one.last) for one in week.slots] == [
        (time(8, 30), time(9, 15)),
        (time(9, 0), time(9, 45)),
    ]


def test_days_may_be_divided_among_classes_or_groups() -> None:
    rows: Rows = [
        ("№", "Понедельник", "", "Вторник", "", "Среда", ""),
        ("", "5А", "5Б", "5А", "5Б", "5А", "5Б"),
        ("1", "Химия", "Право", "Физика", "", "", "Химия"),
    ]
    assert slots(week_of(rows)) == [
        ("5А", 1, 1, "Химия"),
        ("5Б", 1, 1, "Право"),
        ("5А", 2, 1, "Физика"),
        ("5Б", 3, 1, "Химия"),
    ]
    groups = ("", "1 гр.", "2 гр.", "1 гр.", "2 гр.", "")
    rows = [TITLE, ("№", "Пн", "", "Вт", "", "Ср"), groups, ("1", "Химия", "Физика", "", "Право", "Химия")]
    assert [(one.weekday, one.subject, one.group) for one in week_of(rows).slots] == [
        (1, "Химия", "1"),
        (1, "Физика", "2"),
        (2, "Право", "2"),
        (3, "Химия", ""),
    ]


def test_a_line_with_a_class_begins_its_lessons_wherever_it_stands() -> None:
    rows: Rows = [
        ("№", "Пн", "Вт", "Ср"),
        ("", "5 класс", "", ""),
        ("1", "Химия", "Физика", ""),
        ("", "6 «А» класс", "", ""),
        ("1", "Право", "", ""),
    ]
    found = [("5", 1, 1, "Химия"), ("5", 2, 1, "Физика"), ("6А", 1, 1, "Право")]
    assert slots(week_of(rows)) == found
    head = ("День", "Урок", "Предмет")
    rows = [("5 класс", "", ""), head, ("Пн", "1", "Химия"), ("6 класс", "", ""), head, ("Пн", "1", "Право")]
    assert slots(week_of(rows)) == [("5", 1, 1, "Химия"), ("6", 1, 1, "Право")]


def test_the_second_half_of_a_week_below_is_of_the_same_class() -> None:
    rows: Rows = [
        TITLE,
        ("№", "Понедельник", "Вторник", "Среда"),
        ("1", "Химия", "", ""),
        ("№", "Четверг", "Пятница", ""),
        ("1", "Право", "", ""),
    ]
    assert slots(week_of(rows)) == [("5А", 1, 1, "Химия"), ("5А", 4, 1, "Право")]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("5А класс", "", "", "", "", "5Б класс", "", "", ""),
            ("№", "Пн", "Вт", "Ср", "", "№", "Пн", "Вт", "Ср"),
            ("1", "Химия", "", "Право", "", "2", "Право", "", "Химия"),
        ],
        [
            ("День", "№", "5А", "День", "№", "5Б"),
            ("Пн", "1", "Химия", "Пн", "2", "Право"),
            ("Ср", "1", "Право", "Ср", "2", "Химия"),
        ],
        [
            ("5А класс", "", "", "5Б класс", "", ""),
            ("День", "Урок", "Предмет", "День", "Урок", "Предмет"),
            ("Пн", "1", "Химия", "Пн", "2", "Право"),
            ("Ср", "1", "Право", "Ср", "2", "Химия"),
        ],
    ],
)
def test_two_timetables_stand_side_by_side(rows: Rows) -> None:
    week = week_of(rows)
    assert sorted(slots(week)) == [
        ("5А", 1, 1, "Химия"),
        ("5А", 3, 1, "Право"),
        ("5Б", 1, 2, "Право"),
        ("5Б", 3, 2, "Химия"),
    ]
    assert week.remarks == [] and len(week.headers) == 1


def test_two_halves_of_a_week_and_classes_under_a_shared_number_stand_side_by_side() -> None:
    rows: Rows = [("День", "№", "5А", "День", "№", "5А"), ("Пн", "1", "Химия", "Чт", "1", "Право")]
    assert slots(week_of(rows)) == [("5А", 1, 1, "Химия"), ("5А", 4, 1, "Право")]
    rows = [
        ("", "5А", "", "", "5Б", "", ""),
        ("№", "Пн", "Вт", "Ср", "Пн", "Вт", "Ср"),
        ("1", "Химия", "", "", "", "Право", ""),
    ]
    assert slots(week_of(rows)) == [("5А", 1, 1, "Химия"), ("5Б", 2, 1, "Право")]


def test_a_number_after_a_class_is_that_of_its_room() -> None:
    week = week_of([("№", "5А", "№", "5Б"), ("Понедельник",), ("1", "Химия", "12", "Право")])
    assert [(one.class_name, one.number, one.room) for one in week.slots] == [("5А", 1, "12"), ("5Б", 1, "")]


def test_the_line_above_a_table_of_a_document_names_its_class() -> None:
    document = Document()
    document.add_paragraph("Расписание уроков 5–6 классов")
    for name in ("5 класс", "6А класс"):
        document.add_paragraph(name)
        table = document.add_table(2, 4)
        for row, texts in zip(table.rows, (("№", "Пн", "Вт", "Ср"), ("1", "Химия", "", "")), strict=True):
            for cell, said in zip(row.cells, texts, strict=True):
                cell.text = said
    file = io.BytesIO()
    document.save(file)
    assert slots(week_of(file.getvalue())) == [("5", 1, 1, "Химия"), ("6А", 1, 1, "Химия")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Класс", "Пн", "Вт", "Ср"), ("5", "1. Химия\n2) Право каб. 23", "", ""), ("6", "", "3 Физика", "")],
        [("День", "5", "6"), ("Понедельник", "1. Химия\n2. Право\n23", ""), ("Вторник", "", "3. Физика")],
    ],
)
def test_a_day_may_be_written_in_one_cell_with_numbers(rows: Rows) -> None:
    data = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in rows).encode()
    week = week_of(data)
    assert slots(week) == [("5", 1, 1, "Химия"), ("5", 1, 2, "Право"), ("6", 2, 3, "Физика")]
    assert (week.slots[1].room, week.remarks) == ("23", [])


def test_a_row_may_be_several_lessons() -> None:
    rows = [GRID, ("Пн", "1-2", "Труд", "Химия"), ("", "3", "Право", "")]
    found = [
        ("5", 1, "Труд (технология)"),
        ("5", 2, "Труд (технология)"),
        ("6", 1, "Химия"),
        ("6", 2, "Химия"),
    ]
    assert [(name, number, subject) for name, _, number, subject in slots(week_of(rows))] == [
        *found,
        ("5", 3, "Право"),
    ]
    rows = [("Класс", "День недели", "Урок", "Предмет"), ("5", "Пн", "3, 4", "Химия")]
    assert slots(week_of(rows)) == [("5", 1, 3, "Химия"), ("5", 1, 4, "Химия")]


def test_what_cannot_be_placed_is_told_and_never_left_out_in_silence() -> None:
    number = "номер урока не указан: поставьте номера уроков в графу слева от дней или перед каждым уроком"
    week = week_of([TITLE, ("Время", "Пн", "Вт", "Ср"), ("8:30–9:15", "Химия", "Право", "")])
    assert week.slots == []
    assert [(remark.value, remark.reason.startswith(number)) for remark in week.remarks] == [
        ("Химия", True),
        ("Право", True),
    ]
    week = week_of([TITLE, ("№", "Пн", "", "Вт", "Ср"), ("1", "Химия", "Физика", "Право", "")])
    assert slots(week) == [("5А", 1, 1, "Химия"), ("5А", 2, 1, "Право")]
    ((severity, field, value, reason),) = told(week.remarks)
    assert (severity, field, value) == ("error", "Графа", "C") and "подпишите её в шапке" in reason
    teachers = week_of([("Учитель", "Пн", "Вт", "Ср"), ("Орлов О.П.", "5А", "6", "7А")])
    assert (teachers.slots, [remark.field for remark in teachers.remarks]) == ([], ["Класс"])


def test_what_has_no_place_among_the_classes_is_told_too() -> None:
    rows: Rows = [
        ("День", "№", "5", "", "6"),
        ("Пн", "1", "Химия", "Физика", "Право"),
        ("", "2", "Химия", "", ""),
        ("", "", "", "", ""),
        ("", "", "Право", "", "Химия"),
        ("", "", "Директор", "", "Белякова Н.Ю."),
    ]
    week = week_of(rows)
    assert slots(week) == [("5", 1, 1, "Химия"), ("6", 1, 1, "Право"), ("5", 1, 2, "Химия")]
    assert [(dict(one.place), one.reason.split(":")[0]) for one in week.remarks] == [
        ({"column": "D"}, "непонятно, что в этой графе, и она не загружается"),
        ({"row": 5}, "номер урока не указан"),
    ]


def test_a_table_that_names_no_class_is_of_the_one_that_is_given() -> None:
    days: Rows = [("№", "Пн", "Вт", "Ср"), ("1", "Химия", "", "")]
    listed: Rows = [("День", "Урок", "Предмет"), ("Пн", "1", "Химия")]
    for rows in (days, listed):
        book = tables.read(text(rows, "\t").encode())
        assert slots(timetable.understand(book, 2026, given="7 «а»")) == [("7А", 1, 1, "Химия")]
    named = tables.read(text([("5 класс",), *days], "\t").encode())
    assert slots(timetable.understand(named, 2026, given="7А")) == [("5", 1, 1, "Химия")]


def test_notes_under_the_week_are_no_lessons() -> None:
    rows: Rows = [
        TITLE,
        ("№", "Пн", "Вт", "Ср"),
        ("1", "Химия", "", ""),
        ("", "Орлов О.П. 23", "", ""),
        ("", "", "", ""),
        ("Директор", "", "Белякова Н.Ю.", ""),
    ]
    week = week_of(rows)
    assert [(one.subject, one.teacher, one.room) for one in week.slots] == [("Химия", "Орлов О.П.", "23")]
    assert week.remarks == []


@pytest.mark.parametrize(
    ("cell", "lessons"),
    [
        ("Алгебра Орлов О.П. 12", [("Алгебра", "", "12", "Орлов О.П.")]),
        ("Алгебра, О.П. Орлов, 12", [("Алгебра", "", "12", "Орлов О.П.")]),
        ("Алгебра (Орлов О.П., 12)", [("Алгебра", "", "12", "Орлов О.П.")]),
        ("Алгебра / Орлов О.П. / 12", [("Алгебра", "", "12", "Орлов О.П.")]),
        ("Алгебра [12]", [("Алгебра", "", "12", "")]),
        (
            "Хим. Орлов О.П. 12 / Котов Д.В. 13",
            [("Химия", "1", "12", "Орлов О.П."), ("Химия", "2", "13", "Котов Д.В.")],
        ),
        ("Химия / Информ. 12/13", [("Химия", "1", "12", ""), ("Информатика", "2", "13", "")]),
    ],
)
def test_teachers_and_rooms_stand_in_the_cell(cell: str, lessons: list[tuple[str, str, str, str]]) -> None:
    week = week_of([("День", "№", "7А", "8А"), ("Пн", "1", cell, "")])
    assert [(one.subject, one.group, one.room, one.teacher) for one in week.slots] == lessons


@pytest.mark.parametrize(
    "head",
    [
        [("День", "№", "5 класс", "Учитель", "Каб.", "6 класс", "Учитель", "Каб.")],
        [
            ("День", "№", "5 класс", "", "", "6 класс", "", ""),
            ("", "", "Предмет", "Учитель", "Каб.", "Предмет", "Учитель", "Каб."),
        ],
    ],
)
def test_teachers_and_rooms_stand_beside_each_class(head: list[tuple[str, ...]]) -> None:
    week = week_of([*head, ("Пн", "1", "Химия", "Орлов О.П.", "23", "Физика", "Котов Д.В.", "24")])
    assert [(one.class_name, one.subject, one.teacher, one.room) for one in week.slots] == [
        ("5", "Химия", "Орлов О.П.", "23"),
        ("6", "Физика", "Котов Д.В.", "24"),
    ]
