"""What stands in a cell of a timetable: a lesson, its room and teacher, the lessons of two groups."""

import pytest

from ejournal.importing.subjects import named
from ejournal.importing.timetable_cells import number_of, times_of, weekday_of
from ejournal.importing.timetable_pieces import pieces, short_teacher

ENGLISH = "Иностранный язык (английский)"
SAFETY = "Основы безопасности и защиты Родины"


def read(cell: str) -> list[tuple[str | None, str, str, str]]:
    """Subject, group, room and teacher of each lesson in a cell."""
    return [(named(one.subject), one.group, one.room, one.teacher) for one in pieces(cell, named)]


@pytest.mark.parametrize(
    ("cell", "lesson"),
    [
        ("Химия", ("Химия", "", "", "")),
        ("Химия (23)", ("Химия", "", "23", "")),
        ("Химия, каб. № 23", ("Химия", "", "23", "")),
        ("Химия (каб. 23)", ("Химия", "", "23", "")),
        ("Химия каб.23а", ("Химия", "", "23а", "")),
        ("Хим.23", ("Химия", "", "23", "")),
        ("Труд (маст.)", ("Труд (технология)", "", "маст.", "")),
        ("Труд (технология)", ("Труд (технология)", "", "", "")),
        ("Труд (технология) (маст.)", ("Труд (технология)", "", "маст.", "")),
        ("Иностранный язык (английский) (22)", (ENGLISH, "", "22", "")),
        ("Физра спортзал", ("Физическая культура", "", "спортзал", "")),
        ("Химия\nСиницына В.К.\n23", ("Химия", "", "23", "Синицына В.К.")),
        ("Химия (Синицына Вера Кирилловна)", ("Химия", "", "", "Синицына В.К.")),
        ("Основы безопасности\nи защиты Родины (14)", (SAFETY, "", "14", "")),
        ("Англ.яз. I гр. (22)", (ENGLISH, "1", "22", "")),
        ("Англ. яз. (2 подгруппа)", (ENGLISH, "2", "", "")),
        ("гр. 2 Англ. яз.", (ENGLISH, "2", "", "")),
        ("Фин. грам. (16)", ("Финансовая грамотность", "", "16", "")),
    ],
)
def test_a_cell_of_one_lesson(cell: str, lesson: tuple[str, str, str, str]) -> None:
    assert read(cell) == [lesson]


@pytest.mark.parametrize(
    ("cell", "lessons"),
    [
        ("Англ. яз. 1 гр. (22)\nАнгл. яз. 2 гр. (21)", [(ENGLISH, "1", "22", ""), (ENGLISH, "2", "21", "")]),
        ("Англ. яз. 2 гр. (21)\nАнгл. яз. (22)", [(ENGLISH, "2", "21", ""), (ENGLISH, "1", "22", "")]),
        ("Англ. (22) / Инф. (25)", [(ENGLISH, "1", "22", ""), ("Информатика", "2", "25", "")]),
        ("Англ. 22/Инф. 25", [(ENGLISH, "1", "22", ""), ("Информатика", "2", "25", "")]),
        ("Англ. (22/21)", [(ENGLISH, "1", "22", ""), (ENGLISH, "2", "21", "")]),
        ("Англ. яз.\n22\n21", [(ENGLISH, "1", "22", ""), (ENGLISH, "2", "21", "")]),
        (
            "Англ. яз. Зайцева Ю.Р. 22\nАнгл. яз. Лебедева М.И. 21",
            [(ENGLISH, "1", "22", "Зайцева Ю.Р."), (ENGLISH, "2", "21", "Лебедева М.И.")],
        ),
        ("Труд (д) / Труд (м)", [("Труд (технология)", "1", "", ""), ("Труд (технология)", "2", "", "")]),
    ],
)
def test_a_cell_of_two_groups(cell: str, lessons: list[tuple[str, str, str, str]]) -> None:
    assert read(cell) == lessons


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("ПОНЕДЕЛЬНИК", 1),
        ("П\nО\nН\nЕ\nД\nЕ\nЛ\nЬ\nН\nИ\nК", 1),
        ("вт.", 2),
        ("среду", 3),
        ("Cреда", 3),  # a Latin C
        ("Чт 10.09", 4),
        ("птн", 5),
        ("Суб.", 6),
        ("воскресенье", 7),
        ("Среднее общее образование", None),
        ("Четверть", None),
        ("Предмет", None),
        ("С", None),
        ("", None),
        (1.0, None),
    ],
)
def test_a_day_of_the_week(cell: str | float, day: int | None) -> None:
    assert weekday_of(cell) == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1.0, 1),
        ("2.", 2),
        ("3 урок", 3),
        ("№ 4", 4),
        ("5-й", 5),
        ("6 (13:25–14:10)", 6),
        ("0", 0),
        ("8:30–9:15", None),
        ("5 класс", None),
        ("", None),
        (1.5, None),
    ],
)
def test_a_number_of_a_lesson(cell: str | float, number: int | None) -> None:
    assert number_of(cell) == number


def test_hours_as_they_are_typed() -> None:
    typed = ("8:30–9:15", "8.30-9.15", "08-30 — 09-15", "8:30", "25:00-26:00", "")
    told = [[f"{at:%H:%M}" if at else "" for at in times_of(text)] for text in typed]
    assert told == [["08:30", "09:15"]] * 3 + [["08:30", ""], ["", ""], ["", ""]]


def test_a_teacher_is_short() -> None:
    typed = ("Чижова Ольга Леонидовна", "Чижова О. Л.", "Мамедов Али Вагиф оглы", "вакансия")
    assert [short_teacher(name) for name in typed] == [
        "Чижова О.Л.",
        "Чижова О.Л.",
        "Мамедов А.В.",
        "вакансия",
    ]
