"""Who was not asked for long, and which paragraph of the textbook comes next."""

from datetime import timedelta

import pytest

from ejournal.models.timetable import Lesson
from ejournal.reports import hints
from ejournal.services import lessons
from tests.school import MONDAY, School, at
from tests.services.steps import call, put

WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)


@pytest.fixture
def friday(school: School) -> Lesson:
    """Algebra of Friday: before it that of Monday and Wednesday, and earlier ones since 2.11."""
    return school.lesson("algebra", FRIDAY, 1)


def unmarked(school: School, lesson: Lesson) -> dict[str, int]:
    keys = ("anya", "borya", "vova")
    found = hints.lessons_without_mark(hints.earlier_lessons(lesson), [school[key] for key in keys])
    return {key: found[school[key]] for key in keys}


def test_lessons_are_counted_since_the_last_mark(school: School, friday: Lesson) -> None:
    """Three weeks of four lessons, then Monday and Wednesday: fourteen lessons come before Friday."""
    monday, wednesday = school.lesson("algebra"), school.lesson("algebra", WEDNESDAY)
    call(school, monday)
    put(school, monday, "4", at("9:40"))
    call(school, wednesday)
    put(school, wednesday, "5", at("9:00", WEDNESDAY), pupil="borya")
    assert unmarked(school, friday) == {"anya": 1, "borya": 0, "vova": 14}


def test_a_mark_that_was_taken_back_does_not_count(school: School, friday: Lesson) -> None:
    monday = school.lesson("algebra")
    call(school, monday)
    put(school, monday, "4", at("9:40"))
    put(school, monday, "", at("9:41"))
    assert unmarked(school, friday)["anya"] == 14


@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ("§ 14, № 3", "§ 15"),
        ("§14", "§ 15"),
        ("§ 13–14, упр. 5", "§ 15"),
        ("повторить § 2, выучить § 14", "§ 15"),
        ("упр. 212", ""),
        ("с. 14", ""),
    ],
)
def test_the_next_paragraph_is_offered(school: School, friday: Lesson, given: str, offered: str) -> None:
    wednesday = school.lesson("algebra", WEDNESDAY)
    by, now = school.actor("vera"), at("9:00", WEDNESDAY)
    lessons.save_homework(wednesday, given, False, None, 0, by=by, now=now)
    assert hints.next_paragraph(hints.earlier_lessons(friday)) == offered


def test_the_newest_paragraph_counts(school: School, friday: Lesson) -> None:
    by = school.actor("vera")
    for day, text in ((MONDAY, "§ 7"), (WEDNESDAY, "§ 8")):
        lesson = school.lesson("algebra", day)
        lessons.save_homework(lesson, text, False, None, 0, by=by, now=at("14:00", day))
    assert hints.next_paragraph(hints.earlier_lessons(friday)) == "§ 9"
