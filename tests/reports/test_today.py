"""A teacher's day: every lesson with its state, the next to do first, what is owed from earlier days."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.models.people import Cohort
from ejournal.models.timetable import Lesson
from ejournal.reports.today import Day, LessonLine, page
from ejournal.services import attendance, lessons
from tests.client import queries
from tests.school import MONDAY, School, at
from tests.services.steps import call, put, write

NOW = at("9:41")
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
LAST_FRIDAY = MONDAY - timedelta(days=3)


def of(school: School, key: str = "vera", day: date = MONDAY, now: datetime = NOW) -> Day:
    return page(school[key], day, 5, now)


def line(school: School, now: datetime = NOW) -> LessonLine:
    """Monday's algebra as its teacher sees it."""
    (found,) = [one for one in of(school, now=now).lessons if one.subject == "Алгебра"]
    return found


def states(found: LessonLine) -> tuple[str, str, str | None]:
    return found.topic, found.attendance, found.homework


def fill(school: School, lesson: Lesson) -> None:
    now = lesson.starts_at.astimezone(NOW.tzinfo)
    call(school, lesson)
    write(school, lesson, now)


def test_the_day_has_the_lessons_of_the_teacher_in_order(school: School) -> None:
    found = of(school)
    assert [(one.number, one.subject) for one in found.lessons] == [(1, "Математика"), (2, "Алгебра")]
    assert [one.subject for one in of(school, "nina").lessons] == []
    assert [one.subject for one in of(school, "nina", TUESDAY).lessons] == ["История"]


def test_a_lesson_is_shown_with_what_is_done_of_it(school: School) -> None:
    lesson = school.lesson("algebra")
    assert states(line(school)) == ("", "", "")
    lessons.save_topic(lesson, "Одночлены", 0, by=school.actor("vera"), now=at("8:00"))
    call(school, lesson)
    assert (states(line(school)), line(school).topic_text) == (("draft", "done", ""), "Одночлены")
    lessons.save_topic(lesson, "Одночлены", 1, by=school.actor("vera"), now=at("9:40"))
    lessons.save_homework(lesson, "", True, None, 0, by=school.actor("vera"), now=at("9:40"))
    assert states(line(school)) == ("done", "done", "done")


def test_marks_are_counted_without_slips_and_withdrawals(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    assert line(school).marks == 0
    for value in "345":
        put(school, lesson, value, at("9:40"))
    put(school, lesson, "4", at("9:40"), pupil="borya")
    put(school, lesson, "", at("9:41"), pupil="borya")
    put(school, lesson, "4", at("9:41"), pupil="vova")
    assert line(school).marks == 2


def test_where_no_marks_are_given_none_are_counted(school: School) -> None:
    assert [one.marks for one in of(school).lessons] == [None, 0]


@pytest.mark.clause("4.5.2", "4.5.3")
@pytest.mark.parametrize(("now", "owes"), [(at("9:24"), False), (at("9:25"), True), (at("23:59"), True)])
def test_a_lesson_owes_from_its_bell_until_it_is_filled(school: School, now: datetime, owes: bool) -> None:
    assert line(school, now).owes is owes
    fill(school, school.lesson("algebra"))
    assert line(school, now).owes is False


@pytest.mark.parametrize("missing", ["topic", "roll", "homework"])
def test_one_missing_part_is_owed(school: School, missing: str) -> None:
    lesson, by = school.lesson("algebra"), school.actor("vera")
    if missing != "roll":
        call(school, lesson)
    if missing != "topic":
        lessons.save_topic(lesson, "Одночлены", 0, by=by, now=at("9:40"))
    if missing != "homework":
        lessons.save_homework(lesson, "§ 7", False, None, 0, by=by, now=at("9:40"))
    assert line(school).owes


def test_handing_in_is_shown(school: School) -> None:
    lesson = school.lesson("algebra")
    fill(school, lesson)
    assert line(school).handed_in is None
    lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:41"))
    assert line(school).handed_in == at("9:41")


def first(school: School, now: datetime) -> str | None:
    found = of(school, now=now).first
    return found.subject if found else None


def test_first_to_do_is_the_lesson_that_owes_else_the_one_ahead(school: School) -> None:
    assert first(school, at("8:00")) == "Математика"
    assert first(school, at("9:00")) == "Математика"
    fill(school, school.lesson("counting"))
    assert first(school, at("9:10")) == "Алгебра"
    fill(school, school.lesson("algebra"))
    assert first(school, at("15:00")) is None


def test_an_earlier_lesson_that_owes_goes_before_a_later_one(school: School) -> None:
    fill(school, school.lesson("algebra"))
    assert first(school, at("15:00")) == "Математика"


@pytest.mark.clause("4.5.2", "4.5.3")
def test_what_is_owed_of_earlier_days_is_listed_newest_first(school: School) -> None:
    owed = of(school).owed
    assert {one.owes for one in owed} == {True}
    assert [one.day for one in owed] == sorted((one.day for one in owed), reverse=True)
    assert owed[0].day == LAST_FRIDAY
    assert MONDAY not in {one.day for one in owed}
    fill(school, school.lesson("algebra", LAST_FRIDAY, 2))
    assert len(of(school).owed) == len(owed) - 1


def test_four_weeks_are_looked_back(school: School) -> None:
    later = MONDAY + timedelta(days=28)
    owed = of(school, day=later, now=at("8:00", later)).owed
    assert min(one.day for one in owed) == MONDAY


@pytest.mark.clause("4.4.3")
def test_a_closed_week_is_owed_no_longer(school: School) -> None:
    monday = MONDAY - timedelta(days=7)
    by = school.actor("nina")
    attendance.close_week(Cohort.get_by_id(school.classes["7"]), monday, by=by, now=at("8:00"))
    weeks = {(one.subject, one.day - timedelta(days=one.day.weekday())) for one in of(school).owed}
    assert ("Алгебра", monday) not in weeks
    assert ("Математика", monday) in weeks
    assert ("Алгебра", monday - timedelta(days=7)) in weeks


@pytest.mark.clause("4.4.3")
def test_no_closed_week_is_owed_however_far_back(school: School) -> None:
    later = MONDAY + timedelta(days=28)
    cohort = Cohort.get_by_id(school.classes["7"])
    for week in range(4):
        monday = MONDAY + timedelta(days=7 * week)
        attendance.close_week(cohort, monday, by=school.actor("nina"), now=at("8:00", later))
    owed = of(school, day=later, now=at("8:00", later)).owed
    assert {one.subject for one in owed} == {"Математика"}


def test_another_day_shows_its_lessons_and_what_today_owes_of_the_past(school: School) -> None:
    found = of(school, day=WEDNESDAY)
    assert [(one.subject, one.begun) for one in found.lessons] == [("Алгебра", False)]
    assert found.owed == of(school).owed


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (MONDAY, LAST_FRIDAY, TUESDAY),
        (WEDNESDAY, TUESDAY, WEDNESDAY + timedelta(days=1)),
        (FRIDAY, FRIDAY - timedelta(days=1), MONDAY + timedelta(days=7)),
    ],
)
def test_the_days_beside_it_are_school_days(school: School, day: date, before: date, after: date) -> None:
    found = of(school, day=day)
    assert (found.before, found.after) == (before, after)


def test_a_substitute_has_the_lesson_and_the_substituted_teacher_does_not(school: School) -> None:
    Lesson.update(substitute=school["dina"]).where(Lesson.id == school.lesson("algebra").id).execute()
    (given,) = of(school, "dina").lessons
    assert (given.subject, given.substituted) == ("Алгебра", True)
    assert [one.subject for one in of(school).lessons] == ["Математика"]


def test_a_person_without_lessons_has_an_empty_day(school: School) -> None:
    found = of(school, "alla")
    assert (found.lessons, found.first, found.owed) == ((), None, ())


def test_a_day_costs_the_same_number_of_queries_however_much_is_in_it(school: School) -> None:
    with queries() as few:
        of(school, "nina", now=at("9:41", MONDAY - timedelta(days=14)))
    for group in ("algebra", "counting"):
        fill(school, school.lesson(group))
    with queries() as many:
        of(school)
    assert len(many) == len(few)
