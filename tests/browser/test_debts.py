"""A missed control work: from the refused cell to today's lesson by one press."""

from datetime import datetime, time

import pytest
from peewee import fn
from playwright.sync_api import expect

from ejournal.demo import run
from ejournal.models.journal import Mark, Work
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.demo import Demo
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows

pytestmark = pytest.mark.clause("4.5.4")


def test_the_mark_of_a_missed_work_goes_into_todays_lesson_by_one_press(
    windows: Windows, story: cast.Story, demo: Demo
) -> None:
    missed = story.lesson
    page = windows.open(story.teacher)
    desk = LessonPage(page).open(missed)
    desk.all_present()
    desk.attend(story.child, "Н")
    desk.add_column("control")
    expect(desk.cell(story.child, "control")).to_be_visible()
    after = (Lesson.group == missed.group_id) & (Lesson.date > missed.date)
    day = Lesson.select(fn.MIN(Lesson.date)).where(after)
    today = Lesson.select().where(after & (Lesson.date == day)).order_by(Lesson.number.desc()).first()
    demo.show(datetime.combine(today.date, time(15), run.ZONE))
    LessonPage(page).open(today).all_present()
    desk.open(missed)
    desk.mark(story.child, "4", "control")
    cell = desk.cell(story.child, "control")
    cell.get_by_role("button", name="Поставить сегодня «4»").click()
    page.wait_for_url(f"**/lessons/{today.id}*")
    kind = f"control_{missed.date:%Y%m%d}"
    expect(desk.cell(story.child, kind).locator("input")).to_have_value("4")
    written = Mark.select(Mark.value, Work.kind).join(Work).where(Work.lesson == today.id)
    assert list(written.tuples()) == [("4", kind)]
