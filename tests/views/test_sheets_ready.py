"""The batch of weekly sheets is told on the first page of whoever hands it over (п. 4.4.5)."""

from datetime import timedelta

import pytest

from ejournal.models.timetable import Lesson
from ejournal.models.weekly import WeekSheet
from tests.client import Web
from tests.families import sign
from tests.school import MONDAY
from tests.views.test_weekly import FRIDAY, hand, printed, sheets

pytestmark = pytest.mark.clause("4.4.5", "4.6.6")
READY = "Недельные листы с 23.11 по 29.11 готовы"


def on_friday(web: Web) -> str:
    """Friday after lessons, two families on paper; the link to the sheets of the week."""
    web.db(sign, web.school, "refusal", "vova_mother", "vova")
    web.clock.set("15:00", FRIDAY)
    return f'<a href="{sheets(web)}?week={MONDAY}">7 класс</a>'


def test_the_first_page_tells_that_the_batch_is_ready_until_it_is_handed_over(web: Web) -> None:
    link = on_friday(web)
    for key, address in (("nina", "/today"), ("nina", "/journal"), ("dina", "/journal")):
        shown = web.browser(key).get(address).text
        assert READY in shown and f"{link} — 2 из 2" in shown
    printed(web)
    nina = web.browser("nina")
    ids = [str(row.id) for row in web.db(lambda: list(WeekSheet.select().order_by(WeekSheet.id)))]
    assert hand(nina, web, sheet=ids[:1], way="child", day=str(FRIDAY)) == 303
    assert f"{link} — 1 из 2" in nina.get("/today").text
    assert hand(nina, web, sheet=ids[1:], way="child", day=str(FRIDAY)) == 303
    assert "Недельные листы" not in nina.get("/today").text


def test_nothing_is_told_to_a_teacher_without_a_class_nor_of_a_week_that_goes_on(web: Web) -> None:
    on_friday(web)
    assert "Недельные листы" not in web.browser("vera").get("/today").text
    web.clock.set("9:00", FRIDAY - timedelta(days=1))
    shown = web.browser("nina").get("/today").text
    assert READY not in shown and "с 16.11 по 22.11 готовы" in shown, "those of the week before still wait"


def test_a_week_of_holidays_has_no_sheets(web: Web) -> None:
    on_friday(web)
    week = Lesson.date.between(MONDAY, MONDAY + timedelta(days=6))
    web.db(lambda: Lesson.delete().where(week).execute())
    assert "Недельные листы" not in web.browser("nina").get("/today").text
