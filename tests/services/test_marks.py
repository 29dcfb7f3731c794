"""When a mark is set: it is stored at once, stays in entry for a while, and then nothing changes it."""

from datetime import datetime, timedelta

import pytest
from peewee import IntegrityError

from ejournal.db import database
from ejournal.models.journal import Mark, MarkWithdrawal
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import lessons, marks, settings
from tests.school import BY, MONDAY, School, at
from tests.services.steps import SECOND, call, cell, last_entry, put, refused, rows, write

pytestmark = pytest.mark.clause("4.5.4")

TYPED = at("9:40")
MIDNIGHT = at("0:00", MONDAY + timedelta(days=1))
RETYPED_OR_TAKEN_BACK = ("value", ["5", ""])


@pytest.fixture
def lesson(school: School) -> Lesson:
    """Monday's algebra, attendance saved."""
    found = school.lesson("algebra")
    call(school, found)
    return found


def values() -> list[str]:
    return [mark.value for mark in Mark.select().order_by(Mark.id)]


def test_a_typed_mark_is_stored_at_once_and_stays_in_entry_for_ten_minutes(
    school: School, lesson: Lesson
) -> None:
    put(school, lesson, "4", TYPED)
    found = cell(lesson, "answer", school["anya"])
    assert found is not None
    assert (found.value, found.at, found.by) == ("4", TYPED, school["vera"])
    assert found.entry_until == TYPED + timedelta(minutes=10)
    assert not found.withdrawn


@pytest.mark.parametrize("now", [TYPED, TYPED + timedelta(minutes=9, seconds=59)])
def test_within_ten_minutes_a_retyping_is_an_appended_slip(
    school: School, lesson: Lesson, now: datetime
) -> None:
    put(school, lesson, "4", TYPED)
    put(school, lesson, "5", now)
    first, second = rows(Mark)
    assert (first.value, second.value, second.slip_of_id) == ("4", "5", first.id)
    assert first.slip_of_id is None


@pytest.mark.parametrize("now", [TYPED + timedelta(minutes=10), at("23:59")])
@pytest.mark.parametrize(*RETYPED_OR_TAKEN_BACK)
def test_after_ten_minutes_the_mark_is_set_and_nothing_changes_it(
    school: School, lesson: Lesson, now: datetime, value: str
) -> None:
    put(school, lesson, "4", TYPED)
    with refused("4.5.4", Way.SET) as caught:
        put(school, lesson, value, now)
    assert "«4»" in caught.value.message


def test_a_retyping_gives_ten_quiet_minutes_more(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    put(school, lesson, "3", at("9:49"))
    put(school, lesson, "5", at("9:58"))
    with refused("4.5.4", Way.SET):
        put(school, lesson, "4", at("10:08"))
    assert values() == ["4", "3", "5"]


@pytest.mark.parametrize("now", [at("23:56"), MIDNIGHT - SECOND])
def test_a_mark_typed_late_in_the_evening_is_in_entry_until_midnight(
    school: School, lesson: Lesson, now: datetime
) -> None:
    put(school, lesson, "4", at("23:55"))
    put(school, lesson, "5", now)
    assert values() == ["4", "5"]


@pytest.mark.parametrize("kind", ["answer", "control"])
@pytest.mark.parametrize(*RETYPED_OR_TAKEN_BACK)
def test_at_midnight_it_is_set(school: School, lesson: Lesson, kind: str, value: str) -> None:
    put(school, lesson, "4", at("23:55"), kind=kind)
    with refused("4.5.4", Way.SET):
        put(school, lesson, value, MIDNIGHT, kind=kind)


def test_the_minutes_are_a_setting_of_the_school(school: School, lesson: Lesson) -> None:
    settings.change({"entry_minutes": 2}, by=BY, now=at("8:00"))
    put(school, lesson, "4", TYPED)
    put(school, lesson, "5", TYPED + timedelta(minutes=1, seconds=59))
    with refused("4.5.4", Way.SET):
        put(school, lesson, "3", TYPED + timedelta(minutes=3, seconds=59))


@pytest.mark.parametrize("minutes", [1, 30])
def test_a_change_of_the_setting_does_not_touch_a_mark_already_typed(
    school: School, lesson: Lesson, minutes: int
) -> None:
    put(school, lesson, "4", TYPED)
    settings.change({"entry_minutes": minutes}, by=BY, now=at("9:41"))
    with refused("4.5.4", Way.SET):
        put(school, lesson, "3", at("9:50"))
    put(school, lesson, "4", at("9:51"), pupil="borya")
    put(school, lesson, "5", at("9:51") + 59 * SECOND, pupil="borya")


def test_a_change_of_the_setting_does_not_set_a_mark_earlier(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    settings.change({"entry_minutes": 1}, by=BY, now=at("9:41"))
    put(school, lesson, "3", at("9:49"))
    assert values() == ["4", "3"]


@pytest.mark.parametrize(*RETYPED_OR_TAKEN_BACK)
def test_while_in_entry_another_person_may_not_touch_it(school: School, lesson: Lesson, value: str) -> None:
    put(school, lesson, "4", TYPED)
    with refused("4.5.4", Way.RELOAD):
        put(school, lesson, value, at("9:41"), by="oleg")


def test_a_mark_taken_back_while_in_entry_is_a_withdrawal(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    put(school, lesson, "", TYPED + timedelta(minutes=9, seconds=59))
    (withdrawal,) = rows(MarkWithdrawal)
    assert (withdrawal.mark_id, withdrawal.by_id) == (Mark.get().id, school["vera"])
    found = cell(lesson, "answer", school["anya"])
    assert found is not None
    assert found.withdrawn


def test_after_a_withdrawal_a_mark_may_be_typed_again(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    put(school, lesson, "", at("9:41"))
    put(school, lesson, "5", at("11:00"))
    found = cell(lesson, "answer", school["anya"])
    assert found is not None
    assert (found.value, found.withdrawn, values()) == ("5", False, ["4", "5"])


def test_taking_back_what_is_not_there_writes_no_fact(school: School, lesson: Lesson) -> None:
    put(school, lesson, "", TYPED)
    assert (values(), MarkWithdrawal.select().count()) == ([], 0)


def test_the_same_value_typed_again_is_no_slip(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    put(school, lesson, "4", at("9:45"))
    assert values() == ["4"]


def test_the_hand_in_sets_what_is_in_entry_at_once(school: School, lesson: Lesson) -> None:
    write(school, lesson, at("9:30"))
    put(school, lesson, "4", TYPED)
    lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:41"))
    with refused("4.5.4", Way.SET):
        put(school, lesson, "5", at("9:42"))


def test_a_mark_typed_after_the_hand_in_is_in_entry_and_may_be_retyped(
    school: School, lesson: Lesson
) -> None:
    write(school, lesson, at("9:30"))
    lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:41"))
    put(school, lesson, "4", at("9:42"))
    put(school, lesson, "5", at("9:43"))
    assert values() == ["4", "5"]


def test_an_old_page_does_not_overwrite_a_mark_typed_meanwhile(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    with refused("", Way.RELOAD):
        marks.put_mark(lesson, "answer", school["anya"], 0, "5", by=school.actor("vera"), now=at("9:41"))


def test_marks_of_two_pupils_and_of_two_works_do_not_meet(school: School, lesson: Lesson) -> None:
    put(school, lesson, "4", TYPED)
    put(school, lesson, "5", TYPED, pupil="borya")
    put(school, lesson, "3", TYPED, kind="control")
    assert [mark.slip_of_id for mark in rows(Mark)] == [None, None, None]


@pytest.mark.parametrize("value", ["1", "6", "5+", "н/а", "осв", "зач", "44"])
def test_a_value_outside_the_scale_is_refused(school: School, lesson: Lesson, value: str) -> None:
    with refused("4.5.4"):
        put(school, lesson, value, TYPED)


def test_a_pupil_of_another_group_gets_no_mark(school: School, lesson: Lesson) -> None:
    with refused("2.1", Way.RELOAD):
        put(school, lesson, "5", TYPED, pupil="yana")


def test_the_deed_is_sealed_with_who_by_which_duty_and_of_which_lesson(
    school: School, lesson: Lesson
) -> None:
    put(school, lesson, "4", TYPED)
    entry = last_entry()
    assert (entry.kind, entry.object_kind, entry.object_id) == ("mark.put", "lesson", lesson.id)
    assert (entry.person_id, entry.duty, entry.at) == (school["vera"], "teacher", TYPED)
    assert Mark.get().deed == entry.deed


def test_a_dictation_takes_two_marks_and_the_database_knows_no_third(school: School) -> None:
    """Domain facts 7.1: two marks of one work, «4/5»."""
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "4", at("9:40"), kind="dictation")
    put(school, lesson, "4/5", at("9:41"), kind="dictation")
    found = cell(lesson, "dictation", school["anya"])
    assert found is not None and found.value == "4/5"
    values = {"work": found.work, "pupil": school["vova"], "place": 1, "slip_of": None}
    with pytest.raises(IntegrityError), database.atomic():
        Mark.create(
            deed="0" * 32, at=at("9:42"), by=school["vera"], value="4/9", entry_until=at("9:52"), **values
        )
