"""«Учебный год»: opened, and its bells and days put right later, without scripts."""

from datetime import timedelta

import pytest

from ejournal.rules.calendar import proposed
from ejournal.rules.refusal import Refusal
from ejournal.views import years_form
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


def test_everything_that_is_wrong_is_told_at_once_and_stays(web: Web) -> None:
    alla = web.browser("alla")
    bells = form(alla.get("/year").text, "/year/bells") | {"bells": "в девять\n10-11", "bells-1": "рано"}
    answer = alla.post("/year/bells", bells)
    assert answer.status_code == 422
    assert all(f"Звонок «{line}» не разобран" in answer.text for line in ("в девять", "10-11", "рано"))
    assert "в девять\n10-11</textarea>" in answer.text


def test_everything_that_is_wrong_with_a_year_is_in_one_sentence_each() -> None:
    typed = years_form.fields_of(proposed(2026)) | {"last-2": "", "first-3": "завтра", "bells": ""}
    typed["holidays"] = "4 ноября\n31.02.2027 праздник\n08.03.2027 Женский день"
    with pytest.raises(Refusal) as refused:
        years_form.layout_typed(typed)
    assert refused.value.message == (
        "Укажите первый и последний день: 2, 3 четверть. "
        "Праздник «4 ноября» не разобран: нужно вида «04.11.2026 название». "
        "Праздник «31.02.2027 праздник» не разобран: нужно вида «04.11.2026 название». "
        "Укажите звонки: по строке на урок, например «8:30–9:15»."
    )


def test_bells_that_overlap_are_refused_with_what_was_typed(web: Web) -> None:
    alla = web.browser("alla")
    bad = GOOD.replace("9:50", "9:30")
    answer = alla.post("/year/bells", form(alla.get("/year").text, "/year/bells") | {"bells": bad})
    assert answer.status_code == 422
    assert "2-й урок начинается в 9:30, а 1-й кончается в 9:40" in answer.text
    assert "9:30-10:30" in answer.text
