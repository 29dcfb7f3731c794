"""Two teachers of one lesson on two PCs: each sees what the other has written."""

import pytest
from playwright.sync_api import expect

from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, sign_in

WRITES = "**/lessons/*/**"
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"  # as when the teacher comes back to the window


@pytest.fixture
def both(windows: Windows, story: cast.Story) -> tuple[LessonPage, LessonPage]:
    page = windows.open()
    sign_in(page, cast.colleague(story.lesson))
    return (
        LessonPage(windows.open(story.teacher)).open(story.lesson),
        LessonPage(page).open(story.lesson),
    )


def test_what_one_wrote_appears_at_the_other(both: tuple[LessonPage, LessonPage], story: cast.Story) -> None:
    first, second = both
    first.write_topic("Морфемика: повторение")
    first.all_present()
    first.mark(story.child, "5")
    expect(first.state).to_contain_text("отметок в записи: 1")
    second.page.evaluate(LOOK)
    expect(second.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    expect(second.state).to_contain_text("✓ посещаемость")
    expect(second.cell(story.child)).to_contain_text("вводит другой")
    neighbour = cast.neighbours(story.lesson, story.child)[0]
    second.mark(neighbour, "4")
    expect(second.cell(neighbour)).to_contain_text("в записи до")


def test_what_is_being_typed_stays_and_its_save_tells_of_both(both: tuple[LessonPage, LessonPage]) -> None:
    first, second = both
    second.page.get_by_label("Тема урока").fill("Словообразование")
    first.write_topic("Морфемика: повторение")
    expect(first.topic).to_contain_text("Сохранено")
    second.page.evaluate(LOOK)
    expect(second.state).to_contain_text("✓ тема")
    expect(second.page.get_by_label("Тема урока")).to_have_value("Словообразование")
    second.page.get_by_label("Тема урока").blur()
    expect(second.topic).to_contain_text("сохранили другое: «Морфемика: повторение»")
    expect(second.page.get_by_label("Тема урока")).to_have_value("Словообразование")


def test_the_question_is_asked_every_quarter_of_a_minute(both: tuple[LessonPage, LessonPage]) -> None:
    first, second = both
    first.write_topic("Морфемика: повторение")
    expect(second.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение", timeout=25000)


def test_a_text_that_waited_and_met_another_is_shown_beside_it_on_any_page(
    both: tuple[LessonPage, LessonPage],
) -> None:
    first, second = both
    page = second.page
    page.route(WRITES, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    second.write_topic("Словообразование")
    expect(second.topic).to_contain_text("ждёт отправки")
    first.write_topic("Морфемика: повторение & «проверка»")
    expect(first.topic).to_contain_text("Сохранено")
    page.goto("/today")
    page.unroute_all(behavior="wait")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("сохранили другое: «Морфемика: повторение & „проверка“»", timeout=40000)
    expect(unsent).to_contain_text("Тема урока: Словообразование")
