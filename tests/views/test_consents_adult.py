"""A pupil of 18 signs alone: the guardians' choice counts no longer since that day (п. 4.6.1)."""

from datetime import date, timedelta

import pytest

from ejournal.models import indicators
from ejournal.models.consents import FamilyPaper, FamilyStep
from ejournal.models.people import Person
from tests.client import Web
from tests.families import photo, prepare, sign
from tests.school import MONDAY
from tests.views.test_consents import families, fields, links, opens, print_for, upload, words

pytestmark = pytest.mark.clause("4.6.1")

BORN = date(MONDAY.year - 18, MONDAY.month, MONDAY.day)  # 18 today


def born(web: Web, day: date = BORN) -> None:
    web.db(Person.update(birth_date=day).where(Person.id == web.school["anya"]).execute)


def pair(web: Web, who: str) -> str:
    return f"{web.school[who]}-{web.school['anya']}"


def test_on_the_birthday_the_page_of_the_class_shows_the_pupil_in_place_of_the_guardians(web: Web) -> None:
    web.db(sign, web.school, "consent", "anya_mother")
    born(web, BORN + timedelta(days=1))
    page = web.browser("nina").get(families(web)).text
    assert "Алёшина Ольга" in page and f"с {(MONDAY + timedelta(days=1)):%d.%m.%Y} подписывает сам" in page
    born(web)
    page = web.browser("nina").get(families(web)).text
    assert "Алёшина Ольга" not in page and "18+, подписывает сам" in page
    assert "Согласие подписано: 0" in page, "the guardian's consent counts no longer"
    assert f'value="{pair(web, "anya")}"' in page


def test_a_guardians_refusal_counts_no_longer_from_that_day(web: Web) -> None:
    for who in ("anya_mother", "anya_father"):
        web.db(sign, web.school, "refusal", who)
    assert not opens(web, "anya") and not opens(web, "anya_mother")
    born(web)
    assert opens(web, "anya") and opens(web, "anya_mother"), "nothing was signed by the pupil yet"


def test_a_guardians_consent_counts_no_longer_after_the_day_that_the_school_has_set(web: Web) -> None:
    web.settings(consents_since=MONDAY)
    web.db(sign, web.school, "consent", "anya_mother")
    assert opens(web, "anya") and opens(web, "anya_mother")
    born(web)
    assert not opens(web, "anya") and not opens(web, "anya_mother")
    closed = web.browser("anya").get("/diary").text
    assert "исполнилось 18 лет" in closed and f"/diary/{web.school['anya']}/papers" in closed
    web.db(sign, web.school, "consent", "anya")
    assert opens(web, "anya") and opens(web, "anya_mother")


def test_the_pupils_refusal_closes_the_diary_to_everybody_and_puts_it_on_paper(web: Web) -> None:
    born(web)
    web.db(sign, web.school, "refusal", "anya")
    assert not opens(web, "anya") and not opens(web, "anya_mother") and not opens(web, "anya_father")
    sheets = web.browser("nina").get(f"{families(web)}/sheets?week={MONDAY}").text
    assert "Алёшина А" in sheets
    web.db(sign, web.school, "consent", "anya")
    assert opens(web, "anya") and opens(web, "anya_mother")


def test_the_papers_of_such_a_pupil_speak_of_nobody_else(web: Web) -> None:
    born(web)
    text = words(print_for(web, kind="both", pair=pair(web, "anya")).data)
    assert "от Алёшиной Ани" in text and "совершеннолетний обучающийся" in text
    assert "моих персональных данных" in text and "и даю согласие оператору" in text
    for of_a_child in ("несовершеннолетнего", "ребёнка", "представител", "достигший 14 лет"):
        assert of_a_child not in text, of_a_child


def test_the_pupil_prepares_the_own_papers_and_a_guardian_is_told_why_not(web: Web) -> None:
    path = f"/diary/{web.school['anya']}/papers"
    assert web.browser("anya").get(path).status_code == 403, "the parents sign"
    mother = web.browser("anya_mother")
    body = mother.form(path) | {"choice": "withdrawal"}
    born(web)
    refused = mother.post(path, body)
    assert refused.status_code == 422 and "только он сам" in refused.text
    assert "подписывает сам ученик" in mother.get(path).text
    assert web.db(FamilyPaper.select().count) == 0
    own = web.browser("anya")
    assert path in own.get(f"/diary/{web.school['anya']}").text
    text = words(own.post(path, own.form(path) | {"choice": "electronic"}).data)
    assert "ЗАЯВЛЕНИЕ" in text and "СОГЛАСИЕ" in text and "выбор второго родителя" not in own.get(path).text


def test_a_guardians_paper_that_comes_back_after_the_birthday_is_refused_in_words(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_mother")
    path, browser = families(web), web.browser("nina")
    body = fields(browser, path, f"{path}/print", paper=str(paper), day=MONDAY.isoformat())
    born(web)
    answer = browser.post(f"{path}/signed", body)
    assert answer.status_code == 422 and "исполнилось 18 лет" in answer.text
    assert web.db(FamilyStep.select().count) == 0


def test_the_pile_files_the_pupils_paper_and_leaves_the_guardians_to_a_hand(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    born(web)
    web.db(prepare, web.school, "consent", "anya")
    answer = upload(web, *(photo(link) for link in links(web)))
    assert answer.status_code in {200, 303}
    assert web.db(FamilyStep.select().count) == 1
    assert "уже 18 лет" in web.browser("nina").get(f"{families(web)}/pile").text


def test_the_register_and_the_qr_name_the_pupil_as_the_one_who_signed(web: Web) -> None:
    born(web)
    web.db(sign, web.school, "consent", "anya")
    register = web.browser("nina").get("/families/register").text
    assert register.count("Алёшина Аня") >= 2
    checked = web.browser("nina").get(f"/q/{web.db(lambda: FamilyPaper.get().token)}").text
    assert "согласие подписано" in checked


def test_a_check_asks_only_the_pupil_whether_the_diary_is_read(web: Web) -> None:
    cohort, anya = web.school.classes["7"], web.school["anya"]

    def asked() -> set[int]:
        return {who for child, who, _ in web.db(indicators.electronic, [cohort], MONDAY) if child == anya}

    before = asked()
    assert before and anya not in before
    born(web)
    assert asked() == set(), "nothing was chosen by the pupil"
    web.db(sign, web.school, "consent", "anya")
    assert asked() == {anya}


def test_a_stranger_of_age_reads_nothing_of_it(web: Web) -> None:
    born(web)
    assert web.browser("vova").get(f"/diary/{web.school['anya']}/papers").status_code == 404
