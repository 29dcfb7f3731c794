"""«Листок урока»: whoever reads the lesson prints its slip, from the browser or in Word."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.people import PersonName
from ejournal.models.timetable import Lesson
from tests.client import Web, queries
from tests.documents.words import cells, lines
from tests.pages import Outline
from tests.school import MONDAY
from tests.views.steps import desk

TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
ROLL = ["Алёшина Аня", "Власов Владимир", "Громова-Задунайская Глафира", "Морозов Борис"]


def names_on(page: str) -> list[str]:
    """The roster of the page in the order in which it is printed."""
    return [text.words for text in Outline(page).texts if text.inside == "th" and text.words in ROLL]


def document(answer: TestResponse) -> Any:
    return Document(BytesIO(answer.data))


def test_the_slip_names_the_lesson_and_everybody_in_the_order_of_the_lesson_page(web: Web) -> None:
    lesson = web.lesson("algebra")
    page = web.browser("vera").get(f"/lessons/{lesson}/slip").text
    assert names_on(page) == ROLL
    for words in ("Понедельник, 23 ноября 2026", "2-й урок, 9:25–10:10", "каб.\u00a012", "Ветрова"):
        assert words in page
    assert "Тема</strong> (по КТП): Одночлен и его степень" in page
    assert "Задание на дом</strong> (по КТП): § 1" in page
    assert "0 — отсутствует, 1 — опоздал, 2–5 — отметка" in page


def test_the_word_file_says_the_same_and_has_a_russian_name(web: Web) -> None:
    lesson = web.lesson("algebra")
    answer = web.browser("vera").get(f"/lessons/{lesson}/slip.docx")
    head, table = lines(document(answer)), cells(document(answer))
    assert head[1] == "Алгебра, 7 класс"
    assert head[2].endswith("2-й урок, 9:25–10:10, каб.\u00a012. Учитель: Ветрова\u00a0В.И.")
    assert head[3:5] == ["Тема (по КТП): Одночлен и его степень\t", "Задание на дом (по КТП): § 1\t"]
    assert [row[:2] for row in table[1:]] == [[str(n), name] for n, name in enumerate(ROLL, start=1)]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (
        "filename*=UTF-8''%D0%9B%D0%B8%D1%81%D1%82%D0%BE%D0%BA%20%D1%83%D1%80%D0%BE%D0%BA%D0%B0"
        in answer.headers["Content-Disposition"]
    )
    assert answer.headers["Content-Disposition"].endswith(".docx")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_type.endswith("wordprocessingml.document")


def test_tomorrows_slip_is_printed_before_the_bell(web: Web) -> None:
    lesson = web.lesson("algebra", WEDNESDAY)
    vera = web.browser("vera")
    assert "Среда, 25 ноября 2026" in vera.get(f"/lessons/{lesson}/slip").text
    assert vera.get(f"/lessons/{lesson}/slip.docx").status_code == 200


def test_what_is_written_already_stands_on_the_slip_instead_of_the_plan(web: Web) -> None:
    vera = desk(web)
    vera.htmx("topic", topic="Степень & <одночлен>")
    vera.htmx("homework", absent="1")
    page = vera.browser.get(f"{vera.address}/slip").text
    assert "Тема</strong>: Степень &amp; &lt;одночлен&gt;" in page
    assert "Задание на дом</strong>: не задано" in page


def test_after_a_topic_of_the_plan_was_taken_the_next_slip_proposes_the_next(web: Web) -> None:
    vera = desk(web)
    item = vera.browser.get(vera.address).text.split('name="take" value="')[1].split('"')[0]
    vera.htmx("topic", take=item)
    page = vera.browser.get(f"/lessons/{web.lesson('algebra', WEDNESDAY)}/slip").text
    assert "(по КТП): Контрольная работа № 2" in page


def test_a_group_without_marks_has_a_slip_without_columns_for_them(web: Web) -> None:
    lesson = web.lesson("counting")
    page = web.browser("vera").get(f"/lessons/{lesson}/slip").text
    assert "вид работы" not in page and "отметок в этой группе нет" in page
    table = cells(document(web.browser("vera").get(f"/lessons/{lesson}/slip.docx")))
    assert table == [["№", "Фамилия, имя", "Н, ОП", "Примечание"], ["1", "Яшина Яна", "", ""]]


def test_a_substitute_is_named_on_the_slip(web: Web) -> None:
    lesson = web.lesson("algebra")
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    page = web.browser("oleg").get(f"/lessons/{lesson}/slip").text
    assert "Замена: Орлов" in page and "Ветрова" not in page


@pytest.mark.clause("3.1")
def test_namesakes_are_told_apart_by_patronymic_and_nobody_by_a_birthday(web: Web) -> None:
    def rename() -> None:
        for key in ("anya", "borya", "vova"):
            changed = {"surname": "Алёшина", "name": "Аня", "patronymic": "Ивановна"}
            changed["patronymic"] = "Львовна" if key == "borya" else "Ивановна"
            PersonName.update(**changed).where(PersonName.person == web.school[key]).execute()

    web.db(rename)
    lesson, vera = web.lesson("algebra"), web.browser("vera")
    page = vera.get(f"/lessons/{lesson}/slip").text
    assert page.count("Алёшина Аня Ивановна") == 2 and page.count("Алёшина Аня Львовна") == 1
    assert "01.05.2013" not in page and "2013" not in page
    assert "01.05.2013" in vera.get(f"/lessons/{lesson}").text


@pytest.mark.clause("3.1")
def test_printing_is_noted_as_reading(web: Web) -> None:
    lesson, browser = web.lesson("algebra"), web.browser("nina")
    for address in ("slip", "slip.docx"):
        browser.get(f"/lessons/{lesson}/{address}")
    last = [(note.kind, note.endpoint, note.object_id) for note in web.noted()[-2:]]
    assert last == [("read", "slip.page", lesson), ("read", "slip.docx", lesson)]


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("address", ["slip", "slip.docx"])
def test_a_colleague_without_the_group_finds_no_slip(web: Web, address: str) -> None:
    assert web.browser("marina").get(f"/lessons/{web.lesson('algebra')}/{address}").status_code == 404
    assert web.browser("vera").post(f"/lessons/{web.lesson('algebra')}/{address}").status_code == 405


def test_the_slips_of_a_day_are_one_page_with_a_sheet_for_each_lesson(web: Web) -> None:
    vera = web.browser("vera")
    page = vera.get("/today/slips").text
    assert page.count('<article class="slip">') == 2
    assert page.index("Математика, 1 класс") < page.index("Алгебра, 7 класс")
    read = [note.object_id for note in web.noted() if note.endpoint == "slip.day_page"]
    assert read == [web.lesson("counting"), web.lesson("algebra")]


def test_the_day_is_chosen_by_its_date_and_an_empty_one_says_so(web: Web) -> None:
    vera = web.browser("vera")
    assert vera.get(f"/today/slips?day={FRIDAY}").text.count('<article class="slip">') == 2
    for day in ("2026-11-22", "0001-01-01", "9999-12-31", "x", "2026-02-30"):
        assert vera.get(f"/today/slips?day={day}").status_code == 200
    assert "В этот день у вас нет уроков" in vera.get("/today/slips?day=2026-11-22").text


def test_nobody_elses_lesson_is_among_the_slips_of_a_day(web: Web) -> None:
    page = web.browser("oleg").get("/today/slips").text
    assert page.count('<article class="slip">') == 1 and "Иностранный язык" in page
    assert "Алёшина" not in page


def test_the_slips_are_a_link_away_from_the_lesson_and_the_day(web: Web) -> None:
    lesson = web.lesson("algebra")
    vera = web.browser("vera")
    assert f'href="/lessons/{lesson}/slip"' in vera.get(f"/lessons/{lesson}").text
    assert f'href="/lessons/{lesson}/typing"' in vera.get(f"/lessons/{lesson}").text
    assert f'href="/lessons/{lesson}/typing"' not in web.browser("nina").get(f"/lessons/{lesson}").text
    assert 'href="/today/slips?day=2026-11-23"' in vera.get("/today").text
    assert "/today/slips" not in web.browser("nina").get("/today").text


def test_a_day_of_slips_costs_the_same_queries_but_for_the_notes_of_reading(web: Web) -> None:
    def asked(day: date) -> int:
        vera = web.browser("vera")
        with queries() as found:
            vera.get(f"/today/slips?day={day}")
        return len([one for one in found if not one.startswith("INSERT")])

    assert asked(WEDNESDAY) == asked(FRIDAY) <= 20
