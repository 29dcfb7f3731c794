"""Who was not asked for long, and which paragraph of the textbook comes next."""

from datetime import date, timedelta

import pytest

from ejournal.models import lesson_texts
from ejournal.models.curriculum import Period
from ejournal.models.timetable import Lesson
from ejournal.reports import hints
from ejournal.services import lessons, settings
from tests.client import queries
from tests.school import BY, MONDAY, School, at
from tests.services.steps import call, put, state

WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)


@pytest.fixture
def friday(school: School) -> Lesson:
    """Algebra of Friday: before it that of Monday and Wednesday, and earlier ones since 2.11."""
    return school.lesson("algebra", FRIDAY, 1)


def unmarked(school: School, lesson: Lesson) -> dict[str, int]:
    keys = ("anya", "borya", "vova")
    found = hints.of_pupils(hints.around(lesson), {school[key]: "five" for key in keys})
    return {key: found[school[key]].unmarked for key in keys}


def test_lessons_are_counted_since_the_last_mark(school: School, friday: Lesson) -> None:
    """Fourteen lessons come before Friday; of those without a record nobody knows whether they were held."""
    monday, wednesday = school.lesson("algebra"), school.lesson("algebra", WEDNESDAY)
    call(school, monday)
    put(school, monday, "4", at("9:40"))
    call(school, wednesday)
    put(school, wednesday, "5", at("9:00", WEDNESDAY), pupil="borya")
    assert unmarked(school, friday) == {"anya": 1, "borya": 0, "vova": 2}


def test_who_has_a_mark_at_this_lesson_has_been_asked(school: School, friday: Lesson) -> None:
    call(school, school.lesson("algebra"))
    call(school, friday)
    assert unmarked(school, friday)["anya"] == 1
    put(school, friday, "5", at("9:00", FRIDAY))
    assert unmarked(school, friday) == {"anya": 0, "borya": 1, "vova": 1}


def test_a_mark_that_was_taken_back_does_not_count(school: School, friday: Lesson) -> None:
    monday = school.lesson("algebra")
    call(school, monday)
    put(school, monday, "4", at("9:40"))
    put(school, monday, "", at("9:41"))
    assert unmarked(school, friday)["anya"] == 1


def paragraph_after(lesson: Lesson) -> str:
    latest = hints.around(lesson).latest
    return hints.next_paragraph(latest, lesson_texts.texts(latest))


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
    assert paragraph_after(friday) == offered


def test_the_newest_paragraph_counts(school: School, friday: Lesson) -> None:
    by = school.actor("vera")
    for day, text in ((MONDAY, "§ 7"), (WEDNESDAY, "§ 8")):
        lesson = school.lesson("algebra", day)
        lessons.save_homework(lesson, text, False, None, 0, by=by, now=at("14:00", day))
    assert paragraph_after(friday) == "§ 9"


def short(school: School, lesson: Lesson) -> dict[str, str]:
    found = hints.of_pupils(hints.around(lesson), {school[key]: "five" for key in ("anya", "borya")})
    return {key: found[school[key]].short for key in ("anya", "borya")}


@pytest.fixture
def marked(school: School) -> Lesson:
    """Monday's algebra, at which Аня got a mark: the term is that from 2 November to 30 December."""
    monday = school.lesson("algebra")
    call(school, monday)
    put(school, monday, "4", at("9:40"))
    return monday


def test_who_is_short_of_marks_is_told_when_two_weeks_are_left(school: School, marked: Lesson) -> None:
    late, early = date(2026, 12, 18), date(2026, 12, 2)
    assert short(school, school.lesson("algebra", late)) == {"anya": "1 из 3", "borya": "0 из 3"}
    assert short(school, school.lesson("algebra", early)) == {"anya": "", "borya": "0 из 3"}


def test_the_school_sets_the_least_number_of_marks(school: School, marked: Lesson) -> None:
    settings.change({"marks_per_quarter": 1, "marks_per_half": 5}, by=BY, now=at("12:00"))
    late = school.lesson("algebra", date(2026, 12, 18))
    assert short(school, late) == {"anya": "", "borya": "0 из 1"}
    Period.update(kind="half").execute()
    assert short(school, late) == {"anya": "1 из 5", "borya": "0 из 5"}


def test_marks_of_another_term_do_not_count(school: School, marked: Lesson) -> None:
    Period.update(valid_from=date(2026, 12, 1)).execute()
    late = school.lesson("algebra", date(2026, 12, 18))
    assert short(school, late) == {"anya": "0 из 3", "borya": "0 из 3"}


def test_two_marks_of_one_work_are_two_and_those_of_a_statement_count(school: School, marked: Lesson) -> None:
    wednesday, late = school.lesson("algebra", WEDNESDAY), school.lesson("algebra", date(2026, 12, 18))
    call(school, wednesday)
    put(school, wednesday, "4/5", at("9:00", WEDNESDAY), kind="dictation", pupil="borya")
    assert short(school, late) == {"anya": "1 из 3", "borya": "2 из 3"}
    state(school, "history", "4 4")
    assert short(school, late)["anya"] == "1 из 3"
    state(school, "algebra", "4 4")
    assert short(school, late) == {"anya": "", "borya": "2 из 3"}


def test_without_a_term_nobody_is_short(school: School, marked: Lesson) -> None:
    Period.delete().execute()
    assert short(school, school.lesson("algebra", date(2026, 12, 18))) == {"anya": "", "borya": ""}


def test_hints_cost_as_many_queries_for_many_marks(school: School, marked: Lesson) -> None:
    late = school.lesson("algebra", date(2026, 12, 18))
    with queries() as few:
        short(school, late)
    for pupil in ("borya", "vova", "glasha"):
        put(school, marked, "5", at("9:41"), pupil=pupil)
    with queries() as many:
        short(school, late)
    assert len(few) == len(many)
