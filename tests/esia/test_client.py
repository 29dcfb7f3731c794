"""The whole way round against a stand that listens."""

import logging
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from ejournal.esia.certs import GOST, RS256
from ejournal.esia.client import EsiaClient
from ejournal.esia.demo import demo_settings
from ejournal.esia.errors import EsiaConfigError
from ejournal.esia.identity import Identity

from .conftest import CHILD, NO_SNILS, TEACHER, Server, StoppedClock
from .journal import JOURNAL, Journal, Maker


@pytest.mark.parametrize("alg", [RS256, GOST])
def test_a_teacher_signs_in(make: Maker, alg: str) -> None:
    assert make(alg).sign_in(TEACHER.snils) == Identity(
        oid=1000299353,
        snils="99901401252",
        surname="Ёлкина",
        name="Анна",
        patronymic="Ивановна",
        birth_date=date(1985, 3, 8),
        level="PR",
        trusted=True,
    )


def test_a_child_signs_in_without_being_trusted(journal: Journal) -> None:
    child = journal.sign_in(CHILD.snils)
    assert isinstance(child, Identity)
    assert (child.snils, child.level, child.trusted) == (CHILD.snils, "KD", False)
    assert child.birth_date == date(2014, 9, 1)


def test_a_person_without_snils_and_patronymic_signs_in(journal: Journal) -> None:
    stranger = journal.sign_in(str(NO_SNILS.oid))
    assert isinstance(stranger, Identity)
    assert (stranger.snils, stranger.patronymic, stranger.surname) == (None, None, "Ким")


def test_the_request_is_exactly_that_of_esia(journal: Journal, server: Server) -> None:
    address = urlsplit(journal.begin())
    query = parse_qs(address.query)
    assert address.path == "/aas/oauth2/v2/ac"
    assert set(query) == {
        "client_id",
        "client_secret",
        "client_certificate_hash",
        "redirect_uri",
        "scope",
        "response_type",
        "state",
        "timestamp",
        "access_type",
    }
    assert "timestamp=2026.11.23+12%3A00%3A00+%2B0000" in address.query
    assert len(query["client_secret"][0]) == 86
    assert query["scope"] == ["openid fullname snils birthdate"]


def test_the_cookie_holds_no_secret(journal: Journal) -> None:
    address = journal.begin()
    before = str(journal.session())
    assert parse_qs(urlsplit(address).query)["client_secret"][0] not in before
    assert isinstance(journal.finish(journal.choose(address, snils=TEACHER.snils)), Identity)
    assert journal.session() == {}


def test_the_log_holds_no_secret(journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        back = journal.choose(journal.begin(), snils=TEACHER.snils)
        caplog.clear()
        assert isinstance(journal.finish(back), Identity)
    assert "eyJ" not in caplog.text
    assert "999-014" not in caplog.text


def test_begun_and_abandoned_sign_ins_do_not_swell_the_cookie(journal: Journal) -> None:
    addresses = [journal.begin() for _ in range(7)]
    assert len(journal.session()) == 5
    assert isinstance(journal.finish(journal.choose(addresses[-2], snils=TEACHER.snils)), Identity)
    journal.web.cookies.clear()
    assert journal.refusal(journal.choose(addresses[0], snils=TEACHER.snils)).code is None


def test_logout_ends_the_session_of_the_stand(journal: Journal) -> None:
    journal.sign_in(TEACHER.snils)
    at_once = journal.web.get(journal.begin(), allow_redirects=False).headers["location"]
    assert isinstance(journal.finish(at_once), Identity)
    left = journal.web.get(journal.esia.logout_url(), allow_redirects=False)
    assert left.headers["location"] == f"{JOURNAL}/sign-in"
    assert "/login?" in journal.web.get(journal.begin(), allow_redirects=False).headers["location"]


def test_the_logout_address_names_the_system_and_the_way_back(journal: Journal) -> None:
    address = urlsplit(journal.esia.logout_url())
    assert address.path == "/idp/ext/Logout"
    assert address.query == "client_id=DEMO01&redirect_url=http%3A%2F%2Fjournal.test%2Fsign-in"


def test_a_client_is_not_made_of_unusable_settings(clock: StoppedClock) -> None:
    client, stand = demo_settings(JOURNAL, "http://stand.test")
    with pytest.raises(EsiaConfigError):
        EsiaClient(replace(client, signing_key=stand.rsa_key), clock)
