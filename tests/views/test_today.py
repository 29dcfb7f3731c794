"""«Мои уроки»: today's lessons with what is written in each, the next to do, what is owed."""

from datetime import date

import pytest

from ejournal.models.timetable import Lesson
from tests.client import Web, queries
from tests.views.steps import desk, fill

FRIDAY, WEDNESDAY = date(2026, 11, 20), date(2026, 11, 25)
QUERIES = 17


def parts(page: str, lesson: int) -> str:
    """The line of a lesson, without tags between words that matter here."""
    return page.split(f'href="/lessons/{lesson}"')[1].split("</ul>", maxsplit=1)[0]


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_each_lesson_of_the_day_says_what_is_written_in_it(web: Web) -> None:
    vera = desk(web)
    empty = parts(vera.browser.get("/today").text, vera.lesson)
    assert 'тема<span class="vh">: нет' in empty and "отметок: 0" in empty and "сдан" not in empty
    fill(vera, anya="5", borya="4")
    page = vera.browser.get("/today").text
    for name in ("тема", "посещаемость", "ДЗ"):
        assert f'{name}<span class="vh">: записано' in parts(page, vera.lesson)
    assert "отметок: 2" in parts(page, vera.lesson) and "сдан" not in parts(page, vera.lesson)
    vera.plain(do="hand-in")
    assert "сдан" in parts(vera.browser.get("/today").text, vera.lesson)


@pytest.mark.clause("4.5.2")
def test_a_draft_is_called_a_draft(web: Web) -> None:
    web.clock.set("9:00")
    vera = desk(web)
    vera.htmx("topic", topic="Одночлены")
    line = parts(vera.browser.get("/today").text, vera.lesson)
    assert 'тема<span class="vh">: черновик' in line and "Одночлены" in line


def first(page: str) -> str:
    return page.split("Начните с этого")[1].split("</h2>")[1].split("</ul>", maxsplit=1)[0]


def test_the_first_to_do_is_the_lesson_that_owes_then_the_next_ahead(web: Web) -> None:
    vera = web.browser("vera")
    counting, algebra = web.lesson("counting"), web.lesson("algebra")
    web.clock.set("8:00")
    assert f"/lessons/{counting}" in first(vera.get("/today").text)
    web.clock.set("10:42")
    fill(desk(web, group="counting"))
    assert f"/lessons/{algebra}" in first(vera.get("/today").text)
    fill(desk(web))
    assert "Начните с этого" not in vera.get("/today").text


def test_lessons_stand_in_the_order_of_the_day(web: Web) -> None:
    page = web.browser("vera").get("/today").text.split("Сегодня</h2>")[1]
    assert page.index(f"/lessons/{web.lesson('counting')}") < page.index(f"/lessons/{web.lesson('algebra')}")
    assert "8:30–9:15" in page and "08:30" not in page


def owed(page: str) -> str:
    return page.split("Не заполнено за прошлые дни")[1]


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_what_is_owed_from_earlier_days_stands_below_until_it_is_written(web: Web) -> None:
    vera = desk(web, day=FRIDAY, number=1)
    before = owed(vera.browser.get("/today").text)
    assert f"/lessons/{vera.lesson}" in before and "пт 20.11" in before
    assert f"/lessons/{web.lesson('algebra')}" not in before
    assert f"/lessons/{web.lesson('algebra', WEDNESDAY)}" not in before
    fill(vera)
    assert f"/lessons/{vera.lesson}" not in owed(vera.browser.get("/today").text)


@pytest.mark.clause("4.4.3")
def test_a_lesson_of_a_closed_week_is_no_debt_any_more(web: Web) -> None:
    lesson = web.lesson("algebra", FRIDAY, 1)
    close = f"/attendance/{web.school.classes['7']}/close"
    web.browser("nina").post(close, {"key": "k", "monday": "2026-11-16", "sure": "yes"})
    assert f"/lessons/{lesson}" not in owed(web.browser("vera").get("/today").text)


def test_another_day_is_opened_by_its_date_and_by_the_arrows(web: Web) -> None:
    vera, lesson = web.browser("vera"), web.lesson("algebra", WEDNESDAY)
    page = vera.get("/today?day=2026-11-25").text
    assert f"/lessons/{lesson}" in page and "25 ноября 2026" in page and "подготовить заранее" in page
    assert 'href="/today?day=2026-11-24"' in vera.get("/today").text
    assert 'href="/today?day=2026-11-20"' in vera.get("/today").text


def test_nobody_elses_lesson_stands_among_ones_own(web: Web) -> None:
    page = web.browser("oleg").get("/today").text
    assert f"/lessons/{web.lesson('english2')}" in page
    for group in ("algebra", "english1", "counting"):
        assert f'"/lessons/{web.lesson(group)}"' not in page


@pytest.mark.clause("4.5.2")
def test_a_substitution_moves_the_lesson_to_the_substitute(web: Web) -> None:
    lesson = web.lesson("algebra")
    web.db(Lesson.update(substitute=web.school["oleg"]).where(Lesson.id == lesson).execute)
    assert "замена" in parts(web.browser("oleg").get("/today").text, lesson)
    assert f'"/lessons/{lesson}"' not in web.browser("vera").get("/today").text


NONSENSE = (
    "", "x", "2026-02-30", "0001-01-01", "0001-01-02", "9999-12-31", "9999-12-30", "2026-11-23T10:00",
    "-1", "1" * 5000, "%00", "%ED%A0%80", "2026-W48-3", "20261123", "٢٠٢٦-١١-٢٣",
)  # fmt: skip


def test_a_day_that_is_no_date_never_fails(web: Web) -> None:
    vera = web.browser("vera")
    statuses = {day[:30]: vera.get(f"/today?day={day}").status_code for day in NONSENSE}
    assert {day: status for day, status in statuses.items() if status not in (200, 404, 422)} == {}


def test_the_page_asks_the_database_no_more_for_a_longer_day(web: Web) -> None:
    """A Friday has three weeks of debts of five lessons; the first Monday has two lessons and no debts."""
    browser = web.browser("vera")
    with queries() as many:
        page = browser.get("/today?day=2026-11-20").text
    assert owed(page).count("/lessons/") > 10
    web.clock.set("8:00", date(2026, 11, 2))
    browser = web.browser("vera")
    with queries() as few:
        assert "Долгов нет" in browser.get("/today").text
    assert len(few) <= len(many) <= QUERIES  # nothing is past yet: openings are not asked for
