"""Which papers of a family stand: who is refused one, what ends a consent (п. 4.6.1; domain 3.5–3.8)."""

from datetime import timedelta

import pytest

from ejournal.models.consents import FamilyPaper
from ejournal.models.people import Enrolment
from tests.client import Web
from tests.families import sign
from tests.school import MONDAY
from tests.views.test_consents import families, fields, print_for, words

pytestmark = pytest.mark.clause("4.6.1")


@pytest.mark.parametrize("kind", ["refusal", "withdrawal"])
def test_a_refusal_and_a_withdrawal_are_printed_for_those_alone_who_are_ticked(web: Web, kind: str) -> None:
    """domain.md 3.5, 3.6: each is the wish of one guardian; a withdrawal names the consent that it ends."""
    refused = print_for(web, kind=kind)
    assert refused.status_code == 422 and "отметьте этих представителей галочками" in refused.text
    assert web.db(FamilyPaper.select().count) == 0
    assert print_for(web, kind="both").status_code == 200, "whoever has nothing still gets the set"


def test_a_withdrawal_is_printed_only_where_a_consent_was_signed(web: Web) -> None:
    pair = f"{web.school['anya_mother']}-{web.school['anya']}"
    refused = print_for(web, kind="withdrawal", pair=pair)
    assert refused.status_code == 422 and "Отзывать нечего" in refused.text
    assert web.db(FamilyPaper.select().count) == 0
    web.db(sign, web.school, "consent", "anya_mother")
    assert "ОТЗЫВ СОГЛАСИЯ" in words(print_for(web, kind="withdrawal", pair=pair).data)


@pytest.mark.parametrize("kind", ["consent", "refusal"])
def test_a_consent_of_old_is_not_written_over_a_paper_that_stands(web: Web, kind: str) -> None:
    web.db(sign, web.school, kind, "anya_mother")
    browser, path = web.browser("nina"), families(web)
    pair = f"{web.school['anya_mother']}-{web.school['anya']}"
    body = fields(browser, path, f"{path}/print", pair=pair, old_day="2024-09-02", old_place="папка 02-15")
    refused = browser.post(f"{path}/old", body)
    assert refused.status_code == 422 and "№ 1 / 2026, подписано 23.11.2026" in refused.text
    assert web.db(FamilyPaper.select().count) == 1


def test_a_consent_of_old_entered_twice_is_one_paper(web: Web) -> None:
    browser, path = web.browser("nina"), families(web)
    pair = f"{web.school['vova_mother']}-{web.school['vova']}"
    more = {"pair": pair, "old_day": "2024-09-02", "old_place": "папка 02-15"}
    codes = [
        browser.post(f"{path}/old", fields(browser, path, f"{path}/print", **more)).status_code
        for _ in range(2)
    ]
    assert codes == [303, 422] and web.db(FamilyPaper.select().count) == 1


def test_a_consent_given_again_after_a_withdrawal_stands_in_the_register(web: Web) -> None:
    """domain.md 3.8: a withdrawal ends the consent before it; one that the same hand gave later holds."""
    for kind in ("consent", "withdrawal", "consent"):
        web.db(sign, web.school, kind, "anya_mother")
    told = words(web.browser("dina").get("/families/register.docx").data)
    assert told.count("отозвано 23.11.2026") == 1 and told.count("до отзыва") == 1


def test_a_consent_ends_in_the_register_with_a_refusal_of_the_same_hand_or_when_the_child_leaves(
    web: Web,
) -> None:
    """domain.md 3.8: «Срок действия/отзыв»."""
    web.db(sign, web.school, "consent", "anya_mother")
    web.db(sign, web.school, "consent", "vova_mother", "vova")
    web.db(sign, web.school, "refusal", "anya_mother")
    told = words(web.browser("dina").get("/families/register.docx").data)
    assert told.count("прекращено 23.11.2026") == 1 and told.count("до отзыва") == 1
    gone = Enrolment.update(valid_to=MONDAY + timedelta(days=1))
    web.db(gone.where(Enrolment.person == web.school["vova"]).execute)
    web.clock.set("9:00", MONDAY + timedelta(days=3))
    told = words(web.browser("dina").get("/families/register.docx").data)
    assert "прекращено 24.11.2026" in told and "до отзыва" not in told


def test_the_diary_says_of_a_signed_consent_that_a_refusal_has_ended_it(web: Web) -> None:
    web.db(sign, web.school, "consent", "anya_mother")
    path, mother = f"/diary/{web.school['anya']}/papers", web.browser("anya_mother")
    assert "больше не действует" not in mother.get(path).text
    web.db(sign, web.school, "refusal", "anya_mother")
    told = [row for row in mother.get(path).text.split("<li>") if "подписано" in row]
    assert ["больше не действует" in row for row in told] == ["Согласие" in row for row in told]
    assert len(told) == 2
