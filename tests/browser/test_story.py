"""A day of one teacher and one family, with JavaScript and without."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, choose, sign_in, sign_out

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def js(request: pytest.FixtureRequest) -> bool:
    found: bool = request.param
    return found


@pytest.fixture
def desk(windows: Windows, story: cast.Story, js: bool) -> LessonPage:
    """The window of the story's teacher."""
    return LessonPage(windows.open(story.teacher, js), js)


def miss_the_class_hour(desk: LessonPage, story: cast.Story) -> None:
    """The same teacher notes in the first lesson that the child is absent."""
    desk.open(cast.lesson_of("Разговоры о важном", "6 класс", cast.TODAY))
    desk.attend(story.child, "Н")
    expect(desk.state).to_contain_text("отсутствуют: 1")


def write_the_texts(desk: LessonPage) -> tuple[str, str]:
    """The topic as the КТП proposes it, its homework made more exact."""
    desk.topic.get_by_role("button", name="Взять").click()
    expect(desk.topic).to_contain_text("Сохранено")
    desk.homework.get_by_role("button", name="Взять").click()
    expect(desk.homework).to_contain_text("Сохранено")
    homework = "упр. 212, план сочинения на с. 97"
    desk.set_homework(homework)
    expect(desk.homework).to_contain_text("Сохранено")
    expect(desk.page.locator("[data-sending=wait]")).to_have_count(0)
    return desk.page.get_by_label("Тема урока").input_value(), homework


def call_the_roll_and_mark(desk: LessonPage, story: cast.Story) -> None:
    absent, *_ = cast.neighbours(story.lesson, story.child)
    desk.attend(absent, "Н")
    expect(desk.state).to_contain_text("отсутствуют: 1")
    desk.attend(story.child, "ОП")
    desk.mark(story.child, "5")
    expect(desk.cell(story.child)).to_contain_text("в записи до")
    desk.add_column("Домашняя работа")
    desk.mark(story.child, "4", "homework")
    expect(desk.cell(story.child, "homework")).to_contain_text("в записи до")
    expect(desk.state).to_contain_text("отметок в записи: 2")


def check_the_diary(page: Page, topic: str, homework: str) -> None:
    """The parent reads what the teacher wrote, each thing on its day."""
    today = page.locator("section.day", has_text="Понедельник")
    lesson = today.locator("li", has_text="Русский язык")
    for text in (topic, "5 — ответ на уроке", "4 — домашняя работа", "опоздал"):
        expect(lesson).to_contain_text(text)
    expect(today.locator("li", has_text="Разговоры о важном")).to_contain_text("отсутствовал")
    expect(page.locator("section.day", has_text="Вторник")).to_contain_text(homework)


@pytest.mark.clause("3.1")
@pytest.mark.clause("3.2")
@pytest.mark.clause("3.3")
@pytest.mark.clause("3.2")
def test_what_the_teacher_writes_today_the_family_reads_today(
    windows: Windows, story: cast.Story, js: bool
) -> None:
    page = windows.open(js=js)
    desk = LessonPage(page, js)
    sign_in(page, story.teacher)
    miss_the_class_hour(desk, story)
    page.get_by_role("link", name="Мои уроки").first.click()
    page.get_by_role("link", name="Русский язык 6 класс").first.click()
    topic, homework = write_the_texts(desk)
    call_the_roll_and_mark(desk, story)
    desk.hand_in()
    sign_out(page)
    page.get_by_role("link", name="Войти через Госуслуги").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Кто входит?")
    choose(page, story.parent)
    page.get_by_role("navigation", name="Дневники").get_by_role("link", name="Илья").click()
    check_the_diary(page, topic, homework)
    for closed in ("/journal", f"/lessons/{story.lesson.id}"):
        answer = page.goto(closed)
        assert answer and answer.status == 403


@pytest.mark.clause("4.5.4")
def test_a_mark_for_the_last_school_day_is_refused_with_the_way_to_todays_lesson(
    desk: LessonPage, story: cast.Story
) -> None:
    desk.open(cast.before(story.lesson)[-1])
    empty = desk.page.locator("td.mark", has_not_text="выставлена").locator("input").first
    label = empty.get_attribute("aria-label")
    empty.fill("5")
    desk.leave(empty)
    cell = desk.page.locator("td.mark", has_text="4.5.4")
    expect(cell).to_contain_text("«задним числом» запрещено")
    expect(cell.locator("input")).to_have_value("5")
    assert cell.locator("input").get_attribute("aria-label") == label
    cell.get_by_role("link", name="Открыть сегодняшний урок").click()
    expect(desk.page).to_have_url(re.compile(f"/lessons/{story.lesson.id}$"))


@pytest.mark.clause("3.6")
def test_an_english_topic_is_refused_and_repaired_by_one_key(demo: Demo, windows: Windows, js: bool) -> None:
    demo.show(TOMORROW)
    lesson = cast.lesson_of("Иностранный язык (английский)", "7 класс, группа 2", TOMORROW.date())
    desk = LessonPage(windows.open(js=js), js)
    sign_in(desk.page, cast.teacher(lesson))
    desk.open(lesson)
    desk.write_topic("Present Perfect")
    expect(desk.topic).to_contain_text("п. 3.6")
    expect(desk.page.get_by_role("button", name="Записать «")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.topic).to_contain_text("Сохранено")
    expect(desk.page.get_by_label("Тема урока")).to_have_value("Грамматика: Present Perfect")


@pytest.mark.clause("4.5.2")
def test_a_topic_prepared_the_day_before_is_confirmed_on_the_day(demo: Demo, desk: LessonPage) -> None:
    desk.page.goto("/today")
    desk.page.get_by_role("link", name="Следующий день").click()
    desk.page.get_by_role("link", name="Русский язык 6 класс").first.click()
    desk.write_topic("Имя числительное: повторение")
    expect(desk.topic).to_contain_text("Черновик")
    expect(desk.page.get_by_role("button", name="Все присутствуют")).to_have_count(0)
    expect(desk.page.get_by_role("button", name="Сдать урок")).to_have_count(0)
    expect(desk.page.locator(".presence input:enabled")).to_have_count(0)
    demo.show(TOMORROW)
    desk.page.reload()
    desk.topic.get_by_role("button", name="Подтвердить тему").press("Enter")
    expect(desk.state).to_contain_text("✓ тема")
    expect(desk.topic).not_to_contain_text("Черновик")
