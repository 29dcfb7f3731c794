"""п. 4.5.4: what a memo opens, what a dropped line may still write, and that nothing waits unseen."""

from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models import memos as stored
from ejournal.models.journal import Absence, Mark
from ejournal.models.memos import Memo, RequestDecision
from ejournal.models.openings import Opening
from ejournal.models.requests import LateRequest
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import memos, requests
from ejournal.services.requests import Late
from ejournal.services.verify import verify
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import call, cell, put, rows
from tests.services.test_memos import (
    DECIDED,
    FRIDAY,
    TUESDAY,
    WEDNESDAY,
    decide,
    nothing_changes,
    report,
    standing,
    wrong_mark,
)

pytestmark = pytest.mark.clause("4.5.4")


def quiz(school: School) -> Lesson:
    """A written work of Monday with no marks yet: they are due by the next lesson, on Wednesday."""
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("9:40"), kind="quiz", pupil="borya")
    return lesson


def test_an_approved_memo_prolongs_the_checking_of_works_and_opens_no_answers(school: School) -> None:
    lesson = quiz(school)
    with nothing_changes(Way.MEMO):
        put(school, lesson, "5", at("9:00", FRIDAY), kind="quiz")
    memos.ask_to_open(lesson, "works", "", "", by=school.actor("vera"), now=at("9:01", FRIDAY))
    memo, monday = rows(Memo)[-1], MONDAY + timedelta(days=7)
    decide(school, lesson, memo, until=monday, now=at("9:30", FRIDAY))
    put(school, lesson, "5", at("23:59", monday), kind="quiz")
    with nothing_changes(Way.TODAY):
        put(school, lesson, "5", at("9:00", monday))
    with nothing_changes(Way.MEMO):
        put(school, lesson, "5", at("0:00", monday + timedelta(days=1)), kind="quiz", pupil="vova")
    assert rows(Opening)[-1].paper == "служебная записка № 1"


@pytest.mark.parametrize("until", [None, MONDAY, date(2027, 3, 1)])
def test_it_is_opened_for_days_that_are_told(school: School, until: date | None) -> None:
    lesson = quiz(school)
    memos.ask_to_open(lesson, "works", "", "", by=school.actor("vera"), now=at("9:01", FRIDAY))
    with nothing_changes():
        decide(school, lesson, rows(Memo)[-1], until=until, now=at("9:30", FRIDAY))


def test_the_day_of_the_lesson_needs_no_memo(school: School) -> None:
    with nothing_changes():
        memos.ask_to_open(
            school.lesson("algebra"), "missed", "", "", by=school.actor("vera"), now=at("23:59")
        )


def dropped(school: School, lesson: Lesson) -> LateRequest:
    """A mark that the line brought on the next morning."""
    line = Late(
        "t1", lesson.id, school["anya"], "answer", "5", at("9:40"), at("8:00", TUESDAY), "4.5.4", "Поздно."
    )
    requests.keep([line], by=school.actor("vera"), now=at("8:01", TUESDAY))
    found: LateRequest = LateRequest.get()
    return found


def test_an_approved_request_lets_its_lessons_be_written_also_with_answers(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    request = dropped(school, lesson)
    by = school.actor("dina", Role.DEPUTY)
    memos.decide_request(request, True, "", WEDNESDAY, by=by, now=DECIDED)
    put(school, lesson, "5", at("12:00", WEDNESDAY))
    assert standing(lesson, school["anya"]) == "5"
    assert verify(ZONE) == []
    with nothing_changes(Way.RELOAD):
        memos.decide_request(request, False, "нет", None, by=by, now=DECIDED)


def test_a_refused_request_opens_nothing_and_says_why(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    request = dropped(school, lesson)
    memos.decide_request(
        request, False, "спросите снова", None, by=school.actor("dina", Role.DEPUTY), now=DECIDED
    )
    assert [row.words for row in rows(RequestDecision)] == ["спросите снова"]
    with nothing_changes(Way.TODAY):
        put(school, lesson, "5", at("12:00", TUESDAY))
    assert not rows(Opening) and not rows(Absence)


def test_a_request_lets_in_the_answers_that_it_names_and_no_others(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    request = dropped(school, lesson)
    by = school.actor("dina", Role.DEPUTY)
    memos.decide_request(request, True, "", WEDNESDAY, by=by, now=DECIDED)
    for value, pupil in (("4", "anya"), ("5", "borya")):
        with nothing_changes() as caught:
            put(school, lesson, value, at("12:00", TUESDAY), pupil=pupil)
        assert "названы" in caught.value.message
    put(school, lesson, "5", at("12:00", TUESDAY))


def test_two_marks_of_a_dictation_are_put_right_by_two(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4/2", at("9:40"), kind="dictation")
    memo = report(school, lesson, rows(Mark)[-1].id, becomes="4/3")
    decide(school, lesson, memo)
    found = cell(lesson, "dictation", school["anya"])
    assert found and found.value == "4/3"


def test_all_that_waits_is_shown_however_much_was_decided_since(school: School) -> None:
    lesson, mark = wrong_mark(school)
    oldest = report(school, lesson, mark)
    put(school, lesson, "3", at("9:41"), pupil="borya")
    other = rows(Mark)[-1].id
    for _ in range(2):
        decide(school, lesson, report(school, lesson, other, becomes="4"), approved=False, words="нет")
    assert [told.id for told in stored.memos(None, 1)] == [oldest.id, oldest.id + 2]
    request = dropped(school, lesson)
    assert stored.requests_shown(None, 1) == [request.id]


def test_a_work_written_later_has_one_mark_whoever_asks(school: School) -> None:
    """Аня wrote the control work of Monday on Wednesday: Monday's column takes nothing of hers, by no way."""
    lesson, wednesday = school.lesson("algebra"), school.lesson("algebra", WEDNESDAY)
    call(school, lesson, anya="Н")
    put(school, lesson, "4", at("9:40"), kind="control", pupil="borya")
    call(school, wednesday)
    put(school, wednesday, "5", at("9:00", WEDNESDAY), kind="control_20261123")
    call(school, lesson, at("9:01", WEDNESDAY), anya="")
    with nothing_changes():
        put(school, lesson, "3", at("9:02", WEDNESDAY), kind="control")
    mark = rows(Mark)[-1].id
    with nothing_changes():
        said = {"reason": "pupil", "words": "", "evidence": ""}
        by, now = school.actor("vera"), at("15:00", WEDNESDAY)
        memos.report_mistake(wednesday, mark, "5", school["borya"], **said, by=by, now=now)
