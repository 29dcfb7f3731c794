"""п. 4.2.1: a lesson is dragged onto another one, the clash is shown at once; the same by taps on a phone."""

import pytest
from playwright.sync_api import Page, expect

from ejournal.demo import school
from ejournal.models.draft import DraftLesson
from tests.browser.test_looks import check, look_at
from tests.browser.windows import PC, PHONE, Windows, eventually

FROM, TO = '#week td[data-slot="2:1"]', '#week td[data-slot="3:2"]'


# How many lessons of the week are covered, even in part, by what is said of their cells.
COVERED = """[...document.querySelectorAll("#week td")].filter((cell) => {
  const note = cell.querySelector("[data-dragged]");
  const top = note ? note.getBoundingClientRect().top + 1 : Infinity;
  const lessons = [...cell.querySelectorAll("[data-lesson]")];
  return lessons.some((one) => one.getBoundingClientRect().bottom > top);
}).length"""


def draft(windows: Windows, js: bool = True) -> Page:
    """The deputy's new timetable, of the class of grade 7."""
    page = windows.open(school.DEPUTY, js, PC if js else PHONE)
    page.goto("/timetable/draft")
    page.get_by_role("button", name="Начать новое расписание").click()
    page.get_by_label("Показать").select_option(label="7 класс")
    page.get_by_role("button", name="Показать").click()
    expect(page.locator(FROM).locator("[data-lesson]")).to_have_count(1)
    return page


@pytest.mark.parametrize("js", [True, False], ids=["dragged", "no-js, phone"])
def test_a_lesson_is_put_onto_another_and_the_clash_is_shown(windows: Windows, js: bool) -> None:
    page = draft(windows, js)
    card = page.locator(FROM).locator("[data-lesson]")
    moved, name = card.get_attribute("data-lesson"), card.locator("b").inner_text()
    if js:
        card.drag_to(page.locator(TO))
    else:
        card.click()
        page.locator(TO).get_by_role("button", name="Сюда").click()
    expect(page.locator(TO).locator("[data-lesson]")).to_have_count(2)
    expect(page.locator(TO).locator(f'[data-lesson="{moved}"]')).to_contain_text(name)
    expect(page.locator(TO).get_by_text("! класс занят").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Накладок: 1")).to_be_visible()
    assert eventually(page, lambda: DraftLesson.get_by_id(moved).weekday == int(TO.split('"')[1][0]))


def test_where_it_would_clash_is_said_while_it_is_in_the_air(windows: Windows) -> None:
    page = draft(windows)
    card = page.locator(FROM).locator("[data-lesson]")
    card.hover()
    page.mouse.down()
    page.locator(TO).hover()
    page.locator(TO).hover()
    expect(page.locator(TO).locator("[data-dragged]")).to_contain_text("класс занят")
    expect(page.locator("#carried")).to_contain_text("класс занят: ")
    assert page.evaluate(COVERED) == 0
    page.mouse.up()
    expect(page.locator("[data-dragged]")).to_have_count(0)


def test_the_pages_can_be_read_and_used(windows: Windows) -> None:
    page = draft(windows)
    page.locator(FROM).locator("[data-lesson]").click()
    expect(page.get_by_role("button", name="Убрать из расписания")).to_be_visible()
    lesson = page.locator(FROM).locator("[data-lesson]").get_attribute("data-lesson")
    found = look_at(page, f"/timetable/draft?lesson={lesson}", "/timetable/draft?to=2:2", "/timetable/draft")
    found += look_at(page, "/curriculum", "/curriculum/6")
    check([*found, *look_at(page, "/timetable/norms", "/timetable/loads", "/timetable/wall", "/timetable")])
