"""«Проверка журнала» and «Что осталось» on pages: who sees what, and that every link leads to its place."""

import re
from datetime import date
from html import unescape

import pytest

from ejournal.models.curriculum import GroupTeacher
from tests.client import Browser, Web, queries
from tests.reports.checked import TUESDAY, away, held, mark

pytestmark = [pytest.mark.clause("4.2.2б"), pytest.mark.clause("4.2.2в")]


def links(page: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'<li><a href="([^"]+)"', page)]


def leads(browser: Browser, url: str) -> bool:
    """Whether the page is there, and has the place that the address names."""
    path, _, place = url.partition("#")
    answer = browser.get(path)
    return answer.status_code == 200 and (not place or f'id="{place}"' in answer.text)


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy on the next day; a pupil has both «н» and a mark."""
    lesson = web.db(web.school.lesson, "algebra")
    for step in (held, mark, away):
        web.db(step, web.school, lesson)
    web.clock.set("8:00", TUESDAY)
    return web.browser("dina")


def test_the_deputy_sees_the_counts_first_and_every_link_leads_to_its_place(web: Web, dina: Browser) -> None:
    page = dina.get("/checks").text
    assert "Нужно исправить" in page and "И «н», и отметка: <strong>1</strong>" in page
    found = links(page)
    assert f"/lessons/{web.lesson('algebra')}#mark-answer-{web.school['anya']}" in found
    assert len(found) > 20
    assert [url for url in found if not url.startswith("/journal#weeks") and not leads(dina, url)] == []


def test_one_check_one_class_one_teacher(web: Web, dina: Browser) -> None:
    vera, seven = web.school["vera"], web.school.classes["7"]
    page = dina.get(
        f"/checks?check=mark_absent&class={seven}&teacher={vera}&from=2026-11-23&to=2026-11-23"
    ).text
    assert links(page) == [f"/lessons/{web.lesson('algebra')}#mark-answer-{web.school['anya']}"]
    assert "Все проверки" in page
    page = dina.get(f"/checks?check=mark_absent&teacher={web.school['oleg']}").text
    assert "Замечаний нет" in page


@pytest.mark.parametrize(
    "asked", ["check=нет", "class=x&teacher=-1", "from=2026-12-01&to=2026-11-01", "to=9999-01-01"]
)
def test_an_odd_address_shows_what_it_can(dina: Browser, asked: str) -> None:
    assert dina.get(f"/checks?{asked}").status_code == 200


def test_the_class_teacher_sees_the_own_class_alone(web: Web, dina: Browser) -> None:
    nina = web.browser("nina")
    assert 'href="/checks"' in nina.get("/journal").text
    page = nina.get("/checks").text
    assert "Математика" not in page and "Алгебра" in page
    assert [url for url in links(page) if not url.startswith("/plans") and not leads(nina, url)] == []
    assert nina.send("GET", f"/checks?class={web.school.classes['1']}").status_code == 404


def test_reading_the_checks_is_noted(web: Web, dina: Browser) -> None:
    dina.get("/checks")
    assert [note.kind for note in web.noted() if note.endpoint == "checks.page"] == ["read"]


@pytest.mark.clause("4.5.2")
def test_a_teacher_sees_what_is_left_and_each_link_leads_to_its_gap(web: Web, dina: Browser) -> None:
    vera = web.browser("vera")
    page = vera.get("/checks/mine").text
    found = links(page)
    assert f"/lessons/{web.lesson('algebra')}#topic" in found
    assert [url for url in found if not leads(vera, url)] == []
    assert "История" not in page


@pytest.mark.clause("4.5.2")
def test_my_lessons_tell_how_much_is_left_and_do_not_wait_for_it(web: Web, dina: Browser) -> None:
    vera = web.browser("vera")
    today = vera.get("/today").text
    assert 'href="/checks/mine"' in today and 'hx-get="/checks/mine/count"' in today
    count = len(links(vera.get("/checks/mine").text))
    assert f"Что осталось: {count}</a>" in vera.htmx_get("/checks/mine/count").text


def test_who_has_done_everything_is_told_so(web: Web) -> None:
    web.clock.set("8:00", date(2026, 11, 2))
    web.db(GroupTeacher.delete().where(GroupTeacher.person == web.school["oleg"]).execute)
    assert "сделано" in web.browser("oleg").get("/checks/mine").text


def test_more_pupils_and_lessons_take_no_more_queries_of_the_page(web: Web, dina: Browser) -> None:
    counts = []
    for span in ("from=2026-11-23&to=2026-11-23", "from=2026-11-02&to=2026-11-23"):
        with queries() as made:
            dina.get(f"/checks?{span}")
        counts.append(len(made))
    assert counts[0] == counts[1]
