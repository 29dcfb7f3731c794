"""A teacher sets the marks of a quarter: as proposed, one with a reason, one replaced; then it is over."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ejournal.models.curriculum import Period
from ejournal.models.terms import Term, TermMark, decisions
from tests.browser import cast
from tests.browser.demo import MONDAY, Demo
from tests.browser.windows import Windows, eventually

pytestmark = pytest.mark.clause("4.5.5")

END = (MONDAY + timedelta(days=9)).date()  # Wednesday; its deadline is the Monday before


def near_the_end(group: Any) -> Period:
    """The quarter ends next week: the demo has marks until today."""
    first = MONDAY.date()
    grades = (Period.grade_from <= group.grade) & (Period.grade_to >= group.grade)
    period: Period = Period.get(grades & (Period.valid_from <= first) & (Period.valid_to >= first))
    Period.update(valid_to=END).where(Period.id == period.id).execute()
    return period


def standing(story: cast.Story, term: Term) -> dict[int, str]:
    found = decisions([story.lesson.group_id])
    return {pupil: one.value for (_, pupil, of), one in found.items() if of == term}


def row(page: Page, pupil: int) -> Any:
    return page.locator("tr", has=page.locator(f"#pupil-{pupil}"))


def test_a_teacher_sets_the_marks_of_the_quarter(demo: Demo, windows: Windows, story: cast.Story) -> None:
    period = near_the_end(story.lesson.group)
    demo.show(MONDAY + timedelta(days=3))
    term, page = Term("period", period.id), windows.open(story.teacher)
    page.goto("/today")
    page.get_by_role("link", name="Итоговые отметки за II четверть: до 30 ноября").click()
    page.locator(f'a[href^="/terms/{story.lesson.group_id}?"]').click()
    first = row(page, story.child)
    first.locator("select").first.press("2")
    page.get_by_role("button", name="Выставить предложенные всем").click()
    expect(page.locator("tr.wrong")).to_have_count(1)
    expect(first.locator("select").first).to_have_value("2")
    assert story.child not in standing(story, term) and standing(story, term)
    first.locator("select").last.press("1")
    page.get_by_role("button", name="Выставить выбранные").click()
    expect(page.get_by_text("✓ Выставлено: 1.")).to_be_visible()
    assert standing(story, term)[story.child] == "2"
    first.locator("select").first.select_option("н/а")
    first.locator("select").last.press("5")
    page.get_by_role("button", name="Выставить выбранные").click()
    mine = (TermMark.pupil == story.child) & (TermMark.period == period)
    written = TermMark.select().where(mine).order_by(TermMark.id)
    assert eventually(page, lambda: [mark.value for mark in written.clone()] == ["2", "н/а"])
    expect(page.get_by_text("✓ Выставлено: 1.")).to_be_visible()
    first.locator("select").first.select_option("2")
    demo.show(MONDAY + timedelta(days=8))
    page.get_by_role("button", name="Выставить выбранные").click()
    expect(page.get_by_role("alert").first).to_contain_text("Срок итоговых отметок истёк 30.11")
    expect(page.get_by_role("alert").first).to_contain_text("п. 4.5.5")
    assert standing(story, term)[story.child] == "н/а"
