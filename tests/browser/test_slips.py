"""A slip that is not written yet, on the other pages of its author: told with the way to it, and sent."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from ejournal.models.requests import LateLine
from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.test_looks import check, faults
from tests.browser.test_typing import Slip, slip_of
from tests.browser.test_typing_line import cut, deeds, desk, is_written, join, leave_freely, typed
from tests.browser.windows import PHONE, Windows, eventually, sign_in


def waiting(windows: Windows, story: cast.Story, answer: bool = False) -> Slip:
    """Typed, sent without a line, and left for another page."""
    slip = slip_of(windows.open(story.teacher), story)
    leave_freely(slip.page)
    cut(slip.page, answer)
    typed(slip)
    slip.save()
    expect(slip.page.locator("#sent")).to_contain_text("Нет связи")
    slip.page.goto("/today")
    return slip


def told(page: Page) -> Locator:
    return page.locator("#unsent p", has_text="Листок")


@pytest.mark.parametrize("answer", [False, True], ids=["request lost", "answer lost"])
def test_a_slip_that_waits_is_told_and_sent_from_another_page(
    windows: Windows, story: cast.Story, answer: bool
) -> None:
    before = deeds()
    slip = waiting(windows, story, answer)
    expect(told(slip.page)).to_contain_text("ждёт отправки: открыть")
    expect(told(slip.page)).to_contain_text(story.lesson.group.name)
    check(faults(slip.page))
    join(slip.page)
    expect(told(slip.page)).to_have_count(0)
    assert desk(slip.page) == []
    slip.open()
    assert is_written(slip)
    assert deeds() - before == 3


def test_its_link_leads_to_the_slip_which_goes_from_there(windows: Windows, story: cast.Story) -> None:
    slip = waiting(windows, story)
    told(slip.page).get_by_role("link", name="открыть").click()
    expect(slip.field(5)).to_have_value("15")
    expect(told(slip.page)).to_have_count(0)
    join(slip.page)
    assert is_written(slip)


def test_a_slip_that_was_typed_and_not_sent_is_told_and_stays(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher, size=PHONE), story)
    leave_freely(slip.page)
    typed(slip)
    slip.page.goto("/journal")
    expect(told(slip.page)).to_contain_text("набран и не записан: открыть")
    slip.page.wait_for_timeout(500)
    assert slip.codes()[:5] == [""] * 5
    told(slip.page).get_by_role("link", name="открыть").click()
    expect(slip.field(5)).to_have_value("15")
    slip.save()
    assert is_written(slip)
    slip.page.goto("/journal")
    expect(slip.page.get_by_role("heading", level=1)).to_be_visible()
    expect(told(slip.page)).to_have_count(0)


@pytest.mark.clause("4.5.4")
@pytest.mark.parametrize("drop", [False, True], ids=["opened", "thrown away"])
def test_a_slip_that_is_refused_behind_its_back_is_told(
    windows: Windows, story: cast.Story, demo: Demo, drop: bool
) -> None:
    slip = waiting(windows, story)
    demo.show(MONDAY + timedelta(days=1))
    join(slip.page)
    expect(told(slip.page)).to_contain_text("записан не весь")
    assert LateLine.select().count() == 0
    if drop:
        told(slip.page).get_by_role("button", name="Убрать").click()
        expect(told(slip.page)).to_have_count(0)
        assert desk(slip.page) == []
        return
    told(slip.page).get_by_role("link", name="открыть").click()
    expect(slip.field(1)).to_have_value("5")
    slip.save()
    slip.page.get_by_role("button", name="Передать обращением заместителю").first.click()
    assert eventually(slip.page, lambda: LateLine.select().count() == 1)


def test_a_slip_is_neither_told_nor_sent_under_the_next_person(windows: Windows, story: cast.Story) -> None:
    slip = waiting(windows, story)
    page = slip.page
    expect(told(page)).to_have_count(1)
    page.context.clear_cookies()
    sign_in(page, cast.colleague(story.lesson))
    join(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(500)
    expect(told(page)).to_have_count(0)
    assert slip.marks()[:5] == [""] * 5
    page.context.clear_cookies()
    page.goto("/sign-in")
    sign_in(page, story.teacher)
    assert eventually(page, lambda: slip.marks()[:5] == ["5", "", "", "", "5"])
