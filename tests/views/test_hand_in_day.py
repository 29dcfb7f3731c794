"""«Сдать день»: every lesson of today that is filled, in one action."""

from datetime import date

import pytest

from tests.client import Web, form
from tests.school import MONDAY
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
    for _ in range(2):  # the second press on the same page gets the answer of the first
        assert vera.browser.post(ACTION, sent).status_code == 303
    assert vera.browser.post(ACTION, sent | {"key": "another"}).status_code == 422
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
    refused = vera.browser.post(ACTION, {"key": "k", "day": str(MONDAY)})
    assert refused.status_code == 422 and "Сдавать пока нечего" in refused.text
    assert handed_in(vera) == 0


@pytest.mark.clause("4.5.2")
def test_only_ones_own_lessons_are_handed_in(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    refused = web.browser("marina").post(ACTION, {"key": "k", "day": str(MONDAY)})
    assert refused.status_code == 422 and "Сдавать пока нечего" in refused.text
    assert handed_in(vera) == 0


def test_another_day_has_no_such_button(web: Web) -> None:
    fill(desk(web))
    assert "Сдать день" not in web.browser("vera").get("/today?day=2026-11-20").text


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-24", "вчера", ""])
def test_a_page_left_open_from_another_day_hands_in_nothing(web: Web, day: str) -> None:
    vera = desk(web)
    fill(vera)
    sent = form(vera.browser.get("/today").text, ACTION)
    assert sent["day"] == str(MONDAY)
    refused = vera.browser.post(ACTION, sent | {"day": day})
    assert refused.status_code == 422 and "ничего не сдано" in refused.text and "п. 4.5.2" in refused.text
    assert "сегодня понедельник, 23 ноября 2026" in refused.text
    assert handed_in(vera) == 0
    assert vera.browser.post(ACTION, vera.browser.form("/today", ACTION)).status_code == 303
    assert handed_in(vera) == 1


@pytest.mark.clause("4.5.2")
def test_the_refusal_of_another_day_is_told_on_a_day_without_lessons(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    sent = form(vera.browser.get("/today").text, ACTION)
    web.clock.set("10:42", date(2026, 11, 28))
    refused = web.browser("vera").post(ACTION, sent)
    assert refused.status_code == 422 and "Страница открыта за 23 ноября 2026" in refused.text
    assert handed_in(vera) == 0
