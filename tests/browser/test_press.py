"""A press of the mouse is a click, whatever the page does under it."""

from playwright.sync_api import expect

from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows


def test_a_press_that_leaves_the_homework_is_a_click_though_the_page_moves_under_it(
    windows: Windows, story: cast.Story
) -> None:
    """What was typed is saved between the press and the release, and its line moves all that is below."""
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    page = desk.page
    page.locator("#homework-text").fill("§ 5, № 7")
    absent = page.locator(f'label:has(input[name="roll-{story.child}"][value="Н"])')
    absent.scroll_into_view_if_needed()
    page.locator("#homework-text").focus()
    before = absent.bounding_box()
    assert before
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + 4)
    page.mouse.down()
    expect(desk.homework).to_contain_text("Сохранено")
    after = absent.bounding_box()
    assert after and abs(after["y"] - before["y"]) > 8  # else the test shows nothing
    page.mouse.up()
    expect(page.locator(f'input[name="roll-{story.child}"][value="Н"]')).to_be_checked()
