"""п. 4.2.1: a timetable with a clash is not put in force, and it is said where; mended or declared, it is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from ejournal.models.draft import DraftLesson, TimetableDraft
from ejournal.models.timetable import TimetableEntry
from tests.browser.test_timetable import FROM, TO, draft
from tests.browser.windows import Windows

pytestmark = pytest.mark.clause("4.2.1")

# While a lesson is taken up: where it clashes with nothing and was not before.
FREE = '#week td[data-slot]:not([data-slot="2:1"]):not(:has([data-lesson])):not(:has(.busy))'


def put(page: Page, lesson: Locator, slot: str) -> None:
    """Put a lesson where it is wanted by two taps: the way without a mouse."""
    lesson.click()
    page.locator(slot).get_by_role("button", name="Сюда").click()
    expect(page.locator(slot).locator("[data-lesson]")).not_to_have_count(0)


def clashing(windows: Windows, js: bool) -> tuple[Page, int]:
    """The draft of grade 7 with a lesson put onto another one, and its number."""
    page = draft(windows, js)
    lesson = page.locator(FROM).locator("[data-lesson]")
    number = int(lesson.get_attribute("data-lesson") or 0)
    put(page, lesson, TO)
    expect(page.get_by_role("status").filter(has_text="Накладок: 1")).to_be_visible()
    return page, number


def publish(page: Page) -> None:
    page.get_by_role("button", name="Ввести в действие").click()


def refused(page: Page) -> None:
    """It is said what is wrong and where, and everybody still has the timetable of before."""
    before = TimetableEntry.select().count()
    publish(page)
    said = page.get_by_role("alert")
    expect(said).to_contain_text("среда, 2-й урок")
    expect(said).to_contain_text("п. 4.2.1 Положения")
    expect(page.locator("#clashes + p + ul")).to_contain_text("7 класс")
    assert TimetableDraft.select().count() == 1
    assert TimetableEntry.select().count() == before


def shown(page: Page, name: str, number: int, day: int) -> None:
    """The timetable page says that it is in force and shows the lesson where it was put."""
    expect(page.get_by_role("status")).to_contain_text("Новое расписание действует с")
    page.get_by_label("Показать").select_option(label="7 класс")
    page.get_by_role("button", name="Показать").click()
    row = page.get_by_role("table", name="Расписание недели").locator("tbody tr")
    begins = re.compile(rf"^{number} ")  # the time of the lesson follows
    cell = row.filter(has=page.get_by_role("rowheader", name=begins)).locator("td").nth(day - 1)
    expect(cell).to_contain_text(name)
    assert TimetableDraft.select().count() == 0


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_a_clash_is_refused_then_mended_and_the_timetable_holds(windows: Windows, js: bool) -> None:
    page, number = clashing(windows, js)
    refused(page)
    lesson = page.locator(f'[data-lesson="{number}"]')
    name = lesson.locator("b").inner_text()
    lesson.click()
    slot = page.locator(FREE).first.get_attribute("data-slot") or ""
    page.locator(FREE).first.get_by_role("button", name="Сюда").click()
    expect(page.get_by_text("Накладок нет")).to_be_visible()
    publish(page)
    day, lesson_number = map(int, slot.split(":"))
    shown(page, name, lesson_number, day)


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_a_clash_is_refused_then_declared_one_lesson_and_the_timetable_holds(
    windows: Windows, js: bool
) -> None:
    page, number = clashing(windows, js)
    refused(page)
    name = page.locator(f'[data-lesson="{number}"] b').inner_text()
    page.get_by_role("button", name=re.compile("^Это совмещённое занятие: .*среда, 2-й урок", re.I)).click()
    expect(page.get_by_text("Накладок нет")).to_be_visible()
    publish(page)
    shown(page, name, 2, 3)
    expect(page.get_by_text("кроме объявленных совмещёнными занятий: 1")).to_be_visible()


def test_what_has_a_clash_stays_a_draft_for_another_day(windows: Windows) -> None:
    page, number = clashing(windows, True)
    refused(page)
    page.goto("/timetable")
    page.get_by_role("link", name="Продолжить новое расписание").click()
    expect(page.get_by_text("Накладок: 1")).to_be_visible()
    assert DraftLesson.get_by_id(number).weekday == 3
