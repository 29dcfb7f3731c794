"""On which days a mark is in time: oral on the lesson's day, written to their deadline, nothing ahead."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.models.journal import Mark
from ejournal.models.people import Cohort
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.rules.works import kind
from ejournal.services import attendance, mark_cells, marks, settings
from tests.school import BY, MONDAY, School, at
from tests.services.steps import SECOND, call, put, refused

pytestmark = pytest.mark.clause("4.5.4")

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))
NEXT_MONDAY = MONDAY + timedelta(days=7)


def held(school: School, group: str = "algebra", day: date = MONDAY, number: int | None = None) -> Lesson:
    lesson = school.lesson(group, day, number)
    call(school, lesson)
    return lesson


def last_moment(day: date) -> datetime:
    return at("23:59", day) + 59 * SECOND


@pytest.mark.parametrize("kind", ["answer", "classwork", "reading", "talk", "recital", "standard"])
def test_an_oral_mark_is_taken_to_the_end_of_the_day_and_not_a_second_longer(
    school: School, kind: str
) -> None:
    lesson = held(school)
    put(school, lesson, "4", last_moment(MONDAY), kind=kind)
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "4", at("0:00", TUESDAY), kind=kind, pupil="borya")


# kind, group, day and number of the lesson, the last day for its marks
DEADLINES = [
    ("control", "algebra", MONDAY, 2, WEDNESDAY),
    ("homework", "algebra", MONDAY, 2, WEDNESDAY),
    ("control", "algebra", FRIDAY, 1, NEXT_MONDAY),  # the second lesson of the day is not the next one
    ("control", "english1", MONDAY, 3, THURSDAY),
    ("control", "history", TUESDAY, 1, TUESDAY + timedelta(days=7)),
    ("project", "algebra", MONDAY, 2, NEXT_MONDAY),
    ("practical", "history", TUESDAY, 1, TUESDAY + timedelta(days=7)),
]


@pytest.mark.parametrize(("kind", "group", "day", "number", "last"), DEADLINES)
def test_a_written_mark_is_in_time_until_its_deadline_and_refused_the_day_after(
    school: School, kind: str, group: str, day: date, number: int, last: date
) -> None:
    lesson = held(school, group, day, number)
    put(school, lesson, "4", last_moment(last), kind=kind)
    with refused("4.5.4", Way.MEMO):
        put(school, lesson, "4", at("0:00", last + timedelta(days=1)), kind=kind, pupil="borya")


def test_a_deadline_on_a_weekend_moves_to_the_next_school_day(school: School) -> None:
    friday = held(school, "history", FRIDAY)
    saturday = held(school, "algebra", FRIDAY)
    assert mark_cells.deadline_of(friday, kind("practical"), at("12:00")) == FRIDAY + timedelta(days=7)
    assert mark_cells.deadline_of(saturday, kind("control"), at("12:00")) == NEXT_MONDAY


@pytest.mark.parametrize("kind", ["answer", "control"])
@pytest.mark.parametrize("now", [at("9:24"), at("0:00"), at("15:00", MONDAY - timedelta(days=3))])
def test_no_mark_before_the_bell(school: School, kind: str, now: datetime) -> None:
    lesson = school.lesson("algebra")
    with refused("4.5.4"):
        put(school, lesson, "4", now, kind=kind)


def test_no_mark_without_attendance(school: School) -> None:
    with refused("4.5.2", Way.ATTENDANCE):
        put(school, school.lesson("algebra"), "4", at("9:40"))


@pytest.mark.parametrize(("kind", "way"), [("answer", Way.ATTENDANCE), ("control", Way.LATER)])
def test_no_mark_for_a_pupil_who_was_absent(school: School, kind: str, way: Way) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, anya="Н", borya="ОП")
    put(school, lesson, "4", at("9:41"), kind=kind, pupil="borya")
    with refused("4.5.4", way):
        put(school, lesson, "4", at("9:41"), kind=kind)


def test_a_pupil_found_present_after_all_may_be_marked(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, anya="Н")
    call(school, lesson, at("9:50"), anya="")
    put(school, lesson, "4", at("9:51"))
    assert Mark.get().value == "4"


@pytest.mark.parametrize("value", ["5", "зач"])
def test_no_marks_in_a_group_without_marks(school: School, value: str) -> None:
    lesson = held(school, "counting")
    with refused("4.5.4"):
        put(school, lesson, value, at("9:00"), pupil="yana")


@pytest.mark.clause("4.5.2")
def test_a_written_mark_in_time_does_not_ask_whether_the_lesson_was_filled_late(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, at("8:00", TUESDAY))
    put(school, lesson, "4", at("8:01", TUESDAY), kind="control")
    with refused("4.5.4", Way.TODAY):
        put(school, lesson, "4", at("8:02", TUESDAY))


@pytest.mark.parametrize("added", [True, False], ids=["column made on the day", "column made with the mark"])
@pytest.mark.parametrize("stop", ["week closed", "late entries refused"])
def test_a_written_mark_in_time_needs_neither_an_open_week_nor_the_setting(
    school: School, stop: str, added: bool
) -> None:
    """п. 4.5.4 gives written marks their own term; both stops are about topic, attendance and homework."""
    lesson = held(school)
    if added:
        marks.add_work(lesson, "project", by=school.actor("vera"), now=at("9:40"))
    if stop == "week closed":
        close(school, at("12:00", FRIDAY))
    else:
        settings.change({"late_entries_refused": True}, by=BY, now=at("12:00", FRIDAY))
    put(school, lesson, "4", at("8:00", NEXT_MONDAY), kind="project")
    assert Mark.get().value == "4"


def close(school: School, now: datetime) -> None:
    attendance.close_week(Cohort.get_by_id(school.classes["7"]), MONDAY, by=school.actor("nina"), now=now)
