"""A refused cell is no dead end: once what stood in its way is gone, it goes again."""

from typing import Any

import pytest
from playwright.sync_api import expect

from ejournal.models.journal import Mark, Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    return LessonPage(windows.open(story.teacher)).open(story.lesson)


def marks(story: cast.Story) -> list[tuple[int, str]]:
    query: Any = Mark.select(Mark.pupil, Mark.value).join(Work).where(Work.lesson == story.lesson)
    return list(query.order_by(Mark.id).tuples())


@pytest.mark.clause("4.5.2")
def test_marks_typed_before_the_roll_go_once_one_pupil_is_noted(desk: LessonPage, story: cast.Story) -> None:
    other = cast.neighbours(story.lesson, story.child)[0]
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("Сначала сохраните посещаемость")
    desk.attend(other, "Н")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "5")]


@pytest.mark.clause("4.5.4")
def test_a_mark_of_somebody_noted_absent_goes_once_the_pupil_is_there(
    desk: LessonPage, story: cast.Story
) -> None:
    desk.attend(story.child, "Н")
    expect(desk.state).to_contain_text("отсутствуют: 1")
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("отсутствовал")
    desk.attend(story.child, "")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "5")]


@pytest.mark.clause("4.5.4")
def test_an_absence_refused_over_a_mark_goes_once_the_mark_is_taken_back(
    desk: LessonPage, story: cast.Story
) -> None:
    desk.all_present()
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    desk.attend(story.child, "Н")
    roll = desk.page.locator(f"#roll-{story.child}")
    expect(roll).to_contain_text("сотрите")
    desk.mark(story.child, "")
    expect(desk.state).to_contain_text("отсутствуют: 1")
    expect(roll.locator(".refusal")).to_have_count(0)


def test_the_same_sign_pressed_once_more_is_sent_once_more(desk: LessonPage, story: cast.Story) -> None:
    desk.mark(story.child, "7")
    expect(desk.cell(story.child)).to_contain_text("Такой отметки нет")
    with desk.page.expect_request(lambda request: f"/marks/answer/{story.child}" in request.url):
        desk.cell(story.child).locator("input").focus()
        desk.page.keyboard.press("Tab")
