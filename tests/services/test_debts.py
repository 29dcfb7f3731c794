"""п. 4.5.4, domain facts 7.1: a control work that was missed is marked on the day when it is written."""

from datetime import date, timedelta

import pytest

from ejournal.models.journal import Work
from ejournal.models.timetable import Lesson
from ejournal.reports import debts
from ejournal.reports.gradings import ways_of
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import kind, later
from ejournal.services import mark_cells, marks
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, put, refused, rows

pytestmark = pytest.mark.clause("4.5.4")
WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)
LATER = "control_20261123"
CALLED = {"anya": "Аня", "borya": "Боря", "vova": "Вова", "glasha": "Глаша"}


def control(school: School) -> Lesson:
    """The control work of Monday: Аня was away, Боря has «4», Вова and Глаша were there without a mark."""
    lesson = school.lesson("algebra")
    call(school, lesson, anya="Н")
    put(school, lesson, "4", at("9:40"), kind="control", pupil="borya")
    return lesson


def wednesday(school: School) -> Lesson:
    lesson = school.lesson("algebra", WEDNESDAY)
    call(school, lesson)
    return lesson


def owed(school: School, lesson: Lesson) -> dict[str, tuple[str, ...]]:
    called = {school[key]: name for key, name in CALLED.items()}
    return {one.code: one.names for one in debts.of_lesson(lesson, called, ways_of([lesson.group]))}


def test_the_code_of_a_work_written_later_tells_its_kind_and_day() -> None:
    chosen = kind(LATER)
    assert later("control", MONDAY) == LATER
    assert (chosen.base, chosen.missed, chosen.weight, chosen.oral) == ("control", MONDAY, 3, False)
    assert (chosen.title, chosen.sign) == ("Контрольная работа за 23.11", "КР 23.11")
    assert kind("word_dictation").base == "word_dictation"


@pytest.mark.parametrize("code", ["control_20261345", "answer_20261123", "homework_20261123", "control_2026"])
def test_no_other_kind_is_written_later(code: str) -> None:
    with pytest.raises(Refusal, match="Такого вида работы нет"):
        kind(code)


def test_who_was_away_owes_the_work_and_who_was_there_does_not(school: School) -> None:
    control(school)
    assert owed(school, school.lesson("algebra", WEDNESDAY)) == {LATER: ("Аня",)}
    assert owed(school, school.lesson("algebra")) == {}


def test_the_mark_stands_on_the_day_the_work_is_written_and_the_debt_is_gone(school: School) -> None:
    control(school)
    lesson = wednesday(school)
    put(school, lesson, "5", at("9:00", WEDNESDAY), kind=LATER)
    work = rows(Work)[-1]
    assert (work.lesson_id, work.kind, work.weight) == (lesson.id, LATER, 3)
    assert owed(school, school.lesson("algebra", FRIDAY, 1)) == {}
    assert verify(ZONE) == []


def test_its_deadline_is_that_of_the_kind_from_the_day_it_is_written(school: School) -> None:
    """A control work of algebra is due at the next lesson: on Friday."""
    control(school)
    lesson = wednesday(school)
    put(school, lesson, "5", at("23:59", FRIDAY), kind=LATER)
    assert mark_cells.deadline_of(lesson, kind(LATER), at("9:00", WEDNESDAY)) == FRIDAY


def test_only_who_owes_it_gets_a_mark_there(school: School) -> None:
    control(school)
    lesson = wednesday(school)
    for pupil in ("borya", "vova"):
        with refused("4.5.4") as caught:
            put(school, lesson, "5", at("9:00", WEDNESDAY), kind=LATER, pupil=pupil)
        assert "ничего не должен" in caught.value.message


def test_a_work_that_never_was_is_not_made_up_for(school: School) -> None:
    control(school)
    lesson = wednesday(school)
    by, now = school.actor("vera"), at("9:00", WEDNESDAY)
    with refused("4.5.4", Way.RELOAD):
        marks.add_work(lesson, "control_20261120", by=by, now=now)
    with refused("4.5.4"):
        marks.add_work(lesson, later("control", WEDNESDAY), by=by, now=now)


def test_a_mark_taken_back_leaves_the_debt(school: School) -> None:
    control(school)
    lesson = wednesday(school)
    put(school, lesson, "5", at("9:00", WEDNESDAY), kind=LATER)
    put(school, lesson, "", at("9:01", WEDNESDAY), kind=LATER)
    assert owed(school, school.lesson("algebra", FRIDAY, 1)) == {LATER: ("Аня",)}


def test_who_came_after_all_owes_nothing(school: School) -> None:
    lesson = control(school)
    call(school, lesson, at("10:00"), anya="ОП")
    assert owed(school, school.lesson("algebra", date(2026, 11, 25))) == {}
