"""п. 4.5.5, domain 2.2: the fewest marks of a term mark by the hours a week of the subject."""

import pytest

from ejournal.models.settings import SchoolSettings
from ejournal.rules.least_marks import Least, least, read_steps
from ejournal.rules.refusal import Refusal

pytestmark = pytest.mark.clause("4.5.5")

# «за четверть 0,5–1 ч/нед — 3; 2 ч — 5; 3 ч — 7; 4 ч — 8; 5 ч и более — 10»
QUARTER = [(5, 3), (10, 3), (15, 3), (20, 5), (25, 5), (30, 7), (40, 8), (50, 10), (80, 10)]
# «За полугодие: 1 ч — 5; 2 ч — 8; 3 ч и более — 12»
HALF = [(5, 5), (10, 5), (20, 8), (30, 12), (60, 12)]


@pytest.mark.parametrize(("tenths", "marks"), QUARTER)
@pytest.mark.parametrize("kind", ["quarter", "trimester"])
def test_of_a_quarter(kind: str, tenths: int, marks: int) -> None:
    assert least(SchoolSettings()).of("five", kind, tenths) == marks


@pytest.mark.parametrize(("tenths", "marks"), HALF)
def test_of_a_half_year(tenths: int, marks: int) -> None:
    assert least(SchoolSettings()).of("five", "half", tenths) == marks


def test_without_hours_it_is_three_and_five_and_of_a_pass_one() -> None:
    own = least(SchoolSettings())
    assert [own.of("five", kind, None) for kind in ("quarter", "half")] == [3, 5]
    assert [own.of(grading, "quarter", 50) for grading in ("pass", "none")] == [1, 1]


def test_the_least_of_the_school_holds_whatever_the_hours_are() -> None:
    assert Least(6, 9, [(1, 3), (4, 8)], ()).of("five", "quarter", 10) == 6
    assert Least(6, 9, [(1, 3), (4, 8)], ()).of("five", "half", 10) == 9


def test_the_table_for_the_database_says_the_same() -> None:
    own = least(SchoolSettings())
    for kind in ("quarter", "half"):
        unknown, steps = own.floors(kind)
        assert unknown == own.of("five", kind, None)
        for tenths in range(0, 90, 5):
            by_table = next(marks for floor, marks in steps if tenths >= floor)
            assert by_table == own.of("five", kind, tenths)


@pytest.mark.parametrize("text", ["1 — 3, 2 — 5", "1-3,2:5", "1 ч — 3, 2 ч — 5,"])
def test_the_setting_is_read_as_people_write_it(text: str) -> None:
    assert read_steps(text) == [(1, 3), (2, 5)]


@pytest.mark.parametrize("text", ["много", "1 — 3, два — 5", "2 — 5, 1 — 3", "1 — 5, 2 — 3", "1 — 3 2 — 5"])
def test_what_is_no_growing_table_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_steps(text)
    assert "по возрастанию" in caught.value.message
