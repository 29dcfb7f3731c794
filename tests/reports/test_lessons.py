"""The page of one lesson: what is written, what may still be written, what is proposed."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import GroupMember
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from ejournal.reports.cells import Cell
from ejournal.reports.lessons import LessonPage, head, page
from ejournal.services import lessons, marks
from tests.client import queries
from tests.school import LAST, MONDAY, TOPICS, ZONE, School, at
from tests.services.steps import call, put, write

NOW = at("9:41")
WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)


@pytest.fixture
def lesson(school: School) -> Lesson:
    return school.lesson("algebra")


def seen_by(school: School, lesson: Lesson, key: str = "vera", now: datetime = NOW) -> LessonPage:
    return page(lesson, school[key], now)


def cell(found: LessonPage, pupil: int, column: str = "answer") -> Cell:
    (row,) = [row for row in found.pupils if row.id == pupil]
    (wanted,) = [cell for cell in row.cells if cell.column == column]
    return wanted


def test_an_untouched_lesson_has_nothing_but_its_roll_and_the_column_of_answers(
    school: School, lesson: Lesson
) -> None:
    found = seen_by(school, lesson)
    assert (found.subject, found.group_name, found.day, found.number) == ("Алгебра", "7 класс", MONDAY, 2)
    assert (found.topic.version, found.homework.version, found.held_at, found.handed_in) == (0, 0, None, None)
    assert not found.topic.confirmed
    assert [(column.kind, column.work) for column in found.columns] == [("answer", None)]
    assert {cell.state for row in found.pupils for cell in row.cells} == {"empty"}
    assert head(lesson).teachers == ("Ветрова\u00a0В.И.",)


def test_the_roll_is_by_alphabet_with_yo_as_ye(school: School, lesson: Lesson) -> None:
    found = seen_by(school, lesson)
    assert [(row.number, row.name) for row in found.pupils] == [
        (1, "Алёшина Аня"),
        (2, "Власов Владимир"),
        (3, "Громова-Задунайская Глафира"),
        (4, "Морозов Борис"),
    ]


def test_moments_are_in_school_time(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    found = seen_by(school, lesson)
    moments = (found.starts_at, found.ends_at, found.held_at)
    assert [moment.strftime("%H:%M") for moment in moments if moment] == ["09:25", "10:10", "09:25"]
    assert {moment.tzinfo for moment in moments if moment} == {ZONE}


@pytest.mark.parametrize(("now", "begun"), [(at("9:24"), False), (at("9:25"), True)])
def test_a_lesson_has_begun_with_its_bell(school: School, lesson: Lesson, now: datetime, begun: bool) -> None:
    assert seen_by(school, lesson, now=now).begun is begun


def test_texts_are_shown_with_their_state(school: School, lesson: Lesson) -> None:
    by = school.actor("vera")
    lessons.save_topic(lesson, "Одночлены", 0, by=by, now=at("8:00"))
    lessons.save_homework(lesson, "§ 7", False, WEDNESDAY, 0, by=by, now=at("9:40", MONDAY + timedelta(1)))
    found = seen_by(school, lesson, now=at("10:00", MONDAY + timedelta(1)))
    assert (found.topic.text, found.topic.draft, found.topic.confirmed) == ("Одночлены", True, False)
    assert (found.homework.text, found.homework.due, found.homework.confirmed) == ("§ 7", WEDNESDAY, True)
    assert (found.homework.late_days, found.homework.version) == (1, 1)


@pytest.mark.clause("3.6")
def test_homework_in_english_alone_is_stored_with_a_warning(school: School) -> None:
    lesson, by = school.lesson("english1"), school.actor("marina")
    lessons.save_homework(lesson, "Learn the words", False, None, 0, by=by, now=at("10:40"))
    assert seen_by(school, lesson, "marina", at("10:41")).homework.warning
    lessons.save_homework(lesson, "Выучить слова", False, None, 1, by=by, now=at("10:42"))
    assert seen_by(school, lesson, "marina", at("10:43")).homework.warning is None


def test_attendance_is_shown_and_counted(school: School, lesson: Lesson) -> None:
    call(school, lesson, anya="Н", borya="ОП")
    found = seen_by(school, lesson)
    assert {row.name.split()[0]: row.code for row in found.pupils if row.code} == {
        "Алёшина": "Н",
        "Морозов": "ОП",
    }
    assert found.absent == 1


def test_a_mark_in_entry_is_seen_by_its_author_alone(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    mine, foreign = (cell(seen_by(school, lesson, key), school["anya"]) for key in ("vera", "dina"))
    assert (mine.value, mine.state, mine.until) == ("4", "entry", at("9:50"))
    assert (foreign.value, foreign.state, foreign.until) == ("", "foreign", None)
    assert mine.seen == foreign.seen > 0


@pytest.mark.clause("4.5.4")
@pytest.mark.parametrize("key", ["vera", "dina"])
@pytest.mark.parametrize("handed_in", [False, True])
def test_a_set_mark_is_seen_by_everybody_who_reads_the_page(
    school: School, lesson: Lesson, key: str, handed_in: bool
) -> None:
    call(school, lesson)
    write(school, lesson, at("9:30"))
    put(school, lesson, "4", at("9:40"))
    if handed_in:
        lessons.hand_in(lesson, by=school.actor("vera"), now=at("9:41"))
    found = seen_by(school, lesson, key, at("9:41") if handed_in else at("9:50"))
    assert (cell(found, school["anya"]).value, cell(found, school["anya"]).state) == ("4", "set")
    assert found.in_entry == 0


@pytest.mark.parametrize("key", ["vera", "dina"])
def test_a_mark_that_was_taken_back_leaves_an_empty_cell_that_knows_it(
    school: School, lesson: Lesson, key: str
) -> None:
    call(school, lesson)
    put(school, lesson, "4", at("9:40"))
    put(school, lesson, "", at("9:41"))
    found = cell(seen_by(school, lesson, key, at("11:00")), school["anya"])
    assert (found.value, found.state) == ("", "empty")
    assert found.seen > 0


def test_only_the_last_slip_is_shown(school: School, lesson: Lesson) -> None:
    call(school, lesson)
    for value in "345":
        put(school, lesson, value, at("9:40"))
    assert cell(seen_by(school, lesson), school["anya"]).value == "5"
    assert seen_by(school, lesson).in_entry == 1


@pytest.mark.clause("4.5.4")
def test_a_column_is_open_until_its_deadline(school: School, lesson: Lesson) -> None:
    marks.add_work(lesson, "control", by=school.actor("vera"), now=at("9:40"))
    expected = {MONDAY: [True, True], MONDAY + timedelta(1): [False, True], WEDNESDAY: [False, True]}
    expected[WEDNESDAY + timedelta(1)] = [False, False]
    for day, open_ in expected.items():
        found = seen_by(school, lesson, now=at("23:59", day))
        assert [column.open for column in found.columns] == open_
        assert [column.deadline for column in found.columns] == [MONDAY, WEDNESDAY]


def test_columns_stand_in_the_order_they_were_added_after_answers_and_removed_ones_do_not(
    school: School, lesson: Lesson
) -> None:
    by = school.actor("vera")
    for kind in ("control", "test", "answer"):
        marks.add_work(lesson, kind, by=by, now=at("9:40"))
    marks.remove_work(lesson, "test", by=by, now=at("9:41"))
    assert [column.kind for column in seen_by(school, lesson).columns] == ["answer", "control"]


def test_a_group_without_marks_has_no_columns(school: School) -> None:
    found = seen_by(school, school.lesson("counting"))
    assert (found.marked, found.columns, [row.cells for row in found.pupils]) == (False, (), [()])


def topics(found: LessonPage) -> tuple[Any, Any]:
    return tuple(item and item.topic for item in (found.proposal, found.taken))  # type: ignore[return-value]  # two


def test_the_first_item_of_the_plan_is_proposed_for_the_first_lesson(school: School, lesson: Lesson) -> None:
    assert topics(seen_by(school, lesson)) == (TOPICS[0], TOPICS[0])


def take(school: School, lesson: Lesson, number: int, now: datetime) -> None:
    item = PlanItem.get(PlanItem.number == number).id
    lessons.take_topic(lesson, item, 0, by=school.actor("vera"), now=now)


def test_after_an_item_was_taken_the_next_lesson_is_offered_the_next_one(
    school: School, lesson: Lesson
) -> None:
    take(school, lesson, 2, at("9:40"))
    assert topics(seen_by(school, lesson)) == (TOPICS[0], TOPICS[1])
    assert topics(seen_by(school, school.lesson("algebra", WEDNESDAY))) == (TOPICS[2], TOPICS[2])


def test_the_second_of_two_lessons_of_a_day_follows_the_first(school: School) -> None:
    first, second = school.lesson("algebra", FRIDAY, 1), school.lesson("algebra", FRIDAY, 2)
    take(school, first, 1, at("8:40", FRIDAY))
    assert topics(seen_by(school, second)) == (TOPICS[1], TOPICS[1])
    assert topics(seen_by(school, first)) == (TOPICS[0], TOPICS[0])


def test_a_later_lesson_filled_first_does_not_push_the_earlier_one_on(school: School, lesson: Lesson) -> None:
    take(school, school.lesson("algebra", WEDNESDAY), 3, at("8:40", WEDNESDAY))
    assert topics(seen_by(school, lesson)) == (TOPICS[0], TOPICS[0])


def test_a_plan_that_is_through_proposes_nothing(school: School, lesson: Lesson) -> None:
    take(school, lesson, len(TOPICS), at("9:40"))
    assert topics(seen_by(school, school.lesson("algebra", WEDNESDAY))) == (None, None)


def test_a_page_without_a_plan_proposes_nothing(school: School) -> None:
    assert topics(seen_by(school, school.lesson("english1"))) == (None, None)


def test_the_next_day_is_that_of_a_later_day(school: School, lesson: Lesson) -> None:
    assert seen_by(school, lesson).due_day == WEDNESDAY
    assert seen_by(school, school.lesson("algebra", FRIDAY)).due_day == MONDAY + timedelta(days=7)
    assert seen_by(school, school.lesson("algebra", LAST)).due_day is None


def test_a_substituted_lesson_names_the_substitute(school: School, lesson: Lesson) -> None:
    Lesson.update(substitute=school["oleg"]).where(Lesson.id == lesson.id).execute()
    found = head(school.lesson("algebra"))
    assert (found.teachers, found.substituted) == (("Орлов\u00a0О.П.",), True)


def test_a_pupil_who_left_is_on_the_roll_of_earlier_lessons_alone(school: School, lesson: Lesson) -> None:
    mine = (GroupMember.group == lesson.group_id) & (GroupMember.person == school["anya"])
    GroupMember.update(valid_to=MONDAY).where(mine).execute()
    assert school["anya"] in {row.id for row in seen_by(school, lesson).pupils}
    later = seen_by(school, school.lesson("algebra", WEDNESDAY))
    assert school["anya"] not in {row.id for row in later.pupils}


def test_a_full_page_costs_as_many_queries_as_an_empty_one(school: School, lesson: Lesson) -> None:
    with queries() as empty:
        seen_by(school, lesson)
    call(school, lesson, glasha="ОП")
    write(school, lesson, at("9:30"))
    for pupil in ("anya", "borya", "vova"):
        for kind in ("answer", "control"):
            put(school, lesson, "4", at("9:40"), pupil=pupil, kind=kind)
    with queries() as full:
        seen_by(school, lesson)
    assert len(full) == len(empty)
