"""«Ошибка в записи?» of a term mark: from the row of a pupil to the decision, without JavaScript."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.term_memos import TermMemo
from tests.client import Browser, Web, queries
from tests.school import at
from tests.services.terms import MORNING, answers, choose, give, quarter
from tests.views.tables import row

pytestmark = pytest.mark.clause("4.5.5")
LATER = at("10:00", date(2027, 1, 12))


@pytest.fixture
def sealed(web: Web) -> Web:
    """Аня has «4» for the quarter, whose days are over."""
    web.db(give, web.school.groups["algebra"], {web.school["anya"]: answers("5 5 4")}, **_by(web))
    web.db(choose, web.school, {"anya": "4"})
    web.clock.hands[0] = LATER
    return web


def _by(web: Web) -> dict[str, Any]:
    return {"by": web.school.actor("vera"), "now": MORNING}


def page(web: Web) -> str:
    return f"/terms/{web.school.groups['algebra']}?period={web.db(quarter).period}"


def form(web: Web) -> str:
    asked = f"{web.school.groups['algebra']}/{web.school['anya']}?period={web.db(quarter).period}"
    return f"/memos/terms/pages/{asked}"


def tell(web: Web, **typed: str) -> TestResponse:
    vera, path = web.browser("vera"), form(web)
    fields = (
        vera.form(path, path.partition("?")[0])
        | {"becomes": "5", "reason": "slip", "evidence": "ведомость & <лист>"}
        | typed
    )
    return vera.post(path.partition("?")[0], fields)


def decide(browser: Browser, do: str = "approve", **typed: str) -> TestResponse:
    fields = browser.form("/requests", "/memos/terms/1/decide") | {"do": do} | typed
    return browser.post("/memos/terms/1/decide", fields)


def test_the_row_of_a_pupil_leads_to_the_memo_filled_in(sealed: Web) -> None:
    vera = sealed.browser("vera")
    shown = vera.get(page(sealed)).text
    assert f'href="{form(sealed)}"' in shown and shown.count("Ошибка в записи?</a>") == 1
    asked = vera.get(form(sealed)).text
    assert "Ошибка в отметке: Алёшина Аня" in asked and "Внесено «4»" in asked
    assert "<option>5</option>" in asked and "<option>4</option>" not in asked


def test_while_the_days_last_no_memo_is_offered(sealed: Web) -> None:
    sealed.clock.hands[0] = at("12:00", date(2026, 12, 28))
    assert "Ошибка в записи?" not in sealed.browser("vera").get(page(sealed)).text


def test_the_deputy_decides_in_one_press_and_the_old_mark_stays_struck_through(sealed: Web) -> None:
    assert tell(sealed).headers["Location"] == "/requests?saved=memo"
    deputy = sealed.browser("dina")
    listed = deputy.get("/requests").text
    assert "итоговая отметка: внесено «4», следует «5»" in listed
    assert "ведомость &amp; &lt;лист&gt;" in listed
    assert decide(deputy).headers["Location"] == "/requests?saved=decided"
    shown = sealed.browser("vera").get(page(sealed)).text
    assert "исправлено, записка № 1" in row(shown, "1. Алёшина Аня")[5]
    struck = '<s title="исправлено, служебная записка № 1"><span class="vh">было </span>4</s>'
    assert f"<b>5</b> {struck}" in shown
    cohort = sealed.school.classes["7"]
    assert (
        struck in sealed.browser("nina").get(f"/terms/classes/{cohort}?{page(sealed).partition('?')[2]}").text
    )
    assert "✓ Разрешено" in sealed.browser("vera").get("/requests").text


def test_the_family_reads_the_right_mark_with_corrected(sealed: Web) -> None:
    tell(sealed)
    decide(sealed.browser("dina"))
    shown = sealed.browser("anya_mother").get(f"/diary/{sealed.school['anya']}/forecast").text
    assert "5, исправлено" in re.sub(r"<[^>]+>", "", shown)


def test_a_memo_that_says_too_little_keeps_what_was_typed(sealed: Web) -> None:
    answer = tell(sealed, reason="other")
    assert answer.status_code == 422 and "Напишите причину" in answer.text
    assert "<option selected>5</option>" in answer.text and "ведомость &amp;" in answer.text
    assert "Выберите, какая отметка" in tell(sealed, becomes="").text
    assert sealed.db(lambda: TermMemo.select().count()) == 0


def test_the_memo_is_a_word_file_with_the_decision(sealed: Web) -> None:
    tell(sealed)
    decide(sealed.browser("dina"))
    answer = sealed.browser("vera").get("/memos/terms/1/memo.docx")
    text = "\n".join(one.text for one in Document(BytesIO(answer.data)).paragraphs)
    assert "внесено «4», следует «5»" in text and "Алгебра" in text and "Исправлено 12.01.2027 в " in text
    assert "____________________ Д.Ю.\u00a0Дымова" in text


def test_a_memo_is_for_the_teacher_of_the_page_its_author_and_the_deputy(sealed: Web) -> None:
    assert sealed.browser("marina").get(form(sealed)).status_code == 404
    assert sealed.browser("anya_mother").get(form(sealed)).status_code == 403
    tell(sealed)
    assert sealed.browser("marina").get("/memos/terms/1/memo.docx").status_code in (403, 404)
    assert sealed.browser("vera").post("/memos/terms/1/decide", {"do": "approve"}).status_code == 403
    assert sealed.browser("dina").post("/memos/terms/99/decide", {"do": "approve"}).status_code == 404
    assert "Итоговой отметки здесь нет" in sealed.browser("vera").get(form(sealed) + "9").text


def test_the_list_asks_as_many_questions_however_many_memos_there_are(sealed: Web) -> None:
    tell(sealed)
    deputy = sealed.browser("dina")
    deputy.get("/requests")
    with queries() as one:
        deputy.get("/requests")
    decide(deputy)
    tell(sealed, becomes="3")
    with queries() as two:
        deputy.get("/requests")
    assert len(two) == len(one)
