"""Domain facts 5.6 and 7.5: the length of works of a plan, control works in the days of a class."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from ejournal.rules import plan_works
from ejournal.rules.plan_works import Norms, control_hours, doubts_of_class_days, doubts_of_works
from ejournal.rules.plans import Planned, course

pytestmark = pytest.mark.clause("2.2")

MONDAY = date(2026, 11, 23)
ALGEBRA, PHYSICS, HISTORY = 1, 2, 3
USUAL = Norms(limit=1, subject=ALGEBRA, one_hour=False)


class Lesson(NamedTuple):
    day: date
    number: int = 2
    item: int | None = None
    written: bool = False


class Page(NamedTuple):
    subject: int
    title: str
    lessons: list[Lesson]
    controls: tuple[int, ...] = ()
    given: tuple[date, ...] = ()
    passed: int | None = None
    passed_by: date | None = None


class Week(NamedTuple):
    edges: dict[date, tuple[int, int]]
    pages: list[Page]


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def plan(*hours: tuple[str, str, str]) -> dict[int, Planned]:
    """Lessons of (topic, kind, homework)."""
    rows = (Planned("Раздел", topic, homework, kind) for topic, kind, homework in hours)
    return dict(enumerate(rows, start=1))


def lesson(topic: str, kind: str = "", homework: str = "") -> tuple[str, str, str]:
    return topic, kind, homework


def doubts(
    controls: list[int], lessons: list[Lesson], week: Week, norms: Norms = USUAL, today: date = MONDAY
) -> list[str]:
    here = course(len(lessons), lessons)
    return list(doubts_of_class_days(controls, here, lessons, week, norms, today))


def test_a_control_work_of_two_hours_takes_two_lessons_though_it_is_one_work() -> None:
    hours = plan(lesson("Дроби"), lesson("Сочинение", "control"), lesson("Сочинение"), lesson("Обзор"))
    assert control_hours(hours) == [2, 3]
    assert list(doubts_of_works(hours)) == []


def test_a_control_work_of_three_hours_is_too_long() -> None:
    hours = plan(lesson("Диктант", "control"), lesson("Диктант"), lesson("Диктант"), lesson("Дроби"))
    (doubt,) = doubts_of_works(hours)
    assert doubt == "Контрольная № 1–3: уроков подряд 3, можно не больше двух."


def test_a_practical_work_takes_one_lesson() -> None:
    short = plan(lesson("Практическая 1", "practical"), lesson("Практическая 2", "practical"))
    assert list(doubts_of_works(short)) == []
    (doubt,) = doubts_of_works(plan(lesson("Практическая 1", "practical"), lesson("Практическая 1")))
    assert doubt == "Практическая работа № 1–2 занимает 2 урока, а отводится ей один."


def test_homework_after_a_control_work_is_told_of_once_for_the_whole_plan() -> None:
    hours = plan(lesson("К/р 1", "control", "§ 1"), lesson("Дроби", "", "§ 2"), lesson("ВПР", "vpr", "§ 3"))
    (doubt,) = doubts_of_works(hours)
    assert doubt == "После контрольной на дом обычно не задают, а в плане задано: № 1, 3."


def test_two_control_works_of_a_class_on_one_day_are_told_of_by_the_days_that_are_planned() -> None:
    physics = Page(PHYSICS, "Физика", [Lesson(day(0)), Lesson(day(2))], controls=(2,))
    history = Page(HISTORY, "История", [Lesson(day(1))], controls=(1,))
    (doubt,) = doubts([2], [Lesson(day(0)), Lesson(day(2))], Week({}, [physics, history]))
    assert doubt == (
        "Контрольная № 2 (25.11) в один день с контрольной по предмету «Физика». "
        "У класса в день не больше одной."
    )


def test_the_other_control_work_may_stand_in_the_journal_already() -> None:
    physics = Page(PHYSICS, "Физика", [Lesson(day(2), written=True)], given=(day(2),))
    assert len(doubts([1], [Lesson(day(2))], Week({}, [physics]))) == 1
    assert doubts([1], [Lesson(day(3))], Week({}, [physics])) == []


def test_the_same_control_work_in_the_other_half_of_the_class_is_no_second_one() -> None:
    half = Page(ALGEBRA, "Алгебра", [Lesson(day(0))], controls=(1,))
    assert doubts([1], [Lesson(day(0))], Week({}, [half])) == []


def test_the_school_may_allow_more_control_works_in_a_day() -> None:
    pages = [
        Page(PHYSICS, "Физика", [Lesson(day(0))], controls=(1,)),
        Page(HISTORY, "История", [Lesson(day(0))], controls=(1,)),
    ]
    two = Norms(limit=2, subject=ALGEBRA, one_hour=False)
    assert doubts([1], [Lesson(day(0))], Week({}, pages[:1]), two) == []
    (doubt,) = doubts([1], [Lesson(day(0))], Week({}, pages), two)
    assert "с контрольными по предметам «История» и «Физика»" in doubt and "не больше 2" in doubt


def test_what_is_past_is_left_to_the_checks_of_the_journal() -> None:
    physics = Page(PHYSICS, "Физика", [Lesson(day(0))], controls=(1,))
    week = Week({day(0): (2, 6)}, [physics])
    assert doubts([1], [Lesson(day(0))], week, today=day(1)) == []
    assert len(doubts([1], [Lesson(day(0))], week, today=day(0))) == 2


def test_a_control_work_on_the_first_or_the_last_lesson_of_the_day_is_told_of() -> None:
    lessons = [Lesson(day(0), 1), Lesson(day(1), 3), Lesson(day(2), 6), Lesson(day(3), 1)]
    week = Week({lesson.day: (1, 6) for lesson in lessons}, [])
    first, last = doubts([1, 2, 3, 4], lessons, week)
    assert first == "На первом уроке дня контрольных лучше не писать: № 1 (23.11), № 4 (26.11)."
    assert last == "На последнем уроке дня контрольных лучше не писать: № 3 (25.11)."


def test_a_subject_of_one_hour_a_week_has_no_other_lesson_to_choose() -> None:
    week = Week({day(0): (1, 6)}, [])
    assert doubts([1], [Lesson(day(0), 1)], week, Norms(1, ALGEBRA, one_hour=True)) == []


@pytest.mark.parametrize(
    ("tenths", "hours", "one"),
    [(10, 34, True), (5, 17, True), (20, 68, False), (None, 34, True), (None, 68, False)],
)
def test_hours_a_week_are_those_of_the_curriculum_else_as_many_as_the_plan_has(
    tenths: int | None, hours: int, one: bool
) -> None:
    assert plan_works.one_hour(tenths, hours, 34) is one


def test_doubts_of_several_pages_name_the_page() -> None:
    week = Week({day(0): (1, 6)}, [])
    lessons = [Lesson(day(0), 1)]
    pages = [
        plan_works.Followed(name, course(1, lessons), lessons, week) for name in ("7А класс", "7Б класс")
    ]
    hours = plan(lesson("К/р", "control"))
    told = list(plan_works.doubts_of_pages(hours, pages, USUAL, MONDAY))
    assert [doubt.partition(". ")[0] for doubt in told] == ["7А класс", "7Б класс"]
    assert not next(plan_works.doubts_of_pages(hours, pages[:1], USUAL, MONDAY)).startswith("7А")
