"""What is sent after the session has ended is not saved, not lost, and sent again after signing in."""

import pytest

from ejournal.models.timetable import Lesson
from tests.client import Web, form
from tests.views.steps import PARTS, SAVED_BY_HTMX, code, deeds, desk, fill, has_text

TOPIC = 'Корень «n-й» степени: <b>&"'
HOMEWORK = "§ 7,\n№ 3 — для всех"


@pytest.mark.clause("3.5")
def test_a_session_that_ended_in_the_middle_saves_nothing_and_says_so_by_its_status(web: Web) -> None:
    vera = desk(web)
    fill(vera)
    before = deeds(web)
    web.browser("alla").post(f"/people/{web.school['vera']}/end-sessions", {"key": "k"})
    for part in SAVED_BY_HTMX:
        answer = vera.htmx(part.path(vera), **part.typed(vera))
        assert (answer.status_code, answer.data) == (401, b""), part.name
        assert "HX-Redirect" not in answer.headers  # the page stays, with what was typed in it
    for part in PARTS:
        answer = vera.plain(part.path(vera), **part.typed(vera))
        assert answer.status_code == 401 and "ничего не записано" in answer.text, part.name
        sent = form(answer.text, f"{vera.address}/{part.path(vera)}".rstrip("/"))
        assert sent.items() >= vera.fields.items(), part.name
    assert deeds(web) == before


def test_what_was_sent_after_the_session_ended_is_sent_again_after_signing_in(web: Web) -> None:
    vera = desk(web)
    web.browser("alla").post(f"/people/{web.school['vera']}/end-sessions", {"key": "k"})
    kept = vera.plain(topic=TOPIC, homework=HOMEWORK, **{vera.roll("anya"): "Н"})
    again = web.browser("vera").post(vera.address, form(kept.text, vera.address))
    assert again.status_code == 303
    assert has_text(vera, "topic", TOPIC)
    assert has_text(vera, "homework", HOMEWORK)
    assert code(vera, "anya") == "Н"


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_page_opened_by_one_person_is_not_sent_under_the_next(web: Web, htmx: bool) -> None:
    """Two who may fill the same lesson on one PC: what the first typed is not written by the second."""
    vera = desk(web)
    lesson = vera.lesson
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    vera.browser = web.browser("oleg")
    before = deeds(web)
    answer = vera.htmx("topic", topic=TOPIC) if htmx else vera.plain(topic=TOPIC)
    assert answer.status_code == 401 and deeds(web) == before
    vera.reload()
    assert vera.plain(topic=TOPIC).status_code == 303
