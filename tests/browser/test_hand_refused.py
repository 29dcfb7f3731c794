"""The pile of notebooks: what the school refuses, and which entry an answer is told of."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.hands import Hands
from tests.browser.lesson import LessonPage
from tests.browser.test_hand import desk, hands, put, row, said
from tests.browser.windows import eventually

__all__ = ["desk", "hands"]

MARKS = "**/marks/**"


@pytest.mark.clause("4.5.4")
def test_a_refusal_is_told_at_the_field_and_stands_in_the_cell(desk: LessonPage, hands: Hands) -> None:
    hands.chord("ф")
    put(hands, "ак5")
    expect(said(desk.page)).to_contain_text("5 — Аксёнов Илья: не записано. Сначала сохраните посещаемость")
    expect(row(desk.page, "Аксёнов").locator("td.mark .refusal")).to_be_visible()
    put(hands, "афо")
    expect(desk.state).to_contain_text("✓ посещаемость")
    expect(said(desk.page)).to_contain_text("опоздание — Афонина Ульяна")
    put(hands, "ак7")
    expect(said(desk.page)).to_contain_text("Такой отметки нет")


@pytest.mark.clause("4.5.4")
def test_the_answer_to_an_earlier_entry_is_not_told_of_a_later_one(desk: LessonPage, hands: Hands) -> None:
    """The refused «5» goes again when the attendance is saved; «7» is typed before its answer."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.page.route("**/asked-by-no-page", lambda route: route.abort())
    hands.chord("ф")
    put(hands, "ак5")
    expect(said(desk.page)).to_contain_text("не записано")
    desk.page.route(MARKS, hold)
    put(hands, "афо")
    assert eventually(desk.page, lambda: bool(held))
    put(hands, "ак7")
    expect(said(desk.page)).to_contain_text("7 — Аксёнов Илья: сохраняется…")
    desk.page.unroute(MARKS)
    held[0].continue_()
    expect(said(desk.page)).to_contain_text("Такой отметки нет")


def test_a_mark_that_was_refused_and_then_saved_by_itself_is_told_as_saved(
    desk: LessonPage, hands: Hands
) -> None:
    hands.chord("ф")
    put(hands, "ак5")
    expect(said(desk.page)).to_contain_text("не записано")
    desk.all_present()
    expect(row(desk.page, "Аксёнов").locator("td.mark")).to_contain_text("в записи до")
    expect(said(desk.page)).to_have_text("5 — Аксёнов Илья")


def test_what_another_tab_has_sent_is_told_as_sent(desk: LessonPage, hands: Hands) -> None:
    """This tab is cut off; the other, of the same browser, is not."""
    desk.all_present()
    desk.page.route("**/asked-by-no-page", lambda route: route.abort())
    other = desk.page.context.new_page()
    desk.page.route(MARKS, lambda route: route.abort())
    hands.chord("ф")
    put(hands, "ак5")
    expect(said(desk.page)).to_contain_text("5 — Аксёнов Илья: ждёт отправки")
    other.goto(desk.page.url)
    expect(said(desk.page)).to_have_text("5 — Аксёнов Илья", timeout=20000)


def test_what_waits_is_not_printed(desk: LessonPage, hands: Hands) -> None:
    desk.all_present()
    desk.page.context.set_offline(True)
    hands.chord("ф")
    put(hands, "ак5")
    expect(desk.page.locator("#unsent")).to_be_visible()
    desk.page.emulate_media(media="print")
    expect(desk.page.locator("#unsent")).to_be_hidden()
