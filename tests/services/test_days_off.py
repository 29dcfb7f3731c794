"""п. 2.2: a closed day is opened again, unless somebody was given another lesson meanwhile."""

from datetime import timedelta

import pytest

from ejournal.models.curriculum import DayOff
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson
from ejournal.services import days_off, moves
from tests.school import BY, MONDAY, School, at
from tests.services.steps import refused

pytestmark = pytest.mark.clause("2.2", "4.2.1")

NOW = at("12:00")
WEDNESDAY = MONDAY + timedelta(days=2)


def close(school: School, grade: str) -> DayOff:
    """Class of a grade is not taught on Wednesday."""
    classes = {school.classes[grade]}
    span = WEDNESDAY, WEDNESDAY
    days_off.close_days(SchoolYear.get(), classes, "quarantine", "", *span, by=BY, now=NOW)
    found: DayOff = DayOff.get()
    return found


def algebra(school: School) -> int:
    here = (Lesson.group == school.groups["algebra"]) & (Lesson.date == WEDNESDAY)
    return int(Lesson.select().where(here).count())


def test_the_lessons_of_a_day_that_is_opened_again_come_back(school: School) -> None:
    day = close(school, "7")
    assert algebra(school) == 0
    days_off.open_days(day, by=BY, now=NOW)
    assert algebra(school) == 1


def test_a_teacher_who_got_another_lesson_at_that_time_is_named_and_the_day_stays_closed(
    school: School,
) -> None:
    day = close(school, "7")
    counting = school.lesson("counting", MONDAY + timedelta(days=1))
    moves.move(counting, WEDNESDAY, 1, "", by=BY, now=NOW)  # Вера has algebra of class 7 at that time
    with refused("2.2") as caught:
        days_off.open_days(day, by=BY, now=NOW)
    said = caught.value.message
    assert "ср 25.11, 1-й урок — «Математика, 1 класс» и «Алгебра, 7 класс»" in said
    moves.move(school.lesson("counting", WEDNESDAY), WEDNESDAY, 4, "", by=BY, now=NOW)
    days_off.open_days(day, by=BY, now=NOW)
    assert algebra(school) == 1


def test_what_the_timetable_has_at_once_by_itself_does_not_hinder(school: School) -> None:
    day = close(school, "7")  # both groups of English are taught in room 12 on Thursday all the year
    thursday = WEDNESDAY + timedelta(days=1)
    span = WEDNESDAY, thursday
    DayOff.update(valid_to=thursday).where(DayOff.id == day.id).execute()
    Lesson.delete().where(Lesson.date.between(*span)).execute()
    days_off.open_days(DayOff.get(), by=BY, now=NOW)
    assert Lesson.select().where(Lesson.date == thursday).count() == 2
