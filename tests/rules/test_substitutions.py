"""п. 4.2.2д: who is proposed for the lessons of an absent teacher: not one colleague for all of them."""

import pytest

from ejournal.rules.substitutions import LONGEST_DAY, Candidate, propose

pytestmark = pytest.mark.clause("4.2.2д")
ONE, TWO = Candidate(1, True, True, 3), Candidate(2, True, False, 4)
STRANGER = Candidate(3, teaches_subject=False, teaches_class=True, lessons=0)


def test_the_shortest_day_is_asked_first_counting_what_was_proposed() -> None:
    assert propose([ONE, TWO, STRANGER], {}, ()) == 1
    assert propose([ONE, TWO], {1: 2}, ()) == 2


def test_nobody_gives_two_lessons_at_once_or_a_day_that_is_too_long() -> None:
    assert propose([ONE, TWO], {}, {1}) == 2
    assert propose([ONE, TWO], {1: LONGEST_DAY - 3, 2: LONGEST_DAY - 4}, ()) is None
