"""What a page without htmx parts sends: one at a time, in order, told by events, kept over a reload."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ejournal.models.journal import Mark, Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, eventually

SENDS = "**/lessons/*/**"
LISTEN = """window.told = [];
for (const name of ["outbox:answer", "outbox:waiting"]) {
  document.addEventListener(name, ({ detail }) =>
    window.told.push([name.slice(7), detail.path, detail.status, detail.more || false]));
}"""


@pytest.fixture
def page(windows: Windows, story: cast.Story) -> Page:
    """A page of the teacher where no part of the lesson is; its attendance is saved already."""
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    desk.page.goto("/today")
    desk.page.evaluate(LISTEN)
    return desk.page


def path_of(story: cast.Story, pupil: int) -> str:
    return f"/lessons/{story.lesson.id}/marks/answer/{pupil}"


def send(page: Page, story: cast.Story, value: str, pupil: int = 0) -> None:
    """Type a mark as a grid would: with the version it knows, none."""
    send_at_once(page, story, [value], pupil)


def send_at_once(page: Page, story: cast.Story, values: list[str], pupil: int = 0) -> None:
    """One after another before any answer can come."""
    pupil = pupil or story.child
    page.evaluate(
        """([path, field, values]) => {
          for (const value of values) {
            outbox.send({
              path, part: field, shown: value,
              values: [["key", `sheet~${document.body.dataset.person}`], [field + "-0", value]],
              what: value, where: "Русский язык",
            });
          }
        }""",
        [path_of(story, pupil), f"mark-answer-{pupil}", values],
    )


def told(page: Page, count: int) -> list[Any]:
    page.wait_for_function("(count) => window.told.length >= count", arg=count)
    return list(page.evaluate("window.told"))


def marks(story: cast.Story) -> list[tuple[int, str]]:
    mine = Work.lesson == story.lesson
    query: Any = Mark.select(Mark.pupil, Mark.value).join(Work).where(mine).order_by(Mark.id).tuples()
    return list(query)


def test_every_answer_is_told(page: Page, story: cast.Story) -> None:
    send(page, story, "5")
    send(page, story, "9", cast.neighbours(story.lesson, story.child)[0])
    (_, first, good, _), (_, second, bad, _) = told(page, 2)
    assert first.endswith(f"/{story.child}") and not second.endswith(f"/{story.child}")
    assert (good, bad) == (200, 422)
    assert marks(story) == [(story.child, "5")]


def test_what_is_typed_before_the_answer_waits_for_it_and_knows_its_version(
    page: Page, story: cast.Story
) -> None:
    send_at_once(page, story, ["5", "4", "3"])
    assert [(status, more) for _, _, status, more in told(page, 2)] == [(200, True), (200, False)]
    assert marks(story) == [(story.child, "5"), (story.child, "3")]


def test_without_a_line_all_wait_in_order_and_go_after_a_reload(page: Page, story: cast.Story) -> None:
    other = cast.neighbours(story.lesson, story.child)[0]
    page.route(SENDS, lambda route: route.abort())
    send(page, story, "5")
    send(page, story, "4", other)
    send(page, story, "3")
    assert {(name, status) for name, _, status, _ in told(page, 2)} == {("waiting", 0)}
    page.reload()
    page.wait_for_function("() => outbox.pending('/lessons/').length === 2")
    assert page.evaluate("outbox.pending('/lessons/').map((entry) => [entry.path, entry.shown])") == [
        [path_of(story, story.child), "3"],
        [path_of(story, other), "4"],
    ]
    page.evaluate(LISTEN)
    page.unroute(SENDS)
    page.wait_for_function("() => outbox.pending('/lessons/').length === 0", timeout=15000)
    assert sorted(marks(story)) == sorted([(story.child, "5"), (story.child, "3"), (other, "4")])


def test_an_ended_session_is_told_and_what_was_typed_stays(page: Page, story: cast.Story) -> None:
    page.context.clear_cookies()
    send(page, story, "5")
    assert told(page, 1)[0][0::2] == ["waiting", 401]
    assert page.evaluate("outbox.pending('/lessons/').length") == 1
    assert marks(story) == []


def test_what_the_server_never_manages_to_write_is_told_and_holds_up_nothing_else(
    page: Page, story: cast.Story
) -> None:
    """A fault of the server over one entry: sixty tries, five minutes in all, then the next goes."""
    other = cast.neighbours(story.lesson, story.child)[0]
    page.route(f"**{path_of(story, story.child)}", lambda route: route.fulfill(status=500, body="сбой"))
    send(page, story, "5")
    send(page, story, "4", other)
    for _ in range(60):
        told(page, 1)
        page.evaluate("window.told.length = 0")
        if page.evaluate("outbox.pending('/lessons/').length") == 0:
            break
        page.evaluate("""() => {
          document.addEventListener("outbox:change", () => window.told.push([]), { once: true });
          window.dispatchEvent(new Event("online"));
        }""")
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("Не записано: 1. Сервер не смог это записать")
    assert eventually(page, lambda: marks(story) == [(other, "4")])
