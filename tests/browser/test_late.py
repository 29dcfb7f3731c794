"""What arrives after its day: refused, not lost, and handed to the deputy as one request."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route, expect

from ejournal.demo import school
from ejournal.models.journal import Mark, Work
from ejournal.models.requests import LateLine, LateRequest
from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.grid import Grid
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, eventually

pytestmark = pytest.mark.clause("4.5.4")

WRITES = "**/lessons/*/**"
REQUESTS = "**/requests"
TUESDAY = MONDAY + timedelta(days=1)
WAITS = "ждёт отправки"


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    opened = LessonPage(windows.open(story.teacher)).open(story.lesson)
    opened.all_present()
    return opened


def cut(page: Page, what: str = WRITES) -> None:
    """Nothing that is sent arrives, while pages still open."""
    page.route(what, lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def try_again(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('online'))")


def marks(story: cast.Story) -> list[str]:
    return [mark.value for mark in Mark.select().join(Work).where(Work.lesson == story.lesson)]


def requests() -> list[list[tuple[int | None, str]]]:
    """Pupil and value of the lines of each request."""
    lines: Any = LateLine.select(LateLine.pupil, LateLine.value).order_by(LateLine.id)
    made: Any = LateRequest.select().order_by(LateRequest.id)
    return [list(lines.where(LateLine.request == request).tuples()) for request in made]


def test_three_marks_of_yesterday_become_one_request(desk: LessonPage, story: cast.Story, demo: Demo) -> None:
    """The PC believes that it is still Monday of the last year: the server's clock judges."""
    page = desk.page
    page.evaluate("Date.now = ((now) => () => now() - 365 * 86400000)(Date.now)")
    cut(page)
    pupils = [story.child, *cast.neighbours(story.lesson, story.child)[:2]]
    for pupil, value in zip(pupils, "543", strict=True):
        desk.mark(pupil, value)
        expect(desk.cell(pupil)).to_contain_text(WAITS)
    demo.show(TUESDAY)
    page.unroute(WRITES)
    try_again(page)
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("Пришло поздно: 3 записи переданы обращением заместителю (24.11 в 14:30)")
    expect(desk.cell(story.child)).to_contain_text("только в день урока")
    expect(desk.cell(story.child)).to_contain_text("Передано обращением заместителю")
    assert requests() == [list(zip(pupils, "543", strict=True))]
    assert marks(story) == []
    page.reload()
    unsent.get_by_role("link", name="обращением заместителю").click()
    expect(page.get_by_role("heading", name="Записки и обращения")).to_be_visible()
    unsent.get_by_role("button", name="Скрыть").click()
    expect(unsent).to_have_count(0)
    page.reload()
    expect(unsent).to_have_count(0)


def test_late_entries_go_from_another_page_and_wait_for_the_line_themselves(
    desk: LessonPage, story: cast.Story, demo: Demo
) -> None:
    page = desk.page
    cut(page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    demo.show(TUESDAY)
    page.goto("/today")
    cut(page, REQUESTS)
    page.unroute(WRITES)
    unsent = page.locator("#unsent")
    try_again(page)
    expect(unsent).to_contain_text("Пришло поздно и не записано: 1. Будет передано обращением")
    page.reload()
    expect(unsent).to_contain_text("Пришло поздно и не записано: 1")
    page.unroute(REQUESTS)
    try_again(page)
    page.reload()
    expect(unsent).to_contain_text("1 запись передана обращением заместителю")
    assert requests() == [[(story.child, "5")]]


def test_a_reload_before_the_shelf_knows_makes_no_second_line(
    desk: LessonPage, story: cast.Story, demo: Demo
) -> None:
    """The page goes after the refusal is kept to be handed over, and before the mark is off the shelf."""
    page = desk.page
    cut(page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    demo.show(TUESDAY)
    page.goto("/today")
    cut(page, REQUESTS)
    page.evaluate("void (answers.remain = () => new Promise(() => {}))")
    page.unroute(WRITES)
    unsent = page.locator("#unsent")
    for _ in range(2):
        try_again(page)
        expect(unsent).to_contain_text("Пришло поздно и не записано: 1. Будет передано обращением")
        page.reload()
    page.unroute(REQUESTS)
    try_again(page)
    expect(unsent).to_contain_text("1 запись передана обращением заместителю")
    assert requests() == [[(story.child, "5")]]


def test_a_lost_answer_to_the_request_makes_no_second_one(
    desk: LessonPage, story: cast.Story, demo: Demo
) -> None:
    page = desk.page
    cut(page)
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    demo.show(TUESDAY)
    lost = []

    def lose_the_first(route: Any) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        if len(lost) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route(REQUESTS, lose_the_first)
    page.unroute(WRITES)
    try_again(page)
    expect(page.locator("#unsent")).to_contain_text("1 запись передана", timeout=15000)
    assert lost == [200, 200]
    assert requests() == [[(story.child, "5")]]


def test_a_page_left_open_over_night_refuses_with_the_clause_and_hands_over_by_a_button(
    desk: LessonPage, story: cast.Story, demo: Demo
) -> None:
    demo.show(TUESDAY)
    desk.mark(story.child, "5")
    cell = desk.cell(story.child)
    expect(cell).to_contain_text("п. 4.5.4 Положения")
    expect(cell.locator("input")).to_have_value("5")
    assert requests() == []
    cell.get_by_role("button", name="Передать обращением заместителю").click()
    expect(desk.page.locator("#unsent")).to_contain_text("1 запись передана")
    expect(cell).to_contain_text("Передано обращением заместителю")
    assert desk.page.url.endswith(f"/lessons/{story.lesson.id}")
    assert requests() == [[(story.child, "5")]]


def test_without_javascript_the_button_hands_over_too(
    windows: Windows, story: cast.Story, demo: Demo
) -> None:
    LessonPage(windows.open(story.teacher)).open(story.lesson).all_present()
    desk = LessonPage(windows.open(story.teacher, js=False), js=False).open(story.lesson)
    demo.show(TUESDAY)
    desk.mark(story.child, "5")
    desk.cell(story.child).get_by_role("button", name="Передать обращением заместителю").click()
    expect(desk.page.get_by_role("heading", name="Записки и обращения")).to_be_visible()
    assert requests() == [[(story.child, "5")]]


def test_what_waited_in_the_grid_is_handed_over_and_its_cell_says_so(
    windows: Windows, story: cast.Story, demo: Demo
) -> None:
    grid = Grid(windows.open(story.teacher)).open(story.lesson)
    grid.all_present()
    cut(grid.page)
    grid.press("5")
    expect(grid.told).to_contain_text(WAITS)
    demo.show(TUESDAY)
    grid.page.unroute(WRITES)
    try_again(grid.page)
    expect(grid.told).to_contain_text("только в день урока")
    expect(grid.page.locator("#unsent")).to_contain_text("1 запись передана")
    expect(grid.told).to_contain_text("Передано обращением заместителю")
    assert eventually(grid.page, lambda: len(requests()) == 1)


def test_a_refusal_for_another_reason_stays_with_its_author(desk: LessonPage, story: cast.Story) -> None:
    page = desk.page
    cut(page)
    desk.mark(story.child, "9")
    expect(desk.cell(story.child)).to_contain_text(WAITS)
    page.goto("/today")
    page.unroute(WRITES)
    try_again(page)
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("Не записано: 1. Такой отметки нет")
    expect(unsent).to_contain_text("9")
    page.reload()
    expect(unsent).to_contain_text("Такой отметки нет")
    unsent.get_by_role("button", name="Прочитано, убрать").click()
    expect(unsent).to_have_count(0)
    page.reload()
    expect(unsent).to_have_count(0)
    assert requests() == []


@pytest.mark.clause("2.12")
def test_the_deputy_reads_what_was_handed_over(
    desk: LessonPage, story: cast.Story, demo: Demo, windows: Windows
) -> None:
    demo.show(TUESDAY)
    desk.mark(story.child, "5")
    desk.cell(story.child).get_by_role("button", name="Передать обращением заместителю").click()
    expect(desk.page.locator("#unsent")).to_contain_text("1 запись передана")
    page = windows.open(school.DEPUTY)
    page.goto("/journal")
    page.get_by_role("link", name="Записки").click()
    expect(page.locator("section.request .said")).to_contain_text("только в день урока")
    expect(page.locator("table.late-lines td.value")).to_have_text("5")


HAND_OVER = """(tickets) => {
  for (const ticket of tickets) {
    const entry = { at: "", what: `Отметка ${ticket}`, where: "Алгебра", values: [] };
    document.dispatchEvent(new CustomEvent("outbox:late", { detail: { ticket, entry } }));
  }
  document.dispatchEvent(new CustomEvent("outbox:drained"));
}"""


def answer_to(tickets: list[str], bad: set[str], most: int) -> tuple[int, str]:
    """The school's answer, as it gives it to one bad ticket, to too many, to all else."""
    if bad & set(tickets) or len(tickets) > most:
        return 422, "<div class=refusal><p>Эта запись не читается.</p></div>"
    return 200, f"<p id=kept>Пришло поздно: {len(tickets)} переданы.</p>"


@pytest.mark.parametrize(("bad", "most"), [({"t5"}, 99), (set(), 3)], ids=["a bad one", "too many"])
def test_what_is_wrong_with_one_ticket_throws_no_other_away(
    desk: LessonPage, bad: set[str], most: int
) -> None:
    page = desk.page
    passed: list[str] = []

    def answer(route: Route) -> None:
        tickets = parse_qs(route.request.post_data or "")["request"]
        status, body = answer_to(tickets, bad, most)
        if status == 200:
            passed.extend(tickets)
        route.fulfill(status=status, content_type="text/html", body=body)

    page.route(REQUESTS, answer)
    tickets = [f"t{number}" for number in range(12)]
    page.evaluate(HAND_OVER, tickets)
    unsent = page.locator("#unsent")
    assert eventually(page, lambda: sorted(passed) == sorted(set(tickets) - bad))
    expect(unsent).not_to_contain_text("Будет передано")
    for ticket in bad:
        expect(unsent).to_contain_text(f"Эта запись не читается. Алгебра; Отметка {ticket}")
    expect(unsent.get_by_text("не читается")).to_have_count(len(bad))


def test_five_hundred_that_were_handed_over_are_told_to_the_other_tabs_once(desk: LessonPage) -> None:
    page = desk.page
    page.route(REQUESTS, lambda route: route.fulfill(status=200, body="<p id=kept>Пришло поздно: 500.</p>"))
    page.evaluate("""() => {
      window.said = 0;
      new BroadcastChannel("ejournal").addEventListener("message", ({ data }) => {
        window.said += data.news === "changed" ? 1 : 0;
      });
    }""")
    page.evaluate(HAND_OVER, [f"t{number}" for number in range(500)])
    expect(page.locator("#unsent")).to_contain_text("Пришло поздно: 500.")
    expect(page.locator("#unsent")).not_to_contain_text("Будет передано")
    page.wait_for_function("async () => (await shelf.all('late')).length === 1")
    page.wait_for_function("window.said > 0")
    page.wait_for_timeout(500)
    assert page.evaluate("window.said") == 1
