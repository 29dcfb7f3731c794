"""«Сдать день»: every lesson of today that is filled, in one action."""

from datetime import date

import pytest

from tests.client import Web, form
from tests.views.steps import desk, fill, handed_in, mark

ACTION = "/today/hand-in"


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_what_is_filled_is_handed_in_and_the_rest_is_counted(web: Web) -> None:
    vera, counting = desk(web), desk(web, group="counting")
    fill(vera, anya="5")
    page = vera.browser.get("/today").text
    assert "Сдано уроков: 0 из 2" in page and "Сдаётся заполненное: 1" in page
    sent = form(page, ACTION)
    for _ in range(2):  # the second press on the same page finds nothing new to do
        assert vera.browser.post(ACTION, sent).status_code in (303, 422)
    assert (handed_in(vera), handed_in(counting), mark(vera, "anya")) == (1, 0, "5")
    assert "Сдано уроков: 1 из 2" in vera.browser.get("/today").text
    fill(counting)
    assert vera.browser.post(ACTION, vera.browser.form("/today", ACTION)).status_code == 303
    page = vera.browser.get("/today").text
    assert "День сдан в 10:42: 2 из 2" in page and "Сдать день" not in page
    assert (handed_in(vera), handed_in(counting)) == (1, 1)
    assert "долгов нет" not in page and 'href="#owed">За прошлые дни не заполнено: ' in page


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_a_day_without_debts_says_so_with_its_moment(web: Web) -> None:
    first = date(2026, 11, 2)
    web.clock.set("10:42", first)
    for group in ("algebra", "counting"):
        vera = desk(web, group=group, day=first)
        fill(vera)
    assert vera.browser.post(ACTION, vera.browser.form("/today", ACTION)).status_code == 303
    web.clock.set("14:00", first)
    page = web.browser("vera").get("/today").text
    assert "✓ День сдан в 10:42: 2 из 2, долгов нет" in page


@pytest.mark.clause("4.5.2")
def test_nothing_filled_is_nothing_to_hand_in(web: Web) -> None:
    vera = desk(web)
    assert "Сдать день" not in vera.browser.get("/today").text
    refused = vera.browser.post(ACTION, {"key": "k"})
    assert refused.status_code == 422 and "Сдавать пока нечего" in refused.text
    assert handed_in(vera) == 0


@pytest.mark.clause("4.5.2")
def test_only_ones_own_lessons_are_handed_in(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    assert web.browser("marina").post(ACTION, {"key": "k"}).status_code == 422
    assert handed_in(vera) == 0


def test_another_day_has_no_such_button(web: Web) -> None:
    fill(desk(web))
    assert "Сдать день" not in web.browser("vera").get("/today?day=2026-11-20").text
