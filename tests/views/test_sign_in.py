"""п. 3.3, 3.4, 3.5: the only door is ЕСИА; the way in through its stand is walked in tests/esia."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import TestResponse

from ejournal.esia.errors import EsiaError
from ejournal.esia.identity import Identity
from ejournal.models.people import Duty, Person
from ejournal.models.sessions import Session
from tests.client import BASE, ESIA, Browser, Web
from tests.pages import Outline
from tests.school import FIRST, PUPILS, STAFF

VERA = STAFF["vera"][0]


def identity(oid: int, snils: str | None, **changes: Any) -> Identity:
    return replace(Identity(oid, snils, "Ветрова", "Вера", "Ильинична", None, "PR", True), **changes)


@pytest.fixture
def arrive(web: Web, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Come back from ЕСИА as somebody, or with its refusal."""

    def come(browser: Browser, answer: Identity | EsiaError) -> TestResponse:
        def finish() -> Identity:
            if isinstance(answer, EsiaError):
                raise answer
            return answer

        monkeypatch.setattr(web.app.extensions["esia"], "finish", finish)
        return browser.get("/esia/callback?code=x&state=y")

    return come


def noted(web: Web) -> list[tuple[str, int | None]]:
    return [(note.kind, note.person) for note in web.noted()]


@pytest.mark.clause("3.4")
def test_the_sign_in_page_instructs_adults_teenagers_and_children(web: Web) -> None:
    page = web.browser().get("/sign-in").text
    for summary in ("Родителям и работникам школы", "Ученикам 14 лет и старше", "Ученикам младше 14 лет"):
        assert summary in page
    assert page.count("<ol>") == 3
    assert "Детскую учётную запись создаёт родитель" in page
    assert 'href="/esia/start"' in page


@pytest.mark.clause("3.3")
def test_no_page_asks_for_a_password_or_a_login(web: Web) -> None:
    pages = [
        *(web.browser().get(path).text for path in ("/sign-in", "/no-such-page")),
        *(web.browser(key).get(path).text for key, path in (("vera", "/today"), ("alla", "/people"))),
        web.browser("anya").get(f"/diary/{web.school['anya']}").text,
    ]
    for page in pages:
        fields = Outline(page).named("input")
        assert "password" not in {field.attributes.get("type") for field in fields}
        assert not [
            field for field in fields if re.search("pass|login|user", field.attributes.get("name") or "")
        ]


@pytest.mark.clause("3.3")
def test_the_way_in_leads_to_esia(web: Web) -> None:
    answer = web.browser().get("/esia/start")
    assert answer.status_code in (302, 303) and answer.location.startswith(f"{ESIA}/aas/oauth2/v2/ac?")
    assert parse_qs(urlsplit(answer.location).query)["redirect_uri"] == [f"{BASE}/esia/callback"]


@pytest.mark.clause("3.3")
def test_the_first_sign_in_is_by_snils_and_remembers_the_number_of_esia(web: Web, arrive: Any) -> None:
    browser = web.browser()
    assert arrive(browser, identity(1000299353, VERA)).location == "/"
    assert browser.get("/").location == "/today"
    assert browser.get("/today").status_code == 200
    assert web.db(lambda: Person.get(Person.snils == VERA).oid) == 1000299353
    assert ("sign_in", web.school["vera"]) in noted(web)


@pytest.mark.clause("3.3")
def test_later_sign_ins_are_by_the_number_of_esia_whatever_the_snils(web: Web, arrive: Any) -> None:
    arrive(web.browser(), identity(77, VERA))
    for snils in (None, VERA, STAFF["dina"][0]):
        browser = web.browser()
        arrive(browser, identity(77, snils))
        assert "В.И.\xa0Ветрова" in browser.get("/today").text


@pytest.mark.clause("3.3")
def test_who_is_not_on_the_lists_is_told_so_and_nothing_is_written_about_them(web: Web, arrive: Any) -> None:
    people = web.db(lambda: Person.select().count())
    for answer in (identity(5, "99900009924"), identity(6, None)):
        browser = web.browser()
        page = arrive(browser, answer)
        assert page.status_code == 403
        assert "Вашего СНИЛС нет в списках школы" in page.text and "классному руководителю" in page.text
        assert f"{ESIA}/idp/ext/Logout" in page.text and "99900009924" not in page.text
        assert browser.get("/").location == "/sign-in"
    assert web.db(lambda: Person.select().count()) == people
    assert noted(web) == [("unknown", None)] * 2


@pytest.mark.clause("3.3")
def test_another_account_with_the_same_snils_is_not_let_in(web: Web, arrive: Any) -> None:
    arrive(web.browser(), identity(77, VERA))
    browser = web.browser()
    assert arrive(browser, identity(78, VERA)).status_code == 403
    assert browser.get("/today").location == "/sign-in"


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("bound", [None, 77], ids=["first time", "afterwards"])
@pytest.mark.parametrize("snils", [VERA, "99900009924", None])
def test_an_unconfirmed_account_is_told_how_to_confirm_it_and_nothing_is_bound(
    web: Web, arrive: Any, snils: str | None, bound: int | None
) -> None:
    web.db(Person.update(oid=bound).where(Person.snils == VERA).execute)
    browser = web.browser()
    page = arrive(browser, identity(77, snils, level="P", trusted=False))
    assert page.status_code == 403
    assert "Учётная запись на Госуслугах не подтверждена" in page.text and "МФЦ" in page.text
    assert f"{ESIA}/idp/ext/Logout" in page.text and "списках" not in page.text
    assert browser.get("/").location == "/sign-in"
    assert web.db(lambda: Person.get(Person.snils == VERA).oid) == bound
    assert noted(web) == [("unconfirmed", None)]


@pytest.mark.clause("3.4")
def test_a_child_enters_by_a_childs_account_that_is_not_trusted(web: Web, arrive: Any) -> None:
    browser = web.browser()
    arrive(browser, identity(500, PUPILS["anya"][0], level="KD", trusted=False))
    assert browser.get("/").location == "/diary"


@pytest.mark.clause("3.3")
def test_a_snils_with_another_birth_date_is_not_bound(web: Web, arrive: Any) -> None:
    born = date(1980, 2, 29)
    web.db(Person.update(birth_date=born).where(Person.snils == VERA).execute)
    page = arrive(web.browser(), identity(77, VERA, birth_date=date(1981, 3, 1)))
    assert page.status_code == 403 and "дата рождения" in page.text
    assert web.db(lambda: Person.get(Person.snils == VERA).oid) is None
    assert arrive(web.browser(), identity(77, VERA, birth_date=born)).location == "/"


@pytest.mark.clause("3.3")
def test_a_refusal_of_esia_is_shown_with_its_code_and_the_button_to_try_again(web: Web, arrive: Any) -> None:
    answer = arrive(web.browser(), EsiaError("007004", "Вход отменён."))
    assert answer.status_code == 422
    assert "Вход отменён." in answer.text and "ЕСИА-007004" in answer.text
    assert 'href="/esia/start"' in answer.text


@pytest.mark.clause("3.3")
def test_a_callback_that_nobody_began_is_refused(web: Web) -> None:
    for query in (
        "",
        "?code=x",
        "?code=x&state=y",
        "?error=access_denied&state=z",
        "?code=%00&state=%ED%A0%80",
    ):
        browser = web.browser()
        assert browser.get(f"/esia/callback{query}").status_code == 422, query
        assert browser.get("/").location == "/sign-in"


@pytest.mark.clause("3.5")
def test_signing_out_ends_the_session_and_leads_to_the_logout_of_esia(web: Web) -> None:
    token = web.sign_in(web.school["vera"])
    browser, same = Browser(web.app, token), Browser(web.app, token)
    answer = browser.post("/sign-out")
    assert answer.status_code == 303 and answer.location.startswith(f"{ESIA}/idp/ext/Logout?")
    assert parse_qs(urlsplit(answer.location).query)["redirect_url"] == [f"{BASE}/sign-in"]
    assert browser.get("/today").location == "/sign-in"
    assert same.get("/today").location == "/sign-in"  # a copy of the cookie opens nothing
    assert ("sign_out", web.school["vera"]) in noted(web)


@pytest.mark.clause("3.5")
def test_signing_out_by_a_link_does_not_work(web: Web) -> None:
    browser = web.browser("vera")
    assert browser.get("/sign-out").status_code == 405
    assert browser.get("/today").status_code == 200


@pytest.mark.clause("3.5")
def test_the_next_person_on_a_shared_computer_inherits_nothing(web: Web, arrive: Any) -> None:
    browser = web.browser("vera")
    arrive(browser, identity(500, PUPILS["anya"][0]))
    assert browser.get("/today").status_code == 403
    assert browser.get("/").location == "/diary"


def test_everybody_comes_to_the_own_first_page(web: Web) -> None:
    first = {
        key: web.browser(key).get("/").location for key in ("vera", "nina", "dina", "igor", "alla", "anya")
    }
    assert first == {
        "vera": "/today",
        "nina": "/today",
        "dina": "/journal",
        "igor": "/journal",
        "alla": "/people",
        "anya": "/diary",
    }
    assert web.browser("vova_mother").get("/").location == "/diary"


def test_somebody_without_anything_today_is_told_so(web: Web) -> None:
    web.db(Duty.update(valid_to=FIRST).where(Duty.person == web.school["oleg"]).execute)
    browser = web.browser("oleg")
    assert browser.get("/").location == "/nobody"
    page = browser.get("/nobody")
    assert page.status_code == 403 and "Сегодня вам ничего не открыто" in page.text


@pytest.mark.clause("3.5")
def test_the_session_of_staff_and_of_families_lasts_as_the_school_decided(web: Web, arrive: Any) -> None:
    web.settings(staff_session_hours=1, family_session_hours=2)
    teacher, pupil = web.browser(), web.browser()
    arrive(teacher, identity(1, VERA))
    arrive(pupil, identity(2, PUPILS["anya"][0]))
    web.clock.set("11:42")
    assert (teacher.get("/today").status_code, pupil.get("/diary").status_code) == (303, 303)
    assert teacher.get("/today").location == "/sign-in"
    assert pupil.get("/diary").location != "/sign-in"
    web.clock.set("12:42")
    assert pupil.get("/diary").location == "/sign-in"


@pytest.mark.clause("3.5")
@pytest.mark.parametrize(("hours", "words"), [(12, "12 часов"), (1, "1 часа"), (8, "8 часов")])
def test_the_staff_is_told_how_long_a_sign_in_lasts(web: Web, hours: int, words: str) -> None:
    web.settings(staff_session_hours=hours)
    told = " ".join(web.browser().get("/sign-in").text.split())
    assert f"Вход действует до конца рабочего дня, пока открыт браузер, — не дольше {words}." in told


@pytest.mark.clause("3.5")
def test_a_sign_in_ends_with_the_browser(web: Web, arrive: Any) -> None:
    sent = arrive(web.browser(), identity(77, VERA)).headers.getlist("Set-Cookie")
    (cookie,) = (one for one in sent if one.startswith("ejournal_session="))
    assert "Expires" not in cookie and "Max-Age" not in cookie


@pytest.mark.clause("3.5")
def test_a_device_is_known_again_by_a_random_name_that_scripts_cannot_read(web: Web, arrive: Any) -> None:
    browser = web.browser()
    for _ in range(2):
        sent = arrive(browser, identity(77, VERA)).headers.getlist("Set-Cookie")
    (cookie,) = (one for one in sent if one.startswith("ejournal_device="))
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    arrive(web.browser(), identity(77, VERA))
    first, again, other = web.db(lambda: [row.device for row in Session.select().order_by(Session.id)])
    assert first == again != other and len(str(first)) == 64
    name = cookie.partition("=")[2].partition(";")[0]
    assert name not in (first, other)


@pytest.mark.clause("3.5")
def test_a_shared_device_has_another_name_for_each_person(web: Web, arrive: Any) -> None:
    browser = web.browser()
    for oid, snils in ((77, VERA), (78, STAFF["dina"][0])):
        arrive(browser, identity(oid, snils))
    vera, dina = web.db(lambda: [row.device for row in Session.select().order_by(Session.id)])
    assert vera != dina
