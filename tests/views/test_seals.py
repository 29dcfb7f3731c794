"""QR of papers outside the register: whoever may see learns if it is current, others that it exists."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from docx import Document
from PIL import Image
from werkzeug.test import TestResponse

from ejournal.models.appointments import Appointment
from ejournal.models.data_notices import DataNotice
from ejournal.models.openings import Opening
from ejournal.models.people import Duty
from ejournal.models.plan_reviews import PlanCorrection
from tests.client import BASE, Browser, Web
from tests.school import MONDAY
from tests.services.terms import MORNING, answers, give
from tests.views import test_data_notices, test_forecasts, test_memos, test_printing, test_problems
from tests.views.steps import Desk
from tests.views.test_office import send
from tests.views.test_plans import loaded, plan_id

pytestmark = pytest.mark.clause("4.2.5")

lesson, marked = test_memos.lesson, test_forecasts.marked
CURRENT, CHANGED = "бумага действует", "напечатайте бумагу заново"


def codes(file: bytes) -> list[str]:
    """What a phone reads of the QR codes of a .docx."""
    with zipfile.ZipFile(BytesIO(file)) as parts:
        pictures = [parts.read(name) for name in sorted(parts.namelist()) if name.endswith(".png")]
    return [zxingcpp.read_barcodes(Image.open(BytesIO(one)))[0].text for one in pictures]


def place_of(browser: Browser, address: str) -> str:
    """The address that the QR of a paper leads to."""
    return place_in(browser.get(address))


def place_in(answer: TestResponse) -> str:
    assert answer.status_code == 200
    (link,) = codes(answer.data)
    assert link.startswith(f"{BASE}/q/")
    return link.removeprefix(BASE)


def test_a_memo_is_current_until_it_is_decided_and_then_asks_to_be_printed_again(
    web: Web, lesson: Desk
) -> None:
    test_memos.tell(lesson)
    memo = test_memos.number(web)
    address = f"/memos/{memo}/memo.docx"
    place = place_of(web.browser("vera"), address)
    for who in ("vera", "dina"):
        told = web.browser(who).get(place).text
        assert "Служебная записка № " in told and CURRENT in told
    assert test_memos.decide(web.browser("dina"), memo).status_code == 303
    assert CHANGED in web.browser("vera").get(place).text
    assert CURRENT in web.browser("vera").get(place_of(web.browser("vera"), address)).text


def test_a_stranger_learns_the_number_and_the_hash_and_nothing_else(web: Web, lesson: Desk) -> None:
    test_memos.tell(lesson)
    memo = test_memos.number(web)
    file = web.browser("vera").get(f"/memos/{memo}/memo.docx").data
    place = codes(file)[0].removeprefix(BASE)
    seal = place.split(".")[2]
    paragraphs = [one.text for one in Document(BytesIO(file)).paragraphs]
    assert f"№ {memo} · {seal}" in paragraphs, "the eye compares what the phone says"
    for stranger in ("oleg", "anya_mother", "anya", None):
        told = web.browser(stranger).get(place).text
        assert f"Документ № {memo} выдан этой школой" in told and seal in told
        for secret in ("записка", "Алгебра", "Алёшина А", CURRENT, CHANGED):
            assert secret not in told, (stranger, secret)


@pytest.mark.parametrize("spoilt", ["number", "hash", "kind", "sign", "cut"])
def test_a_link_that_the_school_has_not_made_is_no_paper_of_it(web: Web, lesson: Desk, spoilt: str) -> None:
    test_memos.tell(lesson)
    place = place_of(web.browser("vera"), f"/memos/{test_memos.number(web)}/memo.docx")
    kind, number, seal, sign = place.removeprefix("/q/").split(".")
    forged = {
        "number": f"{kind}.{int(number) + 1}.{seal}.{sign}",
        "hash": f"{kind}.{number}.{'0' * 12}.{sign}",
        "kind": f"order.{number}.{seal}.{sign}",
        "sign": f"{kind}.{number}.{seal}.{'A' * len(sign)}",
        "cut": f"{kind}.{number}",
    }[spoilt]
    answer = web.browser("dina").get(f"/q/{forged}")
    assert answer.status_code == 200 and "Такого документа в журнале нет" in answer.text


def test_an_application_is_for_the_parent_who_told_and_whoever_keeps_the_card(web: Web) -> None:
    test_data_notices.tell(web, address="ул. Новая, д. 3")
    number = web.db(lambda: DataNotice.get().id)
    place = place_in(test_data_notices.application(web, number))
    for who in ("anya_mother", "nina"):
        assert CURRENT in web.browser(who).get(place).text, who
    for who in ("anya_father", "vera", "borya"):
        told = web.browser(who).get(place).text
        assert "выдан этой школой" in told and "Алёшина" not in told, who
    assert test_data_notices.answer(web, "nina", do="accept") == 303
    assert CHANGED in web.browser("nina").get(place).text
    blank = web.browser("nina").get(f"/people/{web.school['anya']}/application.docx")
    assert codes(blank.data) == [], "a blank for the hand is no record"


def test_a_request_to_the_support_is_the_same_on_another_day(web: Web) -> None:
    number = test_problems.tell(web, "vera", "/today", words="Не сохраняется тема")
    assert test_problems.act(web, "alla", number, do="support", words="жду ответа") == 303
    (link,) = codes(test_problems.requested(web.browser("alla"), number).data)
    place = link.removeprefix(BASE)
    web.clock.set("9:00", MONDAY.replace(day=27))
    assert CURRENT in web.browser("alla").get(place).text
    assert CURRENT not in web.browser("nina").get(place).text
    assert test_problems.act(web, "alla", number, do="support", words="вход с телефона не помог") == 303
    assert CHANGED in web.browser("alla").get(place).text


def test_every_notice_of_a_forecast_has_its_own_and_an_other_mark_makes_it_old(marked: Web) -> None:
    path = test_forecasts.page(marked)
    links = codes(test_forecasts.printed(marked.browser("nina"), path, f"{path}.docx").data)
    assert len(set(links)) == len(links) == 4
    anya = marked.school["anya"]
    (place,) = [link.removeprefix(BASE) for link in links if f"/q/forecast.{anya}." in link]
    told = marked.browser("nina").get(place).text
    assert "Алёшина Аня" in told and CURRENT in told
    assert CURRENT in marked.browser("anya_mother").get(place).text, "the parent who holds the paper"
    for stranger in ("borya", "vera", None):
        assert "Алёшина Аня" not in marked.browser(stranger).get(place).text
    warned = test_forecasts.printed(marked.browser("nina"), path, path.replace("forecast", "risk.docx"))
    (risk,) = codes(warned.data)
    assert CURRENT in marked.browser("nina").get(risk.removeprefix(BASE)).text
    more = {anya: answers("2 2 2 2 2")}
    marked.db(give, marked.school.groups["history"], more, by=marked.school.actor("nina"), now=MORNING)
    assert CHANGED in marked.browser("nina").get(place).text


def test_orders_acts_and_sheets_of_correction_have_it_too(web: Web) -> None:
    people = {"administrator": "dina", "technician": "oleg", "checker": "dina"}
    named = {name: str(web.school[key]) for name, key in people.items()}
    dina = web.browser("dina")
    send(dina, "/appointments", number="№ 61 от 23.11.2026", **named)
    order = web.db(lambda: Appointment.get().id)
    place = place_of(dina, f"/appointments/{order}/order.docx")
    assert "Приказ о назначении" in dina.get(place).text and CURRENT in dina.get(place).text
    assert "Приказ" not in web.browser("vera").get(place).text
    loaded(web)
    vera, page = web.browser("vera"), f"/plans/{plan_id(web)}"
    vera.post(f"{page}/heal", vera.form(f"{page}/heal", f"{page}/heal"))
    correction = web.db(lambda: PlanCorrection.get().id)
    place = place_of(vera, f"{page}/corrections/{correction}.docx")
    assert CURRENT in vera.get(place).text and CURRENT not in web.browser("anya").get(place).text
    days = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat(), "order": "№ 3 от 24.11.2026"}
    web.clock.set("9:00", MONDAY.replace(day=24))
    dina = web.browser("dina")
    send(dina, "/openings", "/openings/failures", what="нет сети", **days)
    act = web.db(lambda: Opening.get().id)
    place = place_of(dina, f"/openings/failures/{act}/act.docx")
    assert CURRENT in dina.get(place).text
    assert "Акт" not in web.browser("vera").get(place).text


def test_the_certifying_sheet_of_a_volume_has_the_code_of_the_register(web: Web) -> None:
    web.clock.set("10:15", test_printing.JANUARY)
    test_printing.issue(web, web.browser("dina"))
    (paper,) = test_printing.papers(web)
    place = place_of(web.browser("dina"), f"/papers/{paper.id}/file.docx")
    assert place == f"/q/{paper.text_hash[:32]}"
    assert "Классный журнал" in web.browser("dina").get(place).text
    told = web.browser("vera").get(place).text
    assert "№ 1 / 2027 выдан этой школой" in told and "Классный журнал" not in told


GONE = "она больше не действует"


def test_a_warning_that_is_no_longer_made_says_so_to_who_may_see_it_and_nothing_more_to_others(
    marked: Web,
) -> None:
    """The mark that was feared is mended: no such warning is printed of the records any more."""
    nina = marked.browser("nina")
    page = test_forecasts.page(marked)
    address = page.replace("forecast", "risk.docx")
    (link,) = codes(test_forecasts.printed(nina, page, address).data)
    place = link.removeprefix(BASE)
    pupil = int(place.split(".")[1])
    assert pupil == marked.school["borya"]
    better = {pupil: answers("5 5 5 5 5 5 5 5")}
    for group, teacher in (("algebra", "vera"), ("history", "nina")):
        by = marked.school.actor(teacher)
        marked.db(give, marked.school.groups[group], better, by=by, now=MORNING)
    assert test_forecasts.printed(nina, page, address).status_code == 422, "there is nobody to be warned"
    told = marked.browser("nina").get(place).text
    assert GONE in told and "Уведомление о неуспеваемости" in told
    assert CURRENT not in told and CHANGED not in told
    assert GONE in marked.browser("borya").get(place).text, "of the own marks"
    for stranger in ("vera", "anya_mother", None):
        told = marked.browser(stranger).get(place).text
        assert f"Документ № {pupil} выдан этой школой" in told and place.split(".")[2] in told
        for secret in (GONE, "Уведомление", "Борис"):
            assert secret not in told, (stranger, secret)


def test_an_application_answered_long_ago_is_not_made_any_more(web: Web) -> None:
    test_data_notices.tell(web, address="ул. Новая, д. 3")
    number = web.db(lambda: DataNotice.get().id)
    place = place_in(test_data_notices.application(web, number))
    assert test_data_notices.answer(web, "nina", do="accept") == 303
    web.clock.set("9:00", MONDAY + timedelta(days=120))
    for who in ("anya_mother", "nina"):
        told = web.browser(who).get(place).text
        assert GONE in told and "Заявление об изменении данных" in told, who
    assert GONE not in web.browser("anya_father").get(place).text


def test_the_holder_of_a_paper_whose_records_are_out_of_reach_learns_what_a_stranger_does(web: Web) -> None:
    """Нина leads the class no more: the paper in her hand exists, of what it is she is not told."""
    test_data_notices.tell(web, address="ул. Новая, д. 3")
    number = web.db(lambda: DataNotice.get().id)
    place = place_in(test_data_notices.application(web, number))
    assert CURRENT in web.browser("nina").get(place).text
    mine = (Duty.person == web.school["nina"]) & (Duty.role == "class_teacher")
    web.db(lambda: Duty.update(valid_to=MONDAY - timedelta(days=1)).where(mine).execute())
    told = web.browser("nina").get(place).text.replace("\u00a0", " ")
    assert "Документ № 1 / 2026 выдан этой школой" in told
    for secret in (CURRENT, GONE, "Заявление", "Алёшина"):
        assert secret not in told, secret
