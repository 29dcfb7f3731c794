"""Every way in which a sign-in fails, and what the person is told."""

import json
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Response

from ejournal.esia.certs import GOST, RS256
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import EsiaError
from ejournal.esia.identity import Identity

from .conftest import TEACHER, Server, StoppedClock
from .journal import JOURNAL, Journal, Maker

START_AGAIN = "нажмите «Войти через Госуслуги» ещё раз"


def test_a_refusal_of_the_person_is_told_kindly(journal: Journal) -> None:
    refused = journal.refusal(journal.choose(journal.begin(), refuse="1"))
    assert refused.code == "007004"
    assert refused.message.startswith("Вход отменён")


def test_a_replayed_callback_is_refused(journal: Journal) -> None:
    back = journal.choose(journal.begin(), snils=TEACHER.snils)
    assert isinstance(journal.finish(back), Identity)
    refused = journal.refusal(back)
    assert (refused.code, START_AGAIN in refused.message) == (None, True)


def test_a_code_replayed_under_an_old_cookie_is_refused_by_esia(journal: Journal) -> None:
    back = journal.choose(journal.begin(), snils=TEACHER.snils)
    cookie = journal.browser.get_cookie("session", domain="journal.test")
    assert cookie
    journal.finish(back)
    journal.browser.set_cookie("session", cookie.value, domain="journal.test")
    refused = journal.refusal(back)
    assert (refused.code, START_AGAIN in refused.message) == ("007011", True)


def test_a_state_of_another_browser_is_refused(journal: Journal) -> None:
    back = journal.choose(journal.begin(), snils=TEACHER.snils)
    state = parse_qs(urlsplit(back).query)["state"][0]
    refused = journal.refusal(back.replace(state, "30dd4f7e-2a1d-4c86-8f3b-0d6c1f9c6a11"))
    assert START_AGAIN in refused.message
    journal.browser = journal.flask.test_client()
    assert START_AGAIN in journal.refusal(back).message


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=&state=x"])
def test_a_callback_without_its_parts_is_refused(journal: Journal, query: str) -> None:
    assert START_AGAIN in journal.refusal(f"{JOURNAL}/esia/callback{query}").message


def test_a_code_without_a_value_under_a_right_state_is_refused(journal: Journal) -> None:
    state = parse_qs(urlsplit(journal.begin()).query)["state"][0]
    assert START_AGAIN in journal.refusal(f"{JOURNAL}/esia/callback?state={state}").message


def test_words_of_the_callback_are_never_repeated_to_the_person(journal: Journal) -> None:
    refused = journal.refusal(f"{JOURNAL}/esia/callback?error=x&error_description=ESIA-999999%3A+<b>pay")
    assert refused.code == "999999"
    assert "pay" not in refused.message
    assert journal.refusal(f"{JOURNAL}/esia/callback?error=x").code is None


def test_an_expired_code_is_refused(journal: Journal, clock: StoppedClock) -> None:
    back = journal.choose(journal.begin(), snils=TEACHER.snils)
    clock.move(240)
    assert journal.refusal(back).code == "007011"


def test_a_clock_that_went_astray_is_named(make: Maker) -> None:
    journal = make(ahead=301)
    back = journal.web.get(journal.begin(), allow_redirects=False).headers["location"]
    refused = journal.refusal(back)
    assert (refused.code, "Часы" in refused.message) == ("007015", True)


@pytest.mark.parametrize(
    ("changes", "stand"),
    [
        ({"issuer": "http://esia.gosuslugi.ru/"}, {}),
        ({"token_algs": (GOST,)}, {}),
        ({"token_certs": (demo_settings("", "")[1].gost_cert,)}, {}),
        ({}, {"issuer": "http://other.test/"}),
    ],
    ids=["issuer of the settings", "algorithm", "certificates", "issuer of the tokens"],
)
def test_tokens_that_fail_the_checklist_stop_the_sign_in(
    make: Maker, changes: dict[str, Any], stand: dict[str, Any]
) -> None:
    refused = make(RS256, stand, **changes).sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert "не прошёл проверку подлинности" in refused.message


def test_expired_tokens_stop_the_sign_in(make: Maker) -> None:
    refused = make(ahead=3660, stand={"skew_seconds": 9999}).sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert "не прошёл проверку подлинности" in refused.message


def test_without_openid_there_is_nobody_to_believe(make: Maker) -> None:
    refused = make(scopes=("fullname",)).sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert "не прошёл проверку подлинности" in refused.message


def test_without_the_right_to_data_there_is_no_person(make: Maker) -> None:
    refused = make(scopes=("openid",)).sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert "не передала сведения" in refused.message


def test_a_scope_that_was_not_granted_is_the_administrators_matter(make: Maker) -> None:
    journal = make(scopes=("openid", "id_doc"))
    back = journal.web.get(journal.begin(), allow_redirects=False).headers["location"]
    refused = journal.refusal(back)
    assert (refused.code, "администратору" in refused.message) == ("007019", True)


def html_502(_environ: Any, start: Any) -> list[bytes]:
    start("502 Bad Gateway", [("Content-Type", "text/html")])
    return [b"<h1>Bad Gateway</h1>"]


def html_200(_environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/html")])
    return [b"<h1>Maintenance</h1>"]


def json_list(_environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [("Content-Type", "application/json")])
    return [b"[]"]


def odd_tokens(_environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [("Content-Type", "application/json")])
    return [b'{"access_token": 1, "id_token": {}, "state": [], "expires_in": [1]}']


@pytest.mark.parametrize("answer", [html_502, html_200, json_list, odd_tokens])
def test_nonsense_instead_of_tokens_is_a_failure_of_esia(
    journal: Journal, server: Server, answer: Any
) -> None:
    back = journal.choose(journal.begin(), snils=TEACHER.snils)
    server.serve(answer)
    assert "Подождите несколько минут" in journal.refusal(back).message


@pytest.mark.parametrize("answer", [html_502, html_200, json_list])
def test_nonsense_instead_of_the_person_is_a_failure_of_esia(
    journal: Journal, server: Server, answer: Any
) -> None:
    server.divert("/rs/", answer)
    refused = journal.sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert "Подождите несколько минут" in refused.message


def test_an_access_token_that_esia_took_back_starts_again(journal: Journal, server: Server) -> None:
    server.divert("/rs/", Response(status=401))
    refused = journal.sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert (refused.code, START_AGAIN in refused.message) == ("005011", True)


def test_an_error_of_the_token_endpoint_keeps_its_code(journal: Journal, server: Server) -> None:
    error = {"error": "temporarily_unavailable", "error_description": "ESIA-007008: busy", "state": None}
    server.divert("/aas/oauth2/v3/te", Response(json.dumps(error), status=400, mimetype="application/json"))
    refused = journal.sign_in(TEACHER.snils)
    assert isinstance(refused, EsiaError)
    assert (refused.code, "перегружена" in refused.message) == ("007008", True)


def test_a_silent_esia_is_waited_for_no_longer_than_set(make: Maker, server: Server) -> None:
    journal = make(timeout_seconds=0.2)
    released = Event()
    server.divert("/aas/oauth2/v3/te", lambda *_: [b"" for _ in range(released.wait(10))])
    refused = journal.sign_in(TEACHER.snils)
    released.set()
    assert isinstance(refused, EsiaError)
    assert "слишком долго" in refused.message


def test_a_line_that_is_down_is_named(journal: Journal, server: Server) -> None:
    back = journal.choose(journal.begin(), snils=TEACHER.snils)
    server.stop()
    assert "Не удалось связаться" in journal.refusal(back).message
