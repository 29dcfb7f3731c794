"""One value for all the remaining, and «как выше» by a key: with the line, without it, in the grid."""

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser import cast
from tests.browser.grid import Grid
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows

pytestmark = pytest.mark.clause("4.5.4")


def pupils(desk: LessonPage) -> list[int]:
    """Everybody in the order of the table."""
    ids = desk.page.locator("#roll td.mark").evaluate_all("cells => cells.map(({ id }) => id)")
    return [int(one.rpartition("-")[2]) for one in ids]


def test_the_rest_get_one_value_after_the_question_how_many_even_over_a_dropped_line(
    windows: Windows, story: cast.Story
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    first, second, third, *others = pupils(desk)
    desk.attend(second, "Н")
    expect(desk.state).to_contain_text("✓ посещаемость")
    desk.mark(first, "3")
    expect(desk.cell(first)).to_contain_text("в записи")
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    desk.page.on("dialog", agree)
    desk.page.reload()
    rest = desk.page.locator("#rest")
    rest.get_by_label("Остальным").select_option("5")
    desk.page.context.set_offline(True)
    rest.get_by_role("button").first.click()
    expect(rest).to_contain_text("ждёт отправки")
    desk.page.context.set_offline(False)
    expect(desk.cell(third).locator("input")).to_have_value("5")
    left = len(others) + 1
    assert asked[-1].startswith(f"Поставить «5»: {left} ученик")
    expect(desk.cell(first).locator("input")).to_have_value("3")
    expect(desk.cell(second).locator("input")).to_have_value("")
    expect(desk.page.locator("#roll td.mark.entry")).to_have_count(left + 1)


def test_ctrl_d_repeats_the_value_above(windows: Windows, story: cast.Story) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    first, second, third, *_ = pupils(desk)
    desk.mark(first, "4")
    desk.cell(second).locator("input").focus()
    desk.page.keyboard.press("Control+d")
    expect(desk.cell(second).locator("input")).to_have_value("4")
    expect(desk.cell(second)).to_contain_text("в записи")
    expect(desk.cell(third).locator("input")).to_be_focused()
    grid = Grid(desk.page).open(story.lesson)
    grid.cell(third, story.lesson).click()
    grid.press("Control+d")
    expect(grid.cell(third, story.lesson)).to_contain_text("4")
    expect(grid.row(third)).not_to_contain_text("отправляется")
    desk.open(story.lesson)
    expect(desk.cell(third).locator("input")).to_have_value("4")
