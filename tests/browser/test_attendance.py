"""«Посещаемость» in a browser: a day is explained, a riddle is seen, the week is closed."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ejournal.models import journal
from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.journal import Absence, AbsenceChange, RollCall, WeekClosing
from ejournal.models.people import ClassYear, Duty, Enrolment
from ejournal.models.timetable import Lesson
from tests.browser.cast import snils
from tests.browser.demo import MONDAY
from tests.browser.test_looks import check, look_at
from tests.browser.windows import Windows, sign_in

LAST_MONDAY = MONDAY.date() - timedelta(days=7)


def riddle(cohort: int, pupil: int) -> tuple[int, Lesson]:
    """Another pupil, who was at all lessons of Monday, and a middle one of them without a mark."""
    missed = Absence.select(Absence.pupil).join(Lesson).where(Lesson.date == LAST_MONDAY)
    mine = (Enrolment.cohort == cohort) & (Enrolment.person != pupil) & Enrolment.person.not_in(missed)
    others: Any = Enrolment.select(Enrolment.person).where(mine).tuples()
    for (other,) in others:
        lessons = Lesson.select().join(Group).join(GroupMember).where(GroupMember.person == other)
        held = (Lesson.date == LAST_MONDAY) & Lesson.id.in_(RollCall.select(RollCall.lesson))
        found = list(lessons.where(held & (Group.kind == "class")).order_by(Lesson.number))
        marked = {lesson for who, lesson, _ in journal.standing([one.id for one in found]) if who == other}
        if free := [one for one in found[1:-1] if one.id not in marked]:
            return other, free[0]
    raise AssertionError("nobody had a lesson without a mark")


def explain(page: Page) -> int:
    """The first pupil without a reason is ill by a certificate; the pupil."""
    unexplained = page.locator("h3", has_text="без причины на этой неделе")
    unexplained.locator("xpath=following-sibling::ul[1]//a").first.click()
    page.get_by_label("Номер и дата").first.fill("№ 14 от 20.11.2026")
    page.get_by_role("button", name="Записать", exact=True).click()
    expect(page.get_by_text("✓ Записано.")).to_be_visible()
    expect(page.get_by_role("cell", name="справка № 14 от 20.11.2026")).to_be_visible()
    return int(page.url.split("pupil=")[1].split("&")[0])


def miss(page: Page, lesson: Lesson) -> None:
    """The pupil of the open panel missed one lesson."""
    own = page.locator("#one form").first
    own.get_by_label("Что записать").select_option("Н")
    for name in ("first", "last"):
        own.locator(f"input[name={name}]").fill(str(LAST_MONDAY))
        own.locator(f"input[name={name}_number]").fill(str(lesson.number))
    own.get_by_role("button", name="Записать", exact=True).click()


@pytest.mark.clause("4.4.2", "4.4.3")
def test_the_class_teacher_explains_a_day_sees_a_riddle_and_closes_the_week(windows: Windows) -> None:
    cohort = ClassYear.get(ClassYear.grade == 8).cohort_id
    leader = Duty.get((Duty.role == "class_teacher") & (Duty.cohort == cohort)).person_id
    page = windows.open()
    sign_in(page, snils(leader))
    page.get_by_role("link", name="Посещаемость").click()
    page.get_by_role("link", name="Предыдущая неделя").click()
    pupil = explain(page)
    changed = Absence.select().join(AbsenceChange).where(Absence.pupil == pupil)
    assert {event.code for event in changed} == {"Б"}

    other, lesson = riddle(cohort, pupil)
    page.goto(f"/attendance/{cohort}?week={LAST_MONDAY}&pupil={other}")
    miss(page, lesson)
    odd = page.locator("h3", has_text="Не сходится").locator("xpath=following-sibling::ul[1]")
    expect(odd).to_contain_text(f"{lesson.number}-й урок")
    expect(page.locator("td.o").first).to_have_text("Н?")

    check(look_at(page, page.url, "/attendance"))
    page.goto(f"/attendance/{cohort}?week={LAST_MONDAY}")
    for box in page.get_by_label("Закрыть без неё").all():
        box.check()
    page.get_by_role("button", name="Закрыть неделю").click()
    expect(page.get_by_text("✓ неделя закрыта")).to_be_visible()
    closed = (WeekClosing.monday == LAST_MONDAY) & (WeekClosing.cohort == cohort)
    assert WeekClosing.select().where(closed).exists()
