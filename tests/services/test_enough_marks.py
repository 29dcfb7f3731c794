"""п. 4.5.5: how many marks are enough is one rule for the page of term marks, the hints and the lists."""

from datetime import date

import pytest

from ejournal.models.curriculum import CurriculumHour
from ejournal.models.readiness import Scope
from ejournal.reports import hints, readiness
from ejournal.reports import term_marks as report
from tests.school import FIRST, LAST, School
from tests.services.terms import OPEN, group_of, marks

pytestmark = pytest.mark.clause("4.5.5")


def test_page_hint_and_list_ask_for_as_many_marks_as_the_hours_say(school: School) -> None:
    """Domain 2.2: three hours a week need seven marks of a quarter."""
    marks(school, anya="5 5 4 4 5 4", borya="5 5 4 4 5 4 5")
    page = group_of(school)
    hours = {"year": page.year_id, "cohort": page.cohort_id, "subject": page.subject_id, "tenths": 30}
    CurriculumHour.create(**hours)
    shown = report.page(page, None, OPEN)
    assert shown
    counted = {line.pupil: line.counted for line in shown.lines}
    assert (counted[school["anya"]], counted[school["borya"]]) == ("6 из 7", "7")
    late = school.lesson("algebra", date(2026, 12, 23))
    near = hints.around(late)
    told = hints.of_pupils(near, dict.fromkeys((school["anya"], school["borya"]), "five"))
    assert [told[school[key]].short for key in ("anya", "borya")] == ["6 из 7", ""]
    scope = Scope(frozenset({page.id}), FIRST, LAST, OPEN)
    lacks = readiness.short(scope)
    assert [lack.pupils for lack in lacks if lack.group == page.id] == [3]  # all but Боря
