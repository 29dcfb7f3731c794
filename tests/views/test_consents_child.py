"""A child of 14 signs the consent too: whether the signature is there; whose a lone paper is by its name."""

from datetime import date
from urllib.parse import unquote

import pytest

from ejournal.models.consents import FamilyStep
from ejournal.models.people import Person
from tests.client import Web
from tests.families import prepare, sign
from tests.views.test_consents import families, fields, print_for

pytestmark = pytest.mark.clause("4.6.1")
FOURTEEN = date(2012, 11, 1)


@pytest.fixture
def grown(web: Web) -> Web:
    """Аня is fourteen, and her mother's consent is back."""
    web.db(Person.update(birth_date=FOURTEEN).where(Person.id == web.school["anya"]).execute)
    web.db(sign, web.school, "consent", "anya_mother")
    return web


def tick(web: Web, *papers: int) -> int:
    browser, path = web.browser("nina"), families(web)
    form = fields(browser, path, f"{path}/print", child=[str(one) for one in papers])
    return browser.post(f"{path}/child", form).status_code


def paper(web: Web) -> int:
    return web.db(lambda: int(FamilyStep.get(FamilyStep.step == "signed").paper.id))


def test_the_signature_of_the_child_is_asked_for_marked_once_and_shown(grown: Web) -> None:
    page = grown.browser("nina").get(families(grown)).text
    assert "Ещё без его подписи: Алёшина Аня" in page
    assert (tick(grown, paper(grown)), tick(grown, paper(grown)), tick(grown)) == (303, 422, 422)
    page = grown.browser("nina").get(families(grown)).text
    assert "подпись ребёнка есть, отмечено 23.11.2026" in page and "Ещё без его подписи" not in page


def test_of_a_consent_that_was_withdrawn_nobody_asks_for_it(grown: Web) -> None:
    grown.db(sign, grown.school, "withdrawal", "anya_mother")
    assert "Ещё без его подписи" not in grown.browser("nina").get(families(grown)).text


def test_the_director_reads_that_it_is_missing(grown: Web) -> None:
    page = grown.browser("igor").get(families(grown)).text
    assert "подписи ребёнка нет" in page and "<button" not in page.split("<h1>")[1]


def test_of_a_younger_child_nobody_asks_for_it(web: Web) -> None:
    web.db(
        Person.update(birth_date=FOURTEEN.replace(year=2014)).where(Person.id == web.school["anya"]).execute
    )
    web.db(sign, web.school, "consent", "anya_mother")
    assert "подпись ребёнка" not in web.browser("nina").get(families(web)).text


def test_only_a_signed_consent_carries_it(grown: Web) -> None:
    waiting = grown.db(prepare, grown.school, "consent", "anya_father")
    refusal = grown.db(sign, grown.school, "refusal", "anya_father")
    assert tick(grown, waiting) == tick(grown, refusal) == 422
    assert grown.db(FamilyStep.select().where(FamilyStep.step == "child").count) == 0


@pytest.mark.parametrize("who", ["igor", "anya_mother", "anya"])
def test_nobody_else_marks_it(grown: Web, who: str) -> None:
    answer = grown.browser(who).post(f"{families(grown)}/child", {"child": str(paper(grown))})
    assert answer.status_code in {403, 404}


def test_the_file_of_a_lone_refusal_says_whose_it_is(web: Web) -> None:
    pair = f"{web.school['anya_mother']}-{web.school['anya']}"
    answer = print_for(web, kind="refusal", pair=pair)
    name = unquote(answer.headers["Content-Disposition"])
    assert "Несогласие, Алёшина Ольга" in name and "ребёнок Алёшина Аня" in name


def test_a_batch_of_one_kind_is_named_by_it_and_the_class(web: Web) -> None:
    name = unquote(print_for(web, kind="consent").headers["Content-Disposition"])
    assert "Согласия, 7 класс.docx" in name
