"""The lessons of a year, laid out from the timetable."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import DayOff, Group
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Bell, Lesson, TimetableEntry
from ejournal.services import attendance, settings, timetable
from tests.school import BELLS, BY, FIRST, GROUPS, LAST, MONDAY, SINCE, ZONE, School, at
from tests.services.steps import refused, stored

NOW = at("12:00", SINCE)


def lay_out() -> None:
    timetable.lay_out(SchoolYear.get(), by=BY, now=NOW)


def anew() -> None:
    """Forget the lessons of the small school and lay them out once more."""
    Lesson.delete().execute()
    lay_out()


def days(school: School, group: str) -> list[date]:
    mine = Lesson.group == school.groups[group]
    return [lesson.date for lesson in Lesson.select().where(mine).order_by(Lesson.date, Lesson.number)]


def all_days(weekday: int) -> list[date]:
    span = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in span if day.isoweekday() == weekday]


@pytest.mark.parametrize("group", GROUPS)
def test_every_entry_of_the_timetable_has_its_lesson_on_every_day_of_its_weekday(
    school: School, group: str
) -> None:
    expected = sorted(day for weekday, _ in GROUPS[group][6] for day in all_days(weekday))
    assert days(school, group) == expected


def test_a_double_lesson_is_two_lessons_of_one_day(school: School) -> None:
    friday = MONDAY + timedelta(days=4)
    assert [
        school.lesson("algebra", friday, number).starts_at.astimezone(ZONE).time() for number in (1, 2)
    ] == [
        time(8, 30),
        time(9, 25),
    ]


def test_a_lesson_begins_and_ends_with_its_bells_in_school_time(school: School) -> None:
    lesson = school.lesson("english1")
    first, last = (datetime.combine(MONDAY, at(part).time(), ZONE) for part in BELLS[2].split("–"))
    assert (lesson.starts_at, lesson.ends_at, lesson.room) == (first, last, "12")


def test_laying_out_again_adds_nothing_and_keeps_what_was_written(school: School) -> None:
    attendance.call_roll(school.lesson("algebra"), {}, by=school.actor("vera"), now=at("9:40"))
    before = stored()
    lay_out()
    after = stored()
    assert {name for name in before if before[name] != after[name]} == {"audit"}


def test_a_lesson_that_is_missing_is_made_and_the_others_stay(school: School) -> None:
    gone = school.lesson("algebra")
    before = Lesson.select().count()
    Lesson.delete().where(Lesson.id == gone.id).execute()
    lay_out()
    assert Lesson.select().count() == before
    assert school.lesson("algebra").starts_at == gone.starts_at


def test_a_day_off_has_no_lessons(school: School) -> None:
    DayOff.create(cohort=None, reason="Актированный день", valid_from=MONDAY, valid_to=MONDAY)
    anew()
    assert not any(MONDAY in days(school, group) for group in GROUPS)
    assert MONDAY + timedelta(days=7) in days(school, "algebra")


def test_extra_holidays_of_one_class_leave_the_others_their_lessons(school: School) -> None:
    last = MONDAY + timedelta(days=8)
    DayOff.create(cohort=school.classes["1"], reason="Каникулы 1 класса", valid_from=MONDAY, valid_to=last)
    anew()
    off = {MONDAY + timedelta(days=n) for n in range(9)}
    assert not off & set(days(school, "counting"))
    assert off & set(days(school, "algebra")) == {MONDAY + timedelta(days=n) for n in (0, 2, 4, 7)}


@pytest.mark.parametrize(("week", "lessons"), [(5, 0), (6, len(all_days(6)))])
def test_saturday_is_a_school_day_in_a_week_of_six(school: School, week: int, lessons: int) -> None:
    settings.change({"school_week": week}, by=BY, now=NOW)
    history = school.groups["history"]
    TimetableEntry.create(group=history, weekday=6, number=1, room="12", valid_from=FIRST)
    anew()
    assert len([day for day in days(school, "history") if day.isoweekday() == 6]) == lessons


def test_an_entry_holds_from_its_first_day_to_its_last(school: School) -> None:
    mine = TimetableEntry.group == school.groups["counting"]
    TimetableEntry.update(valid_from=MONDAY, valid_to=MONDAY + timedelta(days=7)).where(mine).execute()
    anew()
    assert days(school, "counting") == [MONDAY + timedelta(days=n) for n in (0, 1, 7)]


def without_bells() -> None:
    Bell.delete().where(Bell.number == 3).execute()


def of_other_grades() -> None:
    Bell.update(grade_from=8).where(Bell.number == 3).execute()


@pytest.mark.parametrize("spoil", [without_bells, of_other_grades])
def test_a_lesson_without_a_bell_is_refused_and_named(school: School, spoil: Callable[[], Any]) -> None:
    spoil()
    Lesson.delete().execute()
    with refused("4.2.1") as caught:
        lay_out()
    assert "3-го урока" in caught.value.message


def test_each_grade_rings_by_its_own_bells(school: School) -> None:
    Bell.update(grade_from=2).where(Bell.number == 1).execute()
    Bell.create(number=1, grade_from=1, grade_to=1, starts=time(8, 30), ends=time(9, 5), valid_from=SINCE)
    anew()
    assert school.lesson("counting").ends_at.astimezone(ZONE).time() == time(9, 5)
    assert school.lesson("algebra", MONDAY + timedelta(days=2)).ends_at.astimezone(ZONE).time() == time(9, 15)


def test_a_lesson_rings_by_the_bells_of_its_own_day(school: School) -> None:
    """Grade 1 has lessons of 35 minutes until December and of 40 from January: bells have their days."""
    Bell.update(valid_to=MONDAY - timedelta(days=1)).where(Bell.number == 2).execute()
    Bell.create(number=2, grade_from=1, grade_to=11, starts=time(9, 20), ends=time(10, 0), valid_from=MONDAY)
    anew()
    before = school.lesson("algebra", MONDAY - timedelta(days=7))
    assert before.starts_at.astimezone(ZONE).time() == time(9, 25)
    assert school.lesson("algebra").starts_at.astimezone(ZONE).time() == time(9, 20)


def test_a_group_of_several_grades_has_each_lesson_once(school: School) -> None:
    """п. 2.1: clubs and after-school groups have no grade, while bells go by grades."""
    Bell.update(grade_from=2).where(Bell.number == 1).execute()
    Bell.create(number=1, grade_from=1, grade_to=1, starts=time(8, 30), ends=time(9, 5), valid_from=SINCE)
    club = Group.id == school.groups["history"]
    Group.update(grade=None, cohort=None, kind="club").where(club).execute()
    anew()
    assert days(school, "history") == sorted(all_days(2) + all_days(5))
