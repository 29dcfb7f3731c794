"""What cannot be loaded of a timetable, or is doubtful in it, is told with its reason."""

import pytest

from tests.importing.school_files import GRID, slots, told, week_of


def test_what_is_no_lesson_is_told_and_makes_no_subject() -> None:
    week = week_of([GRID, ("Пн", "1", "Кл. час (22)", "Химия")], ["Химия"])
    reason = "в учебном плане такого предмета нет: не урок, предмет не создаётся"
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


@pytest.mark.parametrize("room", ["С/З", "спортзал", "спорт. зал", "Спортивный зал", "сп/з"])
def test_a_room_in_two_classes_at_once_is_told_under_any_name_and_loaded(room: str) -> None:
    week = week_of([GRID, ("Пн", "1", "Физ-ра (с/з)", f"Физ-ра ({room})"), ("", "2", "Химия (23)", "")])
    assert told(week.remarks) == [
        (
            "warning",
            "6",
            "6 класс: спортзал",
            "кабинет в это же время занят строкой 2: 5 класс, Физическая культура",
        )
    ]
    assert (len(week.slots), week.conflicts) == (3, 0)


def test_the_groups_of_a_class_may_share_a_room() -> None:
    assert week_of([GRID, ("Пн", "1", "Англ. 1 гр. (22)\nНем. 2 гр. (22)", "")]).remarks == []


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


MONDAY = [("Понедельник", "", ""), ("№", "5А", "6А"), *((str(n), "Химия", "") for n in range(1, 5))]


def test_a_part_with_classes_and_without_a_day_is_told_and_the_others_are_loaded() -> None:
    week = week_of([*MONDAY, ("№", "7А", "8А"), ("1", "Право", "Химия"), ("2", "", "Физика")])
    assert slots(week) == [("5А", 1, number, "Химия") for number in range(1, 5)]
    (remark,) = week.remarks
    reason = "у этих классов не назван день недели: впишите его над таблицей или в графе слева"
    assert told([remark]) == [("error", "Классы", "7А, 8А", reason)]
    assert dict(remark.place)["row"] == 7


def test_a_heading_of_classes_over_figures_is_no_timetable() -> None:
    week = week_of([*MONDAY, ("№", "5А", "6А"), ("1", "20", "17")])
    assert week.remarks == []


@pytest.mark.parametrize("dash", ["-", "–", "—", "---", "."])
def test_a_dash_is_no_lesson(dash: str) -> None:
    week = week_of([GRID, ("Пн", "1", dash, "Химия")])
    assert (slots(week), week.remarks) == ([("6", 1, 1, "Химия")], [])


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
