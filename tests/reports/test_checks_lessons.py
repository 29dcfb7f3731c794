"""Checks of lessons, texts, attendance and pages: each fires once, and not in the state beside it."""

from datetime import date

import pytest

from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.journal import RollCall
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.timetable import Lesson
from ejournal.reports.checks.asked import Found
from ejournal.services import plan_reviews, settings
from tests.reports.checked import (
    DAY,
    EVENING,
    FRIDAY,
    JANUARY,
    TUESDAY,
    WEDNESDAY,
    asked,
    away,
    column,
    fact,
    held,
    look,
    mark,
    text,
    year_long,
)
from tests.school import BY, LAST, MONDAY, School, at

pytestmark = [pytest.mark.clause("4.2.2а"), pytest.mark.clause("4.2.2в")]


def lessons(found: list[Found]) -> list[int]:
    return [one.lesson for one in found]


def of(school: School, key: str, found: list[Found]) -> list[Found]:
    return [one for one in found if one.group == school.groups[key]]


@pytest.mark.clause("4.5.2")
def test_a_lesson_without_attendance_and_not_that_of_a_teacher_who_is_away(school: School) -> None:
    lesson, english = school.lesson("algebra"), school.lesson("english1")
    held(school, english, school.lesson("english2"), school.lesson("counting"))
    assert lessons(look(school, "attendance")) == [lesson.id]
    assert look(school, "attendance", now=at("9:40")) == [], "it is not over"
    span = {"valid_from": MONDAY, "valid_to": TUESDAY}
    TeacherAbsence.create(person=school["vera"], reason="illness", order_number="", **span)
    assert look(school, "attendance") == []
    assert lessons(look(school, "uncovered")) == [lesson.id]
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == lesson.id).execute()
    (found,) = look(school, "attendance")
    assert (found.lesson, found.substitute, look(school, "uncovered")) == (lesson.id, school["oleg"], [])
    sick = {"person": school["oleg"], "reason": "ill", "order_number": ""}
    TeacherAbsence.create(valid_from=MONDAY, valid_to=MONDAY, **sick)
    assert lessons(look(school, "uncovered")) == [lesson.id], "the substitute is away too"
    assert lesson.id not in lessons(look(school, "attendance"))


def test_a_lesson_of_two_teachers_is_given_while_one_of_them_is_there(school: School) -> None:
    span = {"valid_from": MONDAY, "valid_to": MONDAY}
    TeacherAbsence.create(person=school["oleg"], reason="illness", order_number="", **span)
    assert len(of(school, "english2", look(school, "uncovered"))) == 1
    GroupTeacher.create(group=school.groups["english2"], person=school["nina"], valid_from=MONDAY)
    assert look(school, "uncovered") == []


def test_a_lesson_before_its_teacher_was_appointed_is_nobodys(school: School) -> None:
    mine = GroupTeacher.group == school.groups["algebra"]
    GroupTeacher.update(valid_from=MONDAY).where(mine).execute()
    assert look(school, "no_teacher") == []
    GroupTeacher.update(valid_from=TUESDAY).where(mine).execute()
    assert lessons(look(school, "no_teacher")) == [school.lesson("algebra").id]
    Lesson.update(substitute=school["oleg"]).where(Lesson.group == school.groups["algebra"]).execute()
    assert look(school, "no_teacher") == []


@pytest.mark.clause("4.5.3")
def test_topic_and_homework_are_owed_by_held_lessons_and_no_homework_in_grade_1(school: School) -> None:
    algebra, counting = school.lesson("algebra"), school.lesson("counting")
    held(school, algebra, counting)
    assert set(lessons(look(school, "topic"))) == {algebra.id, counting.id}
    assert lessons(look(school, "homework")) == [algebra.id]
    text(school, algebra, "topic", "Одночлены", draft=True)
    assert algebra.id in lessons(look(school, "topic")), "a draft is not confirmed"
    text(school, algebra, "homework", "", absent=True)
    assert look(school, "homework") == [], "«не задано» is an answer"


def test_a_club_gives_no_homework(school: School) -> None:
    held(school, school.lesson("algebra"))
    Group.update(kind="club").where(Group.id == school.groups["algebra"]).execute()
    assert look(school, "homework") == []


def test_marks_without_attendance(school: School) -> None:
    lesson = school.lesson("algebra")
    assert look(school, "no_roll") == []
    mark(school, lesson)
    assert lessons(look(school, "no_roll")) == [lesson.id]
    held(school, lesson)
    assert look(school, "no_roll") == []


def test_two_lessons_of_one_group_at_one_time_and_a_double_lesson_is_none(school: School) -> None:
    first, second = school.lesson("algebra", FRIDAY, 1), school.lesson("algebra", FRIDAY, 2)
    span = (FRIDAY, FRIDAY, at("18:00", FRIDAY))
    assert look(school, "two_in_slot", *span) == [], "a double lesson"
    Lesson.update(starts_at=first.starts_at).where(Lesson.id == second.id).execute()
    assert lessons(look(school, "two_in_slot", *span)) == [second.id]


@pytest.mark.clause("4.2.1")
def test_two_lessons_of_a_class_at_one_time_and_two_parts_are_none(school: School) -> None:
    assert look(school, "clash") == [], "English has two parts at one time"
    history = Lesson.select().where(Lesson.group == school.groups["history"]).first()
    Lesson.update(date=MONDAY, number=3).where(Lesson.id == history.id).execute()
    assert lessons(look(school, "clash")) == [history.id]


def test_what_was_written_late(school: School) -> None:
    lesson, other = school.lesson("algebra"), school.lesson("english1")
    text(school, other, "topic", "Погода")
    assert look(school, "late") == []
    text(school, lesson, "topic", "Одночлены", late_days=1)
    fact(RollCall, school, lesson=lesson, late_days=3)
    assert [(one.lesson, one.amount) for one in look(school, "late")] == [(lesson.id, 3)]


@pytest.mark.clause("4.5.1")
def test_a_topic_that_is_not_of_the_plan_where_there_is_one(school: School) -> None:
    algebra, english = school.lesson("algebra"), school.lesson("english1")
    text(school, english, "topic", "Погода")
    assert look(school, "own_topic") == [], "English has no plan"
    topic = text(school, algebra, "topic", "Свой разговор")
    assert [(one.lesson, one.words) for one in look(school, "own_topic")] == [(algebra.id, "Свой разговор")]
    topic.plan_item = PlanItem.get()
    topic.save()
    assert look(school, "own_topic") == []


def test_a_topic_of_the_plan_on_two_days_and_a_double_lesson_is_one(school: School) -> None:
    item, span = PlanItem.get(), (MONDAY, FRIDAY, at("18:00", FRIDAY))
    for number in (1, 2):
        text(school, school.lesson("algebra", FRIDAY, number), "topic", "Одночлен", plan_item=item)
    assert look(school, "topic_twice", *span) == []
    text(school, school.lesson("algebra", WEDNESDAY), "topic", "Одночлен", plan_item=item)
    assert {one.day for one in look(school, "topic_twice", *span)} == {FRIDAY}


@pytest.mark.clause("3.6")
def test_a_topic_in_which_latin_letters_prevail(school: School) -> None:
    text(school, school.lesson("english1"), "topic", "Грамматика: Present Simple и Present Perfect Tense")
    text(school, school.lesson("algebra"), "topic", "Функция y = kx + b и её график")
    assert look(school, "foreign_topic") == []
    text(school, school.lesson("english2"), "topic", "Present Simple")
    text(school, school.lesson("counting"), "topic", "Работа в Microsoft PowerPoint")
    found = [one.words for one in look(school, "foreign_topic")]
    assert found == ["Работа в Microsoft PowerPoint", "Present Simple"]


def test_homework_for_the_holidays(school: School) -> None:
    last = school.lesson("algebra", LAST)
    text(school, school.lesson("algebra"), "homework", "§ 1")
    text(school, last, "homework", "", absent=True)
    assert year_long(school, "homework_rest") == []
    eve = Lesson.select().where(Lesson.group == school.groups["history"]).order_by(Lesson.date.desc()).first()
    text(school, eve, "homework", "Подготовить доклад")
    assert lessons(year_long(school, "homework_rest")) == [eve.id]


@pytest.mark.clause("4.2.2б")
def test_control_works_of_a_class_in_a_day_and_in_a_week(school: School) -> None:
    """Two in one lesson, and in both parts of a class, are one for each pupil."""
    algebra, english = school.lesson("algebra"), school.lesson("english1")
    for lesson, kind in ((english, "control"), (school.lesson("english2"), "control"), (english, "vpr")):
        column(school, lesson, kind)
    column(school, algebra, "dictation")  # no control work by order № 704
    week = (MONDAY, FRIDAY, at("18:00", FRIDAY))
    assert look(school, "controls_day") == look(school, "controls_week", *week) == []
    column(school, algebra, "control")
    (found,) = look(school, "controls_day")
    assert (found.cohort, found.day, found.amount) == (school.classes["7"], MONDAY, 2)
    for day in (WEDNESDAY, FRIDAY):
        column(school, school.lesson("algebra", day, 1), "control")
    (found,) = look(school, "controls_week", *week)
    assert (found.day, found.amount) == (MONDAY, 4)


@pytest.mark.clause("4.5.2")
def test_an_absence_among_lessons_that_the_pupil_attended(school: School) -> None:
    """Friday: algebra, algebra, history."""
    first, second = (school.lesson("algebra", FRIDAY, number) for number in (1, 2))
    third, span = school.lesson("history", FRIDAY), (FRIDAY, FRIDAY, at("18:00", FRIDAY))
    away(school, second)
    assert look(school, "absent_between", *span) == [], "nobody knows yet who was at the others"
    held(school, first, second, third)
    assert [(one.lesson, one.pupil) for one in look(school, "absent_between", *span)] == [
        (second.id, school["anya"])
    ]
    event = away(school, third, code="ОП")
    assert len(look(school, "absent_between", *span)) == 1, "late is there"
    away(school, third, code="Б", replaces=event)
    assert look(school, "absent_between", *span) == [], "he left, or was ill"


def test_days_of_absence_without_a_reason(school: School) -> None:
    settings.change({"check_absent_days": 2}, by=BY, now=EVENING)
    span = (MONDAY, FRIDAY, at("18:00", FRIDAY))
    away(school, school.lesson("algebra"))
    away(school, school.lesson("english1"))
    away(school, school.lesson("algebra", WEDNESDAY), code="УП")
    assert look(school, "absent_days", *span) == [], "one day, and one with a reason"
    away(school, school.lesson("algebra", FRIDAY))
    (found,) = look(school, "absent_days", *span)
    assert (found.pupil, found.cohort, found.amount) == (school["anya"], school.classes["7"], 2)


@pytest.mark.clause("4.5.1")
def test_pages_without_a_plan(school: School) -> None:
    assert of(school, "algebra", look(school, "plan")) == []
    assert len(look(school, "plan")) == 4
    empty = Plan.create(title="Пустой")
    Group.update(plan=empty).where(Group.id == school.groups["history"]).execute()
    assert len(look(school, "plan")) == 4, "an empty plan is none"


@pytest.mark.clause("4.5.1")
def test_a_plan_that_was_sent_back_until_it_is_handed_in_again(school: School) -> None:
    plan = Plan.get(Plan.title == "Алгебра, 7 класс")
    for kind in ("handed_in", "returned"):
        fact(PlanReview, school, plan=plan, kind=kind, version=1, remark="Нет контрольных.", items="")
    (found,) = look(school, "plan_back")
    assert (found.group, found.words) == (school.groups["algebra"], "Нет контрольных.")
    plan_reviews.hand_in(plan, 1, by=school.actor("vera"), now=EVENING + DAY)
    assert look(school, "plan_back") == []


@pytest.mark.clause("4.4.3")
def test_weeks_that_are_not_closed(school: School) -> None:
    found = look(school, "weeks", date(2026, 11, 16), MONDAY)
    assert {(one.cohort, one.day) for one in found} == {
        (cohort, date(2026, 11, 16)) for cohort in school.classes.values()
    }


def test_terms_and_works_are_those_of_the_readiness_of_a_volume(school: School) -> None:
    """One way to find them: the counts of «Печать журнала» are the same."""
    lesson = school.lesson("algebra")
    held(school, lesson)
    column(school, lesson, "control")
    (work,) = year_long(school, "works")
    assert (work.lesson, work.amount, work.due) == (lesson.id, 4, WEDNESDAY)
    assert look(school, "works", now=at("18:00", WEDNESDAY)) == [], "it is still time"
    terms = year_long(school, "terms")
    assert {one.group for one in terms} == {
        school.groups[key] for key in ("algebra", "english1", "english2", "history")
    }
    short = look(school, "short", now=at("12:00", date(2026, 12, 20)))
    assert {one.group for one in short} == {one.group for one in terms}
    assert look(school, "short") == [], "there is time enough"


def test_a_class_is_checked_alone(school: School) -> None:
    pages = asked(school, MONDAY, MONDAY, JANUARY, "1").scope.groups
    assert pages == {school.groups["counting"]}


@pytest.mark.clause("2.1")
def test_a_club_of_no_class_is_checked_with_the_school(school: School) -> None:
    club = {"kind": "club", "cohort": None, "name": "Шахматы"}
    Group.update(**club).where(Group.id == school.groups["counting"]).execute()
    lesson = school.lesson("counting")
    assert lesson.id in lessons(look(school, "attendance"))
    assert asked(school, MONDAY, MONDAY, JANUARY, "1").scope.groups == set()
