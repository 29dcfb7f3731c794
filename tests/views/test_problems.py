"""«Неполадка?»: told from any page, answered by the class teacher or the administrator, handed over."""

import re
from io import BytesIO

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.papers import IssuedPaper, file_of
from ejournal.models.people import Guardianship
from ejournal.models.problems import Problem
from tests.client import Browser, Web, form
from tests.school import SINCE

PAGE = "/problems"


def tell(web: Web, who: str, page: str, **typed: str) -> int:
    browser = web.browser(who)
    address = f"{PAGE}?page={page}"
    assert f'href="{PAGE}?page=' in browser.get(page).text
    fields = form(browser.get(address).text, PAGE)
    assert fields["page"] == page
    assert browser.post(PAGE, fields | typed).status_code == 303
    return int(web.db(lambda: Problem.select().order_by(Problem.id.desc()).get().id))


def act(web: Web, who: str, number: int, **typed: str) -> int:
    browser, action = web.browser(who), f"{PAGE}/{number}"
    return browser.post(action, form(browser.get(PAGE).text, action) | typed).status_code


@pytest.mark.clause("4.6.5", "4.2.3")
def test_a_parent_asks_the_class_teacher_who_answers_and_the_administrator_hands_it_over(web: Web) -> None:
    diary = f"/diary/{web.school['anya']}"
    number = tell(web, "anya_mother", diary, words="Не вижу <b>отметок</b>")
    seen = web.browser("nina").get(PAGE).text
    assert "Не вижу &lt;b&gt;отметок&lt;/b&gt;" in seen and diary in seen and "23.11 в 10:42" in seen
    assert act(web, "nina", number, do="answer") == 422
    assert act(web, "nina", number, do="answer", words="Обновите страницу") == 303
    assert act(web, "nina", number, do="forward") == 303
    assert web.browser("nina").post(f"{PAGE}/{number}/request.docx").status_code == 403
    assert act(web, "alla", number, do="support", words="вход с другого телефона не помог") == 303
    file = requested(web.browser("alla"), number).data
    assert requested(web.browser("alla"), number).data == file, "unchanged it is the same paper"
    kept = web.db(lambda: [(one.kind, one.number, file_of(one)) for one in IssuedPaper.select()])
    assert kept == [("support", 1, file)]
    paper = Document(BytesIO(file))
    said = "\n".join(one.text for one in paper.paragraphs)
    assert "Не вижу <b>отметок</b>" in said and diary in said and "23.11.2026 в 10:42" in said
    assert "вход с другого телефона не помог" in said and "родитель ученика 7 класса" in said
    assert "Алёшин" not in said  # neither the parent nor the child is named outside the school
    told = web.browser("anya_mother").get(PAGE).text
    assert "Обновите страницу" in told and "передано в техническую поддержку" in told


def requested(browser: Browser, number: int) -> TestResponse:
    """The request to the technical service, by the form of the page."""
    path = f"{PAGE}/{number}/request.docx"
    return browser.post(path, browser.form(PAGE, path))


@pytest.mark.clause("4.6.5")
def test_a_parent_of_two_is_sent_to_the_class_teacher_of_the_child_whose_diary_it_was(web: Web) -> None:
    def second_child() -> None:
        link = {"guardian": web.school["anya_mother"], "child": web.school["yana"], "valid_from": SINCE}
        Guardianship.create(relation="мать", **link)

    web.db(second_child)
    browser = web.browser("anya_mother")
    for child, grade in (("anya", "7"), ("yana", "1")):
        shown = browser.get(f"{PAGE}?page=/diary/{web.school[child]}").text
        chosen = re.findall(r'<option value="(\d+)" selected', shown)
        assert chosen == [str(web.school.classes[grade])]
    assert not re.findall(r'<option value="\d+" selected', browser.get(f"{PAGE}?page=/journal").text)
    number = tell(web, "anya_mother", f"/diary/{web.school['yana']}", words="Не открывается")
    assert web.db(lambda: Problem.get_by_id(number).cohort_id) == web.school.classes["1"]
    assert "классному руководителю, 1 класс" in browser.get(PAGE).text


@pytest.mark.clause("4.6.5")
def test_who_does_not_answer_reads_the_own_problems_alone(web: Web) -> None:
    number = tell(web, "anya_mother", f"/diary/{web.school['anya']}", words="Не открывается дневник")
    for who in ("anya_father", "vera", "oleg"):
        assert "Не открывается дневник" not in web.browser(who).get(PAGE).text, who
    assert web.browser("vera").post(f"{PAGE}/{number}", {"key": "k" * 20, "do": "close"}).status_code == 403


@pytest.mark.clause("4.6.5")
def test_a_teacher_asks_the_administrator_and_no_class_of_others(web: Web) -> None:
    number = tell(web, "vera", "/today", words="Не сохраняется тема", cohort=str(web.school.classes["7"]))
    assert web.db(lambda: Problem.get_by_id(number).cohort_id) is None
    assert "Не сохраняется тема" in web.browser("alla").get(PAGE).text
    assert "Не сохраняется тема" not in web.browser("nina").get(PAGE).text


@pytest.mark.clause("4.3.4")
def test_the_administrator_counts_consultations(web: Web) -> None:
    alla = web.browser("alla")
    action = f"{PAGE}/consultations"
    fields = form(alla.get(PAGE).text, action) | {"audience": "parent", "people": "12"}
    assert alla.post(action, fields).status_code == 422
    assert alla.post(action, fields | {"topic": "вход через Госуслуги"}).status_code == 303
    shown = alla.get(PAGE).text
    assert "11.2026: 1, человек 12" in shown and "родители (12): вход через Госуслуги" in shown
    assert action not in web.browser("dina").get(PAGE).text
