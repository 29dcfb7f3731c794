"""п. 4.2.1: the deputy moves a lesson to a free time, lets two change places, and takes both back."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from ejournal.demo import school
from ejournal.models.moves import LessonMove
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.test_looks import check, look_at
from tests.browser.windows import PC, PHONE, Windows, eventually

pytestmark = pytest.mark.clause("4.2.1")

MONDAY = cast.TODAY + timedelta(days=7)


def week(windows: Windows, js: bool) -> Page:
    """The deputy's page of the next week of class 7."""
    page = windows.open(school.DEPUTY, js, PC if js else PHONE)
    page.goto("/substitutions")
    page.get_by_role("link", name="Перенос").first.click()
    page.get_by_label("Класс").first.select_option(label="7 класс")
    page.get_by_label("Неделя").fill(MONDAY.isoformat())
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7 класс, 30 ноября")
    return page


def chosen(page: Page, places: str = "Перенести сюда") -> tuple[int, Locator]:
    """Take up lessons of the week one after another until one has such a place: it, and the places."""
    links = [link.get_attribute("href") or "" for link in lessons(page).all()]
    for link in links:
        page.goto(link)
        buttons = page.get_by_role("button", name=re.compile(f"^{places}"))
        if buttons.count():
            return int(link.rpartition("lesson=")[2]), buttons
    raise AssertionError(f"no lesson of the week has «{places}»")


def lessons(page: Page) -> Locator:
    return page.get_by_role("link", name=re.compile("^Перенести: "))


def time_of(lesson: int) -> tuple[date, int]:
    found = Lesson.get_by_id(lesson)
    return found.date, found.number


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_a_lesson_is_moved_to_a_free_time_and_returns(windows: Windows, js: bool) -> None:
    page = week(windows, js)
    lesson, places = chosen(page)
    before = time_of(lesson)
    day, _, number = (places.last.get_attribute("value") or "").partition(":")
    places.last.click()
    line = page.get_by_role("listitem").filter(has_text="→")
    expect(line).to_have_count(1)
    assert eventually(page, lambda: time_of(lesson) == (date.fromisoformat(day), int(number)))
    line.get_by_role("button", name=re.compile("^Вернуть: ")).click()
    expect(line).to_have_count(0)
    assert eventually(page, lambda: time_of(lesson) == before)
    assert LessonMove.select().count() == 0


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_two_lessons_change_places_and_return_together(windows: Windows, js: bool) -> None:
    page = week(windows, js)
    lesson, others = chosen(page, "Поменяться")
    page.get_by_label("Распоряжение").fill("№ 12 от 23.11.2026")
    other = int(others.first.get_attribute("value") or 0)
    before = time_of(lesson), time_of(other)
    others.first.click()
    lines = page.get_by_role("listitem").filter(has_text="→")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("№ 12 от 23.11.2026")
    assert eventually(page, lambda: (time_of(other), time_of(lesson)) == before)
    lines.first.get_by_role("button", name=re.compile("^Вернуть: ")).click()
    expect(lines).to_have_count(0)
    assert eventually(page, lambda: (time_of(lesson), time_of(other)) == before)


def test_the_page_can_be_read_and_used(windows: Windows) -> None:
    page = week(windows, True)
    chosen(page)
    check(look_at(page, page.url, "/moves"))
