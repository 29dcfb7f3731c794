"""A pile of signed papers: filed by its codes, the rest told in words and kept for a hand."""

import pytest

from ejournal.models.consents import FamilyPaper, FamilyStep, PileLeaf
from ejournal.models.people import Enrolment, Guardianship
from tests.client import BASE, Web
from tests.families import bomb, photo, prepare
from tests.school import at
from tests.views.test_consents import families, fields, links, print_for, upload

pytestmark = pytest.mark.clause("4.6.1")

FOLDER = "папка 02-15"
ANOTHER_SCHOOL = "https://other.example.ru/q/abcdefgh12345678"


def test_a_pile_of_bad_photos_is_filed_by_its_codes_and_twice_changes_nothing(web: Web) -> None:
    print_for(web, kind="consent")
    photos = [photo(link, angle=17 * n - 40, noise=40, seed=n) for n, link in enumerate(links(web))]
    answer = upload(web, *photos)
    assert "Подшито: 4" in answer.text, answer.text
    assert "Согласие подписано: 4" in web.browser("nina").get(families(web)).text
    again = upload(web, *photos)
    assert "Уже было подшито, ничего не изменилось: 4" in again.text
    assert web.db(FamilyStep.select().count) == 4
    scan = web.browser("nina").get(f"/families/papers/{web.db(FamilyPaper.get).id}/scan")
    assert scan.data.startswith(b"\xff\xd8")


def test_several_papers_on_one_photo_are_all_filed(web: Web) -> None:
    print_for(web, kind="consent")
    assert "Подшито: 3" in upload(web, photo(*links(web)[:3])).text


def test_what_no_code_names_waits_for_a_hand_once_and_is_filed_by_the_eye(web: Web) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_father")
    blank = photo()
    assert "QR-код не прочитан" in upload(web, blank).text
    upload(web, blank)
    (leaf,) = web.db(lambda: list(PileLeaf.select()))
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    assert browser.get(f"{path}/{leaf.id}.jpg").mimetype == "image/jpeg"
    action = f"{path}/{leaf.id}"
    body = fields(browser, path, action, do="file")
    assert "Выберите, какая это бумага" in browser.post(action, body).text
    assert browser.post(action, body | {"paper": str(paper)}).status_code == 303
    assert web.db(PileLeaf.select().count) == 0
    assert web.db(lambda: FamilyStep.get().upload_id is not None)


def test_a_page_that_is_none_of_ours_is_thrown_away(web: Web) -> None:
    upload(web, photo())
    (leaf,) = web.db(lambda: list(PileLeaf.select()))
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    body = fields(browser, path, f"{path}/{leaf.id}", do="discard")
    assert browser.post(f"{path}/{leaf.id}", body).status_code == 303
    assert web.db(PileLeaf.select().count) == 0


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("another school", "QR-код не нашей школы"),
        ("unknown", "Такой бумаги в журнале нет"),
        ("no guardian", "не записан представителем"),
        ("application", "Укажите форму, отмеченную в заявлении"),
    ],
)
def test_what_cannot_be_filed_is_told_in_words_and_nothing_is_lost(
    web: Web, case: str, sentence: str
) -> None:
    kind = "application" if case == "application" else "consent"
    web.db(prepare, web.school, kind, "vova_mother", "vova")
    link = {"another school": ANOTHER_SCHOOL, "unknown": f"{BASE}/q/abcdefgh12345678"}.get(
        case, links(web)[0]
    )
    gone = {"valid_to": at("9:00").date().replace(day=20)}
    if case == "no guardian":
        web.db(Guardianship.update(**gone).where(Guardianship.child == web.school["vova"]).execute)
    answer = upload(web, photo(link))
    assert answer.status_code == 200 and sentence in answer.text
    assert web.db(FamilyStep.select().count) == 0
    assert web.db(PileLeaf.select().count) == 1


def test_a_paper_of_another_class_is_told_without_its_name(web: Web) -> None:
    sevens = web.school.classes["7"]
    web.db(prepare, web.school, "consent", "vova_mother", "vova")
    ones = web.school.classes["1"]
    web.db(Enrolment.update(cohort=ones).where(Enrolment.person == web.school["vova"]).execute)
    answer = upload(web, photo(links(web)[0]))
    assert (
        "другого класса" in answer.text
        and "Власов" not in answer.text.split("Стопка разобрана")[1].split("form")[0]
    )
    assert sevens != ones


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ not a picture", "не читается: нужен снимок"),
        (b"%PDF-1.4 broken", "это не PDF"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "HEIC"),
        (b"\xff\xd8\xff" + b"\x00" * (16 * 2**20), "больше 15 МБ"),
        (bomb(), "слишком большой: снимите с меньшим разрешением"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_filed(
    web: Web, content: bytes, sentence: str
) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    answer = upload(web, content, photo(links(web)[0]))
    assert "Подшито: 1" in answer.text
    assert "IMG_0.jpg" in answer.text and sentence in answer.text


def test_a_photo_of_a_hundred_megabytes_is_refused_in_words(web: Web) -> None:
    path, large = f"{families(web)}/pile", {"CONTENT_LENGTH": str(100 * 2**20)}
    kind = "multipart/form-data; boundary=b"
    answer = web.browser("nina").send("POST", path, data=b"--b", content_type=kind, environ_overrides=large)
    assert answer.status_code == 413 and "больше 60 МБ" in answer.text and "Ничего не записано" in answer.text


def test_of_a_photo_with_two_papers_one_is_filed_and_the_other_waits_for_a_hand(web: Web) -> None:
    """п. 4.6.1: nothing is lost: an application whose form is not known stays with its picture."""
    web.db(prepare, web.school, "consent", "anya_mother")
    web.db(prepare, web.school, "application", "vova_mother", "vova")
    picture = photo(*links(web))
    answer = upload(web, picture, place=FOLDER)
    assert "Подшито: 1" in answer.text and "Укажите форму, отмеченную в заявлении" in answer.text
    (leaf,) = web.db(lambda: list(PileLeaf.select()))
    upload(web, picture)
    assert web.db(PileLeaf.select().count) == 1
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    body = fields(browser, path, f"{path}/{leaf.id}", do="file") | {"form": "electronic"}
    assert browser.post(f"{path}/{leaf.id}", body).status_code == 303
    assert web.db(lambda: [step.place for step in FamilyStep.select()]) == [FOLDER, FOLDER]


def test_a_picture_that_is_thrown_away_takes_nothing_of_what_was_filed(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    web.db(prepare, web.school, "application", "vova_mother", "vova")
    upload(web, photo(*links(web)))
    (leaf,) = web.db(lambda: list(PileLeaf.select()))
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    body = fields(browser, path, f"{path}/{leaf.id}", do="discard")
    assert browser.post(f"{path}/{leaf.id}", body).status_code == 303
    paper = web.db(lambda: FamilyPaper.get(FamilyPaper.kind == "consent").id)
    assert browser.get(f"/families/papers/{paper}/scan").data.startswith(b"\xff\xd8")


def test_a_code_of_another_paper_of_the_journal_is_not_called_foreign(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    memo = f"{BASE}/q/memo.1.0123456789ab.abcdefghijklmnop"
    assert "Это документ нашего журнала, но не заявление" in upload(web, photo(memo)).text
    beside = upload(web, photo(memo, links(web)[0]))
    assert "Подшито: 1" in beside.text and web.db(PileLeaf.select().count) == 1


def test_the_same_paper_twice_in_a_pile_that_cannot_be_filed_is_not_called_filed(web: Web) -> None:
    web.db(prepare, web.school, "application", "vova_mother", "vova")
    one, two = (photo(links(web)[0], seed=seed, noise=10) for seed in (1, 2))
    answer = upload(web, one, two)
    assert "Уже было подшито" not in answer.text and web.db(PileLeaf.select().count) == 2


def test_of_two_papers_that_wait_on_one_photo_each_is_filed_by_hand(web: Web) -> None:
    for guardian, child in (("anya_mother", "anya"), ("vova_mother", "vova")):
        web.db(prepare, web.school, "application", guardian, child)
    upload(web, photo(*links(web)))
    leaves = web.db(lambda: list(PileLeaf.select()))
    assert {leaf.paper_id for leaf in leaves} == {
        one.id for one in web.db(lambda: list(FamilyPaper.select()))
    }
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    for leaf in leaves:
        body = fields(browser, path, f"{path}/{leaf.id}", do="file") | {"form": "electronic"}
        assert browser.post(f"{path}/{leaf.id}", body).status_code == 303
    assert web.db(FamilyStep.select().count) == 2


def test_a_place_too_long_to_be_one_is_refused_in_words(web: Web) -> None:
    answer = upload(web, photo(), place="п" * 300)
    assert (
        answer.status_code == 422 and "Место хранения" in answer.text and web.db(PileLeaf.select().count) == 0
    )
