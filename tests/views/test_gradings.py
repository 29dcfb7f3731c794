"""«Оценивание» in the browser: the deputy decides by an order, every page shows it beside the name."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.client import Web
from tests.services.terms import MORNING, answers, give, two_quarters

pytestmark = pytest.mark.clause("4.5.4")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def decide(web: Web, **typed: str) -> TestResponse:
    path = f"/people/{web.school['anya']}/grading"
    fields = {"mode": "none", "first": "2026-11-23", "paper": "приказ № 14 & <Ко>"}
    sent = web.browser("dina").form(path) | {"group": str(web.school.groups["algebra"])} | fields | typed
    return web.browser("dina").post(path, sent)


def test_the_deputy_finds_the_pupil_and_decides(web: Web) -> None:
    dina, school = web.browser("dina"), web.school
    page = dina.get(f"/journal/{school.groups['algebra']}/grading").text
    assert f"/people/{school['anya']}/grading?page={school.groups['algebra']}" in page
    assert f"/people/{school['anya']}/grading" in dina.get(f"/people/{school['anya']}").text
    assert decide(web).status_code == 303
    told = words(dina.get(f"/people/{school['anya']}/grading").text)
    assert "без отметок с 23.11.2026, приказ № 14 &amp; &lt;Ко&gt;" in told


def test_every_page_shows_it_beside_the_name(web: Web) -> None:
    decide(web)
    vera, school = web.browser("vera"), web.school
    sign = '<abbr class="way" title="без отметок: приказ № 14 &amp; &lt;Ко&gt;">б/о</abbr>'
    for path in (
        f"/lessons/{web.lesson('algebra')}",
        f"/lessons/{web.lesson('algebra')}/typing",
        f"/journal/{school.groups['algebra']}",
        f"/terms/{school.groups['algebra']}",
    ):
        assert sign in vera.get(path).text, path
    grid = vera.get(f"/journal/{school.groups['algebra']}").text
    assert f'data-p="{school["anya"]}" data-g="none"' in grid


def test_what_is_wrong_is_said_and_what_was_typed_stays(web: Web) -> None:
    answer = decide(web, paper="", mode="pass")
    assert answer.status_code == 422
    assert "Укажите основание" in answer.text
    assert '<option value="pass" selected>' in answer.text and 'value="2026-11-23"' in answer.text


def test_the_page_is_decided_by_periods(web: Web) -> None:
    dina, path = web.browser("dina"), f"/journal/{web.school.groups['algebra']}/grading"
    sent = dina.form(path) | {"mode": "pass", "paper": "решение педсовета № 1", "period": ""}
    assert dina.post(path, sent).status_code == 303
    assert "Сейчас на странице: зачёт" in words(dina.get(path).text)
    lesson = web.browser("vera").get(f"/lessons/{web.lesson('algebra')}").text
    assert 'inputmode="text"' in lesson and 'inputmode="numeric"' not in lesson
    odd = dina.post(path, dina.form(path) | {"mode": "pass", "paper": "№ 1", "period": "999"})
    assert odd.status_code == 422 and "Выберите период из списка" in odd.text


def test_what_stops_counting_is_told_and_the_box_lets_it_through(web: Web) -> None:
    """п. 4.5.5: marks of the quarter set before the day of another scale do not count in its term mark."""
    given = {web.school["anya"]: answers("5 5 4")}
    web.db(give, web.school.groups["algebra"], given, by=web.school.actor("vera"), now=MORNING)
    answer = decide(web, mode="pass", first="2026-12-24")
    assert answer.status_code == 422
    assert "алгебра — 3 отметки" in words(answer.text) and 'name="sure"' in answer.text
    assert 'value="2026-12-24"' in answer.text and '<option value="pass" selected>' in answer.text
    assert decide(web, mode="pass", first="2026-12-24", sure="yes").status_code == 303


def test_the_next_period_is_the_day_that_is_offered(web: Web) -> None:
    path = f"/people/{web.school['anya']}/grading"
    assert web.browser("dina").form(path)["first"] == "2026-11-23"  # the only period: today
    web.db(two_quarters)
    assert web.browser("dina").form(path)["first"] == "2026-12-01"
    assert "со следующего периода, с 01.12.2026" in words(web.browser("dina").get(path).text)


def test_a_pupil_is_offered_the_marks_of_the_own_way(web: Web) -> None:
    decide(web, mode="pass")
    page = web.browser("vera").get(f"/journal/{web.school.groups['algebra']}").text
    assert re.search(r'data-g="five" value="5"', page) and re.search(r'data-g="pass" value="зач"', page)
