"""Attendance of a lesson, and the closing of a week."""

from datetime import date, datetime, timedelta

import pytest

from ejournal.models import journal
from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import Absence, RollCall, WeekClosing
from ejournal.models.people import Cohort, names
from ejournal.models.timetable import Lesson
from ejournal.rules.refusal import Way
from ejournal.services import attendance, settings
from ejournal.wording import initials_first
from tests.school import BY, MONDAY, School, at
from tests.services.steps import call, last_entry, put, refused, rows

TUESDAY = MONDAY + timedelta(days=1)
SATURDAY = MONDAY + timedelta(days=5)
NEXT_MONDAY = MONDAY + timedelta(days=7)
FRIDAY = MONDAY + timedelta(days=4)
SATURDAY_NOON = at("12:00", SATURDAY)


@pytest.fixture
def lesson(school: School) -> Lesson:
    return school.lesson("algebra")


def codes(lesson: Lesson) -> dict[int, str]:
    return {pupil: code for (_, pupil), (_, code) in journal.absences([lesson.id]).items()}


def close(school: School, monday: date = MONDAY, now: datetime = SATURDAY_NOON) -> None:
    attendance.close_week(Cohort.get_by_id(school.classes["7"]), monday, by=school.actor("nina"), now=now)


@pytest.mark.clause("4.5.2")
def test_saving_attendance_makes_the_lesson_held_even_with_everybody_there(
    school: School, lesson: Lesson
) -> None:
    call(school, lesson)
    assert journal.roll_calls([lesson.id]) == {lesson.id: (at("9:25"), 0)}
    assert codes(lesson) == {}


@pytest.mark.clause("4.5.2")
def test_the_absent_and_the_late_are_noted(school: School, lesson: Lesson) -> None:
    call(school, lesson, anya="Н", borya="ОП", vova="")
    assert codes(lesson) == {school["anya"]: "Н", school["borya"]: "ОП"}
    assert (last_entry().kind, last_entry().object_id, last_entry().facts) == (
        "attendance.save",
        lesson.id,
        3,
    )


def test_a_change_is_another_event_that_names_the_one_it_supersedes(school: School, lesson: Lesson) -> None:
    call(school, lesson, anya="Н")
    call(school, lesson, at("9:50"), anya="ОП")
    call(school, lesson, at("9:55"), anya="")
    events = rows(Absence)
    assert [event.code for event in events] == ["Н", "ОП", ""]
    assert [event.replaces_id for event in events] == [None, events[0].id, events[1].id]
    assert codes(lesson) == {school["anya"]: ""}


def test_pupils_who_are_not_named_stay_as_they_are(school: School, lesson: Lesson) -> None:
    call(school, lesson, anya="Н")
    call(school, lesson, at("9:50"), borya="Н")
    assert codes(lesson) == {school["anya"]: "Н", school["borya"]: "Н"}


def test_the_same_attendance_sent_again_adds_no_fact(school: School, lesson: Lesson) -> None:
    call(school, lesson, anya="Н")
    call(school, lesson, at("9:50"), anya="Н", borya="")
    assert (Absence.select().count(), RollCall.select().count()) == (1, 1)


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("now", [at("9:24"), at("9:30", MONDAY - timedelta(days=1))])
def test_before_the_bell_attendance_is_refused(school: School, lesson: Lesson, now: datetime) -> None:
    with refused("4.5.2"):
        call(school, lesson, now, anya="Н")


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize(("now", "late"), [(at("23:59"), 0), (at("0:00", TUESDAY), 1)])
def test_after_the_day_attendance_is_taken_and_stamped(
    school: School, lesson: Lesson, now: datetime, late: int
) -> None:
    call(school, lesson, now)
    assert journal.roll_calls([lesson.id])[lesson.id][1] == late


@pytest.mark.clause("4.5.2")
def test_the_stamp_of_a_lesson_held_late_stays(school: School, lesson: Lesson) -> None:
    """The moment is that of the last change, the lateness that of the latest one."""
    call(school, lesson, at("8:00", TUESDAY))
    call(school, lesson, at("9:00", TUESDAY), anya="Н")
    assert journal.roll_calls([lesson.id]) == {lesson.id: (at("9:00", TUESDAY), 1)}


@pytest.mark.clause("4.4.3", "4.5.2")
def test_in_a_closed_week_late_attendance_is_refused(school: School, lesson: Lesson) -> None:
    close(school)
    with refused("4.5.2", Way.OPENING):
        call(school, lesson, at("8:00", NEXT_MONDAY), anya="Н")


@pytest.mark.clause("4.5.2")
def test_a_school_may_refuse_late_attendance(school: School, lesson: Lesson) -> None:
    settings.change({"late_entries_refused": True}, by=BY, now=at("8:00"))
    call(school, lesson, at("23:59"))
    with refused("4.5.2", Way.OPENING):
        call(school, lesson, at("0:00", TUESDAY), anya="Н")


@pytest.mark.clause("4.5.4")
def test_a_pupil_with_a_mark_cannot_be_absent_but_may_have_come_late(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    with refused("4.5.4", Way.ATTENDANCE):
        call(school, lesson, at("9:41"), borya="Н", anya="Н")
    call(school, lesson, at("9:42"), anya="ОП")
    assert codes(lesson) == {school["anya"]: "ОП"}


@pytest.mark.clause("4.5.4")
def test_a_mark_that_was_taken_back_does_not_hold_the_pupil(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    put(school, lesson, "", at("9:41"))
    call(school, lesson, at("9:42"), anya="Н")
    assert codes(lesson) == {school["anya"]: "Н"}


@pytest.mark.clause("4.5.2")
@pytest.mark.parametrize("code", ["Б", "УП", "НП", "5", "H"])
def test_a_code_that_is_not_the_teachers_is_refused(school: School, lesson: Lesson, code: str) -> None:
    with refused("4.5.2", Way.RELOAD):
        call(school, lesson, anya=code)


def test_a_pupil_of_another_group_is_refused(school: School, lesson: Lesson) -> None:
    with refused("2.1", Way.RELOAD):
        call(school, lesson, anya="Н", yana="Н")


def test_a_pupil_who_has_left_the_group_is_still_of_its_earlier_lessons(
    school: School, lesson: Lesson
) -> None:
    mine = (GroupMember.group == lesson.group_id) & (GroupMember.person == school["anya"])
    GroupMember.update(valid_to=MONDAY).where(mine).execute()
    call(school, lesson, at("8:00", TUESDAY), anya="Н")
    wednesday = school.lesson("algebra", MONDAY + timedelta(days=2))
    with refused("2.1", Way.RELOAD) as caught:
        call(school, wednesday, anya="Н")
    assert "Алёшина" in caught.value.message and "с 24.11 не в группе" in caught.value.message


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize("now", [at("11:15", FRIDAY), at("12:00", SATURDAY), at("8:00", NEXT_MONDAY)])
def test_a_week_that_is_over_is_closed_by_its_class_teacher(school: School, now: datetime) -> None:
    close(school, now=now)
    (closing,) = rows(WeekClosing)
    assert (closing.cohort_id, closing.monday, closing.by_id) == (school.classes["7"], MONDAY, school["nina"])
    assert (last_entry().kind, last_entry().object_kind, last_entry().object_id) == (
        "week.close",
        "cohort",
        school.classes["7"],
    )


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize("now", [at("0:00"), at("11:14", FRIDAY)])
def test_before_the_last_lesson_of_the_week_is_over_it_is_not_closed(school: School, now: datetime) -> None:
    """On Friday class 7 has history as its third lesson, until 11:15."""
    with refused("4.4.3") as caught:
        close(school, now=now)
    assert "27.11 в 11:15" in caught.value.message


@pytest.mark.clause("4.4.3")
@pytest.mark.parametrize("days", [1, 6, -1])
def test_a_week_is_named_by_its_monday(school: School, days: int) -> None:
    with refused("4.4.3"):
        close(school, MONDAY + timedelta(days=days))


@pytest.mark.clause("4.4.3")
def test_a_week_ahead_is_not_closed(school: School) -> None:
    with refused("4.4.3"):
        close(school, NEXT_MONDAY, at("23:59", MONDAY + timedelta(days=6)))


@pytest.mark.clause("4.4.3")
def test_a_week_is_closed_once(school: School) -> None:
    close(school)
    with refused("4.4.3", Way.RELOAD) as caught:
        close(school, now=at("13:00", SATURDAY))
    surname, name, patronymic = names([school["nina"]], SATURDAY)[school["nina"]]
    assert "уже закрыта 28.11 в 12:00" in caught.value.message
    assert initials_first(surname, name, patronymic) in caught.value.message
    assert WeekClosing.select().count() == 1


@pytest.mark.clause("4.4.3")
def test_a_closed_week_leaves_the_day_itself_open(school: School) -> None:
    lesson = school.lesson("algebra", FRIDAY)
    close(school, now=at("11:15", FRIDAY))
    call(school, lesson, at("11:40", FRIDAY))
    assert lesson.id in journal.roll_calls([lesson.id])
