"""«Имена в падежах»: proposed on the page of a class, corrected once, printed so from then on (п. 4.6.1)."""

import pytest

from ejournal.models.name_cases import NameCase
from ejournal.models.people import PersonName
from tests.client import Browser, Web, queries
from tests.views.test_consents import families, print_for, words

pytestmark = pytest.mark.clause("4.6.1")
QUERIES = 24


def place(web: Web) -> str:
    return f"{families(web)}/names"


def typed(web: Web, browser: Browser, person: str, said: str, form: str = "from") -> dict[str, str]:
    return browser.form(place(web)) | {f"{form}-{web.school[person]}": said}


def head(web: Web) -> str:
    pair = f"{web.school['anya_mother']}-{web.school['anya']}"
    return words(print_for(web, kind="consent", pair=pair).data).replace("\u00a0", " ")


def test_the_head_of_a_paper_names_the_director_and_the_applicant_in_their_cases(web: Web) -> None:
    shown = web.browser("nina").form(place(web))
    mother = shown[f"from-{web.school['anya_mother']}"]
    director = shown[f"to-{web.school['igor']}"]
    printed = head(web)
    assert f"от {mother} (матери)" in printed and f" {director}\nот" in printed
    assert mother == "Алёшиной Ольги Львовны"


def test_a_correction_is_printed_until_the_person_has_another_name(web: Web) -> None:
    nina = web.browser("nina")
    assert nina.post(place(web), typed(web, nina, "anya_mother", "Алёшиной  Ольги И.")).status_code == 303
    assert "от Алёшиной Ольги И. (матери)" in head(web)
    assert nina.form(place(web))[f"from-{web.school['anya_mother']}"] == "Алёшиной Ольги И."
    mother = PersonName.person == web.school["anya_mother"]
    web.db(PersonName.update(surname="Белова").where(mother).execute)
    assert "от Беловой Ольги Львовны (матери)" in head(web)


def test_only_what_was_changed_is_kept_and_a_repeated_form_keeps_nothing_more(web: Web) -> None:
    nina = web.browser("nina")
    sent = typed(web, nina, "igor", "Ильину И. Л.", "to")
    for _ in range(2):
        assert nina.post(place(web), sent).status_code == 303
    (kept,) = web.db(lambda: list(NameCase.select()))
    assert (kept.person_id, kept.form, kept.said) == (web.school["igor"], "to", "Ильину И. Л.")


def test_an_empty_name_is_refused_and_the_others_stay_as_they_were_typed(web: Web) -> None:
    nina = web.browser("nina")
    sent = typed(web, nina, "anya_mother", " ") | {f"to-{web.school['igor']}": "Ильину И. Л."}
    answer = nina.post(place(web), sent)
    assert answer.status_code == 422 and "впишите имя в нужном падеже" in answer.text
    assert "Ильину И. Л." in answer.text and web.db(NameCase.select().count) == 0


@pytest.mark.parametrize("who", ["vera", "anya_mother", "igor"])
def test_nobody_else_corrects_names(web: Web, who: str) -> None:
    stranger = web.browser(who)
    assert stranger.send("GET", place(web)).status_code in (403, 404)
    assert stranger.post(place(web), {"key": "k"}).status_code in (403, 404)


def test_the_page_asks_a_constant_number_of_queries(web: Web) -> None:
    nina = web.browser("nina")
    nina.get(place(web))
    with queries() as found:
        assert nina.get(place(web)).status_code == 200
    assert len(found) <= QUERIES
