"""п. 4.5.4: works are marked after the norm when the deputy prolongs it, or the teacher was ill."""

from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.openings import Opening
from ejournal.models.people import Cohort, Person
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import attendance, lessons, openings, prolonging, substitutions
from tests.school import MONDAY, School, at
from tests.services.steps import call, put, refused, rows

pytestmark = pytest.mark.clause("4.5.4")
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))
NEXT_MONDAY = MONDAY + timedelta(days=7)


def quiz(school: School) -> Lesson:
    """A written work of Monday, due by the lesson of Wednesday."""
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("9:40"), kind="quiz", pupil="borya")
    return lesson


def prolong(school: School, lesson: Lesson, until: date | None, why: str = "ВПР") -> None:
    by = school.actor("dina", Role.DEPUTY)
    prolonging.prolong(lesson, until, why, by=by, now=at("12:00", THURSDAY))


def ill(school: School, first: date, last: date, reason: str = "illness") -> None:
    by, away = school.actor("dina", Role.DEPUTY), Person.get_by_id(school["vera"])
    substitutions.report_absence(away, reason, "", first, last, by=by, now=at("8:00", first))


def test_the_deputy_names_the_day_and_the_works_are_open_to_its_end(school: School) -> None:
    lesson = quiz(school)
    with refused("4.5.4", Way.MEMO):
        put(school, lesson, "5", at("9:00", THURSDAY), kind="quiz")
    prolong(school, lesson, NEXT_MONDAY)
    put(school, lesson, "5", at("23:59", NEXT_MONDAY), kind="quiz")
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "5", at("9:00", NEXT_MONDAY))
    with refused("4.5.4", Way.MEMO):
        put(school, lesson, "5", at("0:00", NEXT_MONDAY + timedelta(days=1)), kind="quiz", pupil="vova")


@pytest.mark.parametrize(("until", "why"), [(None, "ВПР"), (WEDNESDAY, "ВПР"), (NEXT_MONDAY, " ")])
def test_a_day_that_is_over_or_a_reason_that_is_not_told_is_refused(
    school: School, until: date | None, why: str
) -> None:
    lesson = quiz(school)
    with refused("4.5.4"):
        prolong(school, lesson, until, why)


def test_days_of_illness_before_the_deadline_are_added_to_it(school: School) -> None:
    """Due on Wednesday, ill on Tuesday and Wednesday: two days more, to Friday."""
    lesson = quiz(school)
    ill(school, TUESDAY, WEDNESDAY)
    put(school, lesson, "5", at("23:59", FRIDAY), kind="quiz")
    with refused("4.5.4", Way.MEMO):
        put(school, lesson, "5", at("0:00", FRIDAY + timedelta(days=1)), kind="quiz", pupil="vova")


def test_illness_after_the_deadline_adds_nothing_and_other_absences_do_not_count(school: School) -> None:
    quiz(school)
    ill(school, THURSDAY, FRIDAY)
    ill(school, TUESDAY, WEDNESDAY, "trip")
    assert rows(Opening) == []


def test_an_answer_is_not_prolonged_by_illness(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    ill(school, TUESDAY, WEDNESDAY)
    assert rows(Opening) == []


def test_an_order_to_somebody_else_leaves_the_prolonged_works_open(school: School) -> None:
    lesson = quiz(school)
    prolong(school, lesson, NEXT_MONDAY)

    openings.shut_again(lesson.group_id, lesson.date, lesson.number)
    put(school, lesson, "5", at("9:00", FRIDAY), kind="quiz")


def test_an_illness_longer_than_the_norm_leaves_as_many_days_after_it_as_were_left_before(
    school: School,
) -> None:
    """Due on Wednesday, ill from Tuesday to 4 December: eleven days more, a school day is 7 December."""
    lesson = quiz(school)
    ill(school, TUESDAY, date(2026, 12, 4))
    put(school, lesson, "5", at("23:59", date(2026, 12, 7)), kind="quiz")
    with refused("4.5.4", Way.MEMO):
        put(school, lesson, "5", at("0:00", date(2026, 12, 8)), kind="quiz", pupil="vova")


def test_an_illness_that_was_a_mistake_leaves_nothing_open(school: School) -> None:
    lesson = quiz(school)
    ill(school, TUESDAY, WEDNESDAY)
    substitutions.withdraw_absence(
        TeacherAbsence.get(), by=school.actor("dina", Role.DEPUTY), now=at("9:00", TUESDAY)
    )
    with refused("4.5.4", Way.MEMO):
        put(school, lesson, "5", at("9:00", FRIDAY), kind="quiz")


@pytest.mark.clause("4.5.2", "4.4.3")
def test_works_alone_are_prolonged_and_a_closed_week_stays_closed(school: School) -> None:
    lesson = quiz(school)
    sunday = MONDAY + timedelta(days=6)
    leader = school.actor("nina", Role.CLASS_TEACHER)
    attendance.close_week(Cohort.get_by_id(school.classes["7"]), MONDAY, by=leader, now=at("12:00", sunday))
    prolong(school, lesson, NEXT_MONDAY)
    now = at("9:00", NEXT_MONDAY)
    put(school, lesson, "5", now, kind="quiz")
    with refused("4.5.2", Way.OPENING):
        lessons.save_topic(lesson, "Одночлены", 0, by=school.actor("vera"), now=now)
