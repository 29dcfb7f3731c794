"""The topic and the homework of a lesson."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ejournal.models.audit import Revision
from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.journal import LessonText
from ejournal.models.people import Cohort
from ejournal.models.timetable import Lesson
from ejournal.reports import today
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import attendance, lessons, settings
from tests.school import BY, MONDAY, School, at
from tests.services.steps import last_entry, refused

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
NEXT_MONDAY = MONDAY + timedelta(days=7)
FIELDS = pytest.mark.parametrize("field", ["topic", "homework"])


@pytest.fixture
def lesson(school: School) -> Lesson:
    return school.lesson("algebra")


def save(
    school: School, lesson: Lesson, field: str, text: str, seen: int, now: datetime, by: str = "vera"
) -> None:
    actor = school.actor(by)
    if field == "topic":
        lessons.save_topic(lesson, text, seen, by=actor, now=now)
    else:
        lessons.save_homework(lesson, text, False, None, seen, by=actor, now=now)


def text_of(lesson: Lesson, field: str) -> Any:
    return LessonText.get_or_none(lesson=lesson, field=field)


def clause_of(field: str) -> str:
    return {"topic": "4.5.2", "homework": "4.5.3"}[field]


def close(school: School, *classes: str) -> None:
    for name in classes:
        cohort = Cohort.get_by_id(school.classes[name])
        attendance.close_week(cohort, MONDAY, by=school.actor("nina"), now=at("12:00", MONDAY + timedelta(5)))


@pytest.mark.clause("4.5.2", "4.5.3")
@FIELDS
def test_a_text_saved_on_the_day_stands_without_a_stamp(school: School, lesson: Lesson, field: str) -> None:
    save(school, lesson, field, "Одночлены", 0, at("9:40"))
    found = text_of(lesson, field)
    assert (found.text, found.draft, found.late_days, found.version) == ("Одночлены", False, 0, 1)
    assert (found.saved_at, found.saved_by_id) == (at("9:40"), school["vera"])


@pytest.mark.clause("4.5.2", "4.5.3")
@FIELDS
@pytest.mark.parametrize(
    ("now", "late"),
    [
        (at("9:25"), 0),
        (at("23:59"), 0),
        (at("0:00", TUESDAY), 1),
        (at("23:59", TUESDAY), 1),
        (at("8:00", NEXT_MONDAY), 7),
    ],
)
def test_after_the_day_a_text_is_taken_and_stamped(
    school: School, lesson: Lesson, field: str, now: datetime, late: int
) -> None:
    save(school, lesson, field, "Одночлены", 0, now)
    assert text_of(lesson, field).late_days == late


@FIELDS
def test_the_stamp_stays_for_ever(school: School, lesson: Lesson, field: str) -> None:
    save(school, lesson, field, "Одночлены", 0, at("9:40", NEXT_MONDAY))
    save(school, lesson, field, "Многочлены", 1, at("9:40", TUESDAY))
    assert (text_of(lesson, field).late_days, text_of(lesson, field).version) == (7, 2)


@pytest.mark.clause("4.4.3", "4.5.2", "4.5.3")
@FIELDS
def test_in_a_closed_week_a_late_text_is_refused(school: School, lesson: Lesson, field: str) -> None:
    close(school, "7")
    with refused(clause_of(field), Way.OPENING):
        save(school, lesson, field, "Одночлены", 0, at("8:00", NEXT_MONDAY))


def test_a_closed_week_of_another_class_stops_nobody(school: School, lesson: Lesson) -> None:
    close(school, "1")
    save(school, lesson, "topic", "Одночлены", 0, at("8:00", NEXT_MONDAY))
    assert text_of(lesson, "topic").late_days == 7


@pytest.mark.parametrize(("closed", "taken"), [(("7",), True), (("1",), True), (("7", "1"), False)])
def test_the_week_of_a_mixed_group_is_closed_when_every_class_in_it_has_closed(
    school: School, lesson: Lesson, closed: tuple[str, ...], taken: bool
) -> None:
    Group.update(cohort=None, kind="mixed").where(Group.id == lesson.group_id).execute()
    GroupMember.create(group=lesson.group_id, person=school["yana"], valid_from=MONDAY)
    mixed = school.lesson("algebra")
    close(school, *closed)
    if taken:
        save(school, mixed, "topic", "Одночлены", 0, at("8:00", NEXT_MONDAY))
    else:
        with refused("4.5.2", Way.OPENING):
            save(school, mixed, "topic", "Одночлены", 0, at("8:00", NEXT_MONDAY))


@pytest.mark.clause("4.4.3")
def test_the_class_of_somebody_who_has_left_a_mixed_group_still_counts_for_its_lessons(
    school: School, lesson: Lesson
) -> None:
    Group.update(cohort=None, kind="mixed").where(Group.id == lesson.group_id).execute()
    GroupMember.create(group=lesson.group_id, person=school["yana"], valid_from=MONDAY, valid_to=MONDAY)
    later = at("8:00", NEXT_MONDAY)
    close(school, "7")
    save(school, school.lesson("algebra"), "topic", "Одночлены", 0, later)
    owed = {line.id for line in today.page(school["vera"], NEXT_MONDAY, 5, later).owed}
    assert (lesson.id in owed, school.lesson("algebra", WEDNESDAY).id in owed) == (True, False)


@pytest.mark.clause("4.5.2", "4.5.3")
@FIELDS
def test_a_school_may_refuse_late_texts(school: School, lesson: Lesson, field: str) -> None:
    settings.change({"late_entries_refused": True}, by=BY, now=at("8:00"))
    save(school, lesson, field, "Одночлены", 0, at("23:59"))
    with refused(clause_of(field), Way.OPENING):
        save(school, lesson, field, "Многочлены", 1, at("0:00", TUESDAY))


@pytest.mark.clause("4.5.2", "4.5.3")
@FIELDS
@pytest.mark.parametrize("now", [at("9:24"), at("15:00", MONDAY - timedelta(days=3))])
def test_before_the_bell_a_text_is_a_draft_and_is_confirmed_after_it(
    school: School, lesson: Lesson, field: str, now: datetime
) -> None:
    save(school, lesson, field, "Одночлены", 0, now)
    assert (text_of(lesson, field).draft, text_of(lesson, field).late_days) == (True, 0)
    save(school, lesson, field, "Одночлены", 1, at("9:25"))
    assert (text_of(lesson, field).draft, text_of(lesson, field).late_days) == (False, 0)


def test_a_draft_confirmed_the_day_after_is_late(school: School, lesson: Lesson) -> None:
    save(school, lesson, "topic", "Одночлены", 0, at("8:00"))
    save(school, lesson, "topic", "Одночлены", 1, at("8:00", TUESDAY))
    assert (text_of(lesson, "topic").draft, text_of(lesson, "topic").late_days) == (False, 1)


def test_the_day_is_that_of_the_schools_zone(school: School, lesson: Lesson) -> None:
    """A school in Kamchatka: its first lesson of Monday is Sunday evening by UTC."""
    morning = at("8:30").replace(tzinfo=ZoneInfo("Asia/Kamchatka"))
    Lesson.update(starts_at=morning, ends_at=morning + timedelta(minutes=45)).where(
        Lesson.id == lesson.id
    ).execute()
    there = school.lesson("algebra")
    save(school, there, "topic", "Одночлены", 0, morning.replace(hour=23, minute=59))
    assert text_of(there, "topic").late_days == 0
    save(school, there, "homework", "§ 7", 0, morning.replace(day=24, hour=0, minute=0))
    assert text_of(there, "homework").late_days == 1


@FIELDS
def test_an_edit_is_the_next_version_and_the_history_keeps_both(
    school: School, lesson: Lesson, field: str
) -> None:
    save(school, lesson, field, "Одночлены", 0, at("9:40"))
    save(school, lesson, field, "Многочлены", 1, at("9:50"))
    found = text_of(lesson, field)
    mine = (Revision.record_kind == "lesson_text") & (Revision.record_id == found.id)
    history = [(row.version, row.fields) for row in Revision.select().where(mine).order_by(Revision.version)]
    assert (found.text, found.version, [version for version, _ in history]) == ("Многочлены", 2, [1, 2])
    assert "Одночлены" in history[0][1]
    assert "Многочлены" in history[1][1]


@FIELDS
@pytest.mark.parametrize("seen", [0, 1])
def test_an_old_page_is_refused_and_the_message_shows_the_other_text(
    school: School, lesson: Lesson, field: str, seen: int
) -> None:
    save(school, lesson, field, "Одночлены", 0, at("9:40"))
    save(school, lesson, field, "Многочлены", 1, at("9:42"), by="dina")
    with refused("", Way.RELOAD) as caught:
        save(school, lesson, field, "Двучлены", seen, at("9:45"))
    assert "«Многочлены»" in caught.value.message
    assert "9:42" in caught.value.message


def test_the_message_about_another_homework_says_not_set(school: School, lesson: Lesson) -> None:
    lessons.save_homework(lesson, "", True, None, 0, by=school.actor("dina"), now=at("9:40"))
    with refused("", Way.RELOAD) as caught:
        save(school, lesson, "homework", "§ 7", 0, at("9:45"))
    assert "«не задано»" in caught.value.message


def test_the_same_text_sent_again_by_an_old_page_is_no_quarrel(school: School, lesson: Lesson) -> None:
    save(school, lesson, "topic", "Одночлены", 0, at("9:40"))
    save(school, lesson, "topic", "Одночлены", 0, at("9:41"))
    assert (text_of(lesson, "topic").version, text_of(lesson, "topic").saved_at) == (1, at("9:40"))


@pytest.mark.clause("3.6")
@pytest.mark.parametrize("text", ["", "   ", "№ 5", "12"])
def test_a_topic_is_obligatory_and_says_something(school: School, lesson: Lesson, text: str) -> None:
    with refused("3.6"):
        save(school, lesson, "topic", text, 0, at("9:40"))


@pytest.mark.clause("3.6")
def test_a_topic_in_english_is_refused_and_a_wording_is_offered_that_passes(school: School) -> None:
    lesson = school.lesson("english1")
    with refused("3.6", Way.REPAIR) as caught:
        save(school, lesson, "topic", "Present Perfect", 0, at("10:40"), by="marina")
    repair = caught.value.repair
    assert repair is not None
    assert "Present Perfect" in repair
    save(school, lesson, "topic", repair, 0, at("10:41"), by="marina")
    assert text_of(lesson, "topic").text == repair


@pytest.mark.parametrize(("field", "limit"), [("topic", 500), ("homework", 3000)])
def test_a_text_has_a_limit_and_the_limit_itself_fits(
    school: School, lesson: Lesson, field: str, limit: int
) -> None:
    with refused(""):
        save(school, lesson, field, "ы" * (limit + 1), 0, at("9:40"))
    save(school, lesson, field, "ы" * limit, 0, at("9:41"))
    assert len(text_of(lesson, field).text) == limit


def test_a_topic_is_one_line_and_a_homework_may_have_several(school: School, lesson: Lesson) -> None:
    save(school, lesson, "topic", "Одночлены\r\nи их степень", 0, at("9:40"))
    save(school, lesson, "homework", "§ 7\r\n№ 15", 0, at("9:40"))
    assert text_of(lesson, "topic").text == "Одночлены и их степень"
    assert text_of(lesson, "homework").text == "§ 7\n№ 15"


@FIELDS
def test_a_sign_that_cannot_be_stored_is_refused_with_a_repair(
    school: School, lesson: Lesson, field: str
) -> None:
    with refused("", Way.REPAIR) as caught:
        save(school, lesson, field, "Одно\x00члены", 0, at("9:40"))
    assert caught.value.repair == "Одночлены"


@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize(("text", "absent"), [("", False), ("   ", False), ("§ 7", True)])
def test_homework_is_a_text_or_not_set_exactly_one_of_the_two(
    school: School, lesson: Lesson, text: str, absent: bool
) -> None:
    with refused("4.5.3"):
        lessons.save_homework(lesson, text, absent, None, 0, by=school.actor("vera"), now=at("9:40"))


@pytest.mark.clause("4.5.3")
def test_not_set_is_a_homework_too(school: School, lesson: Lesson) -> None:
    lessons.save_homework(lesson, "", True, None, 0, by=school.actor("vera"), now=at("9:40"))
    assert (text_of(lesson, "homework").text, text_of(lesson, "homework").absent) == ("", True)


@pytest.mark.clause("4.5.3")
@pytest.mark.parametrize("days", [-1, 0])
def test_homework_is_due_after_the_lesson(school: School, lesson: Lesson, days: int) -> None:
    due = MONDAY + timedelta(days=days)
    with refused("4.5.3"):
        lessons.save_homework(lesson, "§ 7", False, due, 0, by=school.actor("vera"), now=at("9:40"))
    lessons.save_homework(lesson, "§ 7", False, TUESDAY, 0, by=school.actor("vera"), now=at("9:41"))
    assert text_of(lesson, "homework").due == TUESDAY


@FIELDS
def test_the_deed_of_a_text_is_sealed_under_the_lesson(school: School, lesson: Lesson, field: str) -> None:
    save(school, lesson, field, "Одночлены", 0, at("9:40"))
    entry = last_entry()
    assert (entry.kind, entry.object_kind, entry.object_id) == (f"{field}.save", "lesson", lesson.id)
    assert (entry.person_id, entry.duty, entry.facts) == (school["vera"], "teacher", 1)


def test_two_windows_never_make_two_topics(school: School, lesson: Lesson) -> None:
    save(school, lesson, "topic", "Одночлены", 0, at("9:40"))
    with pytest.raises(Refusal):
        save(school, lesson, "topic", "Многочлены", 0, at("9:41"))
    assert [text.text for text in LessonText.select()] == ["Одночлены"]
