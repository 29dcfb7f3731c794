"""One teacher with two tabs of a lesson: what was typed in one without a line is not undone by the other."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from ejournal.models import journal, lesson_texts
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, eventually

LONGER_THAN_A_TRY = 7000  # ms


def stands(story: cast.Story, absent: int) -> tuple[str, str, str]:
    """The topic, the mark of the child and the code of a neighbour."""
    topic = lesson_texts.texts([story.lesson.id]).get((story.lesson.id, "topic"))
    marks = [mark.value for mark in journal.cell_marks([story.lesson.id], story.child) if not mark.withdrawn]
    code: Any = journal.absences([story.lesson.id]).get((story.lesson.id, absent), (0, ""))
    return topic.text if topic else "", "".join(marks), code[1]


def cut(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_what_one_tab_could_not_send_the_other_sends_and_does_not_undo(
    windows: Windows, story: cast.Story
) -> None:
    absent = cast.neighbours(story.lesson, story.child)[0]
    first = LessonPage(windows.open(story.teacher)).open(story.lesson)
    first.write_topic("Старая тема: повторение")
    first.all_present()
    second: Page = first.page.context.new_page()
    second.goto(f"/lessons/{story.lesson.id}")
    first.page.route("**/lessons/*/**", cut)
    first.write_topic("Новая тема: закрепление")
    first.mark(story.child, "5")
    first.attend(absent, "Н")
    expect(first.page.locator("#unsent")).to_contain_text("Ждут отправки: 3")
    second.evaluate("dispatchEvent(new Event('online'))")
    wanted = ("Новая тема: закрепление", "5", "Н")
    assert eventually(second, lambda: stands(story, absent) == wanted, 20000)
    second.wait_for_timeout(LONGER_THAN_A_TRY)
    assert stands(story, absent) == wanted
    expect(first.page.locator("#unsent")).to_have_count(0)
