"""1.12, 7.2: внеурочное занятие has its own journal: attendance is owed there, not in the class's week."""

from datetime import timedelta

import pytest

from ejournal.models.curriculum import Group
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.timetable import ClassLesson
from ejournal.reports import attendance, gaps, journal_pages, readiness, today
from ejournal.services import settings
from tests.school import BY, MONDAY, School, at

SUNDAY = MONDAY + timedelta(days=6)
NOW = at("20:00", SUNDAY)


@pytest.fixture
def seven(school: School) -> int:
    """Class 7, whose history is внеурочная деятельность."""
    Group.update(kind="extracurricular", grading="none").where(Group.id == school.groups["history"]).execute()
    return school.classes["7"]


def times(lessons: tuple[ClassLesson, ...]) -> set[tuple[object, int]]:
    return {(lesson.day, lesson.number) for lesson in lessons}


@pytest.mark.clause("4.4.3")
def test_the_week_counts_the_lessons_of_its_table_and_tells_the_others_apart(seven: int) -> None:
    week, table = journal_pages.week_of(seven, MONDAY, NOW), attendance.page(seven, MONDAY, NOW)
    assert week is not None and table.week == week
    assert {lesson.subject for lesson in week.apart} == {"История"} and len(week.apart) == 2
    assert "История" not in {lesson.subject for lesson in week.unheld}
    assert times(week.unheld) == {
        (one.day, one.number) for one in table.columns if one.begun and not one.held
    }
    assert not times(week.apart) & times(week.unheld)


@pytest.mark.clause("4.5.2")
def test_who_leads_it_still_owes_its_attendance(school: School, seven: int) -> None:
    owed = today.page(school["nina"], SUNDAY, 5, NOW).owed
    assert {line.subject for line in owed} == {"История"}
    assert all(not line.attendance for line in owed)


@pytest.mark.clause("2.1", "4.2.4")
def test_the_class_lacks_it_only_when_it_is_printed_there(school: School, seven: int) -> None:
    year = SchoolYear.get()
    own = ClassYear.get(ClassYear.cohort == seven)
    apart, page = readiness.of_class(year, seven, 1, NOW), gaps.of_class(own, 1, NOW)
    told = [gap.text for gap in page.gaps["attendance"]]
    assert apart is not None and told and not any("История" in text for text in told)
    assert len(told) == apart.counts["attendance"] == page.line.counts["attendance"]
    settings.change({"own_journals_apart": False}, by=BY, now=at("9:00"))
    together = readiness.of_class(year, seven, 1, NOW)
    assert together is not None and together.counts["attendance"] > apart.counts["attendance"]
