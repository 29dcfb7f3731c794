"""The grid and the line: what waits, is refused or comes anew, each said of the right lesson."""

import pytest
from playwright.sync_api import Page, expect

from ejournal.models.curriculum import Group, Subject
from ejournal.models.journal import RollCall
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.grid import ABSENT, ALL, Grid
from tests.browser.windows import Windows, eventually, sign_in

WRITES = "**/lessons/*/**"
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"  # as when the teacher comes back to the window


@pytest.fixture
def grid(windows: Windows, story: cast.Story) -> Grid:
    """Watched from the first: a page hears of a route a moment late, and a request would go past it."""
    page = windows.open(story.teacher)
    page.route("**/asked-by-no-page", lambda route: route.abort())
    return Grid(page).open(story.lesson)


def rolls(*lessons: Lesson) -> list[bool]:
    """Whether the attendance of each lesson is noted."""
    return [RollCall.select().where(RollCall.lesson == lesson).exists() for lesson in lessons]


def cut(page: Page) -> None:
    page.route(WRITES, lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def try_again(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('online'))")


@pytest.mark.clause("4.5.2")
def test_of_two_lessons_today_the_attendance_of_the_column_in_focus_is_noted(windows: Windows) -> None:
    """Technology of grade 7 is the sixth and the seventh lesson of Monday."""
    first, second = cast.lessons(
        Lesson.date == cast.TODAY, Group.name == "7 класс", Subject.name == "Труд (технология)"
    )
    page = windows.open()
    sign_in(page, cast.teacher(first))
    grid = Grid(page).open(first)
    pupil = int(page.locator("#grid tbody tr").first.get_attribute("data-p") or 0)
    grid.cell(pupil, second).click()
    grid.press(ALL)
    expect(page.locator("form[data-roll]")).to_have_count(1)
    assert rolls(first, second) == [False, True]
    grid.press(ALL)
    expect(grid.told).to_contain_text("Посещаемость этого урока уже отмечена")
    grid.cell(pupil, first).click()
    grid.press(ALL)
    expect(page.locator("form[data-roll]")).to_have_count(0)
    assert rolls(first, second) == [True, True]


@pytest.mark.clause("4.5.2")
def test_in_the_column_of_another_day_nobody_is_noted_present(grid: Grid, story: cast.Story) -> None:
    grid.press("ArrowLeft", ALL)
    expect(grid.told).to_contain_text("Посещаемость отмечают в графе сегодняшнего урока")
    expect(grid.page.locator("form[data-roll] span").first).to_contain_text("ещё не отмечена")
    assert rolls(story.lesson) == [False]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "больше не открыто"),
        (404, "больше не открыто"),
        (413, "Слишком длинный текст"),
        (400, "Сервер отказал"),
    ],
)
def test_a_refusal_without_words_is_told_by_what_it_is(grid: Grid, status: int, words: str) -> None:
    grid.page.route(WRITES, lambda route: route.fulfill(status=status, body=""))
    grid.press(ALL)
    said = grid.page.locator("form[data-roll] span").first
    expect(said).to_contain_text(f"Посещаемость не записана. {'Это вам ' * (status in (403, 404))}{words}")
    grid.press("5")
    expect(grid.told).to_contain_text("«5» не записано")
    expect(grid.told).to_contain_text(words)
    expect(grid.told).not_to_contain_text("нет на это права")


@pytest.mark.clause("4.5.2")
def test_attendance_without_a_line_says_that_it_waits_and_after_a_reload_too(
    grid: Grid, story: cast.Story
) -> None:
    page = grid.page
    said = page.locator("form[data-roll] span").first
    cut(page)
    grid.press(ALL)
    expect(said).to_have_text("Посещаемость ждёт отправки: нет связи")
    grid.press(ALL)  # once more changes nothing
    expect(said).to_have_text("Посещаемость ждёт отправки: нет связи")
    page.reload()
    expect(said).to_have_text("Посещаемость ждёт отправки: нет связи")
    page.unroute(WRITES)
    try_again(page)
    expect(page.locator("form[data-roll]")).to_have_count(0)
    assert rolls(story.lesson) == [True]


def test_a_refusal_stands_in_its_cell_when_the_table_comes_anew(
    grid: Grid, story: cast.Story, windows: Windows
) -> None:
    page = windows.open()
    sign_in(page, cast.colleague(story.lesson))
    beside = Grid(page).open(story.lesson)
    grid.all_present()
    grid.press(ABSENT)
    expect(grid.told).to_contain_text("Сохранено")
    grid.press("5")
    expect(grid.told).to_contain_text("«5» не записано")
    grid.press("Enter")
    row = page.locator("#grid tbody tr").nth(2).get_attribute("data-p")
    page.reload()
    beside.cell(int(row or 0), story.lesson).click()
    beside.press(ABSENT)
    expect(beside.told).to_contain_text("Сохранено")
    grid.page.evaluate(LOOK)
    expect(grid.cell(int(row or 0), story.lesson)).to_have_text("Н")
    refused = grid.page.locator("#grid td.bad")
    expect(refused).to_have_count(1)
    grid.press("ArrowUp")
    expect(refused).to_be_focused()
    expect(grid.told).to_contain_text("«5» не записано")
    assert eventually(grid.page, lambda: rolls(story.lesson) == [True])
