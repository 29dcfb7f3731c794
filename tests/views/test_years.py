"""«Учебный год»: opened, and its bells and days put right later, without scripts."""

from datetime import timedelta

import pytest

from tests.client import Web, form
from tests.school import MONDAY

pytestmark = pytest.mark.clause("4.3.1")
GOOD = "9:00–9:40\n9:50-10:30\n10:40–11:20\n11:30–12:10\n12:20–13:00\n13:10–13:50\n14:00–14:40"


def test_bells_are_shown_and_changed(web: Web) -> None:
    alla = web.browser("alla")
    text = alla.get("/year").text
    assert "8:30–9:15" in text and "Изменить звонки" in text
    sent = form(text, "/year/bells") | {"bells": GOOD}
    answer = alla.post("/year/bells", sent)
    assert (answer.status_code, answer.location) == (303, "/year?saved=bells")
    text = alla.get(answer.location).text
    assert "✓ Записано: звонки изменены" in text
    assert (MONDAY + timedelta(days=1)).strftime("С %-d ноября") in text and "звонки другие" in text
    assert "9:50–10:30" in text


def test_bells_that_overlap_are_refused_with_what_was_typed(web: Web) -> None:
    alla = web.browser("alla")
    bad = GOOD.replace("9:50", "9:30")
    answer = alla.post("/year/bells", form(alla.get("/year").text, "/year/bells") | {"bells": bad})
    assert answer.status_code == 422
    assert "2-й урок начинается в 9:30, а 1-й кончается в 9:40" in answer.text
    assert "9:30-10:30" in answer.text
