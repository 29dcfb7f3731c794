"""A slip over a dropped line, a reload, an ended session, and after its day: written once, never lost."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from ejournal.models.audit import Audit
from ejournal.models.requests import LateLine
from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.test_looks import check, faults
from tests.browser.test_typing import Slip, slip_of
from tests.browser.windows import Windows, eventually, sign_in, sign_out

TYPING = "**/typing"
NO_LINE = "Нет связи: ничего не отправлено, листок остался на этой странице и в браузере"

WHOLE_DESK = """() => new Promise((resolve) => {
    const request = indexedDB.open("ejournal");
    request.onsuccess = () => {
        const asked = request.result.transaction(["desk"]).objectStore("desk").getAllKeys();
        asked.onsuccess = () => {
            request.result.close();
            resolve(asked.result.filter(Array.isArray));
        };
    };
})"""


def cut(page: Page, answer: bool = False) -> list[int]:
    """No slip arrives; or each arrives, and its `answer` is lost. What the school had answered."""
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        if answer:
            lost.append(route.fetch().status)
        return route.abort()

    page.context.route(TYPING, lose)
    return lost


def join(page: Page) -> None:
    page.context.unroute_all(behavior="wait")
    page.evaluate("window.dispatchEvent(new Event('online'))")


def typed(slip: Slip) -> None:
    for number, sign in enumerate(("5", "0", "", "1", "15"), start=1):
        slip.field(number).fill(sign)


def is_written(slip: Slip, marks: int = 2) -> bool:
    expect(slip.page.get_by_text(f"отметок в записи: {marks}")).to_be_visible(timeout=7000)
    expect(slip.page.locator("#sent")).to_be_empty()
    assert slip.codes()[:5] == ["", "Н", "", "ОП", "ОП"]
    assert slip.marks()[:5] == ["5", "", "", "", "5"]
    return True


def deeds() -> int:
    return int(Audit.select().count())


def desk(page: Page) -> list[Any]:
    """The slips that lie in the browser, whoever's they are."""
    found: list[Any] = page.evaluate(WHOLE_DESK)
    return found


def leave_freely(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())


def test_without_a_line_the_slip_stays_and_goes_by_itself(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    cut(slip.page)
    typed(slip)
    slip.save()
    expect(slip.page.locator("#sent")).to_contain_text(NO_LINE)
    expect(slip.page.locator("#sent")).to_be_in_viewport()
    expect(slip.field(5)).to_have_value("15")
    assert slip.marks()[:5] == [""] * 5
    slip.page.context.unroute_all(behavior="wait")  # and no event tells of it
    assert is_written(slip)


def test_a_slip_whose_answer_was_lost_is_written_once(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    lost, before = cut(slip.page, answer=True), deeds()
    typed(slip)
    slip.save()
    expect(slip.page.locator("#sent")).to_contain_text("Нет связи")
    join(slip.page)
    assert is_written(slip)
    assert (lost, deeds() - before) == ([200], 3)


@pytest.mark.parametrize("answer", [False, True], ids=["request lost", "answer lost"])
def test_a_slip_that_waits_goes_after_a_reload(windows: Windows, story: cast.Story, answer: bool) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    leave_freely(slip.page)
    cut(slip.page, answer)
    before = deeds()
    typed(slip)
    slip.save()
    expect(slip.page.locator("#sent")).to_contain_text("Нет связи")
    slip.page.reload()
    expect(slip.field(5)).to_have_value("15")
    expect(slip.page.locator("#sent")).to_contain_text("Нет связи")
    join(slip.page)
    assert is_written(slip)
    assert deeds() - before == 3
    slip.page.reload()
    expect(slip.page.locator("#sent")).to_be_empty()
    assert desk(slip.page) == []


def test_what_is_typed_and_not_sent_is_back_after_a_reload_or_thrown_away(
    windows: Windows, story: cast.Story
) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    leave_freely(slip.page)
    typed(slip)
    slip.page.reload()
    expect(slip.page.locator("#sent")).to_contain_text("Возвращено набранное раньше")
    expect(slip.field(2)).to_have_value("0")
    assert slip.codes()[:5] == [""] * 5
    slip.page.get_by_role("button", name="Убрать набранное").click()
    expect(slip.field(2)).to_have_value("")
    expect(slip.page.locator("#sent")).to_be_empty()
    assert desk(slip.page) == []


def test_an_old_slip_does_not_write_over_what_was_changed_since(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    leave_freely(slip.page)
    slip.field(1).fill("0")
    other = slip_of(windows.open(story.teacher), story)
    other.field(1).fill("1")
    other.save()
    expect(other.page.get_by_text("посещаемость сохранена")).to_be_visible()
    slip.page.reload()
    expect(slip.field(1)).to_have_value("0")
    slip.save()
    expect(slip.page.locator(".signs li").first).to_contain_text("изменили в другом окне")
    assert slip.codes()[0] == "ОП"


def test_an_ended_session_keeps_the_slip_until_its_author_signs_in(
    windows: Windows, story: cast.Story
) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    typed(slip)
    slip.page.context.clear_cookies()
    slip.save()
    expect(slip.page.locator("#sent")).to_contain_text("Вход закончился, ничего не записано")
    link = slip.page.locator("#sent").get_by_role("link", name="войдите в новой вкладке")
    assert link.get_attribute("href") == "/sign-in"
    sign_in(slip.page.context.new_page(), story.teacher)
    assert is_written(slip)


def test_what_is_typed_while_the_slip_is_on_its_way_stays(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    held: list[Route] = []
    slip.page.route(TYPING, lambda route: held.append(route))
    typed(slip)
    slip.save()
    assert eventually(slip.page, lambda: len(held) == 1)
    slip.field(3).fill("4")
    held[0].continue_()
    slip.page.unroute(TYPING)
    expect(slip.page.locator("#sent")).to_contain_text("ещё не записано")
    expect(slip.field(3)).to_have_value("4")
    assert slip.marks()[:5] == ["5", "", "", "", "5"]
    slip.save()
    expect(slip.page.get_by_text("отметок в записи: 3")).to_be_visible()
    assert slip.marks()[:5] == ["5", "", "4", "", "5"]


def test_a_browser_that_keeps_nothing_says_so(windows: Windows, story: cast.Story) -> None:
    page = windows.open(story.teacher)
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no'); } });"
    )
    slip = slip_of(page, story)
    cut(page)
    typed(slip)
    slip.save()
    expect(page.locator("#sent")).to_contain_text("остался только на этой странице: не закрывайте её")
    check(faults(page))
    join(page)
    assert is_written(slip)


def test_a_sign_out_wipes_the_slip(windows: Windows, story: cast.Story) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    cut(slip.page)
    typed(slip)
    slip.save()
    expect(slip.page.locator("#sent")).to_contain_text("Нет связи")
    other = slip.page.context.new_page()
    other.goto("/today")
    assert len(desk(other)) == 1
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    other.on("dialog", agree)
    sign_out(other)
    assert asked == ["Не отправлено записей: 1. После выхода они пропадут. Выйти?"]
    expect(slip.page.locator("#sent")).to_contain_text("Не отправлено: вы вышли")
    assert desk(other) == []


@pytest.mark.clause("4.5.4")
def test_a_slip_that_came_too_late_is_handed_over(windows: Windows, story: cast.Story, demo: Demo) -> None:
    slip = slip_of(windows.open(story.teacher), story)
    typed(slip)
    demo.show(MONDAY + timedelta(days=1))
    slip.save()
    for _ in range(2):
        slip.page.get_by_role("button", name="Передать обращением заместителю").first.click()
    expect(slip.page.locator("#unsent")).to_contain_text("обращением заместителю")
    assert eventually(slip.page, lambda: LateLine.select().count() == 2)
    assert (slip.codes()[:5], slip.marks()[:5]) == (["", "Н", "", "ОП", "ОП"], [""] * 5)


@pytest.mark.clause("4.5.4")
def test_without_javascript_enter_saves_and_the_button_hands_over(
    windows: Windows, story: cast.Story, demo: Demo
) -> None:
    slip = slip_of(windows.open(story.teacher, js=False), story)
    demo.show(MONDAY + timedelta(days=1))
    slip.field(1).fill("5")
    for _ in range(2):
        slip.field(1).press("Enter")
        expect(slip.page.locator(".signs li").first).to_contain_text("только в день урока")
        expect(slip.field(1)).to_have_value("5")
    assert LateLine.select().count() == 0
    slip.page.get_by_role("button", name="Передать обращением заместителю").click()
    expect(slip.page.get_by_role("heading", name="Записки и обращения")).to_be_visible()
    assert LateLine.select().count() == 1


def test_without_javascript_an_ended_session_keeps_the_slip_on_its_page(
    windows: Windows, story: cast.Story
) -> None:
    slip = slip_of(windows.open(story.teacher, js=False), story)
    typed(slip)
    slip.page.context.clear_cookies()
    slip.save()
    expect(slip.page.get_by_role("heading", name="Вход закончился, ничего не записано")).to_be_visible()
    sign_in(slip.page.context.new_page(), story.teacher)
    slip.page.get_by_role("button", name="Отправить снова").click()
    assert is_written(slip)
