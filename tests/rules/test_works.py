"""The kinds of work a mark is given for (domain facts, 7.1 and 7.4)."""

import pytest

from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import KINDS, kind

WEIGHTS = {
    1: {"Ответ на уроке", "Домашняя работа", "Работа на уроке"},
    2: {"Самостоятельная работа", "Тест", "Практическая работа", "Лабораторная работа", "Проект"},
    3: {"Диктант", "Изложение", "Сочинение", "Контрольная работа"},
    4: {"Итоговая контрольная работа"},
}
ORAL = {"Ответ на уроке", "Работа на уроке", "Техника чтения", "Доклад", "Наизусть", "Норматив"}
EVERY_TITLE = ORAL | {
    "Домашняя работа",
    "Самостоятельная работа",
    "Проверочная работа",
    "Контрольная работа",
    "Практическая работа",
    "Лабораторная работа",
    "Диктант",
    "Словарный диктант",
    "Изложение",
    "Сочинение",
    "Тест",
    "Проект",
    "Зачёт",
    "ВПР",
    "Диагностическая работа",
    "Итоговая контрольная работа",
}


def test_the_table_holds_exactly_the_kinds_that_schools_use() -> None:
    assert {work.title for work in KINDS} == EVERY_TITLE


def test_default_weights_are_those_of_the_school_rules() -> None:
    weights = {work.title: work.weight for work in KINDS}
    for weight, titles in WEIGHTS.items():
        assert {weights[title] for title in titles} == {weight}
    assert set(weights.values()) == set(WEIGHTS)


@pytest.mark.clause("4.5.4")
def test_oral_answers_belong_to_the_day_of_the_lesson() -> None:
    assert {work.title for work in KINDS if work.oral} == ORAL


def test_signs_fit_a_column_header_and_cannot_be_confused() -> None:
    signs = [work.sign for work in KINDS]
    assert len({sign.casefold() for sign in signs}) == len(signs)
    assert all(2 <= len(sign) <= 4 for sign in signs)


def test_a_kind_is_found_by_its_code_and_codes_are_unique() -> None:
    assert kind("control").title == "Контрольная работа"
    assert [kind(work.code) for work in KINDS] == list(KINDS)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(Refusal, match="вида работы") as caught:
        kind("exam")
    assert (caught.value.clause, caught.value.way) == ("", Way.RELOAD)


def test_the_kind_of_a_second_mark_tells_of_what_it_is() -> None:
    chosen = kind("composition_second")
    assert (chosen.base, chosen.weight, chosen.two, chosen.oral) == ("composition", 3, False, False)
    assert (chosen.title, chosen.sign) == ("Сочинение, вторая отметка", "Соч, 2-я")
    with pytest.raises(Refusal, match="Такого вида работы нет"):
        kind("control_second")
