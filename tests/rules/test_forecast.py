"""п. 4.4.4: «что нужно, чтобы получить 4», against trying every number of marks."""

from random import Random

import pytest

from ejournal.rules import forecast
from ejournal.rules.forecast import Advice
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
