"""п. 4.2.1: how many lessons a class may have, by the figures of domain.md 7.7; gaps."""

import pytest

from ejournal.rules.norms import Norm, check_norm, gaps, over, usual
from ejournal.rules.refusal import Refusal


@pytest.mark.parametrize(
    ("grade", "five", "six"),
    [(1, 21, 21), (2, 23, 26), (4, 23, 26), (5, 29, 32), (6, 30, 33), (7, 32, 35), (9, 33, 36), (11, 34, 37)],
)
def test_the_most_lessons_of_a_week_of_five_and_of_six_days(grade: int, five: int, six: int) -> None:
    assert (usual(grade, 5).week_lessons, usual(grade, 6).week_lessons) == (five, six)


def week(*lessons: int) -> dict[int, set[int]]:
    """So many lessons on Monday, Tuesday …"""
    return {day: set(range(1, number + 1)) for day, number in enumerate(lessons, start=1)}


def test_grade_one_has_four_lessons_a_day_and_on_one_day_five() -> None:
    assert over(usual(1, 5), week(4, 4, 5, 4, 4)) == []
    assert over(usual(1, 5), week(4, 5, 5, 4, 3)) == ["среда — 5 уроков, норма — 4"]
    assert over(usual(1, 5), week(6, 3, 3, 3, 3)) == ["понедельник — 6 уроков, норма — 4"]


def test_a_week_that_is_too_long_is_told() -> None:
    assert over(usual(7, 5), week(7, 7, 7, 6, 5)) == []
    assert over(usual(7, 5), week(7, 7, 7, 7, 5)) == ["33 урока в неделю, норма — не больше 32"]
    assert over(usual(7, 5), week(8, 1, 1, 1, 1)) == ["понедельник — 8 уроков, норма — 7"]


@pytest.mark.parametrize(("numbers", "free"), [((), []), ((2, 3), []), ((1, 3, 6), [2, 4, 5]), ((4, 4), [])])
def test_a_gap_lies_between_the_first_and_the_last_lesson(numbers: tuple[int, ...], free: list[int]) -> None:
    assert gaps(numbers) == free


@pytest.mark.parametrize(
    "norm", [Norm(0, 4, 1), Norm(21, 16, 1), Norm(21, 4, 8), Norm(-1, 4, 1), Norm(61, 4, 1)]
)
def test_a_norm_that_cannot_be_is_refused(norm: Norm) -> None:
    with pytest.raises(Refusal, match="числом"):
        check_norm(norm)
