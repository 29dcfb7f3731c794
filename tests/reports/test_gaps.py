"""What a journal still lacks: each kind of gap appears with its place and goes when it is filled."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import DayOff, Group, GroupMember, GroupTeacher, Period
from ejournal.models.outside import OutsideStatement
from ejournal.models.people import ClassYear, Cohort
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson, monday_of
from ejournal.reports import gaps as places
from ejournal.reports.gaps import ClassPage, Gap
from ejournal.services import attendance, lessons, marks, outside
from ejournal.services.deeds import add_fact, deed
from ejournal.wording import span
from tests.reports.checked import mark
from tests.school import MONDAY, School, at
from tests.services.steps import call, put, state, write
from tests.services.test_works import add

pytestmark = pytest.mark.clause("4.2.4")

EVENING = at("18:00")
JANUARY = at("10:15", date(2027, 1, 12))
DUE, AFTER = date(2026, 11, 25), at("8:00", date(2026, 11, 26))


def page(school: School, grade: str = "7", now: Any = EVENING) -> ClassPage:
    return places.of_class(ClassYear.get(cohort=school.classes[grade]), 1, now)


def gaps(school: School, kind: str, now: Any = EVENING, grade: str = "7") -> list[Gap]:
    return list(page(school, grade, now).gaps[kind])


def urls(school: School, kind: str, now: Any = EVENING) -> set[str]:
    return {gap.url for gap in gaps(school, kind, now)}


def test_every_lesson_that_is_over_and_not_held_is_a_gap_with_its_teacher(school: School) -> None:
    """Counted again lesson by lesson: in class 7 nothing was written yet."""
    over = [
        lesson
        for lesson in Lesson.select(Lesson, Group).join(Group)
        if lesson.group.cohort_id == school.classes["7"] and lesson.ends_at <= EVENING
    ]
    assert urls(school, "attendance") == {f"/lessons/{lesson.id}" for lesson in over}
    (gap,) = (
        gap for gap in gaps(school, "attendance") if gap.url == f"/lessons/{school.lesson('algebra').id}"
    )
    assert (gap.text, gap.teachers) == ("23.11, 2-й урок, Алгебра", ("Ветрова\u00a0В.И.",))
    assert not page(school).line.ready


def test_a_held_lesson_owes_topic_and_homework_and_no_attendance(school: School) -> None:
    lesson = school.lesson("algebra")
    place = f"/lessons/{lesson.id}"
    call(school, lesson)
    assert place not in urls(school, "attendance")
    assert urls(school, "topic") == urls(school, "homework") == {place}
    write(school, lesson, at("9:50"))
    assert urls(school, "topic") == urls(school, "homework") == set()


def test_a_lesson_that_is_not_over_owes_nothing(school: School) -> None:
    lesson = school.lesson("algebra")
    assert f"/lessons/{lesson.id}" not in urls(school, "attendance", at("9:40"))


def test_a_control_work_owes_a_mark_of_everybody_who_was_there_when_its_time_is_over(school: School) -> None:
    """7.4: marks of a control work in algebra are due on the day of the next lesson, 25.11."""
    lesson = school.lesson("algebra")
    call(school, lesson, borya="Н")
    add(school, lesson, "control")
    assert gaps(school, "marks", at("18:00", DUE)) == []
    (gap,) = gaps(school, "marks", AFTER)
    assert gap.text == "23.11, 2-й урок, Алгебра: контрольная работа, без отметки 3 ученика"
    assert (gap.url, gap.teachers) == (f"/lessons/{lesson.id}", ("Ветрова\u00a0В.И.",))
    for pupil in ("anya", "vova"):
        put(school, lesson, "4", at("9:50"), kind="control", pupil=pupil)
    (gap,) = gaps(school, "marks", AFTER)
    assert gap.text.endswith("без отметки 1 ученик")
    put(school, lesson, "5", at("9:51"), kind="control", pupil="glasha")
    assert gaps(school, "marks", AFTER) == []


def test_a_mark_taken_back_or_retyped_is_counted_as_it_stands(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    add(school, lesson, "control")
    for pupil in ("anya", "borya", "vova", "glasha"):
        put(school, lesson, "4", at("9:50"), kind="control", pupil=pupil)
    put(school, lesson, "5", at("9:51"), kind="control", pupil="anya")
    assert gaps(school, "marks", AFTER) == []
    put(school, lesson, "", at("9:52"), kind="control", pupil="anya")
    assert gaps(school, "marks", AFTER)[0].text.endswith("без отметки 1 ученик")
    put(school, lesson, "3", at("9:53"), kind="control", pupil="anya")
    assert gaps(school, "marks", AFTER) == []


def test_the_time_of_a_work_moves_off_the_holidays(school: School) -> None:
    """7.4: no lesson of algebra follows before the holidays; a day off is no day to be late on."""
    lesson = school.lesson("algebra", date(2026, 12, 30))
    call(school, lesson)
    by = school.actor("vera")
    marks.add_work(lesson, "control", by=by, now=lesson.starts_at.astimezone(at("0:00").tzinfo))
    DayOff.create(reason="каникулы", valid_from=date(2026, 12, 31), valid_to=date(2027, 1, 10))
    assert gaps(school, "marks", at("18:00", date(2027, 1, 11))) == []
    assert len(gaps(school, "marks", JANUARY)) == 1


@pytest.mark.clause("4.5.4")
def test_marks_in_entry_are_not_on_paper_yet_and_are_told(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "5", at("9:50"))
    put(school, lesson, "4", at("9:51"))
    put(school, lesson, "4", at("9:52"), pupil="vova")
    (gap,) = gaps(school, "entry", at("9:55"))
    assert (gap.url, gap.text) == (f"/lessons/{lesson.id}", "23.11, 2-й урок, Алгебра: 2 отметки")
    write(school, lesson, at("9:55"))
    lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:56"))
    assert gaps(school, "entry", at("9:57")) == []


def test_marks_in_entry_are_set_by_themselves_and_one_taken_back_is_none(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "5", at("9:50"))
    assert gaps(school, "entry", at("9:59")) != []
    assert gaps(school, "entry", at("10:01")) == []
    put(school, lesson, "5", at("10:01"), pupil="vova")
    put(school, lesson, "", at("10:02"), pupil="vova")
    assert gaps(school, "entry", at("10:03")) == []


def test_the_substitute_is_to_fill_the_lesson_and_on_another_day_its_teacher_of_that_day(
    school: School,
) -> None:
    lesson, later = school.lesson("algebra"), school.lesson("algebra", MONDAY + timedelta(days=2))
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == lesson.id).execute()
    GroupTeacher.update(valid_to=MONDAY).where(GroupTeacher.group == school.groups["algebra"]).execute()
    tuesday = MONDAY + timedelta(days=1)
    GroupTeacher.create(group=school.groups["algebra"], person=school["nina"], valid_from=tuesday)
    owed = {gap.url: gap.teachers for gap in gaps(school, "attendance", AFTER)}
    assert owed[f"/lessons/{lesson.id}"] == ("Орлов\u00a0О.П.",)
    assert owed[f"/lessons/{later.id}"] == ("Нилова\u00a0Н.С.",)
    assert owed[f"/lessons/{school.lesson('algebra', date(2026, 11, 20)).id}"] == ("Ветрова\u00a0В.И.",)


def test_a_mixed_group_is_lacking_in_every_class_that_has_pupils_there(school: School) -> None:
    """п. 2.1: its page is printed in the volume of each of them."""
    group = Group.get_by_id(school.groups["english1"])
    lesson = school.lesson("english1")
    before = [len(gaps(school, "attendance", grade=grade)) for grade in ("7", "1")]
    Group.update(cohort=None, kind="mixed", name="Английский, 1–7").where(Group.id == group.id).execute()
    GroupMember.create(group=group, person=school["yana"], valid_from=MONDAY)
    for grade, more in (("7", 0), ("1", 1)):
        found = gaps(school, "attendance", grade=grade)
        (gap,) = (gap for gap in found if gap.url == f"/lessons/{lesson.id}")
        assert gap.text.endswith("Иностранный язык (английский), Английский, 1–7")
        assert (len(found) > before[("7", "1").index(grade)]) == bool(more)


def test_too_few_marks_are_told_when_the_period_is_about_to_end(school: School) -> None:
    """7.3: three marks a quarter; the quarter ends on 30.12, two weeks before that it is time to say so."""
    history = f"/journal/{school.groups['history']}?period={Period.get().id}"
    assert history not in urls(school, "short", at("10:00", date(2026, 12, 16)))
    near = at("10:00", date(2026, 12, 17))
    owed = {gap.url: gap.text for gap in gaps(school, "short", near)}
    assert owed[history] == "История, II четверть: 4 ученика"
    assert gaps(school, "short", near, grade="1") == []
    for day in (date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 1)):
        lesson = school.lesson("history", day)
        bell = lesson.starts_at.astimezone(near.tzinfo)
        call(school, lesson)
        for pupil in ("anya", "borya", "vova"):
            put(school, lesson, "4", bell, pupil=pupil)
    owed = {gap.url: gap.text for gap in gaps(school, "short", near)}
    assert owed[history] == "История, II четверть: 1 ученик"
    set_term_mark(school.groups["history"], school["glasha"], by=school.actor("nina"), now=near)
    assert history not in urls(school, "short", near)
    assert gaps(school, "short", JANUARY) == []


def test_two_marks_of_one_work_are_two_and_those_of_a_statement_count(school: School) -> None:
    """Of three: Аня has 4/5 and 4, Боря 4/5 alone, Вова one mark and two by a statement, Глаша only these."""
    history = f"/journal/{school.groups['history']}?period={Period.get().id}"
    given = {"anya": ("4/5", "4"), "borya": ("4/5",), "vova": ("4",)}
    days = (date(2026, 11, 24), date(2026, 11, 27))
    for number, day in enumerate(days):
        for pupil, values in given.items():
            if number < len(values):
                mark(school, school.lesson("history", day), values[number], pupil, "dictation")
    for pupil in ("vova", "glasha"):
        state(school, "history", "5 4", pupil)
    near = at("10:00", date(2026, 12, 17))
    owed = {gap.url: gap.text for gap in gaps(school, "short", near)}
    assert owed[history] == "История, II четверть: 2 ученика"
    for statement in OutsideStatement.select().where(OutsideStatement.pupil == school["vova"]):
        outside.withdraw(statement, by=school.actor("nina", Role.CLASS_TEACHER), now=near)
    owed = {gap.url: gap.text for gap in gaps(school, "short", near)}
    assert owed[history] == "История, II четверть: 3 ученика"


def test_an_answer_owes_nobody_a_mark(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "5", at("9:50"))
    assert gaps(school, "marks") == []


@pytest.mark.clause("4.4.3")
def test_a_week_that_is_over_is_to_be_closed(school: School) -> None:
    mondays = [gap.text for gap in gaps(school, "weeks")]
    assert len(mondays) == 3
    monday = monday_of(MONDAY) - timedelta(days=7)
    attendance.close_week(
        Cohort.get_by_id(school.classes["7"]), monday, by=school.actor("nina"), now=at("18:00")
    )
    left = gaps(school, "weeks")
    assert [gap.teachers for gap in left] == [("Нилова\u00a0Н.С.",)] * 2
    assert {gap.url for gap in left} == {f"/journal#weeks-{school.classes['7']}"}


@pytest.mark.clause("4.4.3")
def test_the_last_week_of_a_half_is_to_be_closed_too_when_it_is_over(school: School) -> None:
    """The half ends on Wednesday 30 December, its week on Sunday 3 January."""
    before = {gap.text for gap in gaps(school, "weeks", at("23:00", date(2027, 1, 3)))}
    after = {gap.text for gap in gaps(school, "weeks", at("8:00", date(2027, 1, 4)))}
    (told,) = after - before
    assert told == span(date(2026, 12, 28), date(2027, 1, 3))


@deed("test.term", of="teaching_group")
def set_term_mark(group: int, pupil: int, *, by: Any, now: Any) -> None:
    period = Period.get()
    add_fact(TermMark, group=group, pupil=pupil, period=period, kind="period", value="4", replaces=None)


def test_term_marks_are_owed_when_the_period_is_over_and_by_groups_with_marks_alone(school: School) -> None:
    assert gaps(school, "terms") == []
    owed = {gap.url.partition("?")[0]: gap.text for gap in gaps(school, "terms", JANUARY)}
    assert owed.keys() == {
        f"/terms/{school.groups[key]}" for key in ("algebra", "english1", "english2", "history")
    }
    assert owed[f"/terms/{school.groups['algebra']}"] == "Алгебра, II четверть: 4 ученика"
    assert gaps(school, "terms", JANUARY, grade="1") == []
    for pupil in ("anya", "borya"):
        set_term_mark(school.groups["english1"], school[pupil], by=school.actor("marina"), now=EVENING)
    assert len(gaps(school, "terms", JANUARY)) == 3


def test_the_gaps_of_a_class_are_shown_by_who_is_to_fill_them(school: School) -> None:
    call(school, school.lesson("algebra"))
    shown = page(school)
    debtors = {debtor.name: debtor for debtor in shown.by_teacher()}
    assert sum(debtor.count for debtor in debtors.values()) == sum(shown.line.counts.values())
    vera = debtors["Ветрова\u00a0В.И."]
    assert {*vera.gaps} == {"attendance", "topic", "homework"}
    (only,) = shown.by_teacher("topic")
    assert (only.name, only.count, {*only.gaps}) == (vera.name, 1, {"topic"})
    GroupTeacher.delete().execute()
    assert "Учитель не назначен" in {debtor.name for debtor in page(school).by_teacher()}
