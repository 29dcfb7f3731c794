"""Whoever's diary is shut is informed on paper, and the days count from when that began (п. 4.4.5, 4.6.6)."""

from datetime import date, timedelta

import pytest

from ejournal.models.people import Informing
from tests.client import Web
from tests.families import sign
from tests.school import MONDAY
from tests.views.test_consents import families, words
from tests.views.test_weekly import FRIDAY, printed, sheets

pytestmark = pytest.mark.clause("4.4.5", "4.6.6", "4.6.1")
WEEK = timedelta(weeks=1)


def opens(web: Web) -> bool:
    """Whether the diary of Вова is open to his mother."""
    return web.browser("vova_mother").get(f"/diary/{web.school['vova']}").status_code == 200


def row_of(web: Web, name: str) -> str:
    page = web.browser("nina").get(sheets(web)).text
    return next((row for row in page.split("<tr>") if f'<th scope="row">{name}' in row), "")


def test_from_the_day_of_the_consents_a_family_without_one_gets_the_sheet_instead(web: Web) -> None:
    """Вова's mother chose the diary and has signed nothing: from Wednesday it is shut to her."""
    web.clock.set("15:00", FRIDAY)
    web.settings(consents_since=FRIDAY + WEEK)
    assert opens(web) and not row_of(web, "Власов")
    web.settings(consents_since=MONDAY + timedelta(days=2))
    assert not opens(web)
    row = row_of(web, "Власов")
    assert "Власова" in row and ">2<" in row, "two days since Wednesday"
    assert "Власов Владимир, 7 класс" in words(printed(web))


def test_such_a_family_is_told_of_when_it_waits_too_long(web: Web) -> None:
    web.settings(consents_since=MONDAY)
    web.clock.set("15:00", FRIDAY + WEEK)
    for who, path in (("nina", "/today"), ("nina", families(web)), ("dina", "/families")):
        page = web.browser(who).get(path).text
        assert "Власов\N{NO-BREAK SPACE}В.О. (11 дней)" in page, (who, path)


def test_a_family_that_has_consented_gets_no_sheet_after_that_day(web: Web) -> None:
    web.db(sign, web.school, "consent", "vova_mother", "vova")
    web.settings(consents_since=MONDAY)
    web.clock.set("15:00", FRIDAY)
    assert opens(web) and not row_of(web, "Власов")


def test_from_the_day_of_the_forms_whoever_has_chosen_none_gets_the_sheet(web: Web) -> None:
    mine = Informing.guardian == web.school["vova_mother"]
    web.db(lambda: Informing.delete().where(mine).execute())
    web.clock.set("15:00", FRIDAY)
    assert not row_of(web, "Власов")
    web.settings(electronic_since=FRIDAY - timedelta(days=1))
    assert ">1<" in row_of(web, "Власов")


def test_the_same_form_signed_again_does_not_begin_the_days_anew(web: Web) -> None:
    web.db(sign, web.school, "refusal", "vova_mother", "vova")
    web.clock.set("15:00", FRIDAY + WEEK)
    assert ">11 !<" in row_of(web, "Власов")
    mine = Informing.guardian == web.school["vova_mother"]

    def again() -> None:
        (paper,) = Informing.select().where(mine & ~Informing.electronic)
        Informing.update(valid_to=FRIDAY - timedelta(days=1)).where(Informing.id == paper.id).execute()
        Informing.create(
            guardian=paper.guardian,
            child=paper.child,
            electronic=False,
            consented=None,
            signed=True,
            valid_from=FRIDAY,
        )

    web.db(again)
    assert ">11 !<" in row_of(web, "Власов")


def test_days_with_the_diary_between_two_papers_do_not_count(web: Web) -> None:
    mine = Informing.guardian == web.school["anya_father"]
    until = date(2026, 11, 10)

    def gap() -> None:
        (paper,) = Informing.select().where(mine)
        Informing.update(valid_to=until).where(Informing.id == paper.id).execute()
        pair = {"guardian": paper.guardian, "child": paper.child}
        Informing.create(
            **pair, electronic=True, valid_from=until + timedelta(days=1), valid_to=MONDAY - timedelta(days=1)
        )
        Informing.create(**pair, electronic=False, valid_from=MONDAY)

    web.db(gap)
    web.clock.set("15:00", FRIDAY)
    assert ">4<" in row_of(web, "Алёшина")
