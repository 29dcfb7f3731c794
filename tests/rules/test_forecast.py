"""п. 4.4.4: «что нужно, чтобы получить 4», against trying every number of marks."""

from random import Random

import pytest

from ejournal.rules import forecast
from ejournal.rules.forecast import Advice, Time
from ejournal.rules.term_marks import Norms
from tests.rules.test_term_marks import by_hand

pytestmark = pytest.mark.clause("4.4.4")
NORMS = Norms()


def tried(marks: list[tuple[str, int]], target: str, weight: int) -> Advice | None:
    """One more mark after another is added and the whole is reckoned anew."""
    for count in range(1, forecast.MOST + 1):
        for value in "2345":
            if value >= target and by_hand([*marks, *[(value, weight)] * count]) >= target:
                return Advice(count, value, weight)
    return None


def test_the_advice_is_the_smallest_that_reaches_the_mark() -> None:
    luck = Random(444)
    for _ in range(300):
        marks = [(luck.choice("2345"), luck.choice((1, 2, 3))) for _ in range(luck.randint(1, 10))]
        for target in "345":
            found = forecast.needed(marks, target, NORMS)
            if by_hand(marks) >= target:
                assert found == ()
                continue
            assert found == tuple(
                filter(None, (tried(marks, target, weight) for weight in forecast.WEIGHTS))
            ), (marks, target)


def test_the_next_mark_above() -> None:
    assert forecast.next_better([("4", 1)], NORMS) == "5"
    assert forecast.next_better([("5", 1)], NORMS) == ""
    assert forecast.next_better([], NORMS) == ""


def test_what_cannot_be_reached_is_not_advised() -> None:
    assert forecast.needed([("2", 4)] * 30, "5", NORMS) == ()


def test_the_marks_that_a_term_mark_still_lacks_are_counted_in() -> None:
    """One «4» of eight that are needed: two «5» make 4,67, and there would still be no term mark."""
    assert forecast.needed([("4", 1)], "5", NORMS, time=Time(lacking=7)) == (
        Advice(7, "5", 1),
        Advice(7, "5", 3),
    )
    assert forecast.needed([("4", 1)], "5", NORMS, time=Time(lacking=7, lessons=6)) == ()


def test_there_are_no_more_marks_than_lessons_and_no_controls_oftener_than_they_may_be() -> None:
    """15 of 4: three «5» for controls make 4,62; controls come once in two and a half weeks (7.5)."""
    marks = [("4", 1), ("4", 1), ("4", 1), ("3", 1)]
    assert forecast.needed(marks, "5", NORMS, time=Time(lessons=3)) == (Advice(3, "5", 3),)
    assert forecast.needed(marks, "5", NORMS, time=Time(lessons=2)) == ()
    assert forecast.needed(marks, "5", NORMS, time=Time(lessons=9, days=35)) == ()
    assert forecast.needed(marks, "5", NORMS, time=Time(lessons=9, days=36)) == (Advice(3, "5", 3),)


def test_whatever_is_advised_can_be_done_and_is_enough() -> None:
    luck = Random(4440)
    for _ in range(300):
        marks = [(luck.choice("2345"), luck.choice((1, 2, 3))) for _ in range(luck.randint(1, 10))]
        time = Time(luck.randint(0, 8), luck.randint(0, 10), luck.randint(0, 60))
        for target in "345":
            for one in forecast.needed(marks, target, NORMS, time=time):
                assert time.lacking <= one.marks <= (time.lessons or 0)
                assert by_hand([*marks, *[(one.value, one.weight)] * one.marks]) >= target
