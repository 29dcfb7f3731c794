"""Handing in without a line: the page stays with all that is on it, and says so."""

from playwright.sync_api import expect

from ejournal.models.journal import HandIn
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows


def test_a_lesson_is_not_handed_in_without_a_line_and_the_page_stays(
    windows: Windows, story: cast.Story
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.write_topic("Морфемика: повторение")
    desk.set_homework("§ 5")
    desk.all_present()
    desk.page.context.set_offline(True)
    desk.page.get_by_role("button", name="Сдать урок").click()
    expect(desk.page.locator("#no-line")).to_contain_text("Нет связи: ничего не отправлено")
    expect(desk.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    desk.page.context.set_offline(False)
    desk.hand_in()
    assert HandIn.select().where(HandIn.lesson == story.lesson).count() == 1


def test_a_sign_out_without_a_line_wipes_nothing_and_says_so(windows: Windows, story: cast.Story) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    page = desk.page
    page.context.set_offline(True)
    desk.mark(story.child, "5")
    expect(page.locator("#unsent")).to_contain_text("Ждут отправки: 1")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Выйти").click()
    expect(page.locator("#no-line")).to_contain_text("Выйти не получилось: нет связи")
    expect(page.locator("#unsent")).to_contain_text("Ждут отправки: 1")
    page.context.set_offline(False)
    expect(desk.cell(story.child)).to_contain_text("в записи до")


def test_a_day_is_not_handed_in_without_a_line_and_the_page_stays(
    windows: Windows, story: cast.Story
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.write_topic("Морфемика: повторение")
    desk.set_homework("§ 5")
    desk.all_present()
    desk.page.goto("/today")
    desk.page.context.set_offline(True)
    desk.page.get_by_role("button", name="Сдать день").click()
    expect(desk.page.locator("#no-line")).to_contain_text("Нет связи: ничего не отправлено")
    desk.page.context.set_offline(False)
    desk.page.get_by_role("button", name="Сдать день").click()
    expect(desk.page.locator("#no-line")).to_have_count(0)
    assert HandIn.select().where(HandIn.lesson == story.lesson).count() == 1
