"""A cell says one thing: a mark that was lost on the way and is set all the same is set, and nothing else."""

from playwright.sync_api import Locator, expect

from tests.browser import cast
from tests.browser.grid import Grid
from tests.browser.lesson import LessonPage
from tests.browser.test_outbox_shelf import marks
from tests.browser.windows import Windows, eventually

CELLS = "**/lessons/*/marks/**"
FILLED = ("Морфемика: повторение", "§ 5")


def lost(windows: Windows, story: cast.Story) -> LessonPage:
    """A lesson whose one mark waits, and nothing of which arrives but the whole form."""
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.write_topic(FILLED[0])
    desk.set_homework(FILLED[1])
    desk.all_present()
    desk.page.context.route(CELLS, lambda route: route.abort())
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("ждёт отправки")
    return desk


def said(cell: Locator) -> str:
    """What of the cell can be seen."""
    return " ".join(cell.inner_text().split())


def test_a_lost_mark_that_the_hand_in_has_set_is_set_alone(windows: Windows, story: cast.Story) -> None:
    desk = lost(windows, story)
    desk.hand_in()
    page, cell = desk.page, desk.cell(story.child)
    expect(page.locator("#unsent")).to_have_count(0)
    page.wait_for_timeout(500)  # long enough for what waits to be tried again
    assert said(cell) == "выставлена"
    assert marks(story) == ["5"]
    page.reload()
    page.wait_for_timeout(500)
    assert said(cell) == "выставлена"
    page.context.unroute(CELLS)
    page.goto(f"/journal/{story.lesson.group_id}")
    expect(page.locator("#grid")).to_be_visible()
    expect(page.locator("#unsent")).to_have_count(0)
    assert marks(story) == ["5"]


def test_in_the_grid_too(windows: Windows, story: cast.Story) -> None:
    desk = lost(windows, story)
    other = LessonPage(windows.open(story.teacher)).open(story.lesson)
    other.mark(story.child, "5")
    expect(other.cell(story.child)).to_contain_text("в записи до")
    grid = Grid(desk.page).open(story.lesson)
    expect(desk.page.locator("#unsent")).to_have_count(0)
    grid.cell(story.child, story.lesson).click()
    expect(grid.told).to_contain_text("«5» в записи до")
    assert marks(story) == ["5"]


def test_a_lost_mark_beside_which_another_was_set_waits_alone_and_is_refused(
    windows: Windows, story: cast.Story
) -> None:
    desk = lost(windows, story)
    other = LessonPage(windows.open(story.teacher)).open(story.lesson)
    other.mark(story.child, "4")
    other.hand_in()
    desk.page.reload()
    cell = desk.cell(story.child)
    expect(cell).to_contain_text("ждёт отправки: нет связи")
    assert "выставлена" not in said(cell)
    expect(cell.locator("input")).to_have_value("5")
    desk.page.context.unroute(CELLS)
    desk.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(cell.locator(".refusal")).to_be_visible()
    assert "ждёт" not in said(cell)
    expect(cell.locator("input")).to_have_value("4")
    assert eventually(desk.page, lambda: marks(story) == ["4"])
