"""Checks of marks: each fires once in the state that it is about, and not in the one beside it."""

from datetime import date
from typing import Any

import pytest

from ejournal.models.curriculum import DayOff, Group, GroupMember, Period
from ejournal.models.journal import MarkWithdrawal
from ejournal.models.memos import Annulment, Memo
from ejournal.models.moves import LessonMove
from ejournal.models.school_days import DayLike
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson
from ejournal.services import settings
from tests.reports.checked import (
    DAY,
    EVENING,
    FRIDAY,
    JANUARY,
    TUESDAY,
    WEDNESDAY,
    away,
    column,
    crowd,
    fact,
    held,
    look,
    mark,
    year_long,
)
from tests.school import BY, LAST, MONDAY, School, at
from tests.services.steps import state

pytestmark = [pytest.mark.clause("4.2.2б"), pytest.mark.clause("4.5.4")]


def cells(school: School, code: str, last: date = MONDAY) -> list[tuple[int, int, str]]:
    now = max(EVENING, at("18:00", last))
    return [(one.lesson, one.pupil, one.work) for one in look(school, code, MONDAY, last, now)]


def test_a_mark_of_who_was_absent(school: School) -> None:
    lesson = school.lesson("algebra")
    mark(school, lesson)
    mark(school, lesson, pupil="borya")
    away(school, lesson, "borya", "ОП")  # late, and asked
    event = away(school, lesson, "vova")
    taken_back = mark(school, lesson, pupil="vova")
    fact(MarkWithdrawal, school, mark=taken_back)
    assert cells(school, "mark_absent") == []
    away(school, lesson, "anya", "Б")
    assert cells(school, "mark_absent") == [(lesson.id, school["anya"], "answer")]
    away(school, lesson, "vova", "", replaces=event)  # he was there after all
    assert len(cells(school, "mark_absent")) == 1


def test_marks_on_a_day_off(school: School) -> None:
    lesson = school.lesson("algebra")
    mark(school, lesson)
    span = {"valid_from": MONDAY, "valid_to": MONDAY}
    DayOff.create(reason="карантин 1 класса", cohort=school.classes["1"], **span)
    assert cells(school, "mark_off") == []
    DayOff.create(reason="карантин", cohort=school.classes["7"], **span)
    assert cells(school, "mark_off") == [(lesson.id, 0, "")]


def test_a_mark_before_its_lesson(school: School) -> None:
    lesson = school.lesson("algebra")
    mark(school, lesson, typed=lesson.starts_at)
    assert cells(school, "mark_early") == []
    mark(school, lesson, pupil="vova", typed=lesson.starts_at - DAY)
    assert cells(school, "mark_early") == [(lesson.id, school["vova"], "answer")]


def test_a_mark_of_somebody_who_is_not_in_the_group_that_day(school: School) -> None:
    """Who arrives later has no place before; who left keeps what stood before."""
    lesson = school.lesson("english1")
    mark(school, lesson)
    here = (GroupMember.group == school.groups["english1"]) & (GroupMember.person == school["anya"])
    GroupMember.update(valid_to=MONDAY).where(here).execute()
    assert cells(school, "mark_stranger") == []
    mark(school, lesson, pupil="vova")
    assert cells(school, "mark_stranger") == [(lesson.id, school["vova"], "answer")]


def test_a_mark_outside_the_scale_of_its_page(school: School) -> None:
    lesson = school.lesson("algebra")
    mark(school, lesson)
    assert cells(school, "mark_scale") == []
    mark(school, lesson, "зач", "vova")
    assert cells(school, "mark_scale") == [(lesson.id, school["vova"], "answer")]
    Group.update(grading="pass").where(Group.id == school.groups["algebra"]).execute()
    assert cells(school, "mark_scale") == [(lesson.id, school["anya"], "answer")]


def test_two_marks_of_one_work_are_of_the_scale(school: School) -> None:
    mark(school, school.lesson("algebra"), "4/5", kind="dictation")
    assert cells(school, "mark_scale") == []


def test_a_mark_in_grade_1(school: School) -> None:
    mark(school, school.lesson("algebra"))
    assert cells(school, "mark_none") == []
    lesson = school.lesson("counting")
    mark(school, lesson, pupil="yana")
    assert cells(school, "mark_none") == [(lesson.id, school["yana"], "answer")]
    assert cells(school, "mark_scale") == [], "it is told once"


def test_marks_on_a_lesson_that_the_timetable_does_not_have(school: School) -> None:
    """Moved lessons, and those of a day by another weekday, are as they should be."""
    history, day = school.groups["history"], {"date": MONDAY, "number": 4, "room": "12"}
    lesson = Lesson.create(group=history, starts_at=at("11:35"), ends_at=at("12:20"), **day)
    assert cells(school, "off_timetable") == [], "nothing is written of it"
    mark(school, lesson)
    mark(school, school.lesson("algebra"))
    assert cells(school, "off_timetable") == [(lesson.id, 0, "")]
    DayLike.create(date=MONDAY, weekday=5, order_number="")
    assert cells(school, "off_timetable") == [(lesson.id, 0, "")], "Friday has history, third"
    move = {"from_date": TUESDAY, "from_number": 1, "to_date": MONDAY, "to_number": 4}
    LessonMove.create(group=history, order_number="", **move)
    assert cells(school, "off_timetable") == []


def test_a_day_by_another_weekday_has_its_lessons(school: School) -> None:
    lesson = school.lesson("history", TUESDAY)
    mark(school, lesson)
    Lesson.update(date=TUESDAY + DAY).where(Lesson.id == lesson.id).execute()
    assert cells(school, "off_timetable", WEDNESDAY) == [(lesson.id, 0, "")]
    DayLike.create(date=WEDNESDAY, weekday=2, order_number="")
    assert cells(school, "off_timetable", WEDNESDAY) == []


def test_a_mark_that_a_memo_annulled(school: School) -> None:
    lesson = school.lesson("algebra")
    wrong, slip = mark(school, lesson), mark(school, lesson, pupil="vova")
    mark(school, lesson, "5", "vova", slip_of=slip)
    assert cells(school, "annulled") == []
    said: dict[str, Any] = {"becomes": "", "reason": "slip", "words": "", "evidence": ""}
    memo = fact(Memo, school, year=2026, number=3, kind="mark", lesson=lesson, mark=wrong, **said)
    fact(MarkWithdrawal, school, mark=wrong)
    fact(Annulment, school, mark=wrong, memo=memo)
    (found,) = look(school, "annulled")
    assert (found.pupil, found.words) == (school["anya"], "записка № 3")


def test_a_column_that_stays_empty_when_every_norm_has_passed(school: School) -> None:
    lesson = school.lesson("algebra")
    work = column(school, lesson, "quiz")
    column(school, lesson, "control")  # control works have their own deadline
    later = at("12:00", MONDAY + DAY * 15)
    assert look(school, "empty_work", now=later - DAY) == []
    assert [one.work for one in look(school, "empty_work", now=later)] == ["quiz"]
    work.removed = True
    work.save()
    assert look(school, "empty_work", now=later) == []


def test_a_lesson_without_a_single_mark(school: School) -> None:
    """Not in grade 1, not while a written work is being checked, not before it is over."""
    algebra, counting, english = (school.lesson(key) for key in ("algebra", "counting", "english1"))
    held(school, algebra, counting, english)
    column(school, english, "quiz")
    assert [one.lesson for one in look(school, "no_marks")] == [algebra.id]
    assert look(school, "no_marks", now=at("9:30")) == []
    mark(school, algebra)
    assert look(school, "no_marks") == []


def term(school: School, value: str, pupil: str = "anya") -> None:
    cell = {"group": school.groups["algebra"], "pupil": school[pupil], "period": Period.get()}
    fact(TermMark, school, at("12:00", LAST), kind="period", value=value, **cell)


def test_a_term_mark_without_marks(school: School) -> None:
    """«н/а» rests on none; a mark on another page is none of this one."""
    mark(school, school.lesson("algebra"), pupil="borya")
    mark(school, school.lesson("english1"))
    term(school, "4", "borya")
    term(school, "н/а", "vova")
    assert year_long(school, "term_empty") == []
    term(school, "4")
    (found,) = year_long(school, "term_empty")
    assert (found.pupil, found.words) == (school["anya"], "стоит «4»")


def test_a_term_mark_by_a_statement_alone(school: School) -> None:
    """п. 2.1: marks of a hospital are what it rests on; those for another page are not."""
    term(school, "4")
    state(school, "history", "4 4 4")
    assert len(year_long(school, "term_empty")) == 1
    state(school, "algebra", "4 4 4", "borya")
    assert len(year_long(school, "term_empty")) == 1
    state(school, "algebra", "4 4 4")
    assert year_long(school, "term_empty") == []


def without(school: School) -> list[int]:
    """Who was not asked on more than two last lessons of algebra of the week."""
    settings.change({"check_without_mark": 2}, by=BY, now=EVENING)
    return [
        one.pupil
        for one in look(school, "long_without", MONDAY, FRIDAY, at("18:00", FRIDAY))
        if one.group == school.groups["algebra"]
    ]


def test_a_pupil_who_is_not_asked_for_long(school: School) -> None:
    """Four lessons were held: a pupil who was away on two of them, or came on Friday, had but two."""
    week = [
        school.lesson("algebra", day, number)
        for day, number in ((MONDAY, 2), (WEDNESDAY, 1), (FRIDAY, 1), (FRIDAY, 2))
    ]
    held(school, *week)
    mark(school, week[0])  # three lessons ago
    mark(school, week[1], pupil="borya")
    for lesson in week[:2]:
        away(school, lesson, "vova", "Б")
    member = (GroupMember.group == school.groups["algebra"]) & (GroupMember.person == school["glasha"])
    GroupMember.update(valid_from=FRIDAY).where(member).execute()
    assert without(school) == [school["anya"]]
    mark(school, week[3])
    assert without(school) == []


def two(school: School) -> Lesson:
    """A «2» on Monday, the next three lessons of the page are held."""
    lesson = school.lesson("algebra")
    mark(school, lesson, "2")
    return lesson


def test_a_two_that_nobody_put_right_in_three_lessons(school: School) -> None:
    lesson = two(school)
    assert look(school, "two_left", now=at("9:30", FRIDAY)) == [], "there are lessons left to do it"
    assert [one.lesson for one in look(school, "two_left", now=JANUARY)] == [lesson.id]
    again = mark(school, school.lesson("algebra", WEDNESDAY), "2")
    assert len(look(school, "two_left", now=JANUARY)) == 1, "another «2» puts nothing right"
    mark(school, school.lesson("algebra", WEDNESDAY), "3", slip_of=again)
    assert look(school, "two_left", now=JANUARY) == []


def test_a_two_on_the_first_lesson_of_the_term(school: School) -> None:
    first = school.lesson("algebra", date(2026, 11, 2))
    two(school)
    mark(school, first, "3", "vova")
    assert year_long(school, "two_edge") == []
    mark(school, first, "2")
    mark(school, school.lesson("algebra", LAST), "2", "borya")
    assert [one.pupil for one in year_long(school, "two_edge")] == [school["anya"], school["borya"]]


def test_a_two_right_after_an_absence(school: School) -> None:
    two(school)
    away(school, school.lesson("algebra", date(2026, 11, 20), 1))  # not the lesson right before
    assert look(school, "two_after") == []
    away(school, school.lesson("algebra", date(2026, 11, 20), 2))
    assert len(look(school, "two_after")) == 1


def test_fewer_marks_at_a_lesson_than_the_school_expects(school: School) -> None:
    lesson = school.lesson("algebra")
    crowd(school.groups["algebra"], 8)
    for pupil in ("anya", "borya"):
        mark(school, lesson, pupil=pupil)
    assert [(one.lesson, one.amount) for one in look(school, "few_marks")] == [(lesson.id, 2)]
    mark(school, lesson, pupil="vova")
    assert look(school, "few_marks") == []


def test_three_marks_mean_nothing_in_a_class_of_four(school: School) -> None:
    mark(school, school.lesson("algebra"))
    assert look(school, "few_marks") == []


def test_two_marks_of_one_work_are_two_at_a_lesson(school: School) -> None:
    lesson = school.lesson("algebra")
    crowd(school.groups["algebra"], 8)
    mark(school, lesson, "4/5", kind="dictation")
    assert [one.amount for one in look(school, "few_marks")] == [2]
    mark(school, lesson, "4", "borya", "dictation")
    assert look(school, "few_marks") == []
