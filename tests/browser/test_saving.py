"""What becomes of a save when hands are quick, the line drops, or somebody else was there first."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from ejournal.models.audit import Audit
from ejournal.models.journal import Absence, HandIn, LessonText, Mark, RollCall, Work
from tests.browser import cast
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, choose, eventually, sign_out


def at_the_lesson(windows: Windows, story: cast.Story, js: bool = True) -> LessonPage:
    """The story's teacher at the lesson of today."""
    return LessonPage(windows.open(story.teacher, js), js).open(story.lesson)


@pytest.fixture
def desk(windows: Windows, story: cast.Story) -> LessonPage:
    return at_the_lesson(windows, story)


def rows(query: Any) -> list[Any]:
    return list(query.tuples())


def deeds(story: cast.Story) -> list[tuple[str]]:
    """Kinds of the deeds done on the lesson, in order."""
    mine = (Audit.object_kind == "lesson") & (Audit.object_id == story.lesson.id)
    return rows(Audit.select(Audit.kind).where(mine).order_by(Audit.id))


def marks(story: cast.Story) -> list[tuple[int, str]]:
    """Every mark ever written in the lesson: pupil and value."""
    mine = Work.lesson == story.lesson
    return rows(Mark.select(Mark.pupil, Mark.value).join(Work).where(mine).order_by(Mark.id))


def count(table: type[HandIn] | type[RollCall] | type[Absence], story: cast.Story) -> int:
    found: int = table.select().where(table.lesson == story.lesson).count()
    return found


def topics(story: cast.Story) -> list[tuple[str, int]]:
    """Text and version of the lesson's topic."""
    mine = (LessonText.lesson == story.lesson) & (LessonText.field == "topic")
    return rows(LessonText.select(LessonText.text, LessonText.version).where(mine))


def lose_the_answer(route: Route) -> None:
    """The server does what it was asked, but nobody hears."""
    route.fetch()
    route.abort()


def test_a_double_click_does_each_thing_once(desk: LessonPage, story: cast.Story) -> None:
    desk.topic.get_by_role("button", name="Взять").dblclick()
    expect(desk.topic).to_contain_text("Сохранено")
    desk.homework.get_by_role("button", name="Взять").dblclick()
    expect(desk.homework).to_contain_text("Сохранено")
    desk.page.get_by_role("button", name="Все присутствуют").dblclick()
    expect(desk.state).to_contain_text("✓ посещаемость")
    desk.page.get_by_role("button", name="Сдать урок").dblclick()
    expect(desk.state).to_contain_text("✓ сдан")
    assert (count(RollCall, story), count(HandIn, story), len(topics(story))) == (1, 1, 1)
    assert len(deeds(story)) == len(set(deeds(story)))


def test_enter_pressed_twice_saves_a_topic_and_a_mark_once(desk: LessonPage, story: cast.Story) -> None:
    desk.all_present()
    desk.page.get_by_label("Тема урока").fill("Морфемика: повторение")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    expect(desk.topic).to_contain_text("Сохранено")
    desk.cell(story.child).locator("input").fill("5")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert topics(story) == [("Морфемика: повторение", 1)]
    assert marks(story) == [(story.child, "5")]


def test_enter_in_the_last_mark_of_the_column_saves_it(desk: LessonPage, story: cast.Story) -> None:
    desk.all_present()
    desk.page.locator("td.mark input").last.fill("4")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("td.mark").last).to_contain_text("в записи до")
    assert [value for _, value in marks(story)] == ["4"]


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_going_back_and_saving_again_doubles_nothing(windows: Windows, story: cast.Story, js: bool) -> None:
    desk = at_the_lesson(windows, story, js)
    desk.all_present()
    desk.write_topic("Морфемика: повторение")
    expect(desk.topic).to_contain_text("Сохранено")
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    desk.page.get_by_role("link", name="Страница журнала").click()
    for _ in range(2):
        desk.page.go_back()
        with desk.page.expect_navigation():  # the page that is left says the same
            desk.page.get_by_role("button", name="Сохранить урок").click()
        expect(desk.state).to_contain_text("отметок в записи: 1")
    assert (topics(story), marks(story)) == ([("Морфемика: повторение", 1)], [(story.child, "5")])
    assert count(RollCall, story) == 1


def test_a_button_pressed_while_the_topic_is_being_saved_is_not_lost(
    desk: LessonPage, story: cast.Story
) -> None:
    desk.page.get_by_label("Тема урока").fill("Морфемика: повторение")
    desk.page.get_by_role("button", name="Все присутствуют").hover()
    desk.page.mouse.down()
    expect(desk.state).to_contain_text("✓ тема")
    desk.page.mouse.up()
    expect(desk.state).to_contain_text("✓ посещаемость")


def test_what_was_typed_just_before_handing_in_is_handed_in(desk: LessonPage, story: cast.Story) -> None:
    desk.all_present()
    desk.page.get_by_label("Тема урока").fill("Морфемика: повторение")
    desk.homework.get_by_label("не задано").check()
    desk.cell(story.child).locator("input").fill("5")
    desk.hand_in()
    expect(desk.cell(story.child)).to_contain_text("выставлена")
    assert (topics(story), marks(story)) == ([("Морфемика: повторение", 1)], [(story.child, "5")])


def second_tab(desk: LessonPage, do: Callable[[Page], None]) -> None:
    """Another tab of the same browser: one sign-in for both."""
    tab = desk.page.context.new_page()
    tab.goto("/today")
    do(tab)
    tab.close()


@pytest.mark.clause("3.5")
def test_when_the_session_ended_elsewhere_the_text_stays_and_is_saved_after_signing_in(
    desk: LessonPage, story: cast.Story
) -> None:
    second_tab(desk, sign_out)
    desk.write_topic("Морфемика: повторение")
    expect(desk.topic).to_contain_text("вход закончился. Войдите в другой вкладке")
    expect(desk.page.get_by_label("Тема урока")).to_have_value("Морфемика: повторение")
    assert topics(story) == []
    second_tab(desk, lambda tab: enter(tab, story.teacher))
    desk.write_topic("Морфемика: повторение.")
    expect(desk.topic).to_contain_text("Сохранено")
    assert eventually(desk.page, lambda: topics(story) == [("Морфемика: повторение.", 2)])


def enter(tab: Page, snils: str) -> None:
    tab.get_by_role("link", name="Войти через Госуслуги").click()
    choose(tab, snils)


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_a_stale_topic_is_refused_with_both_texts_and_saved_when_insisted_on(
    windows: Windows, story: cast.Story, js: bool
) -> None:
    first, second = (at_the_lesson(windows, story, js) for _ in range(2))
    first.write_topic("Морфемика: повторение")
    expect(first.topic).to_contain_text("Сохранено")
    second.write_topic("Словообразование")
    expect(second.topic).to_contain_text("сохранили другое: «Морфемика: повторение»")
    expect(second.page.get_by_label("Тема урока")).to_have_value("Словообразование")
    assert topics(story) == [("Морфемика: повторение", 1)]
    second.write_topic("Словообразование, повторение")
    expect(second.topic).to_contain_text("Сохранено")
    assert topics(story) == [("Словообразование, повторение", 2)]


def test_a_mark_already_typed_in_another_window_is_refused_and_not_written_over(
    windows: Windows, story: cast.Story
) -> None:
    first, second = (at_the_lesson(windows, story) for _ in range(2))
    first.all_present()
    first.mark(story.child, "5")
    expect(first.cell(story.child)).to_contain_text("в записи до")
    second.mark(story.child, "2")
    expect(second.cell(story.child)).to_contain_text("изменили в другом окне: там стоит «5»")
    expect(second.cell(story.child)).to_contain_text("«2» не записано")
    expect(second.cell(story.child).locator("input")).to_have_value("5")
    assert marks(story) == [(story.child, "5")]


def test_a_refused_mark_goes_once_the_attendance_is_saved(windows: Windows, story: cast.Story) -> None:
    """Typed before the roll was called, it is refused and stays; «Все присутствуют» lets it through."""
    desk = at_the_lesson(windows, story)
    desk.mark(story.child, "4")
    expect(desk.cell(story.child)).to_contain_text("Сначала сохраните посещаемость")
    desk.all_present()
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    assert marks(story) == [(story.child, "4")]


def test_a_column_is_added_beside_a_refused_mark_and_the_mark_stays_typed(
    windows: Windows, story: cast.Story
) -> None:
    desk = at_the_lesson(windows, story)
    desk.mark(story.child, "4")
    expect(desk.cell(story.child)).to_contain_text("Сначала сохраните посещаемость")
    desk.page.get_by_role("button", name="Добавить колонку").click()
    expect(desk.page.locator("th.work")).to_have_count(2)
    expect(desk.cell(story.child).locator("input")).to_have_value("4")
    assert marks(story) == []
