"""The stand itself: its pages, its session, its codes and tokens, the person object."""

import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ejournal.esia.certs import GOST, RS256, load_certificate
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import EsiaConfigError
from ejournal.esia.stand.app import create_stand
from ejournal.esia.stand.settings import StandPerson

from .conftest import CHILD, NO_SNILS, NOON, TEACHER, StoppedClock, person
from .pages import Page
from .test_stand_checks import STAND, ask, asked, exchanged

CALLBACK = "http://journal.test/esia/callback"
AFTER = "http://journal.test/sign-in"
BEGIN = int(NOON.timestamp())


@pytest.fixture
def stand(people: list[StandPerson], clock: StoppedClock) -> FlaskClient:
    return create_stand(STAND, people, clock).test_client()


def login_page(stand: FlaskClient) -> TestResponse:
    return stand.get(ask(stand, asked()))


def choose(stand: FlaskClient, key: str, **changes: Any) -> dict[str, str]:
    """Sign in as the person with this key; the query of the way back."""
    page = Page(stand.get(ask(stand, asked(**changes))).text)
    form = next(form for form in page.forms if form.get("snils") == key)
    return query(stand.post("/login", data=form).location)


def query(location: str) -> dict[str, str]:
    assert location.startswith(CALLBACK + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def tokens(stand: FlaskClient, key: str, **changes: Any) -> dict[str, Any]:
    code = choose(stand, key, **changes)["code"]
    answer = stand.post("/aas/oauth2/v3/te", data=exchanged(code, **changes)).json
    assert answer is not None
    return dict(answer)


def read(token: str, part: int) -> dict[str, Any]:
    text = token.split(".")[part]
    return dict(json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4))))


def person_object(stand: FlaskClient, token: str, oid: int) -> TestResponse:
    return stand.get(f"/rs/prns/{oid}", headers={"Authorization": f"Bearer {token}"})


def test_it_refuses_to_run_in_production(people: list[StandPerson], clock: StoppedClock) -> None:
    with pytest.raises(EsiaConfigError, match="нельзя запускать в рабочей системе"):
        create_stand(replace(STAND, production=True), people, clock)


def test_two_people_with_one_snils_are_refused(clock: StoppedClock) -> None:
    with pytest.raises(EsiaConfigError, match="одинаковый СНИЛС"):
        create_stand(STAND, [TEACHER, replace(CHILD, snils=TEACHER.snils)], clock)
    with pytest.raises(EsiaConfigError, match="oid"):
        create_stand(STAND, [TEACHER, replace(CHILD, oid=TEACHER.oid)], clock)


def test_the_page_offers_every_person_under_a_heading_and_a_refusal(stand: FlaskClient) -> None:
    answer = login_page(stand)
    page = Page(answer.text)
    assert page.forms[0]["refuse"] == "1"
    assert [form["snils"] for form in page.forms[1:]] == [TEACHER.snils, CHILD.snils, str(NO_SNILS.oid)]
    for words in ("Учебный стенд", "Ёлкина Анна Ивановна", "учитель математики", "Ученики", "Отказаться"):
        assert words in answer.text


def test_one_heading_stands_above_a_group_whose_people_come_apart(clock: StoppedClock) -> None:
    late = person(snils="", oid=5)
    stand = create_stand(STAND, [TEACHER, CHILD, late], clock).test_client()
    assert login_page(stand).text.count("Учителя</h2>") == 1


def test_pages_are_plain_and_strict(stand: FlaskClient) -> None:
    for answer in (login_page(stand), stand.get("/nowhere"), stand.get("/aas/oauth2/v2/ac")):
        page = Page(answer.text)
        assert page.lang == "ru"
        assert "— Учебный стенд</title>" in answer.text
        assert len(page.ids) == len(set(page.ids))
        assert all(page.actions)
        assert not page.tags & {"script", "style", "img"}
        assert not {name for name in page.attributes if name == "style" or name.startswith("on")}


def test_the_policy_lets_a_form_return_to_the_system(stand: FlaskClient) -> None:
    policy = login_page(stand).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://journal.test" in policy


def test_names_are_shown_as_text(clock: StoppedClock) -> None:
    stand = create_stand(STAND, [person(surname="<b>Ы&")], clock).test_client()
    assert "&lt;b&gt;Ы&amp; Анна" in login_page(stand).text


def test_the_stylesheet_is_served(stand: FlaskClient) -> None:
    with stand.get("/static/stand.css") as answer:
        assert answer.status_code == 200


def test_a_refusal_goes_back_as_access_denied(stand: FlaskClient) -> None:
    fields = asked()
    form = Page(stand.get(ask(stand, fields)).text).forms[0]
    answer = query(stand.post("/login", data=form).location)
    assert answer["error"] == "access_denied"
    assert answer["error_description"].startswith("ESIA-007004: ")
    assert answer["state"] == fields["state"]


def test_a_stale_or_foreign_choice_is_explained(stand: FlaskClient, clock: StoppedClock) -> None:
    form = Page(login_page(stand).text).forms[1]
    assert stand.post("/login", data=form | {"snils": "1"}).status_code == 400
    clock.move(1800)
    for answer in (stand.post("/login", data=form), stand.get("/login", query_string=form)):
        assert answer.status_code == 400
        assert "начните вход снова" in answer.text


def test_a_session_signs_in_at_once_until_it_ends(stand: FlaskClient, clock: StoppedClock) -> None:
    choose(stand, TEACHER.snils)
    assert "code" in query(ask(stand, asked()))
    clock.move(3 * 3600)
    assert urlsplit(ask(stand, asked(timestamp="2026.11.23 15:00:00 +0000"))).path == "/login"


def test_the_cookie_has_a_name_of_its_own(stand: FlaskClient) -> None:
    choose(stand, TEACHER.snils)
    assert stand.get_cookie("stand_session") is not None
    assert stand.get_cookie("session") is None


def test_logout_ends_the_session_and_returns(stand: FlaskClient) -> None:
    choose(stand, TEACHER.snils)
    answer = stand.get("/idp/ext/Logout", query_string={"client_id": "DEMO01", "redirect_url": AFTER})
    assert answer.location == AFTER
    assert urlsplit(ask(stand, asked())).path == "/login"


@pytest.mark.parametrize(
    "query_string",
    [
        {"client_id": "OTHER", "redirect_url": AFTER},
        {"client_id": "DEMO01", "redirect_url": "http://evil.test/"},
        {"client_id": "DEMO01", "redirect_url": "//evil.test/"},
        {"client_id": "DEMO01", "redirect_url": "javascript://journal.test/"},
        {"client_id": "DEMO01"},
    ],
    ids=["system", "host", "no scheme", "script", "no address"],
)
def test_logout_never_sends_to_a_foreign_address(stand: FlaskClient, query_string: dict[str, str]) -> None:
    answer = stand.get("/idp/ext/Logout", query_string=query_string)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_a_code_is_a_long_jwt_for_240_seconds(stand: FlaskClient) -> None:
    code = choose(stand, TEACHER.snils)["code"]
    claims = read(code, 1)
    assert len(code) > 1000
    assert read(code, 0) == {
        "ver": 1,
        "typ": "JWT",
        "sbt": "authorization_code",
        "alg": "RS256",
        "x5t#St256": load_certificate(STAND.rsa_cert).hash,
    }
    assert (claims["nbf"], claims["exp"]) == (BEGIN, BEGIN + 240)
    assert claims["scope"] == "openid fullname?oid=1000299353 snils?oid=1000299353"
    assert claims["iss"] == "http://stand.test/"


def test_tokens_have_the_types_of_the_real_ones(stand: FlaskClient) -> None:
    answer = tokens(stand, TEACHER.snils)
    access, identity = read(answer["access_token"], 1), read(answer["id_token"], 1)
    assert (access["urn:esia:sbj_id"], access["client_id"]) == (TEACHER.oid, "DEMO01")
    assert access["exp"] == BEGIN + 3600
    assert (identity["sub"], identity["amr"], identity["aud"]) == (TEACHER.oid, "PWD", "DEMO01")
    assert identity["exp"] == BEGIN + 10800
    assert read(answer["id_token"], 0)["ver"] == 0
    assert identity["urn:esia:sbj"] == {
        "urn:esia:sbj:typ": "P",
        "urn:esia:sbj:lvl": "PR",
        "urn:esia:sbj:is_tru": True,
        "urn:esia:sbj:oid": TEACHER.oid,
        "urn:esia:sbj:nam": "OID.1000299353",
    }


def test_a_child_has_no_mark_of_trust(stand: FlaskClient) -> None:
    about = read(tokens(stand, CHILD.snils)["id_token"], 1)["urn:esia:sbj"]
    assert about["urn:esia:sbj:lvl"] == "KD"
    assert "urn:esia:sbj:is_tru" not in about


@pytest.mark.parametrize("alg", [RS256, GOST])
def test_the_system_chooses_the_algorithm_of_its_tokens(clock: StoppedClock, alg: str) -> None:
    _, settings = demo_settings("http://journal.test", "http://stand.test", alg)
    code = choose(create_stand(settings, [TEACHER], clock).test_client(), TEACHER.snils)["code"]
    signed, _, signature = code.rpartition(".")
    certificate = load_certificate(settings.rsa_cert if alg == RS256 else settings.gost_cert)
    assert read(code, 0)["alg"] == alg
    assert certificate.verify(signed.encode(), urlsafe_b64decode(signature + "=" * (-len(signature) % 4)))


def test_the_person_object_holds_what_the_scopes_open(stand: FlaskClient) -> None:
    everything = person_object(stand, tokens(stand, TEACHER.snils)["access_token"], TEACHER.oid).json
    assert everything is not None
    assert everything["lastName"] == "Ёлкина"
    assert everything["snils"] == "999-014-012 52"
    assert everything["trusted"] is True
    assert "birthDate" not in everything


def test_the_person_object_keeps_silent_about_what_is_absent(stand: FlaskClient) -> None:
    birth = "openid birthdate fullname snils"
    answer = person_object(stand, tokens(stand, str(NO_SNILS.oid), scope=birth)["access_token"], NO_SNILS.oid)
    assert answer.json is not None
    assert answer.json["birthDate"] == date(1985, 3, 8).strftime("%d.%m.%Y")
    assert not {"snils", "middleName"} & set(answer.json)


def test_the_person_object_is_not_for_others(stand: FlaskClient, clock: StoppedClock) -> None:
    token = tokens(stand, TEACHER.snils)["access_token"]
    assert person_object(stand, token, CHILD.oid).status_code == 403
    stranger = person_object(stand, "made-up", TEACHER.oid)
    assert (stranger.status_code, stranger.json) == (
        401,
        {"code": "ESIA-005011", "message": "SecurityErrorEnum.invalidToken"},
    )
    clock.move(3600)
    assert person_object(stand, token, TEACHER.oid).status_code == 401


def test_openid_alone_opens_no_person_object(stand: FlaskClient) -> None:
    token = tokens(stand, TEACHER.snils, scope="openid")["access_token"]
    assert person_object(stand, token, TEACHER.oid).status_code == 403


def test_its_certificates_can_be_downloaded(stand: FlaskClient) -> None:
    text = stand.get("/public/certs").text
    assert text.count("BEGIN CERTIFICATE") == 2
    assert "PRIVATE" not in text
