"""The grid from the keyboard: today's lesson is filled in it, and every cell tells the truth."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from ejournal.demo import school
from ejournal.models import journal
from ejournal.models.gradings import Grading
from ejournal.models.journal import Mark, Work
from ejournal.models.people import names
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.grid import ABSENT, LATE, Grid
from tests.browser.lesson import LessonPage
from tests.browser.windows import PC, PHONE, Windows, eventually, sign_in

WRITES = "**/lessons/*/**"


@pytest.fixture
def grid(windows: Windows, story: cast.Story) -> Grid:
    return Grid(windows.open(story.teacher)).open(story.lesson)


def roll(story: cast.Story) -> list[int]:
    """Pupils of the story's lesson in the order of the roll."""
    pupils = names([story.child, *cast.neighbours(story.lesson, story.child)], story.lesson.date)
    return sorted(pupils, key=lambda pupil: pupils[pupil])


def marks(lesson: Lesson) -> list[tuple[int, str]]:
    """Every mark ever written in a lesson: pupil and value."""
    query: Any = Mark.select(Mark.pupil, Mark.value).join(Work).where(Work.lesson == lesson)
    return list(query.order_by(Mark.id).tuples())


def codes(story: cast.Story) -> dict[int, str]:
    return {pupil: code for (_, pupil), (_, code) in journal.absences([story.lesson.id]).items()}


@pytest.mark.clause("4.5.2", "4.5.4")
def test_todays_lesson_is_filled_from_the_keyboard(grid: Grid, story: cast.Story) -> None:
    first, second, third, fourth = roll(story)[:4]
    expect(grid.focused).to_have_count(1)
    grid.all_present()
    grid.press("5", "Enter", ABSENT, "Enter", LATE, "4", "Enter", "3", "2")
    expect(grid.cell(first, story.lesson)).to_have_text("5")
    expect(grid.cell(second, story.lesson)).to_have_text("Н")
    expect(grid.cell(third, story.lesson)).to_have_text("4 ОП")
    expect(grid.cell(fourth, story.lesson)).to_have_text("2")
    expect(grid.told).to_contain_text("«2» в записи до 14:40. Сохранено в 14:30")
    expect(grid.page.locator("#grid .wait")).to_have_count(0)
    assert codes(story) == {second: "Н", third: "ОП"}
    written = [(first, "5"), (third, "4"), (fourth, "3"), (fourth, "2")]
    assert sorted(marks(story.lesson)) == sorted(written)
    grid.page.reload()
    expect(grid.cell(fourth, story.lesson)).to_have_text("2")
    expect(grid.cell(third, story.lesson)).to_have_text("4 ОП")


@pytest.mark.clause("4.5.4")
def test_what_is_in_entry_is_taken_back_with_backspace(grid: Grid, story: cast.Story) -> None:
    grid.all_present()
    grid.press("5")
    expect(grid.told).to_contain_text("Сохранено")
    grid.press("Backspace")
    expect(grid.focused).to_have_text("")
    expect(grid.told).to_contain_text("пусто. Сохранено")
    grid.press(ABSENT)
    expect(grid.told).to_contain_text("отсутствует (Н). Сохранено")
    grid.press("Backspace")
    expect(grid.told).to_contain_text("пусто. Сохранено")
    assert [cell.withdrawn for cell in journal.cell_marks([story.lesson.id])] == [True]
    assert set(codes(story).values()) == {""}


@pytest.mark.clause("4.5.4")
def test_yesterdays_column_is_closed_and_says_by_which_clause(grid: Grid, story: cast.Story) -> None:
    earlier = cast.before(story.lesson)[-1]
    before = marks(earlier)
    grid.press("ArrowLeft", "5")
    expect(grid.told).to_contain_text("Графа закрыта (п. 4.5.4 Положения)")
    assert marks(earlier) == before


@pytest.mark.clause("4.5.4")
def test_a_written_work_is_open_until_its_deadline_under_its_own_date(
    grid: Grid, story: cast.Story, demo: Demo
) -> None:
    grid.all_present()
    desk = LessonPage(grid.page).open(story.lesson)
    desk.add_column("Проект")
    expect(desk.page.locator("th.work")).to_have_count(2)
    following = cast.after(story.lesson)[0]
    demo.show(MONDAY + (following.date - MONDAY.date()))
    grid.open(story.lesson)
    cell = grid.cell(story.child, story.lesson, "project")
    cell.click()
    expect(grid.told).to_contain_text("проект (до 30.11)")
    grid.press("4")
    expect(grid.told).to_contain_text("Сохранено")
    grid.press(ABSENT)
    expect(grid.told).to_contain_text("за другой день — на странице урока")
    assert marks(story.lesson) == [(story.child, "4")]


@pytest.mark.clause("4.5.4")
def test_a_refusal_names_its_clause_and_escape_shows_what_stands(grid: Grid, story: cast.Story) -> None:
    grid.all_present()
    grid.press(ABSENT)
    expect(grid.told).to_contain_text("Сохранено")
    grid.press("5")
    expect(grid.told).to_contain_text("«5» не записано")
    expect(grid.told).to_contain_text("п. 4.5.4 Положения")
    expect(grid.focused).to_have_text("Н")
    expect(grid.page.locator("#grid .bad")).to_have_count(1)
    grid.press("Escape")
    expect(grid.told).not_to_contain_text("не записано")
    expect(grid.page.locator("#grid .bad")).to_have_count(0)
    assert marks(story.lesson) == []


def test_a_key_that_means_nothing_says_where_the_keys_are(grid: Grid, story: cast.Story) -> None:
    grid.press("7")
    expect(grid.told).to_contain_text("«7» сюда не вводят")
    assert marks(story.lesson) == []


def test_without_a_line_the_cell_waits_and_is_saved_once_when_it_is_back(
    grid: Grid, story: cast.Story
) -> None:
    first = roll(story)[0]
    grid.all_present()
    grid.page.context.set_offline(True)
    grid.press("5")
    expect(grid.told).to_contain_text("ждёт отправки: нет связи")
    expect(grid.page.locator("#grid .lost")).to_have_count(1)
    grid.press("Enter", "4")
    assert marks(story.lesson) == []
    grid.page.context.set_offline(False)
    expect(grid.page.locator("#grid .lost, #grid .wait")).to_have_count(0, timeout=15000)
    second = roll(story)[1]
    assert marks(story.lesson) == [(first, "5"), (second, "4")]


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_what_waits_stands_in_its_cell_after_a_reload_and_is_written_once(
    grid: Grid, story: cast.Story, lost: str
) -> None:
    def cut(route: Route) -> None:
        if lost == "answer":
            route.fetch()
        route.abort()

    first = roll(story)[0]
    grid.all_present()
    grid.page.route(WRITES, cut)
    grid.press("5")
    expect(grid.told).to_contain_text("ждёт отправки")
    grid.page.reload()
    expect(grid.cell(first, story.lesson)).to_have_text("5")
    grid.page.unroute_all(behavior="wait")
    expect(grid.told).to_contain_text("Сохранено", timeout=10000)
    assert marks(story.lesson) == [(first, "5")]


def test_a_colleague_at_the_next_pc_sees_what_was_written(
    grid: Grid, story: cast.Story, windows: Windows
) -> None:
    page = windows.open()
    sign_in(page, cast.colleague(story.lesson))
    beside = Grid(page).open(story.lesson)
    beside.press("ArrowDown", "ArrowDown")
    first, second, third = roll(story)[:3]
    grid.all_present()
    grid.press("5", "Enter", ABSENT)
    expect(grid.told).to_contain_text("Сохранено")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(beside.cell(second, story.lesson)).to_have_text("Н")
    expect(beside.cell(first, story.lesson)).to_have_text("")  # in entry: its author alone sees it
    expect(beside.told).to_contain_text(" ".join(names([third], story.lesson.date)[third][:2]))
    beside.press("4")
    expect(beside.told).to_contain_text("Сохранено")
    assert sorted(marks(story.lesson)) == sorted([(first, "5"), (third, "4")])


def test_whoever_only_reads_the_page_sees_what_is_written_too(
    grid: Grid, story: cast.Story, windows: Windows
) -> None:
    page = windows.open(school.DEPUTY)
    page.goto(f"/journal/{story.lesson.group_id}")
    today = page.locator("#texts tr", has_text="23.11")
    expect(today).to_contain_text("посещаемость не отмечена")
    grid.all_present()
    grid.press(ABSENT)
    expect(grid.told).to_contain_text("Сохранено")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(f'#grid tr[data-p="{roll(story)[0]}"]')).to_contain_text("Н")
    expect(today).not_to_contain_text("посещаемость не отмечена")


@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
def test_pupil_and_date_in_focus_are_always_readable(
    windows: Windows, story: cast.Story, size: dict[str, int]
) -> None:
    """The last row and the column of today, far from the names: both headers stay inside the window."""
    grid = Grid(windows.open(story.teacher, size=size)).open(story.lesson)  # type: ignore[arg-type]  # a size
    last = roll(story)[-1]
    for _ in roll(story):
        grid.press("ArrowDown")
    surname = names([last], story.lesson.date)[last].surname
    expect(grid.told).to_contain_text(surname)
    expect(grid.told).to_contain_text("23.11")
    seen = grid.page.evaluate(
        """() => {
          const cell = document.activeElement;
          const top = (element) => {
            const box = element.getBoundingClientRect();
            const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
            return element.contains(document.elementFromPoint(...middle));
          };
          return [cell, cell.parentElement.cells[0], document.getElementById("here")].map(top);
        }"""
    )
    assert seen == [True, True, True]


def test_on_a_phone_the_cell_is_filled_by_buttons(windows: Windows, story: cast.Story) -> None:
    grid = Grid(windows.open(story.teacher, size=PHONE)).open(story.lesson)
    first, second = roll(story)[:2]
    grid.page.get_by_role("button", name="Все присутствуют").click()
    expect(grid.page.locator("form[data-roll]")).to_have_count(0)
    grid.cell(second, story.lesson).click()
    grid.page.locator("#entry").get_by_role("button", name="4").click()
    expect(grid.told).to_contain_text("Сохранено")
    grid.cell(first, story.lesson).click()
    grid.page.locator("#entry").get_by_role("button", name="Н", exact=True).click()
    expect(grid.told).to_contain_text("отсутствует (Н). Сохранено")
    assert (marks(story.lesson), codes(story)) == ([(second, "4")], {first: "Н"})


def test_without_javascript_the_grid_is_read_and_leads_to_the_lesson(
    windows: Windows, story: cast.Story
) -> None:
    page = windows.open(story.teacher, js=False)
    page.goto(f"/journal/{story.lesson.group_id}")
    expect(page.locator("#entry")).to_be_hidden()
    page.get_by_role("link", name="Урок 23.11").click()
    page.wait_for_url(f"**/lessons/{story.lesson.id}")


def test_on_paper_there_is_nothing_but_the_page(grid: Grid) -> None:
    grid.page.emulate_media(media="print")
    for extra in ("#entry", "form.handing", ".top", "#keys"):
        expect(grid.page.locator(extra)).to_be_hidden()
    expect(grid.page.locator("#grid")).to_be_visible()


def test_the_next_day_the_grid_that_was_left_open_writes_nothing_and_says_why(
    grid: Grid, story: cast.Story, demo: Demo
) -> None:
    grid.all_present()
    demo.show(MONDAY + timedelta(days=1))
    grid.press("5")
    expect(grid.told).to_contain_text("только в день урока")
    assert eventually(grid.page, lambda: marks(story.lesson) == [])


@pytest.mark.clause("4.5.4")
def test_the_mouse_on_a_cell_tells_who_wrote_it_and_when(grid: Grid) -> None:
    """Asked for once, when the mouse rests; of closed columns as well."""
    asked: list[str] = []
    grid.page.on("request", lambda sent: asked.append(sent.url) if "/who?" in sent.url else None)
    filled = grid.page.locator("#grid tbody td:not(.sum):not(:empty)")
    written = re.compile(r"^«.{1,3}».* — [А-Я]\.[А-Я]\.\xa0\S+, \d\d\.\d\d в \d+:\d\d")
    for place in (0, 5):
        filled.nth(place).hover()
        expect(filled.nth(place)).to_have_attribute("title", written)
    assert len(asked) == 1


@pytest.mark.clause("4.5.4")
def test_the_buttons_are_those_of_the_way_in_which_the_pupil_is_graded(
    windows: Windows, story: cast.Story
) -> None:
    first, second = roll(story)[:2]
    days = {"valid_from": story.lesson.date, "valid_to": None}
    Grading.create(group=story.lesson.group_id, pupil=second, mode="pass", paper="приказ № 14", **days)
    grid = Grid(windows.open(story.teacher)).open(story.lesson)
    pad = grid.page.locator("#entry .pad")
    for pupil, shown, hidden in ((first, "5", "зач"), (second, "зач", "5"), (first, "5", "зач")):
        grid.cell(pupil, story.lesson).click()
        expect(pad.get_by_role("button", name=shown, exact=True)).to_be_visible()
        expect(pad.get_by_role("button", name=hidden, exact=True)).to_have_count(0)
