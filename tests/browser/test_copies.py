"""«Как в 7А» in the browser: one chord fills the page, on a dropped line too."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from ejournal.demo import run
from ejournal.models import journal
from ejournal.models.curriculum import GroupTeacher
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.demo import Demo
from tests.browser.hands import Hands
from tests.browser.lesson import LessonPage
from tests.browser.windows import Windows, sign_in

ENGLISH = "Иностранный язык (английский)"
WEDNESDAY = cast.TODAY + timedelta(days=2)


@pytest.fixture
def lessons(demo: Demo, story: cast.Story) -> tuple[Lesson, Lesson]:
    """English of both groups of grade 7 on one day, which is today now; one teacher gives both."""
    first, second = (cast.lesson_of(ENGLISH, f"7 класс, группа {part}", WEDNESDAY) for part in (1, 2))
    teacher = GroupTeacher.get(GroupTeacher.group == first.group_id)
    GroupTeacher.create(group=second.group_id, person=teacher.person, valid_from=teacher.valid_from)
    demo.show(datetime.combine(first.date, time(15, 0), run.ZONE))
    return first, second


@pytest.fixture
def page(windows: Windows, lessons: tuple[Lesson, Lesson]) -> Page:
    """The lesson of group 2, after that of group 1 got its topic, its homework and a column."""
    page = windows.open()
    sign_in(page, cast.teacher(lessons[0]))
    desk = LessonPage(page).open(lessons[0])
    desk.write_topic("Здоровое питание: новые слова")
    expect(desk.topic).to_contain_text("Сохранено")
    desk.set_homework("упр. 5, с. 40")
    expect(desk.homework).to_contain_text("Сохранено")
    desk.add_column("Словарный диктант")
    expect(page.locator("th.work")).to_have_count(2)
    desk.open(lessons[1])
    return page


def is_filled(page: Page) -> None:
    expect(page.get_by_label("Тема урока")).to_have_value("Здоровое питание: новые слова")
    expect(page.locator("#homework-text")).to_have_value("упр. 5, с. 40")
    expect(page.locator("th.work")).to_have_count(2)
    expect(page.locator("#state")).to_contain_text("✓ задание")
    expect(page.locator("#state button[name=parallel]")).to_have_count(0)


def test_one_chord_fills_the_page_and_the_lesson_goes_on(page: Page, lessons: tuple[Lesson, Lesson]) -> None:
    offered = page.locator("#state button[name=parallel]")
    expect(offered).to_have_text(
        "Как в 7, группа 1: тема «Здоровое питание: новые слова», задание «упр. 5, с. 40», колонка СД"
    )
    hands = Hands(page)
    hands.chord("к")
    is_filled(page)
    hands.chord("п")
    expect(page.locator("#state")).to_contain_text("✓ посещаемость")
    hands.chord("с")
    expect(page.locator("#state")).to_contain_text("✓ сдан")
    assert hands.presses == 6
    assert len(journal.hand_ins([lessons[1].id])) == 1


def test_without_a_line_it_waits_and_is_done_when_the_line_is_back(page: Page) -> None:
    page.context.set_offline(True)
    Hands(page).chord("к")
    expect(page.locator("#state")).to_contain_text("ждёт отправки")
    page.context.set_offline(False)
    expect(page.locator("#homework-text")).to_have_value("упр. 5, с. 40", timeout=15000)
    is_filled(page)
    page.wait_for_timeout(300)
    expect(page.locator("#unsent")).to_have_count(0)


def test_without_javascript_the_button_sends_the_form(
    windows: Windows, page: Page, lessons: tuple[Lesson, Lesson]
) -> None:
    plain = windows.open(js=False)
    sign_in(plain, cast.teacher(lessons[0]))
    plain.goto(f"/lessons/{lessons[1].id}")
    plain.locator("#homework-text").fill("упр. 9")
    plain.locator("button[name=parallel]").click()
    expect(plain.get_by_label("Тема урока")).to_have_value("Здоровое питание: новые слова")
    expect(plain.locator("#homework-text")).to_have_value("упр. 9")


@pytest.mark.parametrize("js", [True, False])
def test_the_demo_has_a_teacher_with_two_groups_of_a_grade(windows: Windows, js: bool) -> None:
    lesson = cast.lesson_of("Информатика", "7 класс, группа 2", cast.TODAY)
    page = windows.open(js=js)
    sign_in(page, cast.teacher(lesson))
    page.goto(f"/lessons/{lesson.id}")
    offered = page.locator("#state button[name=parallel]")
    expect(offered).to_have_text(
        "Как в 7, группа 1: тема «Сервисы интернет-коммуникаций. Сетевой этикет», задание «§ 6, пересказ»"
    )
    offered.click()
    expect(page.get_by_label("Тема урока")).to_have_value("Сервисы интернет-коммуникаций. Сетевой этикет")
    expect(page.locator("#homework-text")).to_have_value("§ 6, пересказ")
