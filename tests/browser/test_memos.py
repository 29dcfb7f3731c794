"""п. 4.5.4: a mistake with dignity: from the refused cell to the decision and back, seen by everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from ejournal.demo import school
from ejournal.models.journal import Mark, Work
from ejournal.models.timetable import Lesson
from tests.browser import cast
from tests.browser.test_looks import check, look_at
from tests.browser.windows import PC, PHONE, Windows

pytestmark = pytest.mark.clause("4.5.4")


def set_mark(lesson: Lesson) -> Mark:
    """The newest «5» or «4» of an earlier lesson of the page, which nobody can retype any more."""
    earlier = [one.id for one in cast.before(lesson)]
    query = Mark.select().join(Work).where(Work.lesson.in_(earlier) & Mark.value.in_(["4", "5"]))
    replaced = Mark.select(Mark.slip_of).where(Mark.slip_of.is_null(False))
    found: Mark = query.where(Mark.id.not_in(replaced)).order_by(Mark.id.desc()).first()
    return found


def tell(page: Page, mark: Mark, right: str) -> None:
    """The teacher types over a set mark, is refused, and writes the memo that the refusal offers."""
    cell = page.locator(f"#mark-{mark.work.kind}-{mark.pupil}")
    cell.locator("input").fill(right)
    cell.locator("input").press("Enter")
    page.get_by_role("link", name="Подать служебную записку").click()
    mistake = page.get_by_role("region", name="Ошибка в отметке")
    expect(mistake.get_by_label("Какая отметка")).to_have_value(str(mark.id))
    mistake.get_by_label("Должна быть").select_option(right)
    mistake.get_by_label("Причина").select_option("slip")
    mistake.get_by_label("Чем подтверждается").fill("тетрадь")
    mistake.get_by_role("button", name="Подать записку").click()
    expect(page.get_by_text("✓ Записка подана")).to_be_visible()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js, phone"])
def test_a_set_mark_is_put_right_by_a_memo(windows: Windows, story: cast.Story, js: bool) -> None:
    mark = set_mark(story.lesson)
    right = "3"
    teacher = windows.open(story.teacher, js, PC if js else PHONE)
    teacher.goto(f"/lessons/{mark.work.lesson.id}")
    tell(teacher, mark, right)
    deputy = windows.open(school.DEPUTY, js, PC if js else PHONE)
    deputy.goto("/requests")
    check(look_at(deputy))
    deputy.get_by_role("button", name=re.compile("^Разрешить и исправить")).first.click()
    expect(deputy.get_by_text("✓ Решение записано")).to_be_visible()
    teacher.goto(f"/lessons/{mark.work.lesson.id}")
    cell = teacher.locator(f"#mark-{mark.work.kind}-{mark.pupil}")
    expect(cell.locator("input")).to_have_value(right)
    expect(cell.locator("s")).to_contain_text(mark.value)
    check(look_at(teacher))


def test_two_marks_of_a_dictation_are_typed_with_a_stroke(windows: Windows, story: cast.Story) -> None:
    """«4», «/», «5» in the grid; the same keys in a column of answers say why not."""
    page = windows.open(story.teacher)
    page.goto(f"/lessons/{story.lesson.id}")
    page.get_by_role("button", name="Все присутствуют").click()
    expect(page.locator("#state")).to_contain_text("✓ посещаемость")
    page.get_by_label("Ещё вид работы").select_option("dictation")
    page.get_by_role("button", name="Добавить колонку").click()
    expect(page.locator('th abbr[title="Диктант"]')).to_be_visible()
    page.goto(f"/journal/{story.lesson.group_id}")
    column = page.locator('#grid thead th[data-k="dictation"]').last
    index = column.evaluate("head => head.cellIndex + 1")
    cell = page.locator(f"#grid tbody tr:first-child td:nth-of-type({index})")
    cell.click()
    page.keyboard.press("4")
    expect(cell).to_have_class(re.compile(r"\be\b"))
    expect(page.locator("#here")).to_contain_text("Сохранено")
    page.keyboard.press("/")
    expect(page.locator("#here")).to_contain_text("введите вторую отметку")
    page.keyboard.press("5")
    expect(page.locator("#here")).to_contain_text("«4/5» в записи")
    assert Mark.select().order_by(Mark.id.desc()).get().value == "4/5"
