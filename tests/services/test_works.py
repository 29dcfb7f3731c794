"""Works: columns of marks in the graph of the lesson's day."""

from datetime import datetime, timedelta

import pytest

from ejournal.models import journal
from ejournal.models.journal import Mark, Work
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import marks
from tests.school import MONDAY, School, at
from tests.services.steps import call, last_entry, put, refused, rows

IN_LESSON = at("9:40")
SIX = ("classwork", "homework", "test", "control", "project", "dictation")


@pytest.fixture
def lesson(school: School) -> Lesson:
    return school.lesson("algebra")


def add(school: School, lesson: Lesson, kind: str, now: datetime = IN_LESSON) -> Work:
    marks.add_work(lesson, kind, by=school.actor("vera"), now=now)
    added: Work = rows(Work)[-1]
    return added


def kinds(lesson: Lesson) -> list[str]:
    return [work.kind for work in journal.works([lesson.id])]


@pytest.mark.clause("3.6", "4.5.4")
def test_a_column_is_added_with_the_weight_of_its_kind(school: School, lesson: Lesson) -> None:
    work = add(school, lesson, "control")
    assert (work.kind, work.weight, work.late_days, work.removed) == ("control", 3, 0, False)
    assert (work.added_at, last_entry().kind, last_entry().object_id) == (at("9:40"), "work.add", lesson.id)


@pytest.mark.clause("4.5.4")
def test_a_column_added_after_the_day_is_stamped(school: School, lesson: Lesson) -> None:
    assert add(school, lesson, "control", at("8:00", MONDAY + timedelta(days=2))).late_days == 2


@pytest.mark.clause("4.5.4")
def test_no_column_before_the_bell(school: School, lesson: Lesson) -> None:
    with refused("4.5.4"):
        add(school, lesson, "control", at("9:24"))


def test_a_kind_stands_once_in_a_lesson(school: School, lesson: Lesson) -> None:
    add(school, lesson, "control")
    with refused(""):
        add(school, lesson, "control")


def test_the_same_kind_in_another_lesson_is_another_column(school: School, lesson: Lesson) -> None:
    add(school, lesson, "control")
    other = school.lesson("english1")
    marks.add_work(other, "control", by=school.actor("marina"), now=at("10:40"))
    assert kinds(lesson) == kinds(other) == ["control"]


def test_a_lesson_holds_six_columns_at_most(school: School, lesson: Lesson) -> None:
    for kind in SIX:
        add(school, lesson, kind)
    with refused(""):
        add(school, lesson, "quiz")


def test_a_mark_does_not_make_a_seventh_column_either(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    for kind in SIX:
        add(school, lesson, kind)
    with refused(""):
        put(school, lesson, "4", at("9:41"), kind="quiz")


def test_answers_at_the_lesson_are_not_counted_among_the_six(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    for kind in SIX[:-1]:
        add(school, lesson, kind)
    put(school, lesson, "4", at("9:41"))
    add(school, lesson, SIX[-1])
    with refused(""):
        add(school, lesson, "quiz")
    assert sorted(kinds(lesson)) == sorted([*SIX, "answer"])


def test_a_removed_column_makes_room_for_another(school: School, lesson: Lesson) -> None:
    for kind in SIX:
        add(school, lesson, kind)
    marks.remove_work(lesson, SIX[-1], by=school.actor("vera"), now=at("9:41"))
    add(school, lesson, "quiz")
    assert kinds(lesson) == [*SIX[:-1], "quiz"]


def test_a_kind_that_is_not_on_the_list_is_refused(school: School, lesson: Lesson) -> None:
    with refused("", Way.RELOAD):
        add(school, lesson, "exam")


def test_a_group_without_marks_has_no_columns(school: School) -> None:
    with refused("4.5.4"):
        marks.add_work(school.lesson("counting"), "control", by=school.actor("vera"), now=at("8:40"))


@pytest.mark.clause("4.5.4")
def test_a_column_added_by_mistake_is_taken_away_and_may_be_added_again(
    school: School, lesson: Lesson
) -> None:
    add(school, lesson, "control")
    marks.remove_work(lesson, "control", by=school.actor("vera"), now=at("9:41"))
    assert kinds(lesson) == []
    add(school, lesson, "control")
    assert kinds(lesson) == ["control"]


@pytest.mark.clause("4.5.4")
@pytest.mark.parametrize("withdrawn", [False, True], ids=["with a mark", "whose mark was taken back"])
def test_a_column_that_ever_held_a_mark_stays(school: School, lesson: Lesson, withdrawn: bool) -> None:
    call(school, lesson)
    put(school, lesson, "4", at("9:40"), kind="control")
    if withdrawn:
        put(school, lesson, "", at("9:41"), kind="control")
    with refused("4.5.4"):
        marks.remove_work(lesson, "control", by=school.actor("vera"), now=at("9:42"))


def test_a_column_that_is_not_there_cannot_be_taken_away(school: School, lesson: Lesson) -> None:
    with refused("", Way.RELOAD):
        marks.remove_work(lesson, "control", by=school.actor("vera"), now=at("9:41"))


@pytest.mark.clause("4.5.4")
def test_the_first_mark_of_a_kind_makes_its_column_in_the_same_deed(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    assert kinds(lesson) == ["answer"]
    assert (last_entry().kind, last_entry().facts) == ("mark.put", 2)


@pytest.mark.clause("4.5.4")
def test_a_mark_after_the_removal_of_its_column_stands_in_a_new_one(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    old = add(school, lesson, "control")
    marks.remove_work(lesson, "control", by=school.actor("vera"), now=at("9:41"))
    put(school, lesson, "4", at("9:42"), kind="control")
    assert rows(Mark)[0].work_id != old.id
    assert kinds(lesson) == ["control"]
