"""п. 4.5.1: the hours of a КТП in a file against those that the curriculum has for its pages."""

from datetime import timedelta

import pytest

from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.scope import scope
from ejournal.models.curriculum import CurriculumHour, Group
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson
from tests.school import MONDAY, School

pytestmark = pytest.mark.clause("4.5.1")


def remarks(school: School, lessons: int) -> list[str]:
    """What is said of the whole file when the algebra is to follow a plan of so many lessons."""
    return told(school, *(f"{number};Дроби, урок {number}" for number in range(1, lessons + 1)))


def told(school: School, *lines: str) -> list[str]:
    file = "\n".join(["№;Тема", *lines])
    chosen = Chosen(groups=(school.groups["algebra"],))
    found = kinds.prepare("ktp", kinds.read(file.encode()), "план.csv", chosen, scope(MONDAY, None, True))
    assert found.lack == ""
    return [remark.reason for remark in found.whole]


def test_hours_that_differ_are_remarked_and_the_plan_is_loaded_all_the_same(school: School) -> None:
    assert remarks(school, 3) == []  # there is no curriculum to measure by
    group = Group.get_by_id(school.groups["algebra"])
    CurriculumHour.create(year=group.year_id, cohort=group.cohort_id, subject=group.subject_id, tenths=5)
    assert remarks(school, 3) == ["по темам часов 3, а по учебному плану школы за год — 17"]
    assert remarks(school, 17) == []


@pytest.mark.clause("2.2")
def test_the_days_that_control_works_will_have_are_told_of_before_the_plan_is_loaded(school: School) -> None:
    Lesson.delete().where(Lesson.date < MONDAY).execute()
    plan = Plan.create(title="История").id
    PlanItem.create(plan=plan, number=1, section="", topic="Русь", homework="", work_kind="control")
    Group.update(plan=plan).where(Group.id == school.groups["history"]).execute()
    lines = ("1;Дроби", "2;Контрольная работа № 1")
    assert not any("в один день" in one for one in told(school, *lines))
    wednesday = MONDAY + timedelta(days=2)
    first = Lesson.select().where(Lesson.group == school.groups["history"]).order_by(Lesson.date).get()
    Lesson.update(date=wednesday).where(Lesson.id == first.id).execute()
    assert any(
        one.startswith("Контрольная № 2 (25.11) в один день с контрольной по предмету «История»")
        for one in told(school, *lines)
    )


@pytest.mark.clause("2.2")
def test_a_control_work_longer_than_two_lessons_is_told_of_before_it_is_loaded(school: School) -> None:
    lines = ("1–3;Контрольная работа № 1", "4;Дроби")
    assert "Контрольная № 1–3: уроков подряд 3, можно не больше двух." in told(school, *lines)
