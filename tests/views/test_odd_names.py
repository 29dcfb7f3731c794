"""Papers of people whose names hold «&» and «<», as an old system may have left them: printed whole."""

import pytest

from ejournal.models.people import Person, PersonName
from ejournal.reports.consents import SETS
from tests.client import Web
from tests.families import sign
from tests.views.test_consents import families, print_for, words
from tests.views.test_weekly import FRIDAY, printed

pytestmark = pytest.mark.clause("4.6.1", "4.4.5")

CHILD, PARENT = "Алёшина & <Ко>", "Л<ьвова & Ё"
SCHOOL = "МОУ «Ёлка» <СШ> & Ко"


@pytest.fixture
def odd(web: Web) -> Web:
    """Аня, her mother and the school as nobody should be called."""

    def rename() -> None:
        for key, surname in (("anya", CHILD), ("anya_mother", PARENT)):
            PersonName.update(surname=surname).where(PersonName.person == web.school[key]).execute()

        for key in ("anya", "vova"):
            Person.update(address="с. Ёлки & <Палки>").where(Person.id == web.school[key]).execute()

    web.db(rename)
    web.settings(school_name=SCHOOL, school_full_name=SCHOOL, region_operator="ООО «А & Б» <оператор>")
    return web


@pytest.mark.parametrize("kind", SETS)
def test_a_paper_of_a_family_is_whole_from_the_head_to_the_line_for_the_signature(
    odd: Web, kind: str
) -> None:
    pair = f"{odd.school['anya_mother']}-{odd.school['anya']}"
    if kind == "withdrawal":
        for key, child in (("anya_mother", "anya"), ("vova_mother", "vova")):
            odd.db(sign, odd.school, "consent", key, child)
    text = words(print_for(odd, kind=kind, pair=pair).data)
    assert f"от {PARENT} Ольги Львовны (матери)" in text and CHILD in text and SCHOOL in text
    ordinary = f"{odd.school['vova_mother']}-{odd.school['vova']}"
    same = words(print_for(odd, kind=kind, pair=ordinary).data)
    assert len(text.splitlines()) == len(same.splitlines()), "nothing is cut off after the name"


@pytest.mark.parametrize("choice", ["refusal", "withdrawal"])
def test_what_a_parent_prints_is_whole(odd: Web, choice: str) -> None:
    told = []
    for key, child in (("anya_mother", "anya"), ("vova_mother", "vova")):
        odd.db(sign, odd.school, "consent", key, child)
        browser, path = odd.browser(key), f"/diary/{odd.school[child]}/papers"
        answer = browser.post(path, browser.form(path) | {"choice": choice})
        assert answer.status_code == 200, answer.text
        told.append(words(answer.data))
    assert f"от {PARENT} Ольги Львовны (матери)" in told[0]
    assert len({len(text.splitlines()) for text in told}) == 1


def test_the_weekly_sheet_and_the_forecast_hold_the_name_as_it_is(odd: Web) -> None:
    odd.db(sign, odd.school, "refusal", "anya_mother", "anya")
    odd.clock.set("15:00", FRIDAY)
    text = words(printed(odd))
    assert f"{CHILD} Аня" in text and SCHOOL in text and "получил(а)" in text
    page = odd.browser("nina").get(families(odd)).text
    assert "Алёшина &amp; &lt;Ко&gt;" in page and "<Ко>" not in page
