"""п. 4.3.2: a file of another kind than the one that was chosen."""

import pytest
from werkzeug.test import TestResponse

from ejournal.models.imports import ImportDraft, ImportLoad, Upload
from tests.client import Browser, Web
from tests.views.test_imports import brought


@pytest.mark.clause("4.3.2")
def test_a_file_brought_as_another_kind_is_told_of_what_kind_it_looks(web: Web) -> None:
    alla = web.browser("alla")
    people = "ФИО;СНИЛС;Должность;Предмет;Классы\nСинева Ия Олеговна;;Учитель;Химия;7\n"
    told = alla.get(brought(alla, people, "Список.csv", "class_list")).text
    assert "Похоже, что это «Работники»" in told and "Прочитать как «Работники»" in told
    rightly = alla.get(brought(alla, people, "Список.csv", "staff")).text
    assert "Похоже, что это" not in rightly
    dina = web.browser("dina")
    hers = dina.get(brought(dina, people, "Список.csv", "curriculum")).text
    assert "Похоже, что это «Работники»: такие файлы загружает администратор" in hers
    assert "Прочитать как" not in hers


def read_as(browser: Browser, place: str, kind: str) -> TestResponse:
    fields = browser.form(place, f"{place}?show=&page=1") | {"kind": kind}
    return browser.post(f"{place}/kind", fields)


@pytest.mark.clause("4.3.2")
def test_the_kept_file_is_read_as_another_kind_with_one_click(web: Web) -> None:
    alla = web.browser("alla")
    people = "ФИО;СНИЛС;Должность;Предмет;Классы\nСинева Ия Олеговна;;Учитель;Химия;7\n"
    place = brought(alla, people, "Список.csv", "class_list")
    assert "Списки классов" in alla.get("/imports").text.partition("Готовятся")[2]
    assert read_as(alla, place, "staff").status_code == 303
    page = alla.get(place).text
    assert "Синева" in page and "Прочитать как" not in page
    assert "Работники" in alla.get("/imports").text.partition("Готовятся")[2]
    assert web.db(Upload.select().count) == 1


@pytest.mark.clause("4.3.2")
def test_a_file_that_looks_like_nothing_is_offered_as_every_kind_that_one_may_load(web: Web) -> None:
    dina = web.browser("dina")
    place = brought(dina, "Что-то;Ещё\n1;2\n", "x.csv", "ktp")
    page = dina.get(place).text
    assert "Прочитать как «Расписание»" in page and "Прочитать как «Списки классов»" not in page
    refused = read_as(dina, place, "class_list")
    assert (refused.status_code, "Выберите, что в файле" in refused.text) == (422, True)
    assert web.db(ImportDraft.get).kind == "ktp"
    fields = {"key": f"{'k' * 20}~{web.school['alla']}", "kind": "timetable", "seen": "1"}
    assert web.browser("alla").post(f"{place}/kind", fields).status_code == 404


@pytest.mark.clause("4.3.2")
def test_the_administrator_is_not_sent_to_the_administrator(web: Web) -> None:
    alla = web.browser("alla")
    plan = "№;Тема урока;Часы;Домашнее задание\n1;Одночлены;1;§ 1\n"
    told = alla.get(brought(alla, plan, "Алгебра.csv", "class_list")).text
    assert "Похоже, что это «КТП»: такие файлы загружает учитель или заместитель директора" in told


@pytest.mark.clause("4.4.1")
def test_what_is_in_the_journal_already_needs_no_order(web: Web) -> None:
    alla = web.browser("alla")
    blank = alla.get("/imports/blanks/class_list.xlsx").data
    place = brought(alla, blank, "Список.xlsx", "class_list")
    page = alla.get(place).text
    assert "загрузка ничего не изменит" in page
    assert "Укажите приказ" not in page and "Загрузить</button>" not in page
    answer = alla.post(f"{place}/load", alla.form(place, f"{place}?show=&page=1"))
    assert (answer.status_code, "Загружать нечего" in answer.text) == (422, True)
    assert web.db(ImportLoad.select().count) == 0


@pytest.mark.clause("4.4.1")
def test_a_list_without_its_class_is_told_of_in_words_of_the_page(web: Web) -> None:
    alla = web.browser("alla")
    people = "ФИО;Дата рождения\nСинева Ия Олеговна;01.02.2014\n"
    page = alla.get(brought(alla, people, "Список.csv", "class_list")).text
    assert "впишите его в поле «Класс, если файл его не называет»" in page and "--class" not in page
