"""A shared PC: what waits belongs to one person, ends with the sign-out, outlives the end of a session."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ejournal.models.curriculum import GroupTeacher
from ejournal.models.journal import Mark, Work
from ejournal.models.sessions import Session
from tests.browser import cast
from tests.browser.demo import MONDAY
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, eventually, sign_in, sign_out

WAITS = "ждёт отправки"
WRITES = "**/lessons/*/**"
MORE_THAN_A_PAUSE = 6000  # ms: the queue tries again every five seconds


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    opened = LessonPage(windows.open(story.teacher)).open(story.lesson)
    opened.all_present()
    return opened


def cut(page: Page) -> None:
    """Nothing that is sent arrives, while pages still open; in every tab of this browser."""
    page.context.route(
        WRITES, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )


def join(page: Page) -> None:
    page.context.unroute(WRITES)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def marks(story: cast.Story) -> list[tuple[int, str]]:
    query: Any = Mark.select(Mark.pupil, Mark.value).join(Work).where(Work.lesson == story.lesson)
    return list(query.order_by(Mark.id).tuples())


def tab(desk: LessonPage, path: str = "/today") -> Page:
    """Another tab of the same browser, with the sign-in of the first."""
    opened = desk.page.context.new_page()
    opened.goto(path)
    return opened


def kept(page: Page) -> int:
    """How much lies in the browser, whoever's it is."""
    found: int = page.evaluate(
        """() => new Promise((resolve) => {
          const request = indexedDB.open("ejournal");
          request.onsuccess = () => {
            const stores = request.result.transaction(["unsent", "late"]);
            const counts = ["unsent", "late"].map((name) => stores.objectStore(name).count());
            stores.oncomplete = () => {
              request.result.close();
              resolve(counts[0].result + counts[1].result);
            };
          };
        })"""
    )
    return found


def test_a_sign_out_in_another_tab_wipes_what_waits_here(desk: LessonPage, story: cast.Story) -> None:
    cut(desk.page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    other = tab(desk)
    expect(other.locator("#unsent")).to_contain_text("Ждут отправки: 1")
    other.on("dialog", lambda dialog: dialog.accept())
    sign_out(other)
    expect(desk.cell(story.child)).to_contain_text("не отправлено: вы вышли в другой вкладке")
    expect(desk.page.locator("#unsent")).to_have_count(0)
    expect(desk.cell(story.child).locator("input")).to_have_value("5")
    assert kept(other) == 0
    join(desk.page)
    sign_in(other, story.teacher)
    expect(other.locator("#unsent")).to_have_count(0)
    assert desk.page.evaluate("outbox.pending('/')") == []
    assert marks(story) == []


def test_what_is_typed_after_a_sign_out_elsewhere_is_kept_by_the_page_alone(
    desk: LessonPage, story: cast.Story
) -> None:
    other = tab(desk)
    sign_out(other)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("ждёт отправки: вход закончился")
    assert kept(other) == 0
    sign_in(other, story.teacher)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "5")]


def test_a_page_of_one_person_shows_and_sends_nothing_while_the_next_works(
    desk: LessonPage, story: cast.Story
) -> None:
    cut(desk.page)
    desk.mark(story.child, "5")
    unsent = desk.page.locator("#unsent")
    expect(unsent).to_contain_text("Ждут отправки: 1")
    desk.page.context.clear_cookies()
    other = tab(desk, "/sign-in")
    sign_in(other, story.parent)
    expect(unsent).to_have_count(0)
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    join(desk.page)
    desk.page.wait_for_timeout(MORE_THAN_A_PAUSE)
    assert sent == []
    assert (marks(story), kept(other)) == ([], 1)
    other.context.clear_cookies()
    sign_in(other, story.teacher)
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert eventually(other, lambda: marks(story) == [(story.child, "5")])


def test_a_session_that_ends_amid_a_queue_stops_it_and_the_next_sign_in_goes_on(
    desk: LessonPage, story: cast.Story
) -> None:
    """The administrator ends every session while three marks wait."""
    page = desk.page
    cut(page)
    pupils = [story.child, *cast.neighbours(story.lesson, story.child)[:2]]
    for pupil in pupils:
        desk.mark(pupil, "4")
        expect(desk.cell(pupil)).to_contain_text(WAITS)
    Session.update(ended_at=MONDAY).execute()
    join(page)
    expect(desk.cell(story.child)).to_contain_text("вход закончился")
    expect(page.locator("#unsent")).to_contain_text("Ждут отправки: 3. Вход закончился")
    expect(page.locator("#unsent").get_by_role("link", name="войдите в новой вкладке")).to_be_visible()
    page.goto("/sign-in")
    expect(page.locator("#unsent")).to_have_count(0)
    page.get_by_role("link", name="Войти через Госуслуги").click()  # ЕСИА still knows them
    assert eventually(page, lambda: marks(story) == [(pupil, "4") for pupil in pupils])
    expect(page.locator("#unsent")).to_have_count(0)
    assert kept(page) == 0


def test_the_queue_of_a_teacher_who_has_left_the_group_ends_in_a_sentence(
    desk: LessonPage, story: cast.Story
) -> None:
    page = desk.page
    cut(page)
    for pupil in (story.child, cast.neighbours(story.lesson, story.child)[0]):
        desk.mark(pupil, "5")
        expect(desk.cell(pupil)).to_contain_text(WAITS)
    mine = GroupTeacher.group == story.lesson.group_id
    GroupTeacher.update(valid_to=GroupTeacher.valid_from).where(mine).execute()
    page.goto("/today")
    join(page)
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("Не записано: 2. Это вам больше не открыто, записать нельзя.")
    assert page.evaluate("outbox.pending('/')") == []
    unsent.get_by_role("button", name="Прочитано, убрать").click()
    expect(unsent).to_have_count(0)
    assert (marks(story), kept(page)) == ([], 0)
