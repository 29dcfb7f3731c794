"""п. 4.5.3: the day for which homework is given."""

from datetime import date, timedelta

import pytest

from ejournal.models.journal import LessonText
from ejournal.models.timetable import Lesson
from ejournal.services import lessons
from tests.school import MONDAY, School, at
from tests.services.steps import refused

SATURDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (5, 2, 4))


@pytest.fixture
def lesson(school: School) -> Lesson:
    """Monday's algebra; the next ones are on Wednesday and on Friday."""
    return school.lesson("algebra")


def give(school: School, lesson: Lesson, day: date, due: date | None, absent: bool = False) -> None:
    text = "" if absent else "§ 7, № 3"
    lessons.save_homework(lesson, text, absent, due, 0, by=school.actor("vera"), now=at("14:00", day))


@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize(
    ("written", "due"),
    [
        (MONDAY, None),
        (MONDAY + timedelta(days=1), None),
        (WEDNESDAY, FRIDAY),
        (MONDAY + timedelta(days=3), FRIDAY),
        (FRIDAY, MONDAY + timedelta(days=7)),
    ],
)
def test_homework_written_late_is_for_a_lesson_that_is_still_ahead(
    school: School, lesson: Lesson, written: date, due: date | None
) -> None:
    """None is the next lesson; once that has come, nobody would look for the homework there."""
    give(school, lesson, written, None)
    assert LessonText.get().due == due


@pytest.mark.clause("4.5.3")
def test_a_day_that_was_chosen_stays(school: School, lesson: Lesson) -> None:
    give(school, lesson, WEDNESDAY, WEDNESDAY)
    assert LessonText.get().due == WEDNESDAY


@pytest.mark.clause("4.5.3")
def test_homework_that_is_not_set_has_no_day(school: School, lesson: Lesson) -> None:
    give(school, lesson, FRIDAY, None, absent=True)
    assert LessonText.get().due is None


@pytest.mark.clause("4.5.3")
def test_homework_is_for_a_school_day(school: School, lesson: Lesson) -> None:
    with refused("4.5.3") as caught:
        give(school, lesson, MONDAY, SATURDAY)
    assert "Суббота, 28.11" in caught.value.message
