"""The stand is as strict as ЕСИА: each check violated one by one, with its code."""

from base64 import b64encode, urlsafe_b64encode
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from ejournal.esia import gost
from ejournal.esia.certs import load_certificate, load_gost_key
from ejournal.esia.demo import demo_settings
from ejournal.esia.stand.app import create_stand
from ejournal.esia.stand.settings import StandPerson

from .conftest import TEACHER, StoppedClock
from .pages import Page

CLIENT, STAND = demo_settings("http://journal.test", "http://stand.test")
KEY = load_gost_key(CLIENT.signing_key)
OTHER_URI = "http://journal.test/other"
COMMON = {
    "client_id": "DEMO01",
    "client_certificate_hash": load_certificate(CLIENT.client_cert).hash,
    "redirect_uri": "http://journal.test/esia/callback",
    "scope": "openid fullname snils",
    "timestamp": "2026.11.23 12:00:00 +0000",
}
SIGNED = ("client_id", "scope", "timestamp", "state", "redirect_uri")


@pytest.fixture
def stand(people: list[StandPerson], clock: StoppedClock) -> FlaskClient:
    system = replace(STAND.systems[0], redirect_uris=(COMMON["redirect_uri"], OTHER_URI))
    return create_stand(replace(STAND, systems=(system,)), people, clock).test_client()


def secret(fields: dict[str, Any], code: str = "") -> str:
    message = "".join(str(fields.get(name, "")) for name in SIGNED) + code
    return urlsafe_b64encode(gost.sign(KEY, message.encode())).decode().rstrip("=")


def asked(**changes: Any) -> dict[str, Any]:
    """A right request of v2/ac with the changes signed; a field set to None is left out."""
    fields = {**COMMON, "state": str(uuid4()), "response_type": "code", "access_type": "online", **changes}
    fields.setdefault("client_secret", secret(fields))
    return {name: value for name, value in fields.items() if value is not None}


def exchanged(good: str, **changes: Any) -> dict[str, Any]:
    """A right request of v3/te with the changes signed; a field set to None is left out."""
    fields = {**COMMON, "state": str(uuid4()), "code": good, "token_type": "Bearer"}
    fields |= {"grant_type": "authorization_code", **changes}
    fields.setdefault("client_secret", secret(fields, fields["code"] or ""))
    return {name: value for name, value in fields.items() if value is not None}


def ask(stand: FlaskClient, fields: dict[str, Any]) -> str:
    """Where v2/ac sends the browser."""
    answer = stand.get("/aas/oauth2/v2/ac", query_string=fields)
    assert answer.status_code == 302, answer.text
    return answer.location


def get_code(stand: FlaskClient, **changes: Any) -> str:
    page = stand.get(ask(stand, asked(**changes)))
    form = next(form for form in Page(page.text).forms if form.get("snils") == TEACHER.snils)
    location = stand.post("/login", data=form).location
    return parse_qs(urlsplit(location).query)["code"][0]


def exchange_refused(stand: FlaskClient, fields: dict[str, Any]) -> dict[str, str]:
    answer = stand.post("/aas/oauth2/v3/te", data=fields)
    assert answer.status_code == 400
    assert answer.json is not None
    return dict(answer.json)


def test_a_right_request_shows_the_people(stand: FlaskClient) -> None:
    assert urlsplit(ask(stand, asked())).path == "/login"


def test_a_right_request_may_be_posted(stand: FlaskClient) -> None:
    assert urlsplit(stand.post("/aas/oauth2/v2/ac", data=asked()).location).path == "/login"


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "OTHER"},
        {"client_id": None},
        {"redirect_uri": "http://journal.test/esia/callback/"},
        {"redirect_uri": "https://journal.test/esia/callback"},
        {"redirect_uri": None},
    ],
    ids=["system", "no system", "slash at the end", "another scheme", "no address"],
)
def test_an_unknown_system_or_address_gets_a_page_and_no_redirect(
    stand: FlaskClient, changes: dict[str, Any]
) -> None:
    answer = stand.get("/aas/oauth2/v2/ac", query_string=asked(**changes))
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "Учебный стенд" in answer.text


AUTHORIZE = {
    "no certificate hash": ({"client_certificate_hash": None}, "007014"),
    "no signature": ({"client_secret": None}, "007014"),
    "no state": ({"state": None}, "007014"),
    "no access type": ({"access_type": None}, "007014"),
    "no response type": ({"response_type": None}, "007014"),
    "no timestamp": ({"timestamp": None}, "007014"),
    "no scope": ({"scope": None}, "007014"),
    "plus turned into a blank": ({"timestamp": "2026.11.23 12:00:00  0000"}, "007015"),
    "ISO timestamp": ({"timestamp": "2026-11-23T12:00:00+00:00"}, "007015"),
    "no such day": ({"timestamp": "2026.11.31 12:00:00 +0000"}, "007015"),
    "clock behind": ({"timestamp": "2026.11.23 11:54:59 +0000"}, "007015"),
    "clock ahead": ({"timestamp": "2026.11.23 12:05:01 +0000"}, "007015"),
    "another zone forgotten": ({"timestamp": "2026.11.23 15:00:00 +0000"}, "007015"),
    "state is no UUID": ({"state": "0123456789abcdef0123456789abcdef"}, "007003"),
    "two scopes parameters": ({"scope": ["openid", "openid"]}, "007003"),
    "response type": ({"response_type": "token"}, "007003"),
    "access type": ({"access_type": "forever"}, "007003"),
    "blank scope": ({"scope": " "}, "007013"),
    "unknown scope": ({"scope": "openid everything"}, "007006"),
    "scope not granted": ({"scope": "openid id_doc"}, "007019"),
    "hash in small letters": (
        {"client_certificate_hash": COMMON["client_certificate_hash"].lower()},
        "007053",
    ),
    "hash of another length": ({"client_certificate_hash": "AB" * 20}, "007053"),
    "hash of another certificate": ({"client_certificate_hash": "0" * 64}, "007053"),
    "signature of nothing": ({"client_secret": "0" * 86}, "007053"),
    "signature is no base64": ({"client_secret": "ё!"}, "007053"),
}


@pytest.mark.parametrize(("changes", "code"), AUTHORIZE.values(), ids=AUTHORIZE)
def test_v2_ac_sends_back_the_code_of_the_violated_check(
    stand: FlaskClient, changes: dict[str, Any], code: str
) -> None:
    fields = asked(**changes)
    location = ask(stand, fields)
    answer = parse_qs(urlsplit(location).query)
    assert location.startswith(COMMON["redirect_uri"] + "?")
    assert answer["error_description"][0].startswith(f"ESIA-{code}: ")
    assert answer.get("state", [None]) == [fields.get("state")]


def test_missing_parameters_are_named(stand: FlaskClient) -> None:
    location = ask(stand, asked(timestamp=None, client_certificate_hash=None))
    assert (
        "[client_certificate_hash, timestamp]" in parse_qs(urlsplit(location).query)["error_description"][0]
    )


@pytest.mark.parametrize(
    "order",
    [
        ("scope", "client_id", "timestamp", "state", "redirect_uri"),
        ("scope", "timestamp", "client_id", "state"),
    ],
    ids=["another order", "the string of v1"],
)
def test_a_signature_over_another_string_is_refused(stand: FlaskClient, order: tuple[str, ...]) -> None:
    fields = asked(client_secret="later")
    message = "".join(fields[name] for name in order).encode()
    fields["client_secret"] = urlsafe_b64encode(gost.sign(KEY, message)).decode()
    assert "ESIA-007053" in ask(stand, fields)


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode], ids=["standard", "url-safe with padding"])
def test_the_other_forms_of_base64_are_accepted(stand: FlaskClient, encode: Any) -> None:
    fields = asked(client_secret="later")
    fields["client_secret"] = encode(gost.sign(KEY, "".join(fields[n] for n in SIGNED).encode())).decode()
    assert urlsplit(ask(stand, fields)).path == "/login"


def test_five_minutes_of_skew_are_forgiven(stand: FlaskClient) -> None:
    for stamp in ("2026.11.23 11:55:00 +0000", "2026.11.23 15:05:00 +0300"):
        assert urlsplit(ask(stand, asked(timestamp=stamp))).path == "/login"


def test_a_state_works_once(stand: FlaskClient) -> None:
    fields = asked()
    ask(stand, fields)
    assert "ESIA-007003" in ask(stand, fields)


def test_a_code_is_exchanged_for_tokens_under_the_state_of_the_request(stand: FlaskClient) -> None:
    fields = exchanged(get_code(stand))
    answer = stand.post("/aas/oauth2/v3/te", data=fields).json
    assert answer is not None
    assert set(answer) == {"access_token", "id_token", "state", "token_type", "expires_in"}
    assert (answer["state"], answer["token_type"], answer["expires_in"]) == (fields["state"], "Bearer", 3600)


def test_without_openid_there_is_no_id_token(stand: FlaskClient) -> None:
    code = get_code(stand, scope="snils")
    answer = stand.post("/aas/oauth2/v3/te", data=exchanged(code, scope="snils")).json
    assert answer is not None
    assert "id_token" not in answer


EXCHANGE = {
    "no code": ({"code": None}, "007014"),
    "no token type": ({"token_type": None}, "007014"),
    "system": ({"client_id": "OTHER"}, "007005"),
    "address": ({"redirect_uri": "http://journal.test/elsewhere"}, "007023"),
    "clock behind": ({"timestamp": "2026.11.23 11:54:59 +0000"}, "007015"),
    "state is no UUID": ({"state": "1"}, "007003"),
    "token type": ({"token_type": "MAC"}, "007003"),
    "grant type": ({"grant_type": "password"}, "007012"),
    "scope not granted": ({"scope": "openid id_doc"}, "007019"),
    "signature": ({"client_secret": "0" * 86}, "007053"),
    "unknown code": ({"code": "made-up"}, "007011"),
    "another registered address": ({"redirect_uri": OTHER_URI}, "007011"),
    "fewer scopes": ({"scope": "openid"}, "007011"),
}


@pytest.mark.parametrize(("changes", "code"), EXCHANGE.values(), ids=EXCHANGE)
def test_v3_te_answers_with_the_code_of_the_violated_check(
    stand: FlaskClient, changes: dict[str, Any], code: str
) -> None:
    answer = exchange_refused(stand, exchanged(get_code(stand), **changes))
    assert answer["error_description"].startswith(f"ESIA-{code}: ")
    assert answer["error"]


def test_v3_te_wants_the_code_signed(stand: FlaskClient) -> None:
    fields = exchanged(get_code(stand), client_secret="later")
    fields["client_secret"] = secret(fields)
    assert "ESIA-007053" in exchange_refused(stand, fields)["error_description"]


def test_v3_te_wants_another_state_than_v2_ac(stand: FlaskClient) -> None:
    state = str(uuid4())
    code = get_code(stand, state=state)
    assert "ESIA-007003" in exchange_refused(stand, exchanged(code, state=state))["error_description"]


def test_v3_te_does_not_read_json(stand: FlaskClient) -> None:
    answer = stand.post("/aas/oauth2/v3/te", json=exchanged(get_code(stand)))
    assert answer.status_code == 400
    assert "ESIA-007014" in answer.text


def test_a_code_works_once(stand: FlaskClient) -> None:
    code = get_code(stand)
    assert stand.post("/aas/oauth2/v3/te", data=exchanged(code)).status_code == 200
    assert "ESIA-007011" in exchange_refused(stand, exchanged(code))["error_description"]


def test_a_code_dies_after_240_seconds(stand: FlaskClient, clock: StoppedClock) -> None:
    code = get_code(stand)
    clock.move(240)
    late = exchanged(code, timestamp="2026.11.23 12:04:00 +0000")
    assert "ESIA-007011" in exchange_refused(stand, late)["error_description"]
