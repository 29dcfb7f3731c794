"""Remarks of approved certificates in the volume of a half-year: by class, with day, number and state."""

import pytest

from ejournal.documents.volume_layout import Layout
from ejournal.documents.volume_remarks import VolumeRemark
from ejournal.reports import printing
from tests.client import Browser, Web, queries
from tests.school import at
from tests.views.test_certificates import LATER, TUESDAY, dina, fill, later, made, save

__all__ = ["dina"]  # the fixture
pytestmark = [pytest.mark.clause("4.2.2"), pytest.mark.clause("4.2.4")]


def remarks(web: Web, name: str = "7") -> tuple[VolumeRemark, ...]:
    now = at("12:00", LATER)
    return web.db(lambda: printing.volume_of(printing.order_of(name, 1, now), Layout.SPREAD, now)[0].remarks)


def test_a_remark_stands_in_the_volume_of_its_class_and_in_no_other(web: Web, dina: Browser) -> None:
    save(dina, made(web, dina), "issue")
    seventh, first = remarks(web), remarks(web, "1")
    assert not any("Алгебра" in one.place for one in first) and first
    (told,) = [one for one in seventh if "Алгебра" in one.place and "посещаемость" in one.text]
    assert told.day == f"{TUESDAY:%d.%m.%Y}, справка № 1"
    assert "23.11" in told.text and told.checker.startswith("Дымова\u00a0Д.Ю., зам. директора")
    assert told.due == "29.11.2026" and told.done.startswith("не устранено: 1 место")


def test_what_was_put_right_is_told_so(web: Web, dina: Browser) -> None:
    save(dina, made(web, dina), "issue")
    fill(web)
    told = [one for one in remarks(web) if "посещаемость" in one.text]
    assert told and {one.done for one in told} == {"устранено"}


def test_a_draft_is_not_printed(web: Web, dina: Browser) -> None:
    made(web, dina)
    assert remarks(web) == ()


def test_a_repeated_remark_names_the_day_of_the_certificate_that_told_it_first(
    web: Web, dina: Browser
) -> None:
    save(dina, made(web, dina), "issue")
    dina = later(web)
    save(dina, made(web, dina, **{"from": "2026-11-24", "to": "2026-11-30"}), "issue")
    told = [one.text for one in remarks(web) if "справка № 2" in one.day and "посещаемость" in one.text]
    again = [text for text in told if "23.11, " in text]
    assert again and all(text.startswith("Повторно, впервые 24.11.2026") for text in again)
    assert any(not text.startswith("Повторно") for text in told), "what this check has found first"


def test_reading_them_asks_a_number_of_queries_that_no_certificate_adds_to(web: Web, dina: Browser) -> None:
    save(dina, made(web, dina), "issue")
    with queries() as one:
        remarks(web)
    save(dina, made(web, dina), "issue")
    with queries() as two:
        remarks(web)
    assert len(one) == len(two)
