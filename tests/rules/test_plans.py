"""п. 4.5.1, domain facts 5.6 and 7.5: the days of a plan, its state, its doubts."""

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import pytest

from ejournal.rules import plans
from ejournal.rules.plans import State, Step, course

pytestmark = pytest.mark.clause("4.5.1")

MONDAY = date(2026, 11, 23)


class Taught(NamedTuple):
    day: date
    item: int | None = None
    written: bool = False


class Done(NamedTuple):
    kind: str
    version: int


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


@pytest.mark.parametrize(
    ("hours", "most"), [(34, 3), (68, 6), (102, 10), (136, 13), (170, 17), (204, 20), (33, 3), (9, 0)]
)
def test_control_works_take_a_tenth_of_the_hours_at_most(hours: int, most: int) -> None:
    assert plans.most_controls(hours) == most
    assert list(plans.doubts(hours, most, hours)) == []
    (doubt,) = plans.doubts(hours, most + 1, hours)
    assert f"Часов контрольных: {most + 1}. Должно быть не больше {most} " in doubt


@pytest.mark.parametrize(
    ("tenths", "grade", "hours"), [(30, 7, 102), (40, 1, 132), (5, 9, 17), (25, 2, 85), (10, None, 34)]
)
def test_a_year_has_thirty_four_weeks_and_the_first_grade_thirty_three(
    tenths: int, grade: int | None, hours: int
) -> None:
    assert plans.hours_of_year(tenths, grade, 34, 33) == hours


@pytest.mark.parametrize(
    ("part", "hours"), [(Fraction(81, 170), 32), (Fraction(1, 2), 34), (Fraction(36, 170), 14)]
)
def test_a_subject_of_some_periods_has_the_hours_of_their_whole_weeks(part: Fraction, hours: int) -> None:
    assert plans.hours_of_year(20, 7, 34, 33, part) == hours


def test_hours_other_than_those_of_the_curriculum_are_doubted_and_unknown_ones_are_not() -> None:
    assert list(plans.doubts(100, 0, 102)) == ["Уроков в плане: 100, а по учебному плану часов: 102."]
    assert list(plans.doubts(100, 0, None)) == []


def test_what_is_ahead_falls_on_the_lessons_after_the_last_one_that_took_an_item() -> None:
    lessons = [
        Taught(week(0), 1, written=True),
        Taught(week(1)),  # was never written: the plan went on without it
        Taught(week(2), 3, written=True),
        Taught(week(3), None, written=True),  # a topic of the teacher's own
        Taught(week(4)),
        Taught(week(5)),
    ]
    found = course(6, lessons)
    assert found.facts == {1: week(0), 3: week(2)}
    assert found.planned == {4: week(4), 5: week(5)}
    assert (found.last, found.items_left, found.shortage, found.own) == (3, 3, 1, 1)
    assert found.silent == (week(1),)


def test_a_plan_that_nobody_began_starts_with_the_first_lesson_that_is_not_written() -> None:
    found = course(1, [Taught(week(0)), Taught(week(1))])
    assert (found.planned, found.shortage) == ({1: week(0)}, -1)


def test_before_there_is_a_timetable_nothing_is_wanting() -> None:
    assert (course(34, []).shortage, course(34, []).planned) == (0, {})


@pytest.mark.parametrize(
    ("steps", "version", "expected"),
    [
        ([], 1, State.DRAFT),
        ([Done(Step.HANDED_IN, 1)], 1, State.HANDED_IN),
        ([Done(Step.HANDED_IN, 1)], 2, State.DRAFT),
        ([Done(Step.HANDED_IN, 1), Done(Step.RETURNED, 1)], 1, State.RETURNED),
        ([Done(Step.HANDED_IN, 1), Done(Step.RETURNED, 1)], 2, State.RETURNED),
        ([Done(Step.HANDED_IN, 1), Done(Step.ACCEPTED, 1)], 1, State.ACCEPTED),
        ([Done(Step.HANDED_IN, 1), Done(Step.ACCEPTED, 1)], 2, State.CHANGED),
        ([Done(Step.ACCEPTED, 1), Done(Step.HANDED_IN, 2)], 2, State.HANDED_IN),
        ([Done(Step.ACCEPTED, 1), Done(Step.HANDED_IN, 2)], 3, State.CHANGED),
        ([Done(Step.ACCEPTED, 1), Done(Step.RESTORED, 3)], 3, State.ACCEPTED),
        ([Done(Step.ACCEPTED, 1), Done(Step.RESTORED, 3)], 4, State.CHANGED),
    ],
)
def test_a_change_undoes_handing_in_and_acceptance(steps: list[Done], version: int, expected: State) -> None:
    assert plans.state(version, steps) is expected


def by_days(*days: date) -> plans.Course:
    """Items 1, 2, 3… all of which are ahead, on these days."""
    return course(len(days), [Taught(day) for day in days])


@pytest.mark.parametrize(("apart", "near"), [(17, True), (18, False)])
def test_control_works_are_two_and_a_half_weeks_apart(apart: int, near: bool) -> None:
    found = by_days(MONDAY, MONDAY + timedelta(days=5), MONDAY + timedelta(days=apart))
    assert bool(list(plans.doubts_of_days([1, 3], found))) is near


def test_a_control_work_of_two_lessons_is_one() -> None:
    found = by_days(MONDAY, MONDAY + timedelta(days=2))
    assert list(plans.doubts_of_days([1, 2], found)) == []


def test_an_item_that_was_taught_before_its_predecessor_is_named() -> None:
    lessons = [Taught(week(0), 2, written=True), Taught(week(1), 1, written=True)]
    (doubt,) = plans.doubts_of_days([], course(2, lessons))
    assert doubt == "№ 2 пройден 23.11, раньше чем № 1 (30.11)."


@pytest.mark.clause("2.2")
def test_a_control_work_takes_two_lessons_at_most() -> None:
    assert list(plans.doubts_of_length([3, 4, 9, 20, 21])) == []
    (doubt,) = plans.doubts_of_length([3, 4, 9, 12, 10, 11])
    assert doubt == "Контрольная № 9–12: уроков подряд 4, можно не больше двух."
