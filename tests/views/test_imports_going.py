"""«Загрузка из файла»: what goes with a load stands in plain sight; nothing typed is lost on the way."""

import re
from datetime import date

import pytest

from ejournal.access import Role
from ejournal.services import moves
from tests.client import Browser, Web
from tests.school import TOPICS, at
from tests.views.test_imports import brought, send, topics

pytestmark = pytest.mark.clause("4.5.1")
PART = "№;Тема урока\n1;Одночлены\n"


@pytest.fixture
def vera(web: Web) -> Browser:
    """The teacher of algebra in class 7."""
    return web.browser("vera")


def test_a_part_of_a_plan_is_loaded_only_when_what_goes_is_confirmed(web: Web, vera: Browser) -> None:
    place = brought(vera, PART)
    page = vera.get(place).text
    assert "Уйдёт 3 темы: в файле этого нет" in page and "темы № 2–4" in page and "уйдёт: 3" in page
    assert page.index("Уйдёт 3 темы") < page.index("<table")
    answer = send(vera, place)
    assert (answer.status_code, "похоже, в файле только часть" in answer.text) == (422, True)
    assert topics(web) == list(TOPICS)
    answer = send(vera, place, gone="3")
    assert answer.status_code == 303 and topics(web) == ["Одночлены"]
    told = vera.get(str(answer.location)).text
    assert "уйдёт: 3" in told and "темы № 2–4" in told


def test_what_is_typed_stays_when_another_part_of_the_preview_is_looked_at(vera: Browser) -> None:
    place = brought(vera, "№;Тема урока\n1;Одночлены\n2;\n3;Cтепени\n4;Дроби\n")
    page = vera.get(place).text
    ways = re.findall(r'<button class="plain (\w*)" formaction="([^"]+)"[^>]*>([^<]+)</button>', page)
    (way,) = [way.replace("&amp;", "&") for verdict, way, _ in ways if verdict == "doubtful"]
    fields = vera.form(place, f"{place}?show=&page=1") | {"cell-0-4-1": "Степени и корни"}
    answer = vera.post(way, fields)
    assert (answer.status_code, answer.location) == (303, f"{place}?show=doubtful&page=1")
    assert "Степени и корни" in vera.get(place).text


def test_a_row_that_is_opened_keeps_what_is_typed_in_another(vera: Browser) -> None:
    place = brought(vera, "№;Тема урока\n1;Одночлены\n2;Многочлены\n3;Cтепени\n4;Дроби\n")
    page = vera.get(place).text
    (way,) = re.findall(r'formaction="([^"]+edit=0-2)"', page)
    fields = vera.form(place, f"{place}?show=&page=1") | {"cell-0-4-1": "Степени и корни"}
    answer = vera.post(way.replace("&amp;", "&"), fields)
    assert answer.status_code == 303 and str(answer.location).endswith("edit=0-2#row-0-2")
    page = vera.get(str(answer.location).partition("#")[0]).text
    assert "Степени и корни" in page and 'name="cell-0-2-1"' in page


def test_what_rests_on_a_load_is_named_in_the_place_of_the_button(web: Web) -> None:
    """п. 4.2.1: history is moved after the timetable was loaded."""
    dina, school = web.browser("dina"), web.school
    week = "Класс;День;Урок;Предмет;Кабинет\n7;Вторник;1;История;12\n7;Среда;4;История;12\n"
    text = week + "".join(f"7;Пятница;{number};Алгебра;12\n" for number in range(1, 5))
    fields = {"since": "2026-11-30"}
    place = brought(dina, text, "7.csv", "timetable")
    first = dina.post(f"{place}?show=&page=1", dina.form(place, f"{place}?show=&page=1") | fields)
    assert first.status_code == 303
    (gone,) = re.findall(r"уйдёт: (\d+)", dina.get(place).text)
    answer = send(dina, place, gone=gone)
    assert answer.status_code == 303, answer.text
    load = str(answer.location)
    assert "Отменить всю загрузку" in dina.get(load).text

    def move() -> None:
        lesson = school.lesson("history", date(2026, 12, 2))
        moves.move(lesson, date(2026, 12, 3), 2, "", by=school.actor("dina", Role.DEPUTY), now=at("12:00"))

    key = dina.form(load, f"{load}/undo") | {"sure": "yes"}
    web.db(move)
    page = dina.get(load).text
    assert "Отменить всю загрузку" not in page and "перенос 03.12, 2-й урок, «История, 7 класс»" in page
    refused = dina.post(f"{load}/undo", key)
    assert refused.status_code == 422 and "перенос 03.12, 2-й урок" in refused.text
