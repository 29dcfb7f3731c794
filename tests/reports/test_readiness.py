"""What a journal still lacks: each kind of gap appears with its place and goes when it is filled."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.models.curriculum import Group, Period
from ejournal.models.journal import RollCall
from ejournal.models.people import Cohort, SchoolYear
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson, monday_of
from ejournal.reports import halves, readiness
from ejournal.reports.readiness import ClassPage, Gap, unfinished
from ejournal.services import attendance
from ejournal.services.deeds import add_fact, deed
from tests.client import queries
from tests.school import MONDAY, School, at
from tests.services.steps import call, put, write
from tests.services.test_works import add

pytestmark = pytest.mark.clause("4.2.4")

EVENING = at("18:00")
JANUARY = at("10:15", date(2027, 1, 12))


def page(school: School, grade: str = "7", now: Any = EVENING) -> ClassPage:
    found = readiness.of_class(SchoolYear.get(), school.classes[grade], 1, now)
    assert found is not None
    return found


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


def test_a_control_work_owes_a_mark_of_everybody_who_was_there(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson, borya="Н")
    add(school, lesson, "control")
    (gap,) = gaps(school, "marks")
    assert gap.text == "23.11, 2-й урок, Алгебра: контрольная работа, без отметки 3 ученика"
    for pupil in ("anya", "vova"):
        put(school, lesson, "4", at("9:50"), kind="control", pupil=pupil)
    (gap,) = gaps(school, "marks")
    assert gap.text.endswith("без отметки 1 ученик")
    put(school, lesson, "5", at("9:51"), kind="control", pupil="glasha")
    assert gaps(school, "marks") == []


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
    assert len(gaps(school, "weeks")) == 2


@pytest.mark.clause("4.4.3")
def test_the_last_week_of_a_half_is_to_be_closed_too(school: School) -> None:
    texts = [gap.text for gap in gaps(school, "weeks", JANUARY)]
    assert texts[-1].startswith("28 декабря")


@deed("test.term", of="teaching_group")
def set_term_mark(group: int, pupil: int, *, by: Any, now: Any) -> None:
    period = Period.get()
    add_fact(TermMark, group=group, pupil=pupil, period=period, kind="period", value="4", replaces=None)


def test_term_marks_are_owed_when_the_period_is_over_and_by_groups_with_marks_alone(school: School) -> None:
    assert gaps(school, "terms") == []
    owed = {gap.url.partition("?")[0]: gap.text for gap in gaps(school, "terms", JANUARY)}
    assert owed.keys() == {
        f"/journal/{school.groups[key]}" for key in ("algebra", "english1", "english2", "history")
    }
    assert owed[f"/journal/{school.groups['algebra']}"] == "Алгебра, II четверть: 4 ученика"
    assert gaps(school, "terms", JANUARY, grade="1") == []
    for pupil in ("anya", "borya"):
        set_term_mark(school.groups["english1"], school[pupil], by=school.actor("marina"), now=EVENING)
    assert len(gaps(school, "terms", JANUARY)) == 3


def test_the_title_of_a_volume_says_in_words_what_is_lacking(school: School) -> None:
    line = page(school).line
    said = unfinished(line)
    assert said.startswith(
        f"Журнал не завершён: не отмечена посещаемость уроков — {line.counts['attendance']};"
    )
    assert said.endswith("не закрыты недели — 3.")
    ready = readiness.ClassLine(1, "7 класс", None, dict.fromkeys(line.counts, 0))
    assert (ready.ready, unfinished(ready)) == (True, "")


def test_all_classes_are_told_with_the_counts_of_each(school: School) -> None:
    lines = readiness.overview(SchoolYear.get(), 1, EVENING)
    assert [line.title for line in lines] == ["1 класс", "7 класс"]
    for line, grade in zip(lines, ("1", "7"), strict=True):
        assert line.counts == {kind: len(found) for kind, found in page(school, grade).gaps.items()}


def test_a_half_that_has_not_begun_is_told_so(school: School) -> None:
    assert page(school, now=at("8:00", date(2026, 10, 30))).line.half is None
    assert readiness.of_class(SchoolYear.get(), 999, 1, EVENING) is None
    (line, _) = readiness.overview(SchoolYear.get(), 2, EVENING)
    assert (line.begun, line.ready) == (False, True)


def test_more_gaps_take_no_more_queries(school: School) -> None:
    with queries() as few:
        readiness.overview(SchoolYear.get(), 1, at("12:00", date(2026, 11, 3)))
    with queries() as many:
        readiness.overview(SchoolYear.get(), 1, JANUARY)
    assert len(few) == len(many)
    assert RollCall.select().count() == 0


PERIODS = {
    "quarters": (
        ("quarter", 1, "2026-09-01", "2026-10-23"),
        ("quarter", 2, "2026-11-02", "2026-12-30"),
        ("quarter", 3, "2027-01-11", "2027-03-26"),
        ("quarter", 4, "2027-04-05", "2027-05-26"),
    ),
    "halves": (("half", 1, "2026-09-01", "2026-12-30"), ("half", 2, "2027-01-11", "2027-05-26")),
    "trimesters": (
        ("trimester", 1, "2026-09-01", "2026-11-20"),
        ("trimester", 2, "2026-11-30", "2027-02-19"),
        ("trimester", 3, "2027-03-01", "2027-05-26"),
    ),
}


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [("quarters", [[1, 2], [3, 4]]), ("halves", [[1], [2]]), ("trimesters", [[1], [2, 3]])],
)
def test_a_period_belongs_to_the_half_in_which_it_ends(db: str, kind: str, numbers: list[list[int]]) -> None:
    year = SchoolYear.create(name="2026/2027", valid_from=date(2026, 9, 1), valid_to=date(2027, 5, 26))
    for name, number, since, until in PERIODS[kind]:
        Period.create(
            year=year,
            kind=name,
            number=number,
            grade_from=5,
            grade_to=9,
            valid_from=date.fromisoformat(since),
            valid_to=date.fromisoformat(until),
        )
    found = halves.of_class(year, 7)
    assert [[period.number for period in half.periods] for half in found] == numbers
    assert [half.title for half in found] == ["I полугодие", "II полугодие"]
    first, second = found
    assert halves.choose(found, None, date(2026, 12, 1)) == first
    assert halves.choose(found, None, date(2027, 1, 12)) == first
    assert halves.choose(found, None, date(2027, 6, 1)) == second
    assert halves.choose(found, 2, date(2026, 9, 1)) == second
    assert halves.choose((), 1, date(2026, 9, 1)) is None
