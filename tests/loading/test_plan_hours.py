"""п. 4.5.1: the hours of a КТП in a file against those that the curriculum has for its pages."""

import pytest

from ejournal.loading import kinds
from ejournal.loading.chosen import Chosen
from ejournal.loading.scope import scope
from ejournal.models.curriculum import CurriculumHour, Group
from tests.school import MONDAY, School

pytestmark = pytest.mark.clause("4.5.1")


def remarks(school: School, lessons: int) -> list[str]:
    """What is said of the whole file when the algebra is to follow a plan of so many lessons."""
    file = "\n".join(["№;Тема", *(f"{number};Дроби, урок {number}" for number in range(1, lessons + 1))])
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
