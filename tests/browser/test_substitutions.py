"""A teacher falls ill: the deputy asks a free colleague, who finds the lesson and gives it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from ejournal.demo import school
from ejournal.models.people import names
from ejournal.models.substitutions import Replacement
from ejournal.models.timetable import Lesson, teachers_of
from ejournal.wording import short_name
from tests.browser import cast
from tests.browser.test_looks import check, look_at
from tests.browser.windows import PC, PHONE, Windows, sign_in

pytestmark = pytest.mark.clause("4.2.2д")
TOMORROW = cast.TODAY + timedelta(days=1)


def name_of(person: int) -> str:
    return short_name(*names([person], TOMORROW)[person])


def deputy(windows: Windows, js: bool) -> Page:
    page = windows.open(school.DEPUTY, js, PC if js else PHONE)
    page.goto("/today")
    return page


def away(windows: Windows, js: bool) -> tuple[Page, int]:
    """The deputy's page of a teacher who is away tomorrow, and the first lesson that waits there."""
    page = deputy(windows, js)
    page.get_by_role("link", name="Замены", exact=True).click()
    (lesson, *_) = cast.lessons(Lesson.date == TOMORROW, Lesson.substitute.is_null())
    page.get_by_label("Кто").select_option(label=name_of(min(teachers_of(lesson))))
    page.get_by_label("с", exact=True).fill(TOMORROW.isoformat())
    page.get_by_label("по", exact=True).fill(TOMORROW.isoformat())
    page.get_by_role("button", name="Записать и подобрать замены").click()
    expect(page.get_by_role("button", name="Записать решения")).to_be_visible()
    return page, lesson.id


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_a_colleague_is_asked_and_gives_the_lesson(windows: Windows, js: bool) -> None:
    page, lesson = away(windows, js)
    choice = page.locator(f'select[name="lesson-{lesson}"]')
    wanted = choice.locator('option[value^="replaced:"]').first
    chosen = wanted.get_attribute("value") or ""
    for other in page.locator('select[name^="lesson-"]').all():
        other.select_option("")
    choice.select_option(chosen)
    page.get_by_role("button", name="Записать решения").click()
    substitute = int(chosen.removeprefix("replaced:"))
    expect(page.get_by_text(re.compile("^Замена: "))).to_have_count(1)
    assert Replacement.get(Replacement.lesson == lesson).substitute_id == substitute
    page.goto(f"/substitutions/day?day={TOMORROW}")
    expect(page.get_by_role("row").filter(has_text=name_of(substitute))).to_have_count(1)
    theirs = windows.open(js=js)
    sign_in(theirs, cast.snils(substitute))
    theirs.goto(f"/today?day={TOMORROW}")
    theirs.get_by_role("listitem").filter(has_text="замена").get_by_role("link").first.click()
    expect(theirs.get_by_text(re.compile("замена: "))).to_be_visible()
    assert theirs.url.endswith(f"/lessons/{lesson}")


def test_a_lesson_is_not_cancelled_without_an_order_and_what_was_chosen_stays(windows: Windows) -> None:
    page, lesson = away(windows, True)
    choice = page.locator(f'select[name="lesson-{lesson}"]')
    choice.select_option("cancelled")
    page.get_by_role("button", name="Записать решения").click()
    expect(page.get_by_role("alert")).to_contain_text("Для отмены урока укажите приказ")
    expect(choice).to_have_value("cancelled")
    page.get_by_label("Приказ об отмене").fill("№ 75 от 24.11.2026")
    page.get_by_role("button", name="Записать решения").click()
    expect(page.get_by_text(re.compile("^Урок отменён: № 75"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Снять решение")).first.click()
    expect(page.get_by_text(re.compile("^Урок отменён"))).to_have_count(0)


def test_the_pages_can_be_read_and_used(windows: Windows) -> None:
    page, _ = away(windows, True)
    check(
        look_at(page, page.url, "/substitutions", "/substitutions/log", f"/substitutions/day?day={TOMORROW}")
    )


def test_the_timetable_can_be_read_and_used(windows: Windows) -> None:
    check(look_at(deputy(windows, True), "/timetable", "/timetable?of=room:12"))
