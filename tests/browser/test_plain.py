"""A browser that keeps nothing (a private window, a full disk) gets the plain form and is told so."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import cast
from tests.browser.grid import Grid
from tests.browser.lesson import LessonPage
from tests.browser.test_outbox_shelf import WAITS, cut, join, marks, opened
from tests.browser.windows import Windows, eventually

KEEPS_NOTHING = "Этот браузер не хранит неотправленное"
REFUSED = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no'); } });"
FAILS = """IDBFactory.prototype.open = () => {
  const request = {};
  setTimeout(() => request.onerror());
  return request;
};"""
SILENT = "IDBFactory.prototype.open = () => ({});"  # never answers
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("script", [REFUSED, FAILS, SILENT], ids=["refused", "fails", "silent"])
def test_a_private_window_falls_back_to_the_plain_form_and_says_so(
    windows: Windows, story: cast.Story, script: str
) -> None:
    desk = opened(windows, story, script)
    page = desk.page
    said, save = page.locator("#unsent"), page.get_by_role("button", name="Сохранить урок")
    expect(said).to_contain_text(KEEPS_NOTHING)
    expect(said).to_contain_text("Урок сохраняет кнопка «Сохранить урок»")
    expect(page.locator(".pile")).to_be_hidden()
    desk.all_present()
    expect(said).to_contain_text(KEEPS_NOTHING)
    desk.mark(story.child, "5")
    desk.write_topic("Морфемика: повторение")
    expect(desk.cell(story.child)).to_contain_text("не сохранено")
    expect(desk.topic).to_contain_text("не сохранено: нажмите «Сохранить урок»")
    assert marks(story) == []
    assert leaving_is_asked_about(page)
    save.click()
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    expect(desk.topic).to_contain_text("Сохранено")
    assert marks(story) == ["5"]
    assert not leaving_is_asked_about(page)


def test_a_private_window_takes_a_whole_lesson(windows: Windows, story: cast.Story) -> None:
    """Its buttons send the whole form; what is refused stays as it was typed."""
    desk = opened(windows, story, REFUSED)
    page = desk.page
    expect(page.locator("#unsent")).to_contain_text(KEEPS_NOTHING)
    absent = cast.neighbours(story.lesson, story.child)[0]
    desk.write_topic("Морфемика: повторение")
    desk.set_homework("§ 12, упр. 3")
    desk.attend(absent, "Н")
    desk.add_column("Диктант")
    expect(desk.cell(absent, "dictation")).to_be_visible()
    expect(desk.topic).to_contain_text("Сохранено")
    desk.mark(story.child, "5", "dictation")
    desk.mark(absent, "4", "dictation")
    page.get_by_role("button", name="Сохранить урок").click()
    expect(desk.cell(story.child, "dictation")).to_contain_text("в записи до")
    expect(desk.cell(absent, "dictation").locator("input")).to_have_value("4")
    expect(desk.cell(absent, "dictation")).to_contain_text("не записано")
    assert leaving_is_asked_about(page)
    desk.attend(absent, "")
    desk.hand_in()
    assert marks(story) == ["5", "4"]
    assert not leaving_is_asked_about(page)


def test_what_is_half_typed_in_a_private_window_is_asked_about(windows: Windows, story: cast.Story) -> None:
    desk = opened(windows, story, REFUSED)
    expect(desk.page.locator("#unsent")).to_contain_text(KEEPS_NOTHING)
    assert not leaving_is_asked_about(desk.page)
    desk.page.get_by_label("Тема урока").press_sequentially("Морф")
    assert leaving_is_asked_about(desk.page)


def leaving_is_asked_about(page: Page) -> bool:
    asked: bool = page.evaluate(
        "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    )
    return asked


def test_in_a_private_window_a_dropped_line_loses_nothing(windows: Windows, story: cast.Story) -> None:
    desk = opened(windows, story, REFUSED)
    page = desk.page
    expect(page.locator("#unsent")).to_contain_text(KEEPS_NOTHING)
    desk.all_present()
    page.context.set_offline(True)
    desk.mark(story.child, "4")
    page.get_by_role("button", name="Сохранить урок").click()
    expect(page.locator("#no-line")).to_contain_text("ничего не отправлено, введённое осталось")
    assert leaving_is_asked_about(page)
    expect(desk.cell(story.child).locator("input")).to_have_value("4")
    page.context.set_offline(False)
    page.get_by_role("button", name="Сохранить урок").click()
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == ["4"]


def test_in_a_private_window_the_grid_leads_to_the_lesson(windows: Windows, story: cast.Story) -> None:
    page = windows.open(story.teacher)
    page.add_init_script(REFUSED)
    LessonPage(page).open(story.lesson).all_present()
    grid = Grid(page).open(story.lesson)
    expect(page.locator("#unsent")).to_contain_text(KEEPS_NOTHING)
    grid.cell(story.child, story.lesson).click()
    page.keyboard.press("5")
    expect(grid.told).to_contain_text("Не записано")
    assert marks(story) == []
    grid.told.get_by_role("link", name="Открыть урок").click()
    expect(page.get_by_role("button", name="Сохранить урок")).to_be_visible()


def test_in_a_private_window_the_grid_calls_the_roll_by_its_form(windows: Windows, story: cast.Story) -> None:
    page = windows.open(story.teacher)
    page.add_init_script(REFUSED)
    Grid(page).open(story.lesson)
    expect(page.locator("#unsent")).to_contain_text("Отметки ставьте на странице урока")
    page.get_by_role("button", name="Все присутствуют").click()
    expect(LessonPage(page).state).to_contain_text("✓ посещаемость")


def test_of_a_disk_that_fills_up_what_waits_is_still_sent_and_the_rest_is_plain(
    windows: Windows, story: cast.Story
) -> None:
    desk = opened(windows, story)
    page = desk.page
    desk.all_present()
    cut(page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    page.evaluate(f"() => {{ {FULL} }}")
    first, second = cast.neighbours(story.lesson, story.child)[:2]
    desk.mark(first, "4")
    expect(page.locator("#unsent")).to_contain_text(KEEPS_NOTHING)
    desk.mark(second, "3")
    expect(desk.cell(second)).to_contain_text("не сохранено")
    join(page)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    expect(desk.cell(first)).to_contain_text("в записи до")
    assert eventually(page, lambda: marks(story) == ["5", "4"])
    page.get_by_role("button", name="Сохранить урок").click()
    expect(desk.cell(second)).to_contain_text("в записи до")
    assert marks(story) == ["5", "4", "3"]


def test_of_a_disk_that_fills_up_the_grid_sends_what_waits_and_takes_no_more(
    windows: Windows, story: cast.Story
) -> None:
    page = windows.open(story.teacher)
    LessonPage(page).open(story.lesson).all_present()
    grid = Grid(page).open(story.lesson)
    cut(page)
    grid.press("5")
    expect(grid.told).to_contain_text(WAITS)
    page.evaluate(f"() => {{ {FULL} }}")
    grid.press("ArrowDown", "4")
    expect(page.locator("#unsent")).to_contain_text("Ждущее отправки есть только на этой странице")
    assert leaving_is_asked_about(page)
    grid.press("ArrowDown", "3")
    expect(grid.told).to_contain_text("Не записано: этот браузер не хранит неотправленное")
    join(page)
    assert eventually(page, lambda: marks(story) == ["5", "4"], 10000)
    expect(page.locator("#grid .lost, #grid .wait")).to_have_count(0)
    assert not leaving_is_asked_about(page)
