"""п. 4.5.5: the proposed mark, its reasons and days, against a plain reckoning (domain facts, 7.3)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ejournal.rules import term_marks as rules
from ejournal.rules.marks import weighted_average
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.term_marks import Norms, Proposal, Record
from ejournal.wording import average

pytestmark = pytest.mark.clause("4.5.5")

NORMS = Norms()
END = date(2026, 12, 30)  # Wednesday
DEADLINE, OPENS = date(2026, 12, 28), date(2026, 12, 23)


def school_day(day: date) -> bool:
    return day.isoweekday() <= 5


def hundreds() -> Iterator[list[tuple[str, int]]]:
    """Marks with weights as classes have them; the same on every run."""
    luck = Random(455)
    for _ in range(400):
        yield [(luck.choice("2345"), luck.choice((1, 1, 2, 3, 4))) for _ in range(luck.randint(3, 14))]


def by_hand(marks: list[tuple[str, int]]) -> str:
    """In whole numbers, to hundredths, a half up (5.1): no fraction, no float."""
    total, weights = sum(int(value) * weight for value, weight in marks), sum(weight for _, weight in marks)
    hundredths = (200 * total + weights) // (2 * weights)
    if hundredths >= 460:
        return "5"
    if hundredths >= 360:
        return "4"
    return "3" if hundredths >= 260 else "2"


WEIGHED = st.lists(st.tuples(st.sampled_from("2345"), st.integers(1, 10)), min_size=1, max_size=60)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(WEIGHED)
def test_what_is_shown_reaches_a_threshold_exactly_when_the_mark_is_proposed(
    marks: list[tuple[str, int]],
) -> None:
    """The page says «„4“ от 3,60» beside the average: both are read by the same person."""
    shown = Decimal(average(weighted_average(marks)).replace(",", "."))
    value = rules.propose("five", Record(marks, 20, 0), 1, NORMS).value
    for mark, least in (("5", "4.60"), ("4", "3.60"), ("3", "2.60")):
        assert (shown >= Decimal(least)) == (value >= mark), (marks, shown, value)


def test_an_average_that_is_shown_as_the_threshold_reaches_it() -> None:
    marks = [("4", 28), ("3", 19)]  # 169 of 47: 3,5957, shown «3,60»
    assert rules.propose("five", Record(marks, 9, 0), 2, NORMS).value == "4"
    assert not rules.needs_reason("4", rules.propose("five", Record(marks, 9, 0), 2, NORMS), NORMS)


def test_the_proposal_is_that_of_a_plain_reckoning() -> None:
    for marks in hundreds():
        assert rules.propose("five", Record(marks, 20, 0), 3, NORMS).value == by_hand(marks), marks


@pytest.mark.parametrize(
    ("marks", "value"),
    [
        ([("5", 3), ("4", 2)], "5"),  # 4,60 exactly
        ([("5", 59), ("4", 41)], "4"),  # 4,59
        ([("4", 3), ("3", 2)], "4"),  # 3,60
        ([("3", 3), ("2", 2)], "3"),  # 2,60
        ([("3", 59), ("2", 41)], "2"),  # 2,59
    ],
)
def test_a_threshold_itself_gives_the_better_mark(marks: list[tuple[str, int]], value: str) -> None:
    assert rules.propose("five", Record(marks, 9, 0), 2, NORMS).value == value


def test_a_better_mark_never_makes_the_proposal_worse() -> None:
    for marks in hundreds():
        before = rules.propose("five", Record(marks), 3, NORMS).value
        after = rules.propose("five", Record([*marks, ("5", 2)]), 3, NORMS).value
        assert int(after) >= int(before)


@pytest.mark.parametrize(("missed", "value"), [(10, ""), (11, "н/а"), (20, "н/а"), (0, "")])
def test_few_marks_are_not_attested_only_when_more_than_half_was_missed(missed: int, value: str) -> None:
    found = rules.propose("five", Record([("5", 1), ("5", 1)], 20, missed), 3, NORMS)
    assert (found.value, found.few, found.count) == (value, True, 2)


def test_enough_marks_are_attested_however_much_was_missed() -> None:
    found = rules.propose("five", Record([("4", 1)] * 3, 20, 19), 3, NORMS)
    assert (found.value, found.few) == ("4", False)


def test_a_page_of_passes_takes_the_more_frequent_and_a_page_without_marks_nothing() -> None:
    assert rules.propose("pass", Record([("зач", 1), ("незач", 1)]), 1, NORMS).value == "зач"
    assert rules.propose("pass", Record([("зач", 1), ("незач", 1), ("незач", 1)]), 1, NORMS).value == "незач"
    assert rules.propose("none", Record(), 3, NORMS) == Proposal("")


def test_a_reason_is_needed_just_outside_the_tolerance() -> None:
    """Every average in hundredths and every mark, in whole numbers."""
    least = {"5": 460, "4": 360, "3": 260}
    for hundredths, chosen in product(range(200, 501), "5432"):
        usual = by_hand([("5", hundredths - 200), ("2", 500 - hundredths)])
        assert rules.grade(Fraction(hundredths, 100), NORMS) == usual
        needed = rules.needs_reason(chosen, Proposal(usual, Fraction(hundredths, 100), 5), NORMS)
        near = abs(int(chosen) - int(usual)) == 1 and abs(hundredths - least[max(chosen, usual)]) <= 15
        assert needed == (chosen != usual and not near), (hundredths, chosen)


def test_whatever_is_no_mark_of_the_scale_is_explained() -> None:
    usual = Proposal("4", Fraction(4), 5)
    assert rules.needs_reason("н/а", usual, NORMS) and rules.needs_reason("осв", usual, NORMS)
    assert not rules.needs_reason("н/а", Proposal("н/а", Fraction(5), 1, few=True), NORMS)
    assert rules.needs_reason("3", Proposal("", None, 0, few=True), NORMS)
    with pytest.raises(Refusal, match="предлагается «4»"):
        rules.check_reason("2", "", usual, NORMS)
    rules.check_reason("2", "control", usual, NORMS)
    with pytest.raises(Refusal):
        rules.check_reason("2", "whim", usual, NORMS)


def test_every_reason_begins_with_a_key_of_its_own() -> None:
    keys = [said[0] for said in rules.REASONS.values()]
    assert keys == [str(number) for number in range(1, len(keys) + 1)]


@pytest.mark.parametrize(
    ("end", "deadline"),
    [  # domain facts, 7.6
        (date(2026, 10, 23), date(2026, 10, 21)),
        (END, DEADLINE),
        (date(2027, 3, 26), date(2027, 3, 24)),
        (date(2027, 5, 26), date(2027, 5, 24)),
        (date(2026, 10, 25), date(2026, 10, 21)),  # a Sunday: the last school day is Friday
        (date(2026, 11, 2), date(2026, 10, 29)),
    ],
)
def test_the_deadline_is_two_school_days_before_the_last(end: date, deadline: date) -> None:
    assert rules.window(end, school_day, NORMS).deadline == deadline


def test_a_holiday_moves_the_deadline_back_and_the_window_is_of_seven_days() -> None:
    off = {date(2026, 12, 28), date(2026, 12, 29)}
    found = rules.window(END, lambda day: school_day(day) and day not in off, NORMS)
    assert (found.opens, found.deadline) == (OPENS, date(2026, 12, 24))
    longer = rules.window(END, school_day, NORMS._replace(open_days=3, deadline_days=5))
    assert (longer.opens, longer.deadline) == (date(2026, 12, 23), date(2026, 12, 23))


def test_the_window_is_open_from_its_first_day_to_its_last_and_then_by_memo() -> None:
    found = rules.window(END, school_day, NORMS)
    for days in range(-3, 12):
        today = OPENS + timedelta(days=days)
        if OPENS <= today <= DEADLINE:
            rules.check_open(found, today)
            continue
        with pytest.raises(Refusal) as caught:
            rules.check_open(found, today)
        assert caught.value.clause == "4.5.5"
        assert caught.value.way == (Way.MEMO if today > DEADLINE else None)
    rules.check_open(found, END, END)
    with pytest.raises(Refusal):
        rules.check_open(found, END + timedelta(days=1), END)


@pytest.mark.parametrize("length", [2, 3, 4])
def test_the_year_is_the_rounded_mean_and_a_half_goes_up(length: int) -> None:
    for values in product("2345", repeat=length):
        exact = Decimal(sum(map(int, values))) / length
        expected = int(exact + Decimal("0.5"))
        assert rules.propose_year(values, NORMS).value == str(expected), values


def test_a_half_goes_as_the_last_period_when_the_school_says_so() -> None:
    strict = NORMS._replace(half_up=False)
    assert rules.propose_year(["4", "5", "5", "4"], strict).value == "4"
    assert rules.propose_year(["4", "4", "5", "5"], strict).value == "5"
    assert rules.propose_year(["4", "5", "4", "4"], strict).value == "4"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["4", "", "5", "5"], ""),
        (["4", "н/а", "5", "5"], "5"),
        (["н/а", "н/а", "н/а", "5"], "н/а"),
        (["осв", "осв"], "осв"),
        (["осв", "4"], "4"),
        (["зач", "зач"], "зач"),
        (["зач", "незач"], "незач"),
        ([], ""),
    ],
)
def test_a_year_with_gaps(values: list[str], expected: str) -> None:
    assert rules.propose_year(values, NORMS).value == expected


@pytest.mark.parametrize(
    ("year", "exam", "final"),
    [("4", "5", "5"), ("3", "4", "4"), ("4", "", "4"), ("5", "3", "4"), ("", "5", "")],
)
def test_the_end_of_the_course_is_the_mean_of_year_and_exam(year: str, exam: str, final: str) -> None:
    assert rules.propose_final(year, exam, NORMS).value == final


def test_a_debt_is_cleared_from_grade_two_by_a_protocol() -> None:
    rules.check_debt("2", "3", "five", 5, "№ 3")
    for before, value, grade, paper in (
        ("3", "4", 5, "№ 3"),
        ("2", "н/а", 5, "№ 3"),
        ("2", "3", 1, "№ 3"),
        ("2", "3", 5, ""),
        ("", "3", 5, "№ 3"),
    ):
        with pytest.raises(Refusal) as caught:
            rules.check_debt(before, value, "five", grade, paper)
        assert caught.value.clause == "4.5.5"


def test_two_marks_of_one_work_are_two_in_the_mean_and_in_the_count() -> None:
    """«4/5» of a dictation and a «2»: (4·3 + 5·3 + 2·1) ÷ 7, three marks."""
    found = rules.propose("five", Record([("4/5", 3), ("2", 1)]), 3, Norms())
    assert (found.mean, found.count, found.value) == (Fraction(29, 7), 3, "4")
