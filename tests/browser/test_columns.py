"""A column over a bad line: told, repeated by hand, never made twice; what waits keeps its cells."""

import pytest
from playwright.sync_api import Page, Route, expect

from ejournal.models.journal import Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.test_outbox_shelf import marks
from tests.browser.test_plain import leaving_is_asked_about
from tests.browser.windows import Windows, eventually

COLUMNS = "**/lessons/*/works"
CELLS = "**/lessons/*/marks/**"


def cut(page: Page, answer: bool = False) -> None:
    """No request for a column arrives; or each arrives, and its answer is lost."""

    def lose(route: Route) -> None:
        if answer:
            assert route.fetch().status == 200
        route.abort()

    page.context.route(COLUMNS, lose)


def dictations(story: cast.Story) -> int:
    mine = (Work.lesson == story.lesson) & (Work.kind == "dictation")
    return int(Work.select().where(mine).count())


@pytest.mark.parametrize("answer", [False, True], ids=["request lost", "answer lost"])
def test_a_column_without_an_answer_is_told_and_made_once(
    windows: Windows, story: cast.Story, answer: bool
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    page, said = desk.page, desk.page.locator("#roll > .sending")
    cut(page, answer)
    desk.add_column("Диктант")
    expect(said).to_contain_text("ответа нет: нет связи. Возможно, это уже сделано: повторите")
    expect(page.get_by_label("Ещё вид работы")).to_have_value("dictation")
    assert leaving_is_asked_about(page)
    assert dictations(story) == int(answer)
    page.context.unroute_all(behavior="wait")
    said.get_by_role("button", name="Повторить").click()
    expect(desk.cell(story.child, "dictation")).to_be_visible()
    expect(said).to_have_count(0)
    assert dictations(story) == 1
    assert not leaving_is_asked_about(page)


@pytest.mark.parametrize("answer", [False, True], ids=["request lost", "answer lost"])
def test_after_a_reload_the_page_shows_whether_the_column_was_made(
    windows: Windows, story: cast.Story, answer: bool
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    cut(desk.page, answer)
    desk.add_column("Диктант")
    expect(desk.page.locator("#roll > .sending")).to_contain_text("ответа нет")
    desk.page.context.unroute_all(behavior="wait")
    desk.page.reload()
    expect(desk.cell(story.child, "dictation")).to_have_count(int(answer))
    if not answer:
        desk.add_column("Диктант")
        expect(desk.cell(story.child, "dictation")).to_be_visible()
    assert dictations(story) == 1


def test_a_column_of_an_ended_session_is_told_and_made_after_the_next(
    windows: Windows, story: cast.Story
) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    desk.page.context.route(COLUMNS, lambda route: route.fulfill(status=401))
    desk.add_column("Диктант")
    expect(desk.page.locator("#roll > .sending")).to_contain_text("не сохранено: вход закончился")
    desk.page.context.unroute_all(behavior="wait")
    desk.page.get_by_role("button", name="Повторить").click()
    expect(desk.cell(story.child, "dictation")).to_be_visible()


def test_a_column_taken_away_comes_back_on_the_same_page(windows: Windows, story: cast.Story) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    for _ in range(2):
        desk.add_column("Диктант")
        expect(desk.cell(story.child, "dictation")).to_be_visible()
        desk.page.get_by_role("button", name="Убрать колонку «Диктант»").click()
        expect(desk.cell(story.child, "dictation")).to_have_count(0)
    desk.add_column("Диктант")
    expect(desk.cell(story.child, "dictation")).to_be_visible()


def test_marks_that_wait_keep_their_cells_when_a_column_comes(windows: Windows, story: cast.Story) -> None:
    desk = LessonPage(windows.open(story.teacher)).open(story.lesson)
    desk.all_present()
    page = desk.page
    page.context.route(CELLS, lambda route: route.abort())
    others = cast.neighbours(story.lesson, story.child)[:2]
    for pupil in (story.child, *others):
        desk.mark(pupil, "5")
        expect(desk.cell(pupil)).to_contain_text("ждёт отправки")
    desk.add_column("Диктант")
    expect(desk.cell(story.child, "dictation")).to_be_visible()
    for pupil in (story.child, *others):
        expect(desk.cell(pupil).locator("input")).to_have_value("5")
        expect(desk.cell(pupil)).to_contain_text("ждёт отправки")
    page.context.unroute(CELLS)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    for pupil in (story.child, *others):
        expect(desk.cell(pupil)).to_contain_text("в записи до")
    assert eventually(page, lambda: marks(story) == ["5"] * 3)
