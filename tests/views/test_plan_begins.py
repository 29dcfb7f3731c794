"""п. 4.5.1: «до № … уже пройдено» in the import and on the page of a КТП; lessons propose what follows."""

import re
from datetime import date

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.people import SchoolYear
from tests.client import Browser, Web
from tests.school import MONDAY, TOPICS
from tests.views.test_imports import brought, send, topics

pytestmark = pytest.mark.clause("4.5.1")
DATED = "№;Тема урока;Часы;Дата\n" + "".join(
    f"{number};Тема {number};1;{day}\n"
    for number, day in enumerate(("02.09.2026", "28.10.2026", "05.11.2026", "10.11.2026", "24.11.2026"), 1)
)
PLAIN = "№;Тема урока;Часы\n" + "".join(f"{number};Тема {number};1\n" for number in range(1, 7))


@pytest.fixture
def vera(web: Web) -> Browser:
    """The year began in September, the lessons of the journal in November."""
    web.db(SchoolYear.update(valid_from=date(2026, 9, 1)).execute)
    return web.browser("vera")


@pytest.fixture
def page(web: Web) -> str:
    plan = web.db(lambda: Group.get_by_id(web.school.groups["algebra"]).plan_id)
    return f"/plans/{plan}"


def kept(web: Web) -> tuple[int | None, str]:
    def found() -> tuple[int | None, str]:
        group = Group.get_by_id(web.school.groups["algebra"])
        return group.passed, str(group.passed_by or "")

    return web.db(found)


def proposed(web: Web, browser: Browser) -> str:
    """The topic that the lesson of Monday is offered."""
    text = browser.get(f"/lessons/{web.lesson('algebra')}").text
    found = re.search(r'name="take" value="\d+"[^>]*>(.*?)</button>', text, re.DOTALL)
    return found[1] if found else ""


def test_the_days_of_a_file_tell_where_the_lessons_begin(web: Web, vera: Browser) -> None:
    """Lessons of the school begin on the 2nd of November: two topics were to be given before."""
    place = brought(vera, DATED)
    page = vera.get(place).text
    assert "До № 2 уже пройдено: уроки с 02.11.2026 возьмут № 3 «Тема 3»" in page
    assert send(vera, place).status_code == 303
    assert kept(web) == (2, "2026-11-02")
    assert "№ 3" in proposed(web, vera) or "Тема 3" in proposed(web, vera)


def test_a_number_is_said_where_the_file_has_no_days(web: Web, vera: Browser) -> None:
    place = brought(vera, PLAIN)
    assert "идут с 02.11.2026 и возьмут темы с № 1" in vera.get(place).text
    answer = send(vera, place, passed="9")
    assert (answer.status_code, "номер от 0 до 6" in answer.text) == (422, True)
    assert send(vera, place, passed="4", since=str(MONDAY)).status_code == 303
    assert kept(web) == (4, str(MONDAY))
    assert "Тема 5" in proposed(web, vera)


def test_the_same_file_again_changes_nothing_and_keeps_the_beginning(web: Web, vera: Browser) -> None:
    send(vera, brought(vera, PLAIN), passed="4", since=str(MONDAY))
    again = brought(vera, PLAIN)
    assert "загрузка ничего не изменит" in vera.get(again).text
    assert send(vera, again).status_code == 303
    assert kept(web) == (4, str(MONDAY))


def test_a_load_taken_back_takes_the_beginning_back(web: Web, vera: Browser) -> None:
    place = str(send(vera, brought(vera, PLAIN), passed="4", since=str(MONDAY)).location)
    key = vera.form(place, f"{place}/undo") | {"sure": "yes"}
    assert vera.post(f"{place}/undo", key).status_code == 303
    assert (kept(web), topics(web)) == ((None, ""), list(TOPICS))


def test_a_plan_that_is_typed_in_begins_where_it_is_said(web: Web, vera: Browser, page: str) -> None:
    assert "возьмут темы с № 1" in vera.get(page).text
    fields = vera.form(page, f"{page}/begin") | {"passed": "2", "since": str(MONDAY)}
    assert vera.post(f"{page}/begin", fields).status_code == 303
    shown = vera.get(page).text
    assert "пройдено до № 2" in shown and "возьмут темы с № 1" not in shown
    assert TOPICS[2] in proposed(web, vera)
    again = vera.post(f"{page}/begin", fields)
    assert (again.status_code, kept(web)) == (303, (2, str(MONDAY)))


def test_what_a_lesson_took_is_not_passed_before(web: Web, vera: Browser, page: str) -> None:
    lesson = web.lesson("algebra")
    (item,) = re.findall(r'name="take" value="(\d+)"', vera.get(f"/lessons/{lesson}").text)[:1]
    fields = vera.form(f"/lessons/{lesson}", f"/lessons/{lesson}") | {"take": item}
    assert vera.post(f"/lessons/{lesson}", fields).status_code == 303
    fields = vera.form(page, f"{page}/begin") | {"passed": "3", "since": str(MONDAY)}
    answer = vera.post(f"{page}/begin", fields)
    assert (answer.status_code, "уже записана в урок" in answer.text) == (422, True)
    assert 'value="3"' in answer.text and kept(web) == (None, "")


def test_a_number_that_is_none_is_refused(web: Web, vera: Browser, page: str) -> None:
    fields = vera.form(page, f"{page}/begin") | {"passed": "много", "since": str(MONDAY)}
    assert vera.post(f"{page}/begin", fields).status_code == 422
    assert kept(web) == (None, "")


def test_a_stranger_to_the_page_says_nothing_of_it(web: Web, vera: Browser, page: str) -> None:
    group, key = web.school.groups["algebra"], f"{'k' * 20}~{web.school['oleg']}"
    fields = {"key": key, "group": group, "passed": "2", "since": str(MONDAY)}
    assert web.browser("oleg").post(f"{page}/begin", fields).status_code == 404
    assert kept(web) == (None, "")
