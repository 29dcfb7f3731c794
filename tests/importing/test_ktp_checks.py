"""What is doubtful in a plan or cannot be loaded is told with its reason."""

from collections.abc import Sequence
from datetime import date

import pytest

from ejournal.importing import ktp, ktp_checks, ktp_title, tables
from ejournal.importing.ktp_title import About
from tests.importing.files import Rows, xlsx
from tests.importing.plans import HEAD, NOBODY, remarks, topics, understood


@pytest.mark.parametrize(
    "typed", ["1 неделя", "31.02", "01.13", "сентябрь", "01.09 (перенос)", "46", "01.09.20261", "01.09.0001"]
)
def test_a_day_that_is_none_is_told_and_the_row_is_loaded(typed: str) -> None:
    rows = [HEAD, ("1", "Рычаги", "1", typed, "")]
    assert topics(understood(rows)) == [("", "Рычаги", 1)]
    reason = "дата не распознана: нужна вида 01.09 или 01.09.2026"
    assert remarks(rows) == [("warning", "Дата", typed, reason)]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("04.11", "нерабочий праздничный день"),
        ("06.09", "воскресенье"),
        ("01.09.2025", "дата вне 2026/2027 учебного года"),
        ("03.09, 02.09", "дата раньше, чем у предыдущего урока"),
        ("01.09, 02.09, 03.09", "дат больше, чем уроков: 3 и 2"),
    ],
)
def test_a_doubtful_day_is_told(typed: str, reason: str) -> None:
    assert remarks([HEAD, ("1-2", "Рычаги", "2", typed, "")]) == [("warning", "Дата", typed, reason)]


@pytest.mark.parametrize("wrong", ["15.08.2028", "15.12.2024"])
def test_a_day_of_another_year_is_told_as_such_and_the_next_rows_are_not(wrong: str) -> None:
    """Also where the first day has no year; the plan stays that of its other days."""
    days = ["01.09", wrong, "03.09", "02.09", "04.09"]
    rows = [HEAD, *((str(number), "Рычаги", "1", day, "") for number, day in enumerate(days, start=1))]
    assert ktp_title.about(tables.read(xlsx(rows)), "").year is None
    assert [(value, reason) for _, _, value, reason in remarks(rows)] == [
        (wrong, "дата вне 2026/2027 учебного года"),
        ("02.09", "дата раньше, чем у предыдущего урока"),
    ]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["1", "2", "2", "4"], [("2", "номер 2 повторяется, а 3 пропущен; порядок уроков — по строкам")]),
        (["1", "2", "2", "3"], [("2", "номер 2 повторяется; порядок уроков — по строкам")]),
        (["1", "2", "4", "5"], [("4", "номер 3 пропущен; порядок уроков — по строкам")]),
        (["1", "2", "6", "7"], [("6", "номера 3–5 пропущены; порядок уроков — по строкам")]),
        (["1", "2", "1", "2"], []),
    ],
)
def test_numbers_out_of_order_are_told_once(numbers: list[str], told: list[tuple[str, str]]) -> None:
    rows = [("№", "Тема"), *((number, "Рычаги") for number in numbers)]
    assert [(value, reason) for _, _, value, reason in remarks(rows)] == told


@pytest.mark.parametrize(
    ("row", "field", "value", "reason"),
    [
        (("1", "", "1", "", ""), "Тема", "", "тема урока не указана (Положение, п. 3.6)"),
        (("1", "Рычаги", "один", "", ""), "Часы", "один", "часы записаны не числом"),
        (("1", "Рычаги", "0,5", "", ""), "Часы", "0,5", "часов в строке должно быть целое число от 1 до 40"),
        (("1", "Рычаги", "0", "", ""), "Часы", "0", "часов в строке должно быть целое число от 1 до 40"),
        (("1", "Рычаги", "400", "", ""), "Часы", "400", "часов в строке должно быть целое число от 1 до 40"),
    ],
)
def test_a_row_that_cannot_be_loaded_is_an_error(
    row: Sequence[str], field: str, value: str, reason: str
) -> None:
    rows = [HEAD, row, ("2", "Блоки", "1", "", "")]
    assert [item.topic for item in understood(rows).items] == ["Блоки"]
    assert ("error", field, value, reason) in remarks(rows)


def test_a_topic_that_is_too_long_or_has_a_sign_that_cannot_be_kept_is_an_error() -> None:
    for topic, reason in (("Рычаги " * 200, "вмещает знаков: 1000"), ("Ры\x01чаги", "управляющий символ")):
        plan = understood([HEAD, ("1", topic, "1", "", ""), ("2", "Блоки", "1", "", "")])
        (remark,) = plan.remarks
        assert (remark.severity, remark.field) == ("error", "Тема")
        assert reason in remark.reason


@pytest.mark.clause("3.6")
def test_latin_letters_in_a_russian_topic_are_found_and_the_right_ones_offered() -> None:
    topic = "Cложение cил"
    assert remarks([HEAD, ("1", topic, "1", "", "")]) == [
        (
            "warning",
            "Тема",
            topic,
            "латинские буквы среди русских (Cложение, cил); вероятно, «Сложение сил»",
        )
    ]


@pytest.mark.clause("3.6")
def test_foreign_words_beside_russian_ones_are_a_topic_in_russian() -> None:
    assert remarks([HEAD, ("1", "Грамматика: Present Simple", "1", "", "")]) == []


def test_remarks_stand_in_the_order_of_the_rows() -> None:
    rows = [HEAD, ("1", "Рычаги", "1", "04.11", ""), ("2", "", "1", "", ""), ("3", "x", "1", "", "")]
    reasons = [reason for _, _, _, reason in remarks(rows)]
    assert [reason.split()[0] for reason in reasons] == ["нерабочий", "тема", "номер", "тема"]


def test_a_day_of_excel_of_another_century_is_none() -> None:
    rows: Rows = [("№", "Тема", "Дата"), (1, "Рычаги", date(1926, 9, 1))]
    plan = ktp.understand(tables.read(xlsx(rows)), 2026, "Физика")
    (remark,) = ktp_checks.check(plan, NOBODY)
    assert (remark.value, remark.reason.split(":")[0]) == ("01.09.1926", "дата не распознана")


def test_hours_of_the_year_and_too_many_control_works_are_told_of_the_file() -> None:
    rows = [
        HEAD,
        *((str(n), "Контрольная работа", "1", "", "") for n in range(1, 4)),
        ("Итого: 5 ч", "", "", "", ""),
    ]
    told = About("Физика", ("7",), (), (), 2, 5, None)
    assert remarks(rows, told) == [
        ("warning", "Количество часов", "5", "по темам часов 3"),
        ("warning", "Количество часов", "3", "по темам часов 3, а за 34 недели по 2 ч — 68"),
        ("warning", "Контрольные работы", "3", "контрольных больше 10 % часов: 3 из 3"),
    ]


def test_grade_1_has_33_weeks() -> None:
    rows = [HEAD, ("1-33", "Счёт", "33", "", "")]
    assert remarks(rows, About("Математика", ("1А", "1Б"), (), (), 1, None, None)) == []
    assert len(remarks(rows, About("Математика", ("11",), (), (), 1, None, None))) == 1
