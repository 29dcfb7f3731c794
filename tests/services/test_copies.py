"""«Как в 7А» and «Заполнить пару»: one deed each, once, by the rules of what is typed by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models import journal, lesson_texts
from ejournal.models.audit import Audit
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.people import Cohort
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from ejournal.reports import changes
from ejournal.rules.refusal import Way
from ejournal.services import attendance, copies, lessons, marks
from ejournal.services.verify import verify
from tests.client import queries
from tests.school import MONDAY, SINCE, TOPICS, ZONE, School, at
from tests.services.steps import call, refused, rows

THURSDAY, FRIDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
TOPIC = "Дробные выражения"


def add_teacher(school: School) -> None:
    """Марина teaches both groups of English of grade 7 now, 7А and 7Б."""
    for key, name in (("english1", "7А класс"), ("english2", "7Б класс")):
        Group.update(name=name).where(Group.id == school.groups[key]).execute()
    GroupTeacher.create(group=school.groups["english2"], person=school["marina"], valid_from=SINCE)


@pytest.fixture
def given(school: School) -> Lesson:
    """Monday's English of 7А: topic, homework, a column of a test."""
    add_teacher(school)
    lesson, by = school.lesson("english1"), school.actor("marina")
    lessons.save_topic(lesson, TOPIC, 0, by=by, now=at("10:40"))
    lessons.save_homework(lesson, "упр. 5", False, None, 0, by=by, now=at("10:40"))
    marks.add_work(lesson, "test", by=by, now=at("10:40"))
    return lesson


@pytest.fixture
def lesson(school: School) -> Lesson:
    """Monday's English of 7Б."""
    return school.lesson("english2")


def text(lesson: Lesson, field: str) -> Any:
    return lesson_texts.texts([lesson.id]).get((lesson.id, field))


def kinds(lesson: Lesson) -> list[str]:
    return [work.kind for work in journal.works([lesson.id])]


def take(school: School, lesson: Lesson, source: Lesson, now: Any, request: str | None = None) -> None:
    copies.take_parallel(lesson, source.id, by=school.actor("marina", request=request), now=now)


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_topic_homework_and_columns_come_from_the_parallel_group(
    school: School, given: Lesson, lesson: Lesson
) -> None:
    offered, before = copies.parallel(lesson, school["marina"], at("10:42")), verify(ZONE)
    assert offered and (offered.lesson, offered.group, offered.works) == (given.id, "7А класс", ["Тест"])
    for _ in range(2):  # the second time it is the same request
        take(school, lesson, given, at("10:42"), "once")
    assert (text(lesson, "topic").text, text(lesson, "homework").text) == (TOPIC, "упр. 5")
    assert not text(lesson, "topic").draft
    assert kinds(lesson) == ["test"]
    assert Audit.select().where(Audit.kind == "copy.parallel").count() == 1
    assert copies.parallel(lesson, school["marina"], at("10:43")) is None
    assert verify(ZONE) == before  # the renamed groups are all it finds


def test_asked_again_there_is_nothing_left_to_take(school: School, given: Lesson, lesson: Lesson) -> None:
    take(school, lesson, given, at("10:42"))
    with refused("", Way.RELOAD):
        take(school, lesson, given, at("10:43"))


def test_what_is_written_is_not_overwritten(school: School, given: Lesson, lesson: Lesson) -> None:
    lessons.save_topic(lesson, TOPIC, 0, by=school.actor("marina"), now=at("10:41"))
    lessons.save_homework(lesson, "упр. 9", False, None, 0, by=school.actor("marina"), now=at("10:41"))
    take(school, lesson, given, at("10:42"))
    assert (text(lesson, "homework").text, text(lesson, "homework").version) == ("упр. 9", 1)
    assert kinds(lesson) == ["test"]


def test_homework_of_another_topic_is_not_offered(school: School, given: Lesson, lesson: Lesson) -> None:
    lessons.save_topic(lesson, "Другая тема", 0, by=school.actor("marina"), now=at("10:41"))
    assert copies.parallel(lesson, school["marina"], at("10:42")) is None


def test_a_topic_this_group_has_had_is_not_offered_again(
    school: School, given: Lesson, lesson: Lesson
) -> None:
    take(school, lesson, given, at("10:42"))
    later = school.lesson("english2", THURSDAY)
    assert copies.parallel(later, school["marina"], at("8:40", THURSDAY)) is None


@pytest.mark.clause("4.5.4")
def test_before_the_bell_it_is_a_draft_without_columns(school: School, given: Lesson) -> None:
    later = school.lesson("english2", THURSDAY)
    take(school, later, given, at("15:00"))
    assert text(later, "topic").draft and text(later, "homework").draft
    assert kinds(later) == []


def test_a_draft_of_the_parallel_group_is_no_source(school: School, lesson: Lesson) -> None:
    add_teacher(school)
    other = school.lesson("english1")
    lessons.save_topic(other, TOPIC, 0, by=school.actor("marina"), now=at("9:00"))
    assert copies.parallel(lesson, school["marina"], at("9:00")) is None


@pytest.mark.clause("4.5.2")
def test_a_closed_week_takes_nothing(school: School, given: Lesson, lesson: Lesson) -> None:
    saturday = MONDAY + timedelta(days=5)
    cohort = Cohort.get_by_id(school.classes["7"])
    attendance.close_week(cohort, MONDAY, by=school.actor("nina"), now=at("12:00", saturday))
    with refused("4.5.2", Way.OPENING):
        take(school, lesson, given, at("12:01", saturday))


@pytest.mark.clause("3.1")
def test_a_group_of_another_teacher_is_never_offered(school: School, given: Lesson, lesson: Lesson) -> None:
    assert copies.parallel(lesson, school["oleg"], at("10:42")) is None
    with refused("", Way.RELOAD):
        copies.take_parallel(lesson, given.id, by=school.actor("oleg"), now=at("10:42"))


def test_the_item_of_a_common_plan_is_taken_with_the_topic(school: School, lesson: Lesson) -> None:
    add_teacher(school)
    item = PlanItem.get(PlanItem.number == 1)
    Group.update(plan=item.plan).where(Group.id.in_([school.groups["english1"], lesson.group_id])).execute()
    source, lesson = school.lesson("english1"), school.lesson("english2")
    lessons.take_topic(source, item.id, 0, by=school.actor("marina"), now=at("10:40"))
    take(school, lesson, source, at("10:42"))
    assert text(lesson, "topic").plan_item_id == item.id


def test_many_lessons_of_a_parallel_group_cost_no_more_queries(
    school: School, given: Lesson, lesson: Lesson
) -> None:
    with queries() as few:
        copies.parallel(lesson, school["marina"], at("10:42"))
    for day in (2, 5, 9, 12, 16, 19):
        earlier = school.lesson("english1", date(2026, 11, day))
        lessons.save_topic(
            earlier, f"Тема {day}", 0, by=school.actor("marina"), now=at("14:00", earlier.date)
        )
    with queries() as many:
        copies.parallel(lesson, school["marina"], at("10:42"))
    assert len(few) == len(many)


@pytest.fixture
def first(school: School) -> Lesson:
    """Friday's first lesson of algebra; the second follows it at 9:25."""
    return school.lesson("algebra", FRIDAY, 1)


@pytest.fixture
def second(school: School) -> Lesson:
    return school.lesson("algebra", FRIDAY, 2)


def fill(
    school: School, second: Lesson, clock: str, silent: bool = False, request: str | None = None
) -> None:
    copies.fill_pair(second, silent, by=school.actor("vera", request=request), now=at(clock, FRIDAY))


def write_first(school: School, first: Lesson, homework: str = "") -> None:
    """Its topic by the plan, Аня absent, Боря late."""
    by, now = school.actor("vera"), at("8:40", FRIDAY)
    lessons.take_topic(first, PlanItem.get(PlanItem.number == 1).id, 0, by=by, now=now)
    call(school, first, now, anya="Н", borya="ОП")
    if homework:
        lessons.save_homework(first, homework, False, None, 0, by=by, now=now)


def codes(lesson: Lesson) -> dict[int, str]:
    return {pupil: code for (_, pupil), (_, code) in journal.absences([lesson.id]).items()}


@pytest.mark.clause("4.5.2")
@pytest.mark.clause("4.5.3")
def test_the_second_lesson_takes_the_next_item_and_the_absent(
    school: School, first: Lesson, second: Lesson
) -> None:
    write_first(school, first)
    for _ in range(2):
        fill(school, second, "9:30", request="once")
    assert (text(second, "topic").text, text(second, "homework").text) == (TOPICS[1], "§ 2")
    assert text(second, "topic").plan_item_id == PlanItem.get(PlanItem.number == 2).id
    assert codes(second) == {school["anya"]: "Н"}
    assert second.id in journal.roll_calls([second.id])
    assert text(first, "homework") is None
    assert verify(ZONE) == []


@pytest.mark.clause("4.5.3")
def test_the_first_is_silent_about_homework_only_when_the_teacher_asks(
    school: School, first: Lesson, second: Lesson
) -> None:
    write_first(school, first)
    fill(school, second, "9:30", silent=True)
    assert text(first, "homework").absent


@pytest.mark.clause("4.5.3")
def test_what_a_pair_writes_in_its_first_lesson_is_a_deed_of_that_lesson(
    school: School, first: Lesson, second: Lesson
) -> None:
    write_first(school, first)
    before = Audit.select().count()
    for _ in range(2):
        fill(school, second, "9:30", silent=True, request="once")
    done = [(entry.kind, entry.object_id) for entry in rows(Audit)[before:]]
    assert done == [("homework.save", first.id), ("copy.pair", second.id)]
    assert changes.in_lesson(first.id, before)[1] == ["homework"]
    assert verify(ZONE) == []


@pytest.mark.clause("4.5.3")
def test_a_pair_whose_second_lesson_is_refused_leaves_the_first_as_it_was(
    school: School, first: Lesson, second: Lesson
) -> None:
    endless = ("Одночлены " * 50).strip()  # with « (продолжение)» longer than a topic may be
    lessons.save_topic(first, endless, 0, by=school.actor("vera"), now=at("8:40", FRIDAY))
    with refused(""):
        fill(school, second, "9:30", silent=True, request="once")


@pytest.mark.clause("4.5.3")
def test_homework_written_at_the_first_lesson_stays_and_is_not_given_twice(
    school: School, first: Lesson, second: Lesson
) -> None:
    write_first(school, first, "№ 7")
    PlanItem.update(homework="").execute()
    fill(school, second, "9:30", silent=True)
    assert (text(first, "homework").text, text(first, "homework").version) == ("№ 7", 1)
    assert text(second, "homework").absent


@pytest.mark.clause("4.5.2")
def test_before_the_bell_of_the_second_its_texts_are_drafts_and_attendance_waits(
    school: School, first: Lesson, second: Lesson
) -> None:
    write_first(school, first)
    fill(school, second, "9:20")
    assert text(second, "topic").draft and text(second, "homework").draft
    assert journal.roll_calls([second.id]) == {}
    offered = copies.pair(second, at("9:25", FRIDAY))
    assert offered and not offered.copy.topic and offered.copy.codes == {school["anya"]: "Н"}
    fill(school, second, "9:25")
    assert codes(second) == {school["anya"]: "Н"}


@pytest.mark.clause("4.5.2")
def test_without_a_plan_the_topic_goes_on(school: School, first: Lesson, second: Lesson) -> None:
    lessons.save_topic(first, "Одночлены", 0, by=school.actor("vera"), now=at("8:40", FRIDAY))
    fill(school, second, "9:30")
    assert text(second, "topic").text == "Одночлены (продолжение)"
    assert journal.roll_calls([second.id]) == {}


def test_what_is_written_in_the_second_lesson_stays(school: School, first: Lesson, second: Lesson) -> None:
    write_first(school, first)
    lessons.save_topic(second, "Своя тема", 0, by=school.actor("vera"), now=at("9:26", FRIDAY))
    call(school, second, at("9:26", FRIDAY), vova="Н")
    with refused(""):
        fill(school, second, "9:30")
    assert text(second, "topic").text == "Своя тема" and codes(second) == {school["vova"]: "Н"}


def test_a_lesson_alone_has_no_pair(school: School, first: Lesson) -> None:
    assert copies.pair(school.lesson("algebra"), at("10:00")) is None
    with refused("", Way.RELOAD):
        copies.fill_pair(school.lesson("algebra"), False, by=school.actor("vera"), now=at("10:00"))
    with refused("", Way.RELOAD):  # the second lesson is filled, never the first
        copies.fill_pair(first, False, by=school.actor("vera"), now=at("9:30", FRIDAY))


@pytest.mark.clause("4.5.2")
def test_a_second_lesson_that_a_substitute_gives_is_no_pair(
    school: School, first: Lesson, second: Lesson
) -> None:
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == second.id).execute()
    assert copies.pair_of(school.lesson("algebra", FRIDAY, 1)) is None
