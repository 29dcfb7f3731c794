"""What a pile may not lose nor ask twice: a child who left, a paper printed for nothing, a page filed."""

from datetime import timedelta
from threading import Event

import pytest

from ejournal.jobs.imports import do_all
from ejournal.models.consents import FamilyPaper, FamilyStep, PileLeaf
from ejournal.models.people import Enrolment
from ejournal.models.piles import Pile
from ejournal.services import queue
from tests.client import Web
from tests.families import photo, prepare, sign
from tests.school import MONDAY
from tests.views.test_consents import TODAY, families, fields, links, opens, print_for, upload, words

pytestmark = pytest.mark.clause("4.6.1")

FOLDER = "папка 02-15"
SPOILT = "напечатано зря"


def leaves(web: Web, who: str, until: int = 20) -> None:
    gone = {"valid_to": MONDAY.replace(day=until)}
    web.db(Enrolment.update(**gone).where(Enrolment.person == web.school[who]).execute)


def spoil(web: Web, *papers: int) -> int:
    browser, path = web.browser("nina"), families(web)
    form = fields(browser, path, f"{path}/print", paper=[str(one) for one in papers])
    return browser.post(f"{path}/spoilt", form).status_code


def by_hand(web: Web, leaf: PileLeaf, **more: object) -> int:
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    return browser.post(f"{path}/{leaf.id}", fields(browser, path, f"{path}/{leaf.id}", **more)).status_code


def waiting(web: Web) -> list[PileLeaf]:
    return web.db(lambda: list(PileLeaf.select().order_by(PileLeaf.id)))


def test_a_paper_printed_for_nothing_is_waited_for_no_more_and_stays_in_the_register(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_mother")
    assert "ждём подписи: 1" in web.browser("nina").get(families(web)).text
    assert spoil(web, paper) == 303
    page = web.browser("nina").get(families(web)).text
    assert "ждём подписи: 0" in page and "ничего нет: 4" in page and SPOILT in page
    register = web.browser("nina").get("/families/register").text
    assert SPOILT in register and "не вернулось" not in register
    assert SPOILT in words(web.browser("nina").get("/families/register.docx").data)
    assert SPOILT in web.browser("anya_mother").get(f"/diary/{web.school['anya']}/papers").text
    assert SPOILT in web.browser("nina").get(f"/q/{web.db(FamilyPaper.get).token}").text


def test_what_stood_before_a_spoilt_paper_stands_again(web: Web) -> None:
    web.db(sign, web.school, "consent", "anya_mother")
    paper = web.db(prepare, web.school, "withdrawal", "anya_mother")
    assert spoil(web, paper) == 303
    assert "Согласие подписано: 1" in web.browser("nina").get(families(web)).text
    assert opens(web, "anya_mother")


def test_what_is_signed_was_not_printed_for_nothing_nor_twice(web: Web) -> None:
    signed = web.db(sign, web.school, "consent", "anya_mother")
    assert spoil(web, signed) == 422
    paper = web.db(prepare, web.school, "consent", "anya_father")
    assert (spoil(web, paper), spoil(web, paper), spoil(web)) == (303, 422, 422)
    assert web.db(FamilyStep.select().where(FamilyStep.step == "spoilt").count) == 1


@pytest.mark.parametrize("who", ["igor", "anya_mother", "anya"])
@pytest.mark.parametrize("address", ["spoilt", "pile/together"])
def test_nobody_else_marks_or_files_papers_of_the_class(web: Web, who: str, address: str) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_mother")
    answer = web.browser(who).post(f"{families(web)}/{address}", {"paper": str(paper)})
    assert answer.status_code in {403, 404}
    assert web.db(FamilyStep.select().count) == 0


def test_the_page_of_a_spoilt_paper_is_told_so_and_a_signature_on_it_is_not_lost(web: Web) -> None:
    paper = web.db(prepare, web.school, "refusal", "anya_mother")
    spoil(web, paper)
    answer = upload(web, photo(links(web)[0]), place=FOLDER)
    assert "отмечена напечатанной зря" in answer.text and opens(web, "anya_mother")
    (leaf,) = waiting(web)
    assert by_hand(web, leaf, do="file") == 303
    assert not opens(web, "anya_mother"), "what a parent has signed is signed"
    assert SPOILT not in web.browser("nina").get(families(web)).text


def test_the_consent_of_a_child_who_left_is_kept_in_the_history_of_the_child(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "vova_mother", "vova")
    leaves(web, "vova")
    answer = upload(web, photo(links(web)[0]), place=FOLDER)
    assert "ребёнок выбыл 20.11.2026, подшито в его историю" in answer.text
    assert waiting(web) == []
    page = web.browser("nina").get(families(web)).text
    assert "Выбыли, бумаги хранятся" in page and f"/families/papers/{paper}/scan" in page
    assert "выбыл(а) 20.11.2026" in page and FOLDER in page
    assert web.browser("nina").get(f"/families/papers/{paper}/scan").data.startswith(b"\xff\xd8")
    assert FOLDER in web.browser("nina").get("/families/register").text


def test_a_page_of_a_child_who_left_that_no_code_names_is_filed_by_the_eye(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "vova_mother", "vova")
    leaves(web, "vova")
    upload(web, photo())
    (leaf,) = waiting(web)
    assert "выбыл(а))" in web.browser("nina").get(f"{families(web)}/pile").text
    assert by_hand(web, leaf, do="file", paper=str(paper)) == 303
    assert web.db(lambda: FamilyStep.get().upload_id is not None)


def test_the_paper_of_a_child_who_left_another_class_goes_to_its_class_teacher(web: Web) -> None:
    web.db(prepare, web.school, "consent", "vova_mother", "vova")
    ones = web.school.classes["1"]
    web.db(Enrolment.update(cohort=ones).where(Enrolment.person == web.school["vova"]).execute)
    leaves(web, "vova")
    assert "не из этого класса" in upload(web, photo(links(web)[0])).text
    assert web.db(FamilyStep.select().count) == 0 and len(waiting(web)) == 1


def test_a_page_whose_paper_was_filed_meanwhile_says_where(web: Web) -> None:
    web.db(prepare, web.school, "application", "vova_mother", "vova")
    for seed in (1, 2):
        upload(web, photo(links(web)[0], seed=seed, noise=10), place=FOLDER)
    one, other = waiting(web)
    assert by_hand(web, one, do="file", form="electronic") == 303
    page = web.browser("nina").get(f"{families(web)}/pile").text
    assert "уже подшито: заявление о форме информирования № 1" in page
    assert f"подписано {MONDAY:%d.%m.%Y}, {FOLDER}" in page
    assert by_hand(web, other, do="discard") == 303
    assert waiting(web) == [] and web.db(FamilyStep.select().count) == 1


def test_the_same_pile_again_does_not_ask_again_for_what_was_filed_by_the_eye(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_father")
    blank = photo()
    upload(web, blank, place=FOLDER)
    (leaf,) = waiting(web)
    assert by_hand(web, leaf, do="file", paper=str(paper)) == 303
    again = upload(web, blank).text
    assert "Уже было подшито, ничего не изменилось: 1" in again and FOLDER in again
    assert waiting(web) == []


def test_a_paper_that_has_its_scan_is_not_filed_twice_by_hand(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_father")
    upload(web, photo(), photo(seed=5))
    one, other = waiting(web)
    assert by_hand(web, one, do="file", paper=str(paper)) == 303
    assert by_hand(web, other, do="file", paper=str(paper)) == 422
    assert len(waiting(web)) == 1, "the picture stays"


def test_the_form_of_all_applications_of_a_pile_is_told_once_and_what_differs_singly(web: Web) -> None:
    for guardian, child in (("anya_mother", "anya"), ("anya_father", "anya"), ("vova_mother", "vova")):
        web.db(prepare, web.school, "application", guardian, child)
    upload(web, *(photo(link, seed=seed) for seed, link in enumerate(links(web))), place=FOLDER)
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    first, *_ = waiting(web)
    body = fields(browser, path, f"{path}/together")
    nothing = browser.post(f"{path}/together", body)
    assert nothing.status_code == 422 and "Выберите форму" in nothing.text
    told = body | {"all": "electronic", f"form-{first.id}": "paper"}
    assert browser.post(f"{path}/together", told).status_code == 303
    assert web.db(lambda: [one.electronic for one in FamilyStep.select().order_by(FamilyStep.paper)]) == [
        False,
        True,
        True,
    ]
    assert waiting(web) == [] and not opens(web, "anya_mother") and opens(web, "anya_father")


def test_without_a_common_form_only_what_is_chosen_is_filed(web: Web) -> None:
    for guardian, child in (("anya_mother", "anya"), ("vova_mother", "vova")):
        web.db(prepare, web.school, "application", guardian, child)
    upload(web, *(photo(link, seed=seed) for seed, link in enumerate(links(web))))
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    _, second = waiting(web)
    body = fields(browser, path, f"{path}/together") | {f"form-{second.id}": "electronic"}
    assert browser.post(f"{path}/together", body).status_code == 303
    assert len(waiting(web)) == 1


def test_applications_are_printed_with_the_form_already_chosen_for_all_or_for_one(web: Web) -> None:
    father = f"{web.school['anya_father']}-{web.school['anya']}"
    text = words(print_for(web, kind="application", asked="electronic", **{f"asked-{father}": "paper"}).data)
    assert text.count("ЗАЯВЛЕНИЕ") == 4
    forms = web.db(lambda: {(one.guardian_id, one.child_id): one.electronic for one in FamilyPaper.select()})
    mine = (web.school["anya_father"], web.school["anya"])
    assert forms.pop(mine) is False and set(forms.values()) == {True}
    answer = upload(web, *(photo(link, seed=seed) for seed, link in enumerate(links(web))))
    assert "Подшито: 4" in answer.text, "the form is printed: nobody is asked for it"


def test_an_old_day_in_the_pile_is_no_reason_to_lose_a_page(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    early = (MONDAY - timedelta(days=3)).isoformat()
    upload(web, photo(links(web)[0]), day=early)
    (leaf,) = waiting(web)
    assert by_hand(web, leaf, do="file", day=TODAY) == 303


def test_a_large_pile_is_sorted_beside_the_server_and_its_page_says_how_far(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "attended", Event())
    queue.attended.set()
    print_for(web, kind="consent")
    many = [photo(link, seed=seed) for seed, link in enumerate([*links(web), links(web)[0]])]
    answer = upload(web, *many, place=FOLDER)
    assert answer.status_code == 303
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    going = browser.get(path).text
    assert "Стопка разбирается" in going and 'http-equiv="refresh"' in going
    web.db(lambda: do_all(web.clock))
    done = browser.get(f"{path}?left=yes").text
    assert "Подшито: 4" in done and "Уже было подшито, ничего не изменилось: 1" in done
    assert "Согласие подписано: 4" in browser.get(families(web)).text


def test_a_large_pile_of_a_day_that_cannot_be_is_refused_at_once(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "attended", Event())
    queue.attended.set()
    ahead = (MONDAY + timedelta(days=1)).isoformat()
    answer = upload(web, *[photo(seed=seed) for seed in range(5)], day=ahead)
    assert answer.status_code == 422 and "ещё не наступило" in answer.text
    assert web.db(Pile.select().count) == 0
