"""The browser's own store: huge, and shared by two tabs."""

import pytest
from playwright.sync_api import Page, Route, expect

from ejournal.models.journal import LessonText, Mark, Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, eventually

WRITES = "**/lessons/*/**"
WAITS = "ждёт отправки"
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });"  # http over a LAN
MANY = 500
TYPE_MANY = """(many) => {
  for (let at = 0; at < many; at += 1) {
    outbox.send({
      path: `/lessons/1/marks/answer/${at}`, part: `mark-answer-${at}`, shown: [],
      what: `${at}`, where: "Алгебра",
      values: [["key", "k"], [`mark-answer-${at}-0`, "5"]],
    });
  }
}"""
WATCH = """() => {
  window.turns = 0;
  window.left = new Set();
  setInterval(() => {
    window.turns += 1;
    const [, left] = document.getElementById("unsent")?.textContent.match(/осталось (\\d+)/) || [];
    if (left) window.left.add(Number(left));
  }, 10);
}"""


def opened(windows: Windows, story: cast.Story, script: str = "") -> LessonPage:
    page = windows.open(story.teacher)
    page.add_init_script(script)
    return LessonPage(page).open(story.lesson)


def cut(page: Page) -> None:
    page.context.route(
        WRITES, lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )


def join(page: Page) -> None:
    page.context.unroute(WRITES)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def marks(story: cast.Story) -> list[str]:
    return [mark.value for mark in Mark.select().join(Work).where(Work.lesson == story.lesson)]


def test_five_hundred_entries_go_one_by_one_in_order_and_the_page_stays_alive(
    windows: Windows, story: cast.Story
) -> None:
    """A processor six times as slow; the page gets its turn again and again while the queue is sent."""
    page = windows.open(story.teacher)
    page.goto("/today")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 3})
    seen: list[int] = []
    flying: list[int] = []
    most: list[int] = []

    joined: list[bool] = []

    def answer(route: Route) -> None:
        if not joined:
            return route.abort()
        flying.append(1)
        most.append(len(flying))
        seen.append(int(route.request.url.rsplit("/", 1)[1]))
        flying.pop()
        return route.fulfill(status=200, content_type="text/html", body="<td id='x'></td>")

    page.route(WRITES, answer)
    page.evaluate(TYPE_MANY, MANY)
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text(f"Ждут отправки: {MANY}", timeout=30000)
    page.wait_for_function("async (many) => (await shelf.all('unsent')).length === many", arg=MANY)
    page.reload()
    expect(unsent).to_contain_text(str(MANY), timeout=30000)
    page.evaluate(WATCH)
    joined.append(True)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(unsent).to_have_count(0, timeout=240000)
    assert seen == list(range(MANY))
    assert max(most) == 1
    turns, left = page.evaluate("[window.turns, [...window.left]]")
    assert turns > MANY / 5
    assert len(left) > 10 and left == sorted(left, reverse=True)


@pytest.mark.parametrize("script", ["", NO_LOCKS], ids=["web locks", "a lease"])
def test_two_tabs_send_what_waits_once_and_both_show_it(
    windows: Windows, story: cast.Story, script: str
) -> None:
    desk = opened(windows, story, script)
    desk.all_present()
    cut(desk.page)
    pupils = [story.child, *cast.neighbours(story.lesson, story.child)[:3]]
    for pupil in pupils:
        desk.mark(pupil, "5")
        expect(desk.cell(pupil)).to_contain_text("ждёт отправки")
    page = desk.page.context.new_page()
    page.add_init_script(script)
    beside = LessonPage(page).open(story.lesson)
    expect(beside.cell(story.child).locator("input")).to_have_value("5")
    sent: list[str] = []
    page.context.on(
        "response", lambda answer: sent.append(answer.url) if answer.request.method == "POST" else None
    )
    page.context.unroute(WRITES)
    for window in (desk.page, page):
        window.evaluate("window.dispatchEvent(new Event('online'))")
    for one in (desk, beside):
        for pupil in pupils:
            expect(one.cell(pupil)).to_contain_text("в записи до", timeout=15000)
        expect(one.page.locator("#unsent")).to_have_count(0)
    assert len(sent) == len(set(sent)) == len(pupils)
    assert marks(story) == ["5"] * len(pupils)


def test_what_one_tab_saves_appears_in_the_other(windows: Windows, story: cast.Story) -> None:
    desk = opened(windows, story)
    desk.all_present()
    beside = LessonPage(desk.page.context.new_page()).open(story.lesson)
    desk.mark(story.child, "5")
    desk.write_topic("Морфемика: повторение")
    expect(beside.cell(story.child)).to_contain_text("в записи до")
    expect(beside.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    expect(beside.state).to_contain_text("✓ тема")
    beside.mark(story.child, "4")
    expect(desk.cell(story.child).locator("input")).to_have_value("4")
    assert marks(story) == ["5", "4"]


DEAF = """document.addEventListener("shelf:typed", (event) => event.stopImmediatePropagation(), true);"""


def topics(story: cast.Story) -> list[str]:
    mine = (LessonText.lesson == story.lesson) & (LessonText.field == "topic")
    return [text.text for text in LessonText.select().where(mine).order_by(LessonText.id)]


def waiting(page: Page) -> int:
    return int(page.evaluate("async () => (await shelf.all('unsent')).length + outbox.pending('/').length"))


@pytest.mark.parametrize("script", ["", DEAF], ids=["told", "not told"])
@pytest.mark.parametrize("sender", [0, 1], ids=["first", "second"])
def test_what_two_tabs_type_into_one_field_is_all_sent_and_the_later_one_stands(
    windows: Windows, story: cast.Story, script: str, sender: int
) -> None:
    first, second = "Морфемика: повторение", "Словообразование"
    desk = opened(windows, story, script)
    desk.all_present()
    cut(desk.page)
    desk.write_topic(first)
    expect(desk.topic).to_contain_text(WAITS)
    beside = LessonPage(desk.page.context.new_page()).open(story.lesson)
    expect(beside.page.get_by_label("Тема урока")).to_have_value(first)
    beside.write_topic(second)
    expect(beside.topic).to_contain_text(WAITS)
    beside.page.wait_for_function("async () => (await shelf.all('unsent')).some((entry) => entry.next)")
    desk.page.context.unroute(WRITES)
    (desk, beside)[sender].page.evaluate("window.dispatchEvent(new Event('online'))")
    assert eventually(beside.page, lambda: topics(story)[-1:] == [second], 20000)
    expect(beside.topic).to_contain_text("Сохранено", timeout=15000)
    expect(beside.topic).not_to_contain_text(WAITS)
    expect(beside.page.get_by_label("Тема урока")).to_have_value(second)
    for page in (desk.page, beside.page):
        expect(page.locator("#unsent")).to_have_count(0, timeout=15000)  # a deaf tab hears at its next try
        assert waiting(page) == 0


def test_what_a_tab_typed_is_sent_though_another_has_written_over_it_in_the_store(
    windows: Windows, story: cast.Story
) -> None:
    """The other tab has heard nothing, and loses the line once more before it is answered."""
    desk = opened(windows, story, DEAF)
    desk.all_present()
    cut(desk.page)
    desk.write_topic("Морфемика: повторение")
    expect(desk.topic).to_contain_text(WAITS)
    beside = LessonPage(desk.page.context.new_page()).open(story.lesson)
    expect(beside.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    beside.write_topic("Словообразование")
    beside.page.wait_for_function("async () => (await shelf.all('unsent')).some((entry) => entry.next)")
    desk.page.evaluate("window.dispatchEvent(new Event('online'))")
    desk.page.wait_for_timeout(500)
    join(desk.page)
    assert eventually(beside.page, lambda: topics(story)[-1:] == ["Словообразование"], 20000)
    expect(beside.topic).to_contain_text("Сохранено", timeout=15000)
    assert waiting(beside.page) == 0
