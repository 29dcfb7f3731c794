"""No file brings the understanding of curricula and timetables down: understood, or refused in words."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ejournal.importing import (
    curriculum,
    curriculum_checks,
    curriculum_report,
    timetable,
    timetable_report,
)
from ejournal.importing.book import Book, Merged, Row, Table, Value
from ejournal.rules.refusal import Refusal

CELLS: tuple[Value, ...] = (
    *("Понедельник", "Вт", "СРЕДА", "День", "№", "Урок", "Класс", "Время", "Предмет", "Каб.", "Учитель"),
    *("5А", "5 класс", "V", "5а, 6б", "11", "0", "-1", "99", "1-2", "8:30–9:15", "25:99–1:1", "½", "²", "٣"),
    *("Матем. (18)", "Англ. 1 гр. (22)\nАнгл. 2 гр. (21)", "Кл. час", "(", ")", "((", "/", "\n", ";;", "//"),
    *("Разговоры о важном", "Учебные предметы", "Предметные области", "Обязательная часть", "Итого", "Всего"),
    *(
        "Максимально допустимая",
        "в год",
        "нед.",
        "год",
        "0,5",
        "5/170",
        "1 гр.",
        "Иванова А.А.",
        "\ud800",
        "\0",
    ),
    *("", "", "", 1.0, 2.0, 0.5, 1e300, float("nan"), float("inf"), -7.0, date(2026, 9, 1), "я" * 400),
)


def plan(book: Book) -> dict[str, Any]:
    found = curriculum.understand(book, 2026)
    remarks = curriculum_checks.check(found)
    curriculum_report.words(found, remarks)
    return curriculum_report.summary(book, found, remarks)


def week(book: Book) -> dict[str, Any]:
    found = timetable.understand(book, 2026)
    timetable_report.words(found)
    return timetable_report.summary(book, found)


KINDS = pytest.mark.parametrize("understand", [plan, week])
Understand = Callable[[Book], dict[str, Any]]


def tried(understand: Understand, book: Book) -> bool:
    """Whether a book was understood; what is not must be refused with a sentence."""
    try:
        found = understand(book)["format"]
    except Refusal as refusal:
        found = refusal.message[-1]
    assert found in {"csv", "."}
    return bool(found == "csv")


def table(rows: list[list[Value]], **place: Any) -> Table:
    return Table(tuple(Row(number, tuple(row)) for number, row in enumerate(rows, 1)), **place)


@KINDS
def test_random_cells(understand: Understand) -> None:
    rng = random.Random(7)
    understood = 0
    for _ in range(400):
        rows = [rng.choices(CELLS, k=rng.randint(1, 7)) for _ in range(rng.randint(0, 9))]
        merged = tuple(Merged(rng.randint(0, 4), 1, rng.randint(4, 9), 3) for _ in range(rng.randint(0, 2)))
        understood += tried(understand, Book("csv", (table(rows, merged=merged),)))
    assert understood < 400


HEADS: dict[Understand, tuple[list[Value], ...]] = {
    plan: (
        ["Предметные области", "Учебные предметы", 5.0, "6 класс", "Всего"],
        ["Предмет", "1 класс", "", "5А, 5Б", ""],
    ),
    week: (
        ["День", "№", "Время", "5 класс", "", "6А, 6Б"],
        ["Класс", "День", "Урок", "Предмет", "Учитель", "Кабинет", "Группа"],
        ["Класс", "№", "Понедельник", "Вторник", "Среда", "Четверг"],
        ["№", "5 класс", "Каб.", "V"],
    ),
}


@KINDS
def test_random_cells_under_a_true_heading(understand: Understand) -> None:
    rng = random.Random(11)
    for head in HEADS[understand]:
        understood = 0
        for _ in range(150):
            rows = [head, *(rng.choices(CELLS, k=rng.randint(1, 8)) for _ in range(rng.randint(1, 12)))]
            both = (table(rows, sheet="I"), table(rows, sheet="II"))
            understood += tried(understand, Book("csv", both))
        assert understood > 20, head


def test_random_cells_under_days_side_by_side() -> None:
    rng = random.Random(13)
    days: list[Value] = ["№", "Понедельник", "", "", "Вторник", "", "", "Среда", "", ""]
    heads: list[list[list[Value]]] = [
        [["5А класс"], days, ["", *("№", "Предмет", "Каб.") * 3]],
        [["5А класс"], days, ["", *("№", "Каб.", "Учитель") * 3]],
        [["5А класс"], days, ["", *("5А", "5Б", "5В") * 3]],
        [["5А класс"], ["№", "Понедельник", "№", "Вторник", "Каб.", "Среда", "Учитель"]],
        [["Класс", *days[1:]], ["", *(1.0, 2.0, 3.0) * 3]],
        [["№", "Пн", "Вт", "Ср", "", "№", "Пн", "Вт", "Ср"]],
        [["День", "№", "5А", "Каб.", "День", "№", "5Б"]],
    ]
    for head in heads:
        for _ in range(150):
            rows = [*head, *(rng.choices(CELLS, k=rng.randint(1, 11)) for _ in range(rng.randint(1, 9)))]
            merged = tuple(
                Merged(rng.randint(2, 5), 1, rng.randint(5, 9), 3) for _ in range(rng.randint(0, 2))
            )
            tried(week, Book("csv", (table(rows, merged=merged),)))


@KINDS
def test_empty_tables(understand: Understand) -> None:
    empty: list[list[list[Value]]] = [[], [[]], [[""]], [["", ""], [""]]]
    for rows in empty:
        assert not tried(understand, Book("csv", (table(rows),)))
    assert not tried(understand, Book("csv", ()))


def test_a_timetable_that_is_none_is_refused_before_it_takes_long() -> None:
    rows: list[list[Value]] = [["День", "№", "5А", "5Б"]]
    rows += [["Пн", "1", f"Химия{n}", f"Право{n}"] for n in range(10_000)]
    with pytest.raises(Refusal, match="больше 5000 уроков"):
        week(Book("csv", (table(rows),)))


def test_a_curriculum_of_thousands_of_rows_is_read_in_passing() -> None:
    rows: list[list[Value]] = [["Предмет", *(f"5{letter}" for letter in "АБВГД")]]
    rows += [[f"Предмет {n}", "1", "1", "1", "1", "1"] for n in range(3_000)]
    assert plan(Book("csv", (table(rows),)))["accepted"] == 15_000


def test_a_merged_cell_as_large_as_the_sheet_fills_no_memory() -> None:
    head: list[Value] = ["День", "№", "5А", "5Б"]
    whole = (Merged(1, 0, 1_048_576, 16_383), Merged(2, 2, 2, 3))
    rows: list[list[Value]] = [head, ["Пн", "1", "Химия", ""]]
    assert week(Book("csv", (table(rows, merged=whole),)))["accepted"] == 1
