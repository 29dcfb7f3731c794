"""A line that drops: what was typed waits in the browser of its author, and is written once."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from ejournal.models.journal import LessonText, Mark, Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, choose, eventually, sign_in

WAITS = "ждёт отправки"
WRITES = "**/lessons/*/**"


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    opened = LessonPage(windows.open(story.teacher)).open(story.lesson)
    opened.all_present()
    return opened


def marks(story: cast.Story) -> list[tuple[int, str]]:
    """Every mark ever written in the lesson: pupil and value."""
    mine = Work.lesson == story.lesson
    query: Any = Mark.select(Mark.pupil, Mark.value).join(Work).where(mine).order_by(Mark.id).tuples()
    return list(query)


def topics(story: cast.Story) -> list[str]:
    mine = (LessonText.lesson == story.lesson) & (LessonText.field == "topic")
    return [text.text for text in LessonText.select().where(mine)]


def drop(route: Route) -> None:
    route.abort()


def lose_the_answer(route: Route) -> None:
    """The school has written it, and the line drops before the answer comes."""
    route.fetch()
    route.abort()


def cut(page: Page, how: Callable[[Route], None] = drop) -> None:
    """Nothing that is sent arrives, while pages still open."""
    page.route(WRITES, lambda route: how(route) if route.request.method == "POST" else route.continue_())


def join(page: Page) -> None:
    page.unroute_all(behavior="wait")


@pytest.mark.parametrize("slower", [1, 6])
def test_a_mark_typed_without_a_line_says_so_and_goes_by_itself_when_the_line_is_back(
    desk: LessonPage, story: cast.Story, slower: int
) -> None:
    desk.page.context.new_cdp_session(desk.page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    desk.page.context.set_offline(True)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    expect(desk.cell(story.child).locator("input")).to_have_value("5")
    expect(desk.page.locator("#unsent")).to_contain_text("Ждут отправки: 1")
    assert marks(story) == []
    desk.page.context.set_offline(False)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    expect(desk.page.locator("#unsent")).to_have_count(0)
    assert marks(story) == [(story.child, "5")]


def test_a_mark_whose_answer_was_lost_is_written_once_when_sent_again(
    desk: LessonPage, story: cast.Story
) -> None:
    cut(desk.page, lose_the_answer)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    assert marks(story) == [(story.child, "5")]
    join(desk.page)
    desk.cell(story.child).get_by_role("button", name="Повторить").click()
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "5")]


def test_what_is_retyped_after_a_lost_answer_is_a_slip_and_no_conflict(
    desk: LessonPage, story: cast.Story
) -> None:
    cut(desk.page, lose_the_answer)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    join(desk.page)
    desk.mark(story.child, "4")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    expect(desk.cell(story.child).locator("input")).to_have_value("4")
    assert eventually(desk.page, lambda: marks(story) == [(story.child, "5"), (story.child, "4")])
    expect(desk.cell(story.child)).not_to_contain_text("другом окне")


def test_after_a_reload_what_waits_stands_in_its_fields_and_is_sent(
    desk: LessonPage, story: cast.Story
) -> None:
    cut(desk.page)
    desk.mark(story.child, "5")
    desk.write_topic("Морфемика: повторение")
    expect(desk.topic).to_contain_text(WAITS)
    desk.page.reload()
    expect(desk.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    expect(desk.cell(story.child).locator("input")).to_have_value("5")
    assert (topics(story), marks(story)) == ([], [])
    join(desk.page)
    expect(desk.topic).to_contain_text("Сохранено", timeout=10000)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert (topics(story), marks(story)) == (["Морфемика: повторение"], [(story.child, "5")])


def test_what_waits_is_sent_from_another_page_too(desk: LessonPage, story: cast.Story) -> None:
    cut(desk.page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    desk.page.get_by_role("link", name="Мои уроки").first.click()
    expect(desk.page.locator("#unsent")).to_contain_text("Ждут отправки: 1")
    join(desk.page)
    expect(desk.page.locator("#unsent")).to_have_count(0, timeout=10000)
    assert marks(story) == [(story.child, "5")]


def test_what_waits_is_sent_in_the_order_of_typing(windows: Windows, story: cast.Story) -> None:
    """A mark needs the attendance: sent before it, the mark would be refused."""
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    cut(desk.page)
    desk.page.get_by_role("button", name="Все присутствуют").click()
    expect(desk.page.locator("#roll > .sending")).to_contain_text(WAITS)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    desk.page.get_by_role("link", name="Мои уроки").first.click()
    expect(desk.page.locator("#unsent")).to_contain_text("Ждут отправки: 2")
    join(desk.page)
    expect(desk.page.locator("#unsent")).to_have_count(0, timeout=15000)
    assert marks(story) == [(story.child, "5")]


def test_what_waits_is_never_sent_under_the_next_person(
    desk: LessonPage, story: cast.Story, windows: Windows
) -> None:
    cut(desk.page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    page = desk.page
    page.context.clear_cookies()
    join(page)
    sign_in(page, story.parent)
    page.evaluate("window.dispatchEvent(new Event('online'))")  # as when the line comes back: a try at once
    assert page.evaluate("outbox.pending('/')") == []
    expect(page.locator("#unsent")).to_have_count(0)
    assert marks(story) == []
    page.context.clear_cookies()
    sign_in(page, story.teacher)
    assert eventually(page, lambda: marks(story) == [(story.child, "5")])
    expect(page.locator("#unsent")).to_have_count(0)


def test_a_page_left_open_by_one_person_writes_nothing_under_the_next(
    desk: LessonPage, story: cast.Story
) -> None:
    page = desk.page
    page.context.clear_cookies()
    other = page.context.new_page()
    sign_in(other, story.parent)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("ждёт отправки: вход закончился")
    other.context.clear_cookies()
    sign_in(other, story.teacher)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "5")]


@pytest.mark.parametrize("agreed", [True, False], ids=["wiped", "stayed"])
def test_signing_out_asks_and_wipes_what_waits(desk: LessonPage, story: cast.Story, agreed: bool) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if agreed:
            dialog.accept()
        else:
            dialog.dismiss()

    cut(desk.page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    desk.page.on("dialog", answer)
    with desk.page.expect_event("dialog"):  # it comes after the store was read, not with the click
        desk.page.get_by_role("button", name="Выйти").click()
    if agreed:
        desk.page.wait_for_url(lambda url: "/lessons/" not in url)
    assert len(asked) == 1 and "Не отправлено записей: 1" in asked[0]
    assert kept(desk.page, story) == (0 if agreed else 1)
    assert marks(story) == []


def kept(page: Page, story: cast.Story) -> int:
    """How much lies in the browser; asked on a page of the journal, for only there its store is."""
    page.goto("/sign-in")
    return int(
        page.evaluate(
            """() => new Promise((resolve) => {
              const request = indexedDB.open("ejournal");
              request.onsuccess = () => {
                const count = request.result.transaction("unsent").objectStore("unsent").count();
                count.onsuccess = () => { request.result.close(); resolve(count.result); };
              };
            })"""
        )
    )


def test_an_ended_session_keeps_the_text_and_goes_on_after_signing_in(
    desk: LessonPage, story: cast.Story
) -> None:
    page = desk.page
    page.context.clear_cookies()
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("ждёт отправки: вход закончился")
    other = page.context.new_page()
    other.goto("/sign-in")
    other.get_by_role("link", name="Войти через Госуслуги").click()
    choose(other, story.teacher)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "5")]


def test_a_column_that_was_not_added_says_so_and_is_added_by_pressing_repeat(desk: LessonPage) -> None:
    """Adding a column is not kept: it is of no use without the column that it brings. It may have arrived."""
    page = desk.page
    cut(page)
    desk.add_column("Контрольная работа")
    said = page.locator("#roll > .sending")
    expect(said).to_contain_text("ответа нет: нет связи")
    expect(said).not_to_contain_text(WAITS)
    expect(page.locator("#unsent")).to_have_count(0)
    assert page.evaluate("outbox.pending('/')") == []
    join(page)
    said.get_by_role("button", name="Повторить").click()
    expect(page.locator("th.work")).to_have_count(2)
    expect(said).to_have_count(0)


def test_a_column_that_was_not_added_for_the_session_ended_promises_nothing(desk: LessonPage) -> None:
    page = desk.page
    page.context.clear_cookies()
    desk.add_column("Контрольная работа")
    said = page.locator("#roll > .sending")
    expect(said).to_contain_text("не сохранено: вход закончился. Войдите в другой вкладке и повторите")
    expect(said).not_to_contain_text("отправится")


@pytest.mark.parametrize("how", ["at once", "after a reload"])
def test_repeat_sends_all_present_once_more(windows: Windows, story: cast.Story, how: str) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    cut(desk.page)
    desk.page.get_by_role("button", name="Все присутствуют").click()
    said = desk.page.locator("#roll > .sending")
    expect(said).to_contain_text(WAITS)
    if how == "after a reload":
        desk.page.reload()
        expect(said).to_contain_text(f"{WAITS}: нет связи", timeout=10000)
    desk.page.unroute_all(behavior="wait")
    said.get_by_role("button", name="Повторить").click()
    expect(desk.state).to_contain_text("✓ посещаемость", timeout=3000)
