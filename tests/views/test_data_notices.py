"""«Сведения изменились»: a parent tells было → стало, the class teacher accepts, both see it."""

from io import BytesIO

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.data_notices import DataNotice
from ejournal.models.papers import IssuedPaper
from ejournal.models.people import Person
from tests.client import Web, form
from tests.school import MONDAY

pytestmark = pytest.mark.clause("4.6.4", "4.4.1")
CHANGES = "/data-changes"


def page(web: Web) -> str:
    return f"/diary/{web.school['anya']}/data"


def tell(web: Web, **typed: str) -> int:
    """What the mother of Аня tells from the diary; the status of the answer."""
    mother = web.browser("anya_mother")
    assert f'href="{page(web)}"' in mother.get(f"/diary/{web.school['anya']}").text
    return mother.post(page(web), mother.form(page(web)) | typed).status_code


def answer(web: Web, who: str, **typed: str) -> int:
    action = f"{CHANGES}/{web.db(lambda: DataNotice.select().order_by(DataNotice.id.desc()).get().id)}"
    browser = web.browser(who)
    return browser.post(action, form(browser.get(CHANGES).text, action) | typed).status_code


def test_the_class_teacher_accepts_and_both_see_it(web: Web) -> None:
    web.db(lambda: Person.update(address="ул. Старая, д. 1").where(Person.id == web.school["anya"]).execute())
    assert "сейчас: ул. Старая, д. 1" in web.browser("anya_mother").get(page(web)).text
    assert tell(web, address="ул. <b>Новая</b>, д. 3", document="свидетельство № 7") == 303
    assert "ждёт ответа" in web.browser("anya_mother").get(page(web)).text
    listed = web.browser("nina").get(f"/classes/{web.school.classes['7']}/people").text
    assert "Сведения изменились (1)" in listed
    assert "Сведения изменились (1)" in web.browser("nina").get(f"/attendance/{web.school.classes['7']}").text
    shown = web.browser("nina").get(CHANGES).text
    assert "ул. Старая, д. 1 → <strong>ул. &lt;b&gt;Новая&lt;/b&gt;, д. 3</strong>" in shown
    assert answer(web, "nina", do="accept", words="Спасибо") == 303
    told = web.browser("anya_mother").get(page(web)).text
    assert "внесено" in told and "«Спасибо»" in told
    assert (
        "ул. &lt;b&gt;Новая&lt;/b&gt;, д. 3" in web.browser("nina").get(f"/people/{web.school['anya']}").text
    )


def test_a_declined_notice_needs_words_and_keeps_them(web: Web) -> None:
    tell(web, own_phone="89110000009")
    assert answer(web, "nina", do="decline") == 422
    assert answer(web, "nina", do="decline", words="Номер чужой") == 303
    told = web.browser("anya_mother").get(page(web)).text
    assert "отклонено" in told and "«Номер чужой»" in told


def test_a_name_or_a_document_is_answered_by_the_administrator_alone(web: Web) -> None:
    """п. 4.3.2: names and guardians are the administrator's."""
    tell(web, other="Фамилия Орлова, свидетельство о браке")
    shown = web.browser("nina").get(CHANGES).text
    assert "меняет администратор" in shown
    action = f"{CHANGES}/{web.db(lambda: DataNotice.get().id)}"
    assert web.browser("nina").post(action, {"key": "k" * 20, "do": "accept"}).status_code == 403
    assert answer(web, "alla", do="accept") == 303


def test_another_parent_sees_no_phone_of_the_first(web: Web) -> None:
    web.settings(electronic_since=None)
    tell(web, own_phone="89110000009")
    father = web.browser("anya_father")
    assert "+79110000009" not in father.get(page(web)).text
    number = web.db(lambda: DataNotice.get().id)
    path = f"{page(web)}/{number}/application.docx"
    assert father.post(path, {"key": "k" * 20}).status_code == 404


def test_bad_input_is_refused_with_the_form_as_typed(web: Web) -> None:
    mother = web.browser("anya_mother")
    answered = mother.post(page(web), mother.form(page(web)) | {"own_phone": "12", "address": "ул. Новая, 3"})
    assert answered.status_code == 422 and "Телефон не разобран" in answered.text
    assert 'value="ул. Новая, 3"' in answered.text and 'value="12"' in answered.text
    assert tell(web) == 422 and tell(web, address="ул. Новая, 3", since="вчера") == 422
    assert web.db(DataNotice.select().count) == 0


def application(web: Web, number: int) -> TestResponse:
    """The application of the mother in Word, by the form of the page."""
    browser, path = web.browser("anya_mother"), f"{page(web)}/{number}/application.docx"
    return browser.post(path, browser.form(page(web), path))


@pytest.mark.clause("4.2.5")
def test_the_application_is_a_paper_of_the_register_under_its_number_once(web: Web) -> None:
    tell(web, address="ул. Новая, д. 3")
    number = web.db(lambda: DataNotice.get().id)
    first, again = application(web, number), application(web, number)
    assert first.data == again.data and web.db(IssuedPaper.select().count) == 1
    said = "\n".join(one.text for one in Document(BytesIO(first.data)).paragraphs)
    assert "Отметка школы: № 1 / 2026" in said.replace("\u00a0", " ")
    assert "Заявление об изменении данных, Алёшина" in web.browser("dina").get("/papers").text
    assert answer(web, "nina", do="accept") == 303
    assert application(web, number).data != first.data, "it says now what has become of it"
    assert web.db(IssuedPaper.select().count) == 2


def test_the_application_is_filled_in_from_the_diary_and_blank_for_paper(web: Web) -> None:
    tell(web, address="ул. Новая, д. 3")
    number = web.db(lambda: DataNotice.get().id)
    filled = application(web, number)
    rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(filled.data)).tables[0].rows]
    assert rows[0] == ["Сведения", "Было", "Стало", "С какой даты", "Документ"]  # domain 3.7
    assert rows[1] == ["Адрес ребёнка", "—", "ул. Новая, д. 3", f"{MONDAY:%d.%m.%Y}", "—"]
    blank = web.browser("nina").get(f"/people/{web.school['anya']}/application.docx")
    paper = Document(BytesIO(blank.data))
    assert len(paper.tables[0].rows) == 6 and not any(cell.text for cell in paper.tables[0].rows[1].cells)
    assert "Алёшина" in "\n".join(one.text for one in paper.paragraphs)
