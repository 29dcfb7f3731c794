"""The page of checks: counts, places, filters, and how much it asks of the database."""

from datetime import date

import pytest

from ejournal.models.people import SchoolYear
from ejournal.reports.checks import found as reading
from ejournal.reports.checks import page as checks
from ejournal.reports.checks.page import CheckPage, Wanted
from ejournal.rules.checks import BY_CODE, CATALOGUE, Severity, enabled
from ejournal.services import settings
from tests.client import queries
from tests.reports.checked import EVENING, TUESDAY, asked, away, crowd, held, mark, text
from tests.school import BY, LAST, MONDAY, School, at

pytestmark = [pytest.mark.clause("4.2.2а"), pytest.mark.clause("4.2.2б"), pytest.mark.clause("4.2.2в")]
TUESDAY_MORNING, ALL = at("8:00", TUESDAY), Wanted()


def page(school: School, wanted: Wanted = ALL, within: set[int] | None = None) -> CheckPage:
    return checks.page(SchoolYear.get(), within, (MONDAY, MONDAY), wanted, TUESDAY_MORNING)


def counts(found: CheckPage) -> dict[str, int]:
    return {section.check.code: section.count for section in found.found}


def test_every_check_has_its_finder_and_they_are_more_than_twenty() -> None:
    found = [code for codes, _ in reading.READERS for code in codes]
    assert sorted(found) == sorted(BY_CODE) and len(found) == len(CATALOGUE) > 20
    assert all(check.title and check.clause for check in CATALOGUE)


def test_four_checks_are_contested_and_off_until_a_setting_turns_them_on(school: School) -> None:
    """Domain facts, 2.3: № 1, 4, 5 and 6."""
    contested = {check.code for check in CATALOGUE if check.severity is Severity.CONTESTED}
    assert contested == {"few_marks", "two_left", "two_edge", "two_after"}
    assert {check.code for check in page(school).off} == contested
    assert not contested & {check.code for check in enabled(lambda setting: False)}
    settings.change({"check_few_marks": True}, by=BY, now=EVENING)
    crowd(school.groups["algebra"], 8)
    mark(school, school.lesson("algebra"))
    assert counts(page(school))["few_marks"] == 1
    mark(school, school.lesson("algebra"), "2", "borya")
    off = page(school, Wanted(check="two_left"))
    assert {section.check.code for section in off.sections} == {"two_left"}, (
        "it may be looked at all the same"
    )


def test_a_finding_says_where_who_and_whose(school: School) -> None:
    lesson = school.lesson("algebra")
    mark(school, lesson)
    away(school, lesson)
    (section,) = page(school, Wanted(check="mark_absent")).found
    (found,) = section.shown
    assert found.url == f"/lessons/{lesson.id}#mark-answer-{school['anya']}"
    assert found.text == "23.11, 2-й урок, 7 класс, Алгебра, ответ на уроке, Алёшина\u00a0А.И."
    assert found.teachers == ("Ветрова\u00a0В.И.",)


def test_what_is_due_by_the_evening_is_told_from_the_next_day_on(school: School) -> None:
    year, days = SchoolYear.get(), (MONDAY, MONDAY)
    assert "attendance" not in counts(checks.page(year, None, days, Wanted(), EVENING))
    assert counts(page(school))["attendance"] == 4


def test_a_class_and_a_teacher_are_shown_alone(school: School) -> None:
    first = school.classes["1"]
    assert counts(page(school, Wanted(cohort=first)))["attendance"] == 1
    assert counts(page(school, Wanted(teacher=school["vera"])))["attendance"] == 2
    own = page(school, within={school.classes["7"]})
    assert counts(own)["attendance"] == 3
    assert [name for _, name in own.classes] == ["7"]


def test_many_findings_are_counted_and_the_first_of_them_are_shown(school: School) -> None:
    few = checks.page(SchoolYear.get(), None, (MONDAY, MONDAY), ALL, TUESDAY_MORNING, most=2)
    (section,) = (one for one in few.found if one.check.code == "attendance")
    assert (section.count, len(section.shown)) == (4, 2)
    (section,) = page(school, Wanted(check="attendance")).found
    assert len(section.shown) == 4


def test_all_checks_take_at_most_a_query_each_and_a_few(school: School) -> None:
    """More lessons, marks and pupils take no more."""
    year, made = SchoolYear.get(), []
    lesson = school.lesson("algebra")
    for step in range(2):
        with queries() as asked_for:
            checks.page(year, None, (date(2026, 11, 2), LAST), Wanted(), TUESDAY_MORNING)
        made.append(len(asked_for))
        if step == 0:
            held(school, lesson, school.lesson("english1"))
            text(school, lesson, "topic", "Одночлены")
            for pupil in ("anya", "borya", "vova"):
                mark(school, lesson, "2", pupil)
            away(school, lesson, "glasha")
    assert max(made) <= len(CATALOGUE) + 12
    assert made[1] <= made[0] + 1, "the second query about absences that stand alone"


def test_the_span_begins_with_the_term(school: School) -> None:
    assert checks.first_day(SchoolYear.get(), MONDAY) == date(2026, 11, 2)
    assert asked(school, date(2020, 1, 1), LAST, EVENING).scope.first == date(2026, 11, 2)
