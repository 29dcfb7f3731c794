"""«Семьи»: consents printed, signed and filed; what they open and close, at once and per guardian."""

import re
from io import BytesIO

import pytest
from docx import Document
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from ejournal.models.consents import FamilyPaper, FamilyStep
from ejournal.models.people import Enrolment, Informing, Person
from tests.client import BASE, Browser, Web, queries
from tests.families import prepare, sign
from tests.school import MONDAY

pytestmark = pytest.mark.clause("4.6.1")

TODAY = MONDAY.isoformat()
QUERIES = 25


def families(web: Web) -> str:
    return f"/families/{web.school.classes['7']}"


def fields(browser: Browser, path: str, action: str, **more: object) -> dict[str, object]:
    return browser.form(path, action) | more


def words(file: bytes) -> str:
    document = Document(BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def print_for(web: Web, who: str = "nina", **more: object) -> TestResponse:
    browser, path = web.browser(who), families(web)
    return browser.post(f"{path}/print", fields(browser, path, f"{path}/print", **more))


def upload(web: Web, *photos: bytes, day: str = TODAY, place: str = "") -> TestResponse:
    browser, path = web.browser("nina"), f"{families(web)}/pile"
    files = [FileStorage(BytesIO(one), f"IMG_{number}.jpg", "files") for number, one in enumerate(photos)]
    boundary, body = encode_multipart(fields(browser, path, path, day=day, place=place) | {"files": files})
    return browser.send("POST", path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def links(web: Web) -> list[str]:
    return [
        f"{BASE}/q/{one.token}" for one in web.db(lambda: list(FamilyPaper.select().order_by(FamilyPaper.id)))
    ]


def opens(web: Web, who: str, child: str = "anya") -> bool:
    return web.browser(who).get(f"/diary/{web.school[child]}").status_code == 200


def test_the_papers_of_a_class_come_in_one_file_in_the_order_of_the_roll_two_for_each_guardian(
    web: Web,
) -> None:
    text = words(print_for(web, kind="both").data)
    order = [text.index(f"от {name}") for name in ("Алёшиной Ольги", "Власовой Инны", "Морозовой Марины")]
    assert order == sorted(order)
    assert text.count("ЗАЯВЛЕНИЕ") == text.count("СОГЛАСИЕ") == 4
    assert "☑" not in text and "паспорт: серия, №" in text
    assert web.db(FamilyPaper.select().count) == 8
    page = web.browser("nina").get(families(web)).text
    assert "ждём подписи: 4" in page and "ничего нет: 0" in page


def test_the_same_form_sent_twice_prints_the_same_paper(web: Web) -> None:
    browser, path = web.browser("nina"), families(web)
    body = fields(browser, path, f"{path}/print", kind="both")
    first, second = (browser.post(f"{path}/print", body) for _ in range(2))
    assert first.data == second.data
    assert web.db(FamilyPaper.select().count) == 8


def test_nobody_without_papers_is_left_and_the_page_says_so(web: Web) -> None:
    print_for(web, kind="both")
    again = print_for(web, kind="both")
    assert again.status_code == 422 and "Отметьте галочками" in again.text


def test_without_ticks_only_what_is_lacking_is_printed(web: Web) -> None:
    """The consents first, the applications later, then both: nobody has one twice, nobody goes without."""
    for kind, count in (("consent", 4), ("application", 8)):
        assert print_for(web, kind=kind).status_code == 200
        assert web.db(FamilyPaper.select().count) == count
    for kind in ("consent", "application", "both"):
        assert print_for(web, kind=kind).status_code == 422


def test_a_refusal_closes_the_diary_of_this_guardian_alone_and_at_once(web: Web) -> None:
    assert opens(web, "anya_mother") and opens(web, "anya_father")
    web.db(sign, web.school, "refusal", "anya_mother")
    assert not opens(web, "anya_mother")
    assert opens(web, "anya_father") and opens(web, "anya"), "the other guardian's choice stands"


def test_a_consent_opens_again_and_every_change_is_kept(web: Web) -> None:
    web.db(sign, web.school, "refusal", "anya_mother")
    web.db(sign, web.school, "consent", "anya_mother")
    assert opens(web, "anya_mother")
    assert web.db(FamilyStep.select().count) == 2


def test_a_withdrawal_puts_the_family_on_paper_from_today_and_the_past_stays(web: Web) -> None:
    web.db(sign, web.school, "withdrawal", "anya_mother")
    mine = Informing.guardian == web.school["anya_mother"]
    rows = web.db(
        lambda: [(one.electronic, one.valid_from, one.valid_to) for one in Informing.select().where(mine)]
    )
    assert [row[0] for row in rows] == [True, False]
    assert rows[1][1] == MONDAY and rows[0][2] is not None and rows[0][2] < MONDAY


def test_the_childs_own_diary_lives_while_one_consent_does(web: Web) -> None:
    web.db(sign, web.school, "consent", "anya_mother")
    web.db(sign, web.school, "refusal", "anya_father")
    assert opens(web, "anya")
    web.db(sign, web.school, "withdrawal", "anya_mother")
    assert not opens(web, "anya")
    assert "родители не дали или отозвали" in web.browser("anya").get("/diary").text


@pytest.mark.parametrize(("days", "mother"), [(1, True), (0, False), (-1, False)])
def test_without_a_consent_the_diary_closes_only_from_the_day_the_school_has_set(
    web: Web, days: int, mother: bool
) -> None:
    web.settings(consents_since=MONDAY.replace(day=MONDAY.day + days))
    assert opens(web, "anya_mother") is mother
    assert opens(web, "anya") is mother
    web.db(sign, web.school, "consent", "anya_mother")
    assert opens(web, "anya_mother") and opens(web, "anya")


def test_an_application_for_paper_closes_though_the_consent_stands(web: Web) -> None:
    web.db(sign, web.school, "consent", "anya_mother")
    web.db(sign, web.school, "application", "anya_mother", form=False)
    assert not opens(web, "anya_mother")
    assert opens(web, "anya"), "the consent is valid"
    web.db(sign, web.school, "application", "anya_mother", form=True)
    assert opens(web, "anya_mother")


def test_the_class_teacher_ticks_what_is_signed_and_names_the_form_of_an_application(web: Web) -> None:
    paper = web.db(prepare, web.school, "application", "anya_mother")
    browser, path = web.browser("nina"), families(web)
    body = fields(browser, path, f"{path}/print", paper=str(paper), day=TODAY)
    refused = browser.post(f"{path}/signed", body)
    assert refused.status_code == 422 and "электронная или бумажная" in refused.text
    assert f'value="{paper}" checked' in refused.text, "what was ticked is kept"
    assert browser.post(f"{path}/signed", body | {f"form-{paper}": "paper"}).status_code == 303
    assert not opens(web, "anya_mother")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("", "Укажите дату"), ("2026-11-24", "ещё не наступило"), ("2026-11-20", "раньше нельзя")],
)
def test_a_day_that_cannot_be_is_refused_in_words(web: Web, day: str, sentence: str) -> None:
    paper = web.db(prepare, web.school, "consent", "anya_mother")
    browser, path = web.browser("nina"), families(web)
    answer = browser.post(f"{path}/signed", fields(browser, path, f"{path}/print", paper=str(paper), day=day))
    assert answer.status_code == 422 and sentence in answer.text
    assert web.db(FamilyStep.select().count) == 0


def test_consents_of_old_are_registered_at_once_with_their_shelf(web: Web) -> None:
    browser, path = web.browser("nina"), families(web)
    pairs = [f"{web.school[who]}-{web.school['anya']}" for who in ("anya_mother", "anya_father")]
    body = fields(browser, path, f"{path}/print", pair=pairs, old_day="2024-09-02")
    assert "где хранятся" in browser.post(f"{path}/old", body).text
    assert browser.post(f"{path}/old", body | {"old_place": "папка 02-15"}).status_code == 303
    assert "Согласие подписано: 2" in browser.get(path).text
    register = browser.get("/families/register").text
    assert register.count("папка 02-15") == 2 and "02.09.2024" in register
    assert "папка 02-15" in words(browser.get("/families/register.docx").data)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Укажите дату, которая стоит на согласиях прежних лет"),
        ("2026-11-24", "24.11.2026 ещё не наступило"),
        ("2011-12-31", "не могут быть старше 01.01.2012"),
    ],
)
def test_the_day_of_old_consents_is_their_own_and_a_wrong_one_is_kept_on_the_page(
    web: Web, day: str, sentence: str
) -> None:
    browser, path = web.browser("nina"), families(web)
    assert 'name="old_day"' in browser.get(path).text and browser.form(path, f"{path}/print")["old_day"] == ""
    pair = f"{web.school['anya_mother']}-{web.school['anya']}"
    body = fields(browser, path, f"{path}/print", pair=pair, old_day=day) | {"old_place": "папка 02-15"}
    answer = browser.post(f"{path}/old", body)
    assert answer.status_code == 422 and sentence in answer.text
    kept = answer.text.split('name="old_day"')[1].split(">")[0]
    assert f'value="{day}"' in kept and 'value="папка 02-15"' in answer.text
    assert f'name="pair" value="{pair}" checked' in answer.text
    assert web.db(FamilyPaper.select().count) == 0


def test_an_old_consent_leaves_a_family_on_paper_that_the_list_has_put_there(web: Web) -> None:
    """A consent is to the processing of data; the form of informing is chosen by an application."""
    browser, path = web.browser("nina"), families(web)
    pair = f"{web.school['anya_father']}-{web.school['anya']}"
    body = fields(browser, path, f"{path}/print", pair=pair, old_day="2024-09-02") | {
        "old_place": "папка 02-15"
    }
    answer = browser.post(f"{path}/old", body)
    assert answer.status_code == 303, answer.text
    mine = (Informing.guardian == web.school["anya_father"]) & Informing.valid_to.is_null()
    chosen = web.db(lambda: Informing.get(mine))
    assert (chosen.electronic, chosen.consented) == (False, True)


def test_a_parent_prepares_the_own_papers_and_nothing_changes_before_the_signature(web: Web) -> None:
    browser, path = web.browser("anya_father"), f"/diary/{web.school['anya']}/papers"
    assert "Выберите, что подготовить" in browser.post(path, browser.form(path)).text
    early = browser.post(path, browser.form(path) | {"choice": "withdrawal"})
    assert early.status_code == 422 and "Отзывать нечего" in early.text, "nothing was signed yet"
    web.db(sign, web.school, "consent", "anya_father")
    web.db(sign, web.school, "application", "anya_father", form=True)
    text = words(browser.post(path, browser.form(path) | {"choice": "withdrawal"}).data)
    assert "ОТЗЫВ СОГЛАСИЯ" in text and "от Алёшина Ивана Ивановича (отца)" in text
    assert opens(web, "anya_father")
    assert "Отзыв согласия №\u00a03\u00a0/\u00a02026" in browser.get(path).text
    assert browser.get(f"/diary/{web.school['vova']}/papers").status_code == 404


def test_a_qr_tells_a_stranger_only_that_the_paper_exists(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    path = links(web)[0].removeprefix(BASE)
    stranger, nina = web.browser().get(path).text, web.browser("nina").get(path).text
    assert "№ 1 / 2026" in stranger and "Алёшина" not in stranger
    assert "Алёшина Ольга Львовна" in nina and "напечатано" in nina
    assert "нет: он другой школы" in web.browser().get("/q/abcdefgh12345678").text


def test_a_qr_tells_the_parent_who_signed_it_and_no_other(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_father")
    path = links(web)[0].removeprefix(BASE)
    for who, sees in (("anya_father", True), ("anya_mother", False), ("vova_mother", False)):
        told = web.browser(who).get(path).text
        assert ("Алёшин Иван Иванович" in told) == sees and "Семьи класса" not in told, who


def test_a_qr_of_a_child_who_moved_is_for_the_class_teacher_of_today(web: Web) -> None:
    web.db(prepare, web.school, "consent", "anya_mother")
    path = links(web)[0].removeprefix(BASE)
    web.db(
        Enrolment.update(cohort=web.school.classes["1"]).where(Enrolment.person == web.school["anya"]).execute
    )
    assert "Алёшина" not in web.browser("nina").get(path).text
    assert "Алёшина" in web.browser("dina").get(path).text


def test_a_child_of_fourteen_signs_too_and_a_younger_does_not(web: Web) -> None:
    text = words(print_for(web, kind="consent").data)
    assert "достигший 14 лет" not in text, "born 01.05.2013: thirteen"
    web.db(Person.update(birth_date=MONDAY.replace(year=2012)).where(Person.id == web.school["anya"]).execute)
    text = words(
        print_for(web, kind="consent", pair=f"{web.school['anya_mother']}-{web.school['anya']}").data
    )
    assert text.count("достигший 14 лет") == 1, "fourteen today"


@pytest.mark.parametrize("who", ["dina", "alla", "igor"])
def test_the_office_sees_who_has_nothing_in_every_class(web: Web, who: str) -> None:
    page = web.browser(who).get("/families").text
    assert re.search(r"7</a></th><td class=\"number\">4</td>", page)


def test_the_page_of_a_class_asks_a_constant_number_of_queries(web: Web) -> None:
    browser = web.browser("nina")
    with queries() as few:
        browser.get(families(web))
    print_for(web, kind="both")
    with queries() as many:
        browser.get(families(web))
    assert len(many) == len(few) <= QUERIES


def test_a_diary_that_is_shut_says_why_and_leads_to_the_papers(web: Web) -> None:
    web.db(sign, web.school, "refusal", "anya_mother")
    told = web.browser("anya_mother").get(f"/diary/{web.school['anya']}")
    assert told.status_code == 403 and "форма информирования бумажная" in told.text
    assert f'href="/diary/{web.school["anya"]}/papers"' in told.text
    foreign = web.browser("anya_mother").get(f"/diary/{web.school['vova']}")
    assert foreign.status_code == 404 and "papers" not in foreign.text
