"""«Печать журнала» and the register: the deputy prints, the paper is issued once and stays as it is."""

import hashlib
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from ejournal.models.papers import IssuedPaper
from ejournal.services import attendance
from tests.client import Browser, Web, queries
from tests.school import MONDAY, at

pytestmark = pytest.mark.clause("4.2.4")
JANUARY = date(2027, 1, 12)


@pytest.fixture
def dina(web: Web) -> Browser:
    """The deputy, in January."""
    web.clock.set("10:15", JANUARY)
    return web.browser("dina")


def place(web: Web, grade: str = "7") -> str:
    return f"/printing/{web.school.classes[grade]}"


def papers(web: Web) -> list[Any]:
    return web.db(lambda: list(IssuedPaper.select().order_by(IssuedPaper.id)))


def issue(web: Web, browser: Browser, **typed: str) -> TestResponse:
    address = place(web)
    fields = browser.form(f"{address}?half=1", address) | {"layout": "spread"} | typed
    return browser.post(address, fields)


def test_the_deputy_sees_what_every_class_lacks_and_a_way_to_each_place(web: Web, dina: Browser) -> None:
    page = dina.get("/printing").text
    assert "Печать журнала" in page
    assert f'href="{place(web)}?half=1&amp;kind=attendance#open"' in page
    assert "Нилова\u00a0Н.С." in page
    of_class = dina.get(f"{place(web)}?half=1").text
    assert f'href="/lessons/{web.lesson("algebra")}"' in of_class
    assert "Журнал ещё не завершён" in of_class


def test_a_volume_is_issued_registered_and_downloaded_as_it_was_issued(web: Web, dina: Browser) -> None:
    answer = issue(web, dina)
    (paper,) = papers(web)
    assert (answer.status_code, answer.location) == (303, f"/papers/{paper.id}")
    assert (paper.kind, paper.number, paper.year, paper.by_id) == ("journal", 1, 2027, web.school["dina"])
    assert paper.duty == "deputy"
    shown = dina.get(f"/papers/{paper.id}").text
    assert paper.title in shown and paper.text_hash in shown and paper.head_hash in shown
    web.clock.set("12:00", date(2027, 2, 1))
    later = web.browser("dina")
    first, again = (later.get(f"/papers/{paper.id}/file.docx") for _ in range(2))
    assert first.data == again.data
    assert hashlib.sha256(first.data).hexdigest() == paper.file_hash
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in first.headers["Cache-Control"]
    footers = {
        paragraph.text
        for section in Document(BytesIO(first.data)).sections
        for paragraph in section.footer.paragraphs
    }
    assert all(paper.text_hash[:12] in footer for footer in footers)


@pytest.mark.parametrize("half", ["9", "0", "", "первое"])
def test_a_half_that_is_not_there_is_refused_and_nothing_is_registered(
    web: Web, dina: Browser, half: str
) -> None:
    answer = dina.send(
        "POST", place(web), data=dina.form(f"{place(web)}?half=1", place(web)) | {"half": half}
    )
    assert answer.status_code == 422
    assert "Такого полугодия нет. Выберите I или II" in answer.text
    assert papers(web) == []


@pytest.mark.parametrize("layout", ["spread", "dense"])
def test_the_layout_is_chosen_and_kept(web: Web, dina: Browser, layout: str) -> None:
    issue(web, dina, layout=layout)
    assert f'"layout": "{layout}"' in papers(web)[0].parameters


def test_the_same_form_sent_twice_issues_one_paper(web: Web, dina: Browser) -> None:
    fields = dina.form(f"{place(web)}?half=1", place(web)) | {"layout": "spread"}
    first, second = (dina.post(place(web), fields) for _ in range(2))
    assert first.location == second.location
    assert len(papers(web)) == 1


@pytest.mark.clause("4.2.5")
def test_the_code_of_a_volume_says_whether_a_later_one_was_issued(web: Web, dina: Browser) -> None:
    issue(web, dina)
    first = papers(web)[0]
    assert "не выдавали: действует этот" in dina.get(f"/q/{first.text_hash[:32]}").text
    web.db(attend, web)
    issue(web, dina)
    latest = papers(web)[-1]
    assert (
        f"позже выдан № {latest.number} / 2027: действует он" in dina.get(f"/q/{first.text_hash[:32]}").text
    )
    assert "не выдавали: действует этот" in dina.get(f"/q/{latest.text_hash[:32]}").text


def attend(web: Web) -> None:
    lesson = web.school.lesson("algebra", MONDAY)
    attendance.call_roll(lesson, {}, by=web.school.actor("vera"), now=at("9:41", MONDAY))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"layout": "poster"}, "Такого вида печати нет"),
        ({"layout": ""}, "Такого вида печати нет"),
        ({"half": "2"}, ""),
        ({"key": ""}, "Страница устарела"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(
    web: Web, dina: Browser, typed: dict[str, str], said: str
) -> None:
    answer = issue(web, dina, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert papers(web) == []


def test_a_half_ahead_offers_no_form_and_is_refused(web: Web, dina: Browser) -> None:
    page = dina.get(f"{place(web)}?half=2").text
    assert "ещё не началось" in page and "Сформировать том" not in page
    assert dina.get("/printing?half=2").text.count("полугодие не началось") == 2
    assert dina.send("GET", f"{place(web)}/sheets?half=2").status_code == 422


def test_one_kind_of_what_is_lacking_is_shown_alone(web: Web, dina: Browser) -> None:
    of_weeks = dina.get(f"{place(web)}?half=1&kind=weeks").text
    assert "Не закрыты недели" in of_weeks and "Нилова\u00a0Н.С." in of_weeks
    assert f'href="/lessons/{web.lesson("algebra")}"' not in of_weeks
    assert "✓ Задания: всё заполнено." in dina.get(f"{place(web)}?half=1&kind=homework").text
    for kind in ("", "нет", "lessons"):
        assert f'href="/lessons/{web.lesson("algebra")}"' in dina.get(f"{place(web)}?half=1&kind={kind}").text


def test_the_class_teacher_sees_what_the_own_class_lacks_and_prints_nothing(web: Web, dina: Browser) -> None:
    nina = web.browser("nina")
    web.clock.set("18:00", MONDAY)
    assert f'href="{place(web)}"' in nina.get("/journal").text
    page = nina.get(f"{place(web)}?half=1").text
    assert f'href="/lessons/{web.lesson("algebra")}"' in page
    for hidden in ("Сформировать том", "Печать журнала", "Уже сформированы"):
        assert hidden not in page
    assert nina.send("GET", place(web, "1")).status_code == 404
    assert nina.send("GET", f"{place(web)}/sheets").status_code == 403


def test_a_class_whose_half_has_had_no_lessons_yet_is_told_so(web: Web, dina: Browser) -> None:
    web.clock.set("8:00", date(2026, 11, 2))
    early = web.browser("dina")
    assert early.get("/printing?half=1").text.count("уроков ещё не было") == 2
    assert "Уроков в этом полугодии ещё не было." in early.get(f"{place(web)}?half=1").text


def test_in_summer_the_last_half_of_the_year_is_proposed(web: Web, dina: Browser) -> None:
    web.clock.set("8:00", date(2027, 7, 1))
    page = web.browser("dina").get("/printing").text
    assert '?half=1" aria-current="page"' in page and "2026/2027 учебный год" in page


@pytest.mark.parametrize("key", ["vera", "nina", "alla", "anya", "anya_mother"])
def test_nobody_else_prints(web: Web, key: str) -> None:
    other = web.browser(key)
    own = [] if key == "nina" else [place(web)]  # the class teacher reads what the own class lacks
    for address in ("/printing", f"{place(web)}/sheets", *own):
        assert other.send("GET", address).status_code == 403
    assert other.send("POST", place(web), data={"key": "k"}).status_code == 403
    assert papers(web) == []


def test_what_is_not_there_is_not_found(web: Web, dina: Browser) -> None:
    assert dina.send("GET", "/printing/999").status_code == 404


def test_the_director_prints_too_and_every_reading_is_noted(web: Web, dina: Browser) -> None:
    igor = web.browser("igor")
    issue(web, igor)
    (paper,) = papers(web)
    igor.get(f"/papers/{paper.id}/file.docx")
    noted = [note.endpoint for note in web.noted() if note.person == web.school["igor"]]
    assert "papers.docx" in noted and "printing.issue" in noted


def test_the_number_of_sheets_is_counted_apart(web: Web, dina: Browser) -> None:
    fragment = dina.htmx_get(f"{place(web)}/sheets?half=1").text
    counted = dina.get(f"{place(web)}?half=1").text
    sheets = fragment.split(">")[1].split()[0]
    assert f"<strong>{sheets} лист" in counted


def test_the_page_of_all_classes_takes_as_many_queries_in_november(web: Web, dina: Browser) -> None:
    with queries() as january:
        dina.get("/printing")
    web.clock.set("10:15", MONDAY)
    with queries() as november:
        dina.get("/printing")
    assert len(january) == len(november)
