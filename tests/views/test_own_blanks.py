"""«Бланки»: downloaded, changed in Word, tried, used, given up again (п. 4.2.2)."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from ejournal.models.imports import Upload
from ejournal.models.own_blanks import OwnBlank
from tests.client import Browser, Web
from tests.documents.words import lines
from tests.school import MONDAY

pytestmark = pytest.mark.clause("4.2.2")
LOG = f"/substitutions/log.docx?month={MONDAY:%Y-%m}"


@pytest.fixture
def dina(web: Web) -> Browser:
    return web.browser("dina")


def words(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, answer.text
    return lines(Document(BytesIO(answer.data)))


def changed(browser: Browser, name: str, text: str) -> bytes:
    """The blank in use as the deputy has changed it in Word."""
    document: Any = Document(BytesIO(browser.get(f"/blanks/{name}/in-use.docx").data))
    document.add_paragraph(text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def bring(browser: Browser, name: str, content: bytes, file: str = "бланк.docx") -> TestResponse:
    fields = {**browser.form(f"/blanks/{name}"), "file": FileStorage(BytesIO(content), file)}
    boundary, body = encode_multipart(fields)
    sent = f'multipart/form-data; boundary="{boundary}"'
    return browser.send("POST", f"/blanks/{name}", data=body, content_type=sent)


def press(browser: Browser, page: str, button: str) -> TestResponse:
    return browser.post(f"{page}/{button}", {"key": browser.form(page, f"{page}/use")["key"]})


def taken(browser: Browser, name: str, text: str) -> None:
    place = bring(browser, name, changed(browser, name, text)).location
    assert place and press(browser, place, "use").status_code == 303


def test_a_blank_goes_from_the_school_to_the_paper_and_back(web: Web, dina: Browser) -> None:
    assert "бланк журнала" in dina.get("/blanks").text
    place = bring(dina, "substitutions", changed(dina, "substitutions", "Школа: {{ school }}!")).location
    assert place is not None and "ошибок нет" in dina.get(place).text
    assert any(line.startswith("Школа: МОУ «Ёлкинская") for line in words(dina.get(f"{place}/sample.docx")))
    before = words(dina.get(LOG))
    answer = press(dina, place, "use")
    assert answer.location == "/blanks/substitutions?saved=used"
    assert "по вашему бланку" in dina.get(str(answer.location)).text
    assert "свой бланк с" in dina.get("/blanks").text
    after = words(dina.get(LOG))
    assert after[:-1] == before and after[-1].startswith("Школа: ")
    assert words(dina.get("/blanks/substitutions/ours.docx"))[-1] != after[-1]
    give_up = dina.form("/blanks/substitutions", "/blanks/substitutions/ours")
    assert dina.post("/blanks/substitutions/ours", give_up).status_code == 303
    assert words(dina.get(LOG)) == before
    assert web.db(OwnBlank.select().count) == 2


def test_faults_are_told_and_nothing_is_kept(web: Web, dina: Browser) -> None:
    answer = bring(dina, "memo", changed(dina, "memo", "{{ shcool }} и «Ё»"))
    assert answer.status_code == 422
    assert "похоже на «school»" in answer.text and "{{ shcool }} и «Ё»" in answer.text
    assert bring(dina, "memo", b"text", "бланк.txt").status_code == 422
    assert "Выберите файл" in bring(dina, "memo", b"", "").text
    assert bring(dina, "memo", b"0" * (3 * 2**20 + 1)).status_code in (413, 422)
    assert web.db(Upload.select().count) == 0


def test_a_blank_is_used_for_its_own_paper_alone_and_deleted_while_nothing_was_made_by_it(
    web: Web, dina: Browser
) -> None:
    place = bring(dina, "memo", changed(dina, "memo", "конец")).location or ""
    token = place.rsplit("/", 1)[1]
    other = dina.post(f"/blanks/slip/new/{token}/use", {"key": dina.form(place, f"{place}/use")["key"]})
    assert other.status_code == 422 and "не для этой бумаги" in other.text
    assert press(dina, place, "discard").status_code == 303
    assert web.db(Upload.select().count) == 0
    taken(dina, "memo", "новый конец")
    used = web.db(lambda: Upload.get().token)
    assert press(dina, f"/blanks/memo/new/{used}", "discard").status_code == 422
    assert web.db(Upload.select().count) == 1


def test_a_paper_that_the_blank_cannot_hold_says_who_mends_it(web: Web, dina: Browser) -> None:
    taken(dina, "substitutions", "{% if not rows %}{{ 1 // 0 }}{% endif %}")
    answer = dina.get(LOG)
    assert answer.status_code == 422
    assert "Бланк школы не заполнился" in answer.text and "вернёт бланк журнала" in answer.text


def test_only_the_deputy_keeps_blanks(web: Web) -> None:
    assert web.browser("alla").get("/blanks").status_code == 403
    assert "/blanks" not in web.browser("igor").get("/settings").text
    assert 'href="/blanks"' in web.browser("dina").get("/settings").text
