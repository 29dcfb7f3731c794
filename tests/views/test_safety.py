"""Forms of other sites, headers, cookies, and what people read when something goes wrong."""

import logging
import re
from collections.abc import Mapping

import pytest
from flask import Flask, abort
from werkzeug.test import TestResponse

from ejournal.access import Right
from ejournal.models.journal import LessonText
from ejournal.views.gate import requires
from tests.client import BASE, ESIA, Browser, StoppedClock, Web, make_app
from tests.engines import Engine
from tests.pages import Outline

CYRILLIC = re.compile("[А-Яа-яЁё]")
LATIN_WORD = re.compile(r"\b[a-zA-Z]{3,}\b")


@pytest.fixture(scope="session")
def engine(sqlite: Engine) -> Engine:
    """One engine is enough: nothing here depends on the database."""
    return sqlite


def texts(web: Web) -> int:
    return web.db(lambda: LessonText.select().count())


def save(web: Web, headers: Mapping[str, str], htmx: bool = False) -> TestResponse:
    """An attempt to save a topic with these headers and no others."""
    address = f"/lessons/{web.lesson('algebra')}/topic"
    fields = {"key": "k", "topic": "Одночлены"}
    return web.browser("vera").send("POST", address, data=fields, headers=headers, htmx=htmx)


FOREIGN: tuple[dict[str, str], ...] = (
    {},
    {"Origin": "http://evil.test"},
    {"Origin": "https://journal.test"},
    {"Origin": "http://journal.test:8080"},
    {"Origin": "http://journal.test.evil.test"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
    {"Sec-Fetch-Site": "nonsense", "Origin": BASE},
    {"Referer": f"{BASE}/today"},
)
OWN: tuple[dict[str, str], ...] = (
    {"Origin": BASE},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": BASE},
)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_that_another_site_sends_is_refused(web: Web, htmx: bool) -> None:
    statuses = {str(headers): save(web, headers, htmx).status_code for headers in FOREIGN}
    assert statuses == {str(headers): 403 for headers in FOREIGN}
    assert texts(web) == 0


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_form_of_our_own_pages_passes(web: Web, headers: Mapping[str, str]) -> None:
    assert save(web, headers).status_code == 303
    assert texts(web) == 1


def test_another_site_does_not_sign_people_out(web: Web) -> None:
    browser = web.browser("vera")
    assert browser.send("POST", "/sign-out", headers={"Origin": "http://evil.test"}).status_code == 403
    assert browser.get("/today").status_code == 200


def test_other_unsafe_methods_write_nothing(web: Web) -> None:
    browser, address = web.browser("vera"), f"/lessons/{web.lesson('algebra')}/topic"
    for method in ("PUT", "PATCH", "DELETE"):
        assert browser.send(method, address, data={"key": "k", "topic": "Одночлены"}).status_code == 405
    assert texts(web) == 0


def answers(web: Web) -> list[TestResponse]:
    """A page, a fragment, a redirect, a refusal, the errors, what a stranger gets, and a static file."""
    vera, stranger, lesson = web.browser("vera"), web.browser(), f"/lessons/{web.lesson('algebra')}"
    return [
        vera.get(lesson),
        vera.htmx_get(f"{lesson}/state"),
        vera.get("/"),
        vera.htmx_post(f"{lesson}/topic", {"topic": "А"}),
        vera.get("/people"),
        vera.get("/no-such-page"),
        vera.send("DELETE", lesson),
        stranger.get("/sign-in"),
        stranger.get(lesson),
        stranger.htmx_post(f"{lesson}/topic"),
        stranger.get("/static/style.css"),
    ]


def policy(answer: TestResponse) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


def test_every_answer_carries_a_policy_without_inline_code(web: Web) -> None:
    for answer in answers(web):
        rules = policy(answer)
        assert "unsafe-inline" not in str(rules) and "unsafe-eval" not in str(rules)
        assert rules["default-src"] == ["'none'"]
        assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == ["'self'"]
        assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]


def test_the_policy_lets_a_form_lead_to_esia_for_the_sake_of_signing_out(web: Web) -> None:
    for answer in answers(web):
        assert policy(answer)["form-action"] == ["'self'", ESIA]


def test_every_answer_says_what_it_is_and_depends_on(web: Web) -> None:
    for answer in answers(web):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "HX-Request" in answer.vary, answer.request.path


def test_pages_stay_in_no_cache_and_static_files_may(web: Web) -> None:
    *pages, file = answers(web)
    assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}
    assert "no-store" not in file.headers.get("Cache-Control", "")


def cookie_line(app: Flask, base_url: str) -> str:
    """The Set-Cookie of the start of a sign-in, which remembers its state in the session."""
    return Browser(app, base_url=base_url).get("/esia/start").headers["Set-Cookie"]


@pytest.mark.clause("3.5")
def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(web: Web) -> None:
    line = cookie_line(web.app, BASE)
    assert line.startswith("ejournal_session=")
    assert {"HttpOnly", "SameSite=Lax"} <= {part.strip() for part in line.split(";")}
    assert "Secure" not in line and "Expires" not in line and "Max-Age" not in line


@pytest.mark.clause("3.5")
def test_over_https_the_cookie_never_travels_in_the_open(school_url: str) -> None:
    app = make_app(school_url, StoppedClock(), "https://journal.test")
    line = cookie_line(app, "https://journal.test")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in line.split(";")}
    page = Browser(app, base_url="https://journal.test").get("/sign-in")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_over_plain_http_a_browser_is_not_told_to_use_https(web: Web) -> None:
    assert "Strict-Transport-Security" not in web.browser().get("/sign-in").headers


def explains_in_russian(answer: TestResponse) -> None:
    """What a person reads: Russian sentences, no word of English, nothing of the machine."""
    read = " ".join(text.words for text in Outline(answer.text).texts)
    assert CYRILLIC.search(read)
    assert LATIN_WORD.findall(read) == []
    assert "Traceback" not in answer.text and "werkzeug" not in answer.text.casefold()


@pytest.mark.parametrize("key", [None, "vera", "anya"])
def test_an_address_that_does_not_exist_is_explained(web: Web, key: str | None) -> None:
    browser = web.browser(key)
    for path in ("/no-such-page", "/lessons/x", "/lessons/-1", "/lessons/1/marks", "/%00", "/wp-login.php"):
        answer = browser.get(path)
        assert answer.status_code == 404, path
        explains_in_russian(answer)


def test_a_wrong_method_is_explained(web: Web) -> None:
    answer = web.browser("vera").get(f"/lessons/{web.lesson('algebra')}/topic")
    assert answer.status_code == 405
    explains_in_russian(answer)


def test_a_text_of_a_megabyte_is_refused_with_a_sentence(web: Web) -> None:
    browser, lesson = web.browser("vera"), f"/lessons/{web.lesson('algebra')}"
    for path in ("", "/topic", "/homework", "/roll"):
        answer = browser.post(lesson + path, {"key": "k", "topic": "Я" * 1_000_000})
        assert answer.status_code == 413
        assert "Слишком длинный текст" in answer.text
        explains_in_russian(answer)
    assert texts(web) == 0


def test_any_other_error_of_http_is_explained_too(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for code in (400, 413, 415, 429, 503):
        view = requires(Right.ENTER)(lambda code=code: abort(code))
        monkeypatch.setitem(web.app.view_functions, "sign_in.page", view)
        answer = web.browser().get("/sign-in")
        assert answer.status_code == code
        explains_in_russian(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_failure_of_ours_is_admitted_in_russian_and_logged_without_what_was_typed(
    web: Web, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, htmx: bool
) -> None:
    def fail(lesson_id: int) -> str:
        raise ValueError("Алёшина Аня, СНИЛС 99900000822, тема «Личное»")

    monkeypatch.setitem(web.app.view_functions, "lesson.topic", requires(Right.FILL_LESSON)(fail))
    address = f"/lessons/{web.lesson('algebra')}/topic"
    with caplog.at_level(logging.DEBUG):
        answer = web.browser("vera").send("POST", address, data={"topic": "Личное", "key": "k"}, htmx=htmx)
    assert answer.status_code == 500
    explains_in_russian(answer)
    assert "не сохранена" in answer.text
    assert "ValueError in lesson.topic" in caplog.text
    for personal in ("Алёшина", "Личное", "99900000822", "Ветрова"):
        assert personal not in caplog.text and personal not in answer.text


def test_a_failure_leaves_no_connection_behind(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise RuntimeError

    monkeypatch.setitem(web.app.view_functions, "today.page", requires(Right.SEE_OWN_LESSONS)(fail))
    browser = web.browser("vera")
    assert [browser.get("/today").status_code for _ in range(20)] == [500] * 20
    assert browser.get("/journal").status_code == 200


@pytest.mark.clause("3.1")
def test_a_refused_foreign_form_is_noted_in_the_access_log(web: Web) -> None:
    save(web, {"Origin": "http://evil.test"})
    assert [(note.kind, note.person) for note in web.noted()] == [("forbidden", web.school["vera"])]
