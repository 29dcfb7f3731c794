"""A phone: what a finger presses is large enough, and what cannot be saved stays to be mended."""

import pytest
from playwright.sync_api import FloatRect, Page, Route, expect

from ejournal.models.journal import LessonText
from tests.browser import cast
from tests.browser.grid import Grid
from tests.browser.lesson import LessonPage
from tests.browser.windows import PHONE, Windows

FINGER, ROLL = 40, 44  # px
CELL = 36  # px
SIZES = "found => found.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"


@pytest.fixture
def phone(windows: Windows, story: cast.Story) -> Page:
    return windows.open(story.teacher, size=PHONE)


def sides(page: Page, what: str) -> list[float]:
    """Both sides of everything that is seen of it."""
    return [side for box in page.locator(what).evaluate_all(SIZES) for side in box if box[0] > 1]


def boxes(page: Page, what: str) -> list[FloatRect]:
    """Where everything of it stands."""
    found = [one.bounding_box() for one in page.locator(what).all()]
    return [box for box in found if box]


def test_arrows_and_buttons_are_no_smaller_than_a_finger(phone: Page) -> None:
    phone.goto("/today")
    for what in (".daynav a", ".leave button"):
        assert sides(phone, what) and min(sides(phone, what)) >= FINGER, what


def test_attendance_is_larger_still(phone: Page, story: cast.Story) -> None:
    desk = LessonPage(phone).open(story.lesson)
    labels = sides(desk.page, ".presence label span")
    assert labels and min(labels) >= ROLL
    assert min(sides(desk.page, "main button:not(.vh)")) >= FINGER


def test_most_of_the_first_screen_is_the_grid(phone: Page, story: cast.Story) -> None:
    Grid(phone).open(story.lesson)
    bottom = phone.locator("#entry").bounding_box()
    rows = [
        box for box in boxes(phone, "#grid tbody tr") if bottom and box["y"] + box["height"] <= bottom["y"]
    ]
    assert len(rows) >= 6
    assert min(box["height"] for box in boxes(phone, "#grid tbody td")) >= CELL


def test_marks_of_a_diary_stand_in_a_row(windows: Windows, story: cast.Story) -> None:
    page = windows.open(story.parent, size=PHONE)
    page.goto(f"/diary/{story.child}")
    rows = [boxes(page, f".marks tbody tr:nth-child({row}) .one") for row in range(1, 9)]
    several = [[mark["y"] for mark in marks] for marks in rows if len(marks) in (2, 3, 4)]
    assert several and all(max(tops) - min(tops) < 2 for tops in several)


def test_a_text_that_came_broken_stays_in_its_field_and_is_said_not_to_be_saved(
    windows: Windows, story: cast.Story
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    before = LessonText.select().count()

    def spoil(route: Route) -> None:
        route.continue_(post_data=(route.request.post_data or "") + "&spoilt=%ED%A0%80")

    desk.page.route("**/topic", spoil)
    desk.write_topic("Морфемика: повторение")
    expect(desk.topic).to_contain_text("не сохранено: текст пришёл повреждённым")
    expect(desk.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    assert LessonText.select().count() == before
    desk.page.unroute("**/topic")
    desk.topic.get_by_role("button", name="Повторить").click()
    expect(desk.topic).to_contain_text("Сохранено")
    assert LessonText.select().count() == before + 1
