"""A village line: what was sent is long on its way, and the teacher does not wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from ejournal.models.journal import Absence, LessonText, Mark, Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, eventually

LESSONS = "**/lessons/**"


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    return LessonPage(windows.open(story.teacher)).open(story.lesson)


@contextmanager
def held_up(page: Page, what: str = LESSONS) -> Iterator[None]:
    """What is sent meanwhile reaches the school afterwards, in its order."""
    waiting: list[Route] = []
    held = True

    def meet(route: Route) -> None:
        if held:
            waiting.append(route)
        else:
            route.continue_()

    page.route(what, meet)
    yield
    held = False
    for route in waiting:
        route.continue_()


def saved(story: cast.Story, field: str) -> LessonText | None:
    found: LessonText | None = LessonText.get_or_none(lesson=story.lesson, field=field)
    return found


def marks(story: cast.Story) -> list[str]:
    """Values ever written in the lesson, in order."""
    written = Mark.select().join(Work).where(Work.lesson == story.lesson).order_by(Mark.id)
    return [mark.value for mark in written]


@pytest.mark.clause("4.5.4")
def test_a_slip_corrected_while_the_mark_is_on_its_way_is_corrected(
    desk: LessonPage, story: cast.Story
) -> None:
    desk.all_present()
    with held_up(desk.page):
        desk.mark(story.child, "5")
        desk.mark(story.child, "4")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    expect(desk.cell(story.child).locator("input")).to_have_value("4")
    assert eventually(desk.page, lambda: marks(story) == ["5", "4"])
    expect(desk.cell(story.child)).not_to_contain_text("другом окне")


def test_what_is_typed_into_the_topic_while_it_is_on_its_way_stays(
    desk: LessonPage, story: cast.Story
) -> None:
    field = desk.page.get_by_label("Тема урока")
    with held_up(desk.page):
        desk.write_topic("Морфемика")
        field.focus()
        desk.page.keyboard.press("End")
        desk.page.keyboard.type(": повторение")
    expect(desk.topic).to_contain_text("Сохранено")
    expect(field).to_have_value("Морфемика: повторение")
    field.blur()
    assert eventually(desk.page, lambda: topic_is(story, "Морфемика: повторение"))
    expect(desk.topic).not_to_contain_text("сохранили другое")


def topic_is(story: cast.Story, text: str) -> bool:
    topic = saved(story, "topic")
    return topic is not None and topic.text == text


def test_homework_and_its_day_given_at_once_are_both_saved(desk: LessonPage, story: cast.Story) -> None:
    with held_up(desk.page):
        desk.set_homework("упр. 212")
        desk.page.get_by_label("на день").fill("2026-11-27")
        desk.page.get_by_label("на день").blur()
    expect(desk.homework).to_contain_text("Сохранено")
    assert eventually(desk.page, lambda: str(getattr(saved(story, "homework"), "due", None)) == "2026-11-27")
    expect(desk.page.locator("#homework-text")).to_have_value("упр. 212")
    expect(desk.homework).not_to_contain_text("сохранили другое")


@pytest.mark.clause("4.5.2")
def test_the_last_of_two_quick_clicks_on_attendance_holds(desk: LessonPage, story: cast.Story) -> None:
    name = f'input[name="roll-{story.child}"]'
    with held_up(desk.page):
        for code in ("Н", "ОП"):
            desk.page.locator(f'{name}[value="{code}"]').click()
    expect(desk.state).to_contain_text("✓ посещаемость")
    expect(desk.page.locator(f"{name}:checked")).to_have_value("ОП")
    assert eventually(desk.page, lambda: last_code(story) == "ОП")


def last_code(story: cast.Story) -> str | None:
    mine = (Absence.lesson == story.lesson) & (Absence.pupil == story.child)
    newest = Absence.select().where(mine).order_by(Absence.id.desc()).first()
    return newest.code if newest else None


def test_a_row_of_marks_typed_without_waiting_is_saved_whole(desk: LessonPage, story: cast.Story) -> None:
    desk.all_present()
    fields = desk.page.locator("td.mark input")
    with held_up(desk.page):
        fields.first.focus()
        for value in "5432":
            desk.page.keyboard.type(value)
            desk.page.keyboard.press("Enter")
    expect(desk.state).to_contain_text("отметок в записи: 4")
    assert sorted(marks(story)) == ["2", "3", "4", "5"]
    assert [field.input_value() for field in fields.all()[:4]] == ["5", "4", "3", "2"]


def test_marks_typed_while_the_attendance_is_on_its_way_are_saved(
    desk: LessonPage, story: cast.Story
) -> None:
    fields = desk.page.locator("td.mark input")
    with held_up(desk.page):
        desk.page.get_by_role("button", name="Все присутствуют").click()
        fields.nth(0).fill("5")
        fields.nth(1).fill("4")
        fields.nth(1).blur()
    expect(desk.state).to_contain_text("отметок в записи: 2")
    assert [field.input_value() for field in fields.all()[:2]] == ["5", "4"]
    assert eventually(desk.page, lambda: sorted(marks(story)) == ["4", "5"])


def test_a_mark_on_its_way_while_a_column_is_added_is_shown_and_may_be_corrected(
    desk: LessonPage, story: cast.Story
) -> None:
    desk.all_present()
    cell = desk.cell(story.child)
    with held_up(desk.page, "**/marks/**"):
        desk.mark(story.child, "5")
        desk.add_column("Контрольная работа")
        expect(desk.cell(story.child, "control")).to_be_visible()
        expect(cell.locator("input")).to_have_value("5")
    expect(cell).to_contain_text("в записи до")
    assert marks(story) == ["5"]
    desk.mark(story.child, "4")
    assert eventually(desk.page, lambda: marks(story) == ["5", "4"])
    expect(cell).not_to_contain_text("другом окне")


def test_while_a_mark_is_on_its_way_the_cell_says_so(desk: LessonPage, story: cast.Story) -> None:
    desk.all_present()
    with held_up(desk.page):
        desk.mark(story.child, "5")
        expect(desk.cell(story.child)).to_contain_text("сохраняется…")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    expect(desk.cell(story.child)).not_to_contain_text("сохраняется")
