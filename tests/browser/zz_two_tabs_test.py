"""One teacher with two tabs of a lesson: what was typed in one without a line is not undone by the other."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ejournal.models import journal, lesson_texts
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows

LONGER_THAN_A_TRY = 7000  # ms


def stands(story: cast.Story, absent: int) -> tuple[str, str, str]:
    """The topic, the mark of the child and the code of a neighbour."""
    topic = lesson_texts.texts([story.lesson.id]).get((story.lesson.id, "topic"))
    marks = [mark.value for mark in journal.cell_marks([story.lesson.id], story.child) if not mark.withdrawn]
    code: Any = journal.absences([story.lesson.id]).get((story.lesson.id, absent), (0, ""))
    return topic.text if topic else "", "".join(marks), code[1]


@pytest.mark.parametrize("front", ["first", "second"])
def test_what_one_tab_typed_without_a_line_is_not_undone_by_the_other(
    windows: Windows, story: cast.Story, front: str
) -> None:
    absent = cast.neighbours(story.lesson, story.child)[0]
    first = LessonPage(windows.open(story.teacher)).open(story.lesson)
    first.write_topic("Старая тема: повторение")
    first.all_present()
    context = first.page.context
    second: Page = context.new_page()
    second.goto(f"/lessons/{story.lesson.id}")
    context.set_offline(True)
    first.write_topic("Новая тема: закрепление")
    first.mark(story.child, "5")
    first.attend(absent, "Н")
    expect(first.page.locator("#unsent")).to_contain_text("Ждут отправки: 3")
    if front == "second":
        second.bring_to_front()
    context.set_offline(False)
    expect(first.page.locator("#unsent")).to_have_count(0, timeout=20000)
    second.wait_for_timeout(LONGER_THAN_A_TRY)
    assert stands(story, absent) == ("Новая тема: закрепление", "5", "Н")
