"""Handing in without a line: the page stays with all that is on it, and says so."""

import re

from playwright.sync_api import expect

from ejournal.demo import school
from ejournal.models.audit import Audit
from ejournal.models.journal import HandIn
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows
from tests.loading.samples import SAMPLES


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


def test_a_form_of_the_office_stays_with_all_that_was_typed_and_goes_by_the_button_pressed(
    windows: Windows,
) -> None:
    """Which of the two buttons was pressed is told to the school when the line is back."""
    page = windows.open(school.DEPUTY)
    page.goto("/days-off")
    before = Audit.select().where(Audit.kind == "days.remote").count()
    page.get_by_label("вся школа").check()
    order = page.get_by_role("textbox", name="Приказ")
    order.fill("№ 81 от 23.11.2026")
    page.context.set_offline(True)
    remote = page.get_by_role("button", name="Учиться дистанционно")
    remote.dblclick()
    expect(page.locator("#no-line")).to_contain_text("Нет связи: ничего не отправлено, введённое осталось")
    expect(order).to_have_value("№ 81 от 23.11.2026")
    expect(page.get_by_label("вся школа")).to_be_checked()
    page.context.set_offline(False)
    remote.dblclick()
    expect(page.get_by_text("✓ Записано: уроки этих дней дистанционные")).to_be_visible()
    expect(page.get_by_role("region", name="Дистанционные дни")).to_contain_text("№ 81 от 23.11.2026")
    assert Audit.select().where(Audit.kind == "days.remote").count() == before + 1


def test_a_file_that_was_chosen_goes_when_the_line_is_back(windows: Windows) -> None:
    page = windows.open(school.ADMINISTRATOR)
    page.goto("/imports?kind=class_list")
    page.get_by_label(re.compile("^Файл")).set_input_files(SAMPLES / "02_списки_5-9_классов.xlsx")
    page.context.set_offline(True)
    look = page.get_by_role("button", name="Посмотреть, что понято")
    look.click()
    expect(page.locator("#no-line")).to_contain_text("Нет связи: ничего не отправлено")
    page.context.set_offline(False)
    look.click()
    expect(page.get_by_role("button", name="Применить исправления")).to_be_visible()
