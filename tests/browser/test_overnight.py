"""A page left open overnight says so before anything is typed in it (п. 4.5.2)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.grid import Grid
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows

pytestmark = pytest.mark.clause("4.5.2")
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"  # as when the teacher comes back to the window


@pytest.mark.parametrize("opened", [LessonPage, Grid])
def test_in_the_morning_the_page_says_that_it_is_of_another_day(
    windows: Windows, story: cast.Story, demo: Demo, opened: type[LessonPage] | type[Grid]
) -> None:
    page = windows.open(story.teacher)
    opened(page).open(story.lesson)
    with page.expect_response("**/changes**"):
        page.evaluate(LOOK)
    expect(page.locator("#new-day")).to_have_count(0)
    demo.show(MONDAY + timedelta(hours=12))
    with page.expect_response("**/changes**"):
        page.evaluate(LOOK)
    expect(page.locator("#new-day")).to_contain_text("Страница открыта в другой день")
    page.evaluate(LOOK)
    page.get_by_role("link", name="Обновите её").click()
    expect(page.locator("#new-day")).to_have_count(0)
