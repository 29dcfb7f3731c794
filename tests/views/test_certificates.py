"""«Справка по итогам проверки» in the browser: counted, edited, issued, read and put right by itself."""

import re
import zipfile
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from ejournal.documents.paper import qr
from ejournal.models.certificates import Certificate, CertificateReading, CertificateRecipient
from ejournal.models.papers import IssuedPaper
from ejournal.models.timetable import Lesson
from tests.client import BASE, Browser, Web, form, queries
from tests.reports.checked import held, text
from tests.school import MONDAY

pytestmark = [pytest.mark.clause("4.2.2"), pytest.mark.clause("3.7")]
TUESDAY = MONDAY + timedelta(days=1)
LATER = MONDAY + timedelta(days=11)
ALL = ["а", "б", "в", "г", "д"]


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy on Tuesday: nobody has written anything of Monday."""
    web.clock.set("9:00", TUESDAY)
    return web.browser("dina")


def later(web: Web) -> Browser:
    """The deputy in ten days, signed in again."""
    web.clock.set("9:00", LATER)
    return web.browser("dina")


def read(browser: Browser, page: str) -> str:
    """The page without no-break spaces."""
    return browser.get(page).text.replace("\u00a0", " ")


def begin(browser: Browser, **typed: Any) -> Any:
    fields = browser.form("/certificates") | {"from": "2026-11-23", "to": "2026-11-23"}
    fields |= {"direction": ALL, "class": [], "basis": "приказ № 7 & <к>"} | typed
    return browser.post("/certificates", fields)


def made(web: Web, browser: Browser, **typed: Any) -> str:
    """The address of a new check."""
    answer = begin(browser, **{"class": [str(one) for one in web.school.classes.values()]} | typed)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def save(browser: Browser, page: str, do: str = "words", **typed: Any) -> Any:
    shown = browser.get(page).text
    rows = {
        "who": [unescape(one) for one in re.findall(r'<input name="who"[^>]* value="([^"]*)"', shown)],
        "what": [unescape(one) for one in re.findall(r'<textarea name="what"[^>]*>([^<]*)<', shown)],
        "until": [unescape(one) for one in re.findall(r'<input name="until"[^>]* value="([^"]*)"', shown)],
    }
    return browser.post(page, form(shown, page) | rows | {"do": do} | typed)


def words(file: bytes) -> str:
    """Everything that a .docx says."""
    document = Document(BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def fill(web: Web, day: date = MONDAY) -> None:
    """Somebody has written everything that was owed of a day."""

    def write() -> None:
        for lesson in list(Lesson.select().where(Lesson.date == day)):
            held(web.school, lesson)
            for field in ("topic", "homework"):
                text(web.school, lesson, field, "Тема")

    web.db(write)


def test_the_deputy_checks_and_signs_without_retyping_a_word(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    shown = read(dina, page)
    assert "0 % (0 из 4)" in shown, "algebra, two parts of English, mathematics of grade 1"
    assert f'href="/lessons/{web.lesson("algebra")}#roll"' in shown
    assert save(dina, page, "issue", conclusions="Своими словами & <так>.").status_code == 303
    paper = web.db(IssuedPaper.get)
    file = dina.get(f"{page}/certificate.docx").data
    told = words(file)
    assert "СПРАВКА" in told and f"№\u00a0{paper.number}" in told and "Своими словами & <так>." in told
    assert (
        "приказ № 7 & <к>" in told and "Ветрова\u00a0В.И." in told and "отметить посещаемость уроков" in told
    )
    dina = later(web)
    assert dina.get(f"{page}/certificate.docx").data == file, "printed again exactly as issued"
    assert dina.get(f"/papers/{paper.id}/file.docx").data == file


@pytest.mark.clause("4.2.5")
def test_the_qr_of_a_certificate_says_whether_it_is_genuine(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    draft = Document(BytesIO(dina.get(f"{page}/certificate.docx").data))
    assert not draft.inline_shapes
    save(dina, page, "issue")
    file = dina.get(f"{page}/certificate.docx").data
    paper = web.db(IssuedPaper.get)
    link = f"{BASE}/q/{paper.text_hash[:32]}"
    with zipfile.ZipFile(BytesIO(file)) as parts:
        assert qr(link) in [parts.read(name) for name in parts.namelist() if name.endswith(".png")]
    place = f"/q/{paper.text_hash[:32]}"
    sent = web.db(lambda: {row.person_id for row in CertificateRecipient.select()})
    assert web.school["vera"] in sent
    for who in ("dina", "igor", "vera"):
        assert "действует этот" in web.browser(who).get(place).text, who
    for stranger in ("anya", "anya_mother", None):
        told = web.browser(stranger).get(place).text
        assert f"№ {paper.number} / 2026 выдан этой школой" in told and paper.text_hash[:12] in told
        assert "Справка" not in told
    assert "Такого документа в журнале нет" in web.browser("dina").get(f"/q/{'0' * 32}").text


def test_each_sees_the_own_part_and_confirms(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    save(dina, page, "issue")
    vera, oleg = web.browser("vera"), web.browser("oleg")
    own = vera.get(page).text
    assert "Алгебра" in own and "английский" not in own and "Орлов" not in own
    assert "Алгебра" not in oleg.get(page).text
    assert "Показатели" not in own, "the whole is for the deputy and the director"
    assert "справок прочесть: 1" in vera.htmx_get("/checks/mine/count").text
    for _ in range(2):  # sent twice
        assert vera.post(f"{page}/confirm", vera.form(page, f"{page}/confirm")).status_code == 303
    assert web.db(CertificateReading.select().count) == 1
    assert "справок прочесть" not in vera.htmx_get("/checks/mine/count").text
    assert "✓ Вы ознакомлены 24.11.2026" in vera.get(page).text
    assert "Ознакомлены: 1 из" in web.browser("igor").get(page).text
    assert oleg.get(f"{page}/certificate.docx").status_code == 403
    assert web.browser("alla").get(page).status_code == 403


def test_a_draft_is_the_deputys_alone(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    for key in ("vera", "nina", "igor"):
        assert web.browser(key).get(page).status_code == 404
    assert web.browser("igor").post(page, {"key": "x"}).status_code == 403


def test_remarks_close_by_themselves_and_stay_open_with_their_days(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    save(dina, page, "issue")
    dina = later(web)
    assert "просрочено на 5 дн." in dina.get(page).text, "five days were given on the 24th"
    fill(web)
    shown = dina.get(page).text
    # what is left is no lesson of Monday: the plans that nobody has brought
    assert "Не отмечена посещаемость" in shown and "✓ снято" in shown
    attendance = [row for row in shown.split("<li id=") if "Не отмечена посещаемость" in row]
    assert attendance and all("✓ снято" in one for one in attendance)


def test_a_repeat_check_starts_from_what_still_stands(web: Web, dina: Browser) -> None:
    save(dina, made(web, dina), "issue")
    dina = later(web)
    page = made(web, dina, **{"from": "2026-11-24", "to": "2026-11-30"})
    shown = dina.get(page).text
    assert "со справки от 24.11" in shown, "Monday's lessons are still unwritten, and told of again"
    assert "Динамика" in shown
    fill(web)
    save(dina, page, "recount")
    attendance = [row for row in dina.get(page).text.split("<li id=") if "Не отмечена посещаемость" in row]
    assert attendance and not any("со справки" in row for row in attendance)


def test_a_carried_remark_stays_open_when_the_repeat_check_is_approved_and_in_the_check_after_it(
    web: Web, dina: Browser
) -> None:
    """The certificate of 24–30 November carries what is of the 23rd: nobody has acted yet."""
    save(dina, made(web, dina), "issue")
    dina = later(web)
    page = made(web, dina, **{"from": "2026-11-24", "to": "2026-11-30"})
    save(dina, page, "issue")
    carried = [row for row in dina.get(page).text.split("<li id=") if "со справки от 24.11" in row]
    assert carried and not any("✓ снято" in row for row in carried)
    web.clock.set("12:00", date(2026, 12, 4))
    third = made(web, web.browser("dina"), **{"from": "2026-12-01", "to": "2026-12-03"})
    assert "со справки от 24.11" in web.browser("dina").get(third).text
    fill(web)
    again = [
        row for row in web.browser("dina").get(page).text.split("<li id=") if "со справки от 24.11" in row
    ]
    attendance = [row for row in again if "Не отмечена посещаемость" in row]
    assert attendance and all("✓ снято" in row for row in attendance)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"conclusions": " "}, "Выводы не написаны"),
        ({"again": "2026-11-23"}, "Срок повторной проверки раньше"),
    ],
)
def test_a_certificate_without_conclusions_or_with_a_repeat_in_the_past_is_not_approved(
    web: Web, dina: Browser, typed: dict[str, str], told: str
) -> None:
    answer = save(dina, made(web, dina), "issue", **typed)
    assert answer.status_code == 422 and told in answer.text
    assert not web.db(IssuedPaper.select().exists)


def test_what_was_typed_is_kept_when_refused_and_when_counted_again(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    answer = save(
        dina, page, conclusions="Мои выводы", who=["Ветрова В.И.", ""], what=["", ""], until=["", ""]
    )
    assert answer.status_code == 422
    assert "не закончена" in answer.text and "Мои выводы" in answer.text and "Ветрова В.И." in answer.text
    save(dina, page, conclusions="Мои выводы")
    fill(web)
    save(dina, page, "recount", conclusions="Мои выводы")
    shown = read(dina, page)
    assert "Мои выводы" in shown and "100 % (4 из 4)" in shown
    assert web.db(Certificate.get).version == 3  # typed once, counted again once


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"from": "", "to": ""}, "Укажите первый и последний день"),
        ({"from": "2026-11-24", "to": "2026-11-20"}, "позже последнего"),
        ({"from": "2026-11-25", "to": "2026-11-27"}, "ещё не прошли"),
        ({"direction": []}, "хотя бы одно направление"),
        ({"class": ["999999"]}, "Такого класса или учителя"),
        ({"class": [], "teacher": "88888"}, "Такого класса или учителя"),
        ({"class": []}, "хотя бы один класс"),
    ],
)
def test_bad_input_is_told_in_words_and_nothing_is_stored(
    web: Web, dina: Browser, typed: Any, told: str
) -> None:
    every = [str(one) for one in web.school.classes.values()]
    answer = begin(dina, **{"class": every} | typed)
    assert answer.status_code == 422 and told in answer.text
    assert "приказ № 7 &amp; &lt;к&gt;" in answer.text, "what was typed stays"
    assert web.db(Certificate.select().count) == 0


def test_an_issued_certificate_is_not_changed_any_more(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    stale = dina.form(page)
    save(dina, page, "issue")
    answer = dina.post(page, stale | {"conclusions": "иначе", "do": "words"})
    assert answer.status_code == 422 and "уже оформлена" in answer.text
    assert dina.post(f"{page}/drop", {"key": "k"}).status_code == 422


def test_one_check_begun_twice_is_one(web: Web, dina: Browser) -> None:
    fields = dina.form("/certificates") | {"from": "2026-11-23", "to": "2026-11-23", "direction": ALL}
    fields |= {"class": [str(web.school.classes["7"])]}
    first, second = (dina.post("/certificates", fields).headers["Location"] for _ in range(2))
    assert first == second and web.db(Certificate.select().count) == 1


def test_a_month_without_a_check_is_told_of_where_the_deputy_begins(web: Web, dina: Browser) -> None:
    assert "ещё не проверены: ноябрь" in dina.get("/journal").text
    assert "ещё не проверены" not in web.browser("igor").get("/journal").text
    save(dina, made(web, dina), "issue")
    assert "ещё не проверены" not in dina.get("/journal").text


def test_the_plan_of_checks_is_the_deputys_to_change(web: Web, dina: Browser) -> None:
    fields = dina.form("/certificates", "/certificates/plan") | {"month-2026-12-01": "Прогноз & <итоги>"}
    assert dina.post("/certificates/plan", fields).status_code == 303
    assert "Прогноз &amp; &lt;итоги&gt;" in web.browser("igor").get("/certificates").text


def test_the_sheet_has_empty_cells_unless_the_schools_act_says_otherwise(web: Web, dina: Browser) -> None:
    page = made(web, dina)
    save(dina, page, "issue")
    vera = web.browser("vera")
    vera.post(f"{page}/confirm", vera.form(page, f"{page}/confirm"))
    assert "24.11.2026" not in words(dina.get(f"{page}/sheet.docx").data).partition("Подпись")[2]
    web.settings(certificate_electronic=True)
    assert "24.11.2026" in words(dina.get(f"{page}/sheet.docx").data).partition("Подпись")[2]


def test_the_number_of_queries_is_the_same_for_a_day_and_for_a_month(web: Web, dina: Browser) -> None:
    def counted(first: str) -> int:
        with queries() as found:
            page = made(web, dina, **{"from": first})
        with queries() as shown:
            dina.get(page)
        return len(found) + len(shown)

    assert counted("2026-11-23") == counted("2026-11-02")
