"""What pages of term marks say in words: what is waited for, until when, why something was refused."""

import re
from datetime import date, timedelta

import pytest

from ejournal.services.term_marks import Choice
from tests.client import Web
from tests.school import at
from tests.services.terms import WINDOW, choose, two_quarters
from tests.views.tables import row
from tests.views.test_terms import address, chosen, marked

__all__ = ["marked"]
pytestmark = pytest.mark.clause("4.5.5")


def test_the_year_says_which_period_is_to_be_set_first(marked: Web) -> None:
    """п. 4.5.5: the year is made of all its periods: «—» alone does not tell what it waits for."""
    first, second = marked.db(two_quarters)
    vera, path = marked.browser("vera"), f"{address(marked)}?kind=year"
    assert "Сначала выставьте: I четверть (не выставлено: 4), II четверть (не выставлено: 4)." in said(
        vera.get(path).text
    )
    given = {key: Choice("4", reason="council") for key in ("anya", "borya", "vova", "glasha")}
    marked.db(choose, marked.school, given, at("12:00", date(2026, 11, 25)), term=first)
    page = vera.get(path).text
    assert "Сначала выставьте: II четверть (не выставлено: 4)." in said(page)
    assert f'href="{address(marked)}?period={second.period}">II четверть' in page
    marked.db(choose, marked.school, given, term=second)
    assert "Сначала выставьте" not in vera.get(path).text
    assert row(vera.get(path).text, "1. Алёшина Аня")[2] == "4"


@pytest.mark.clause("4.5.5")
def test_an_exam_is_owed_by_nobody_and_asks_for_no_reason(marked: Web) -> None:
    """п. 7.3: besides Russian and mathematics exams are chosen, so no page owes their marks."""
    marked.settings(exam_grades="7")
    vera, path = marked.browser("vera"), f"{address(marked)}?kind=exam"
    page = vera.get(path).text
    assert "Выставлено: 0. Отметку ставят только тем, кто сдавал экзамен" in said(page)
    assert "Не выставлено" not in page and "Причина" not in page
    marked.clock.hands[0] = at("12:00", date(2026, 12, 29))
    vera = marked.browser("vera")
    today = said(vera.get("/today").text)
    assert "Отметки за экзамен: до" in today and "Итоговые отметки за курс: до" in today
    assert "только тем, кто его сдавал" in today
    assert "Экзамен до 13.02 0 7 класс" in said(vera.get("/terms").text)


def test_a_date_before_the_window_ends_with_one_full_stop(marked: Web) -> None:
    marked.clock.hands[0] = at("12:00", WINDOW - timedelta(days=1))
    told = said(marked.browser("vera").get(address(marked)).text)
    assert "срок — 28 декабря." in told and ".." not in told


def test_a_refusal_that_is_not_of_the_reason_is_not_told_as_one(marked: Web) -> None:
    vera = marked.browser("vera")
    stale = chosen(marked, vera, anya="4")
    assert vera.post(address(marked), chosen(marked, vera, anya="5")).status_code == 303
    answer = said(vera.post(address(marked), stale).text)
    assert "Не записано: 1." in answer and "Причина — в строке" not in answer


def said(page: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+([.,])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", page).split())).replace("( ", "(")
