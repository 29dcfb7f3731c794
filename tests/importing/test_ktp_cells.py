"""What stands in the heading and in the cells of a plan, as teachers type it."""

from collections.abc import Sequence
from datetime import date

import pytest

from ejournal.importing import ktp, ktp_checks, tables
from ejournal.importing.ktp import work_kind
from ejournal.importing.ktp_title import About, about
from ejournal.importing.remarks import Remark
from tests.importing.files import Rows, text, xlsx
from tests.importing.plans import HEAD, NOBODY, days, topics, understood


@pytest.mark.parametrize(
    "head",
    [
        ("№ п/п", "Дата проведения", "Тема урока", "Кол-во часов", "Домашнее задание"),
        ("№п/п", "Дата по плану", "Содер-\nжание учебного материала", "Количе-\nство часов", "ДЗ"),
        ("N урока", "Календарные сроки", "Наименование разделов и тем", "Всего часов", "Задание на дом"),
        ("НОМЕР УРОКА", "ДАТА", "TEМA УPOКА", "Час.", "Домашняя работа, дом. задание"),
    ],
)
def test_columns_are_known_by_their_meaning_in_any_order(head: Sequence[str]) -> None:
    plan = understood([head, ("1", "01.09", "Рычаги", "1", "§ 1")])
    (item,) = plan.items
    assert (item.numbers, item.topic, item.lessons, item.homework) == ((1,), "Рычаги", 1, "§ 1")
    assert days(plan) == [["2026-09-01"]]


def test_a_heading_in_two_rows_and_a_row_that_numbers_the_columns() -> None:
    plan = understood(
        [
            ("Рабочая программа. Тема года: часы досуга", "", "", "", "", ""),
            ("№ урока", "Тема урока", "Количество часов", "", "Дата", ""),
            ("", "", "всего", "контрольные", "по плану", "по факту"),
            ("1", "2", "3", "4", "5", "6"),
            ("1", "Контрольная работа", "2", "2", "01.09", "05.09"),
        ]
    )
    assert topics(plan) == [("", "Контрольная работа", 2)]
    assert days(plan) == [["2026-09-01"]]
    assert plan.headers[0][1].rows == (2, 3)


def test_the_first_topic_is_no_second_row_of_the_heading() -> None:
    plan = understood([("№", "Тема", "Вид контроля"), ("", "Рычаги", "контрольная"), ("1", "Блоки", "")])
    assert [item.topic for item in plan.items] == ["Блоки"]
    plan = understood(
        [("№ урока", "Тема", "Вид", "Прим."), ("1", "Рычаги", "контрольная", ""), ("2", "Блоки", "", "")]
    )
    assert [item.topic for item in plan.items] == ["Рычаги", "Блоки"]
    assert plan.headers[0][1].rows == (1,)


@pytest.mark.parametrize(
    ("typed", "lessons", "numbers"),
    [
        ("1", 1, (1,)),
        ("1.", 1, (1,)),
        ("№ 1", 1, (1,)),
        ("1-2", 2, (1, 2)),
        ("1 – 3.", 3, (1, 2, 3)),
        ("1, 2", 2, (1, 2)),
        ("1,2,3", 3, (1, 2, 3)),
        ("1-2, 3", 3, (1, 2, 3)),
    ],
)
def test_numbers_stand_for_that_many_lessons(typed: str, lessons: int, numbers: tuple[int, ...]) -> None:
    (item,) = understood([("№", "Тема"), (typed, "Рычаги")]).items
    assert (item.lessons, item.numbers) == (lessons, numbers)


def test_numbers_that_excel_took_for_a_date_are_numbers_again() -> None:
    rows: Rows = [("№ урока", "Тема"), (1, "Рычаги"), (2, "Блоки"), (date(2026, 4, 3), "Ворот")]
    plan = ktp.understand(tables.read(xlsx(rows)), 2026, "Физика")
    assert [item.numbers for item in plan.items] == [(1,), (2,), (3, 4)]
    (remark,) = ktp_checks.check(plan, NOBODY)
    assert (remark.value, remark.reason) == ("03.04.2026", "Excel принял номера за дату; прочитано: 3–4")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("01.09", ["2026-09-01"]),
        ("1.9.26", ["2026-09-01"]),
        ("12.01", ["2027-01-12"]),
        ("12/01/2027", ["2027-01-12"]),
        ("2027-01-12", ["2027-01-12"]),
        ("12.01.2027 г.", ["2027-01-12"]),
        ("12 января", ["2027-01-12"]),
        ("1 сент. 2026", ["2026-09-01"]),
        ("31.05", ["2027-05-31"]),
        ("46266", ["2026-09-01"]),
        ("01.09, 02.09", ["2026-09-01", "2026-09-02"]),
        ("01.09 02.09", ["2026-09-01", "2026-09-02"]),
        ("01.09–03.09", ["2026-09-01", "2026-09-03"]),
    ],
)
def test_days_are_read_as_they_are_typed(typed: str, read: list[str]) -> None:
    plan = understood([HEAD, ("1-2", "Рычаги", "2", typed, "")])
    assert days(plan) == [read]
    assert ktp_checks.check(plan, NOBODY) == []


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (
            "КТП по алгебре и началам анализа, 10А класс, 2026-2027 уч. г.\nВсего 136 часов, 4 ч в неделю",
            About("Алгебра и начала математического анализа", ("10А",), (), (), 4, 136, 2026),
        ),
        (
            "Предмет: История. Класс: 5 «Б»\nУчитель: Римский-Корсаков Пётр Ильич\nЗа год — 68, в неделю – 2",
            About("История", ("5Б",), (), ("Римский-Корсаков Пётр Ильич",), 2, 68, None),
        ),
        (
            "по физической культуре, 1-4 классы, 2026/27",
            About("Физическая культура", ("1", "2", "3", "4"), (), (), None, None, 2026),
        ),
        ("Приказ № 64", About(None, (), (), (), None, None, None)),
    ],
)
def test_titles_say_whose_plan_it_is(title: str, read: About) -> None:
    rows = [*((line, "") for line in title.splitlines()), ("№", "Тема"), ("1", "Рычаги")]
    assert about(tables.read(text(rows, "\t").encode()), "план") == read


def test_a_remark_says_where_it_belongs() -> None:
    place = (("sheet", "КТП"), ("row", 7))
    remark = Remark("error", "Часы", "два", "не число", place)
    assert remark.words() == "Не загружается — лист «КТП», строка 7, Часы «два»: не число."
    assert remark.fields() == {
        "sheet": "КТП",
        "row": 7,
        "severity": "error",
        "field": "Часы",
        "value": "два",
        "reason": "не число",
    }


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("Контрольный диктант № 1", "control"),
        ("РР. Контрольное изложение", "control"),
        ("Входная контрольная работа", "control"),
        ("Итоговая контрольная работа", "control"),
        ("Kонтрольная работа", "control"),
        ("Анализ контрольной работы", ""),
        ("Проверочная работа № 1", ""),
        ("Лабораторная работа № 3", "laboratory"),
        ("Почвы; практическая работа «Образцы»", "practical"),
        ("Лабораторно-практическая работа", ""),
    ],
)
def test_the_kind_of_work_is_seen_from_the_topic(topic: str, kind: str) -> None:
    assert work_kind(topic) == kind
