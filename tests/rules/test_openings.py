"""What an opening lets in: records again, marks only of who gave the lesson, and no longer than it says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal.rules.days import Moment, days_late
from ejournal.rules.openings import check_failure, marks_until, next_school_day, open_until
from ejournal.rules.refusal import Refusal
from tests.school import MONDAY, at

FRIDAY = MONDAY + timedelta(days=4)
CLOSED = Moment(at("9:25"), at("12:00", MONDAY + timedelta(days=8)), week_closed=True)


@pytest.mark.clause("4.5.2", "4.5.3")
def test_a_closed_week_takes_late_records_of_an_opened_lesson_to_the_end_of_its_day() -> None:
    with pytest.raises(Refusal):
        days_late(CLOSED, "4.5.2")
    assert days_late(replace(CLOSED, open_until=CLOSED.today), "4.5.2") == 8  # the stamp stays
    with pytest.raises(Refusal):
        days_late(replace(CLOSED, open_until=CLOSED.today - timedelta(days=1)), "4.5.2")


@pytest.mark.clause("4.5.4")
def test_marks_follow_the_norm_or_the_opening_whichever_is_later_but_not_an_order() -> None:
    norm, later = MONDAY, MONDAY + timedelta(days=1)
    for oral in (False, True):
        assert marks_until([], norm, oral) == norm
        assert marks_until([(later, "substitution"), (norm, "failure")], norm, oral) == later
        assert marks_until([(norm, "remote")], later, oral) == later
        assert marks_until([(later, "request")], norm, oral) == later
        assert marks_until([(later, "order")], norm, oral) == norm  # marks are of whoever gave the lesson
    assert marks_until([(later, "prolonged")], norm, oral=False) == later
    assert marks_until([(later, "prolonged")], norm, oral=True) == norm  # an answer has its own day alone
    assert open_until([(norm, "order"), (later, "failure")]) == later
    assert open_until([]) is None


def test_the_next_school_day_passes_over_weekends_and_holidays() -> None:
    holiday = FRIDAY + timedelta(days=3)

    def taught(day: date) -> bool:
        return day.isoweekday() <= 5 and day != holiday

    assert next_school_day(FRIDAY, taught) == FRIDAY + timedelta(days=4)


@pytest.mark.parametrize(
    ("what", "first", "last", "today", "said"),
    [
        ("", MONDAY, MONDAY, MONDAY, "что не работало"),
        ("нет сети", FRIDAY, MONDAY, FRIDAY, "позже последнего"),
        ("нет сети", FRIDAY, FRIDAY, MONDAY, "ещё не наступили"),
        ("нет сети", MONDAY - timedelta(days=7), MONDAY, MONDAY, "не больше недели"),
        ("нет сети", MONDAY, MONDAY, MONDAY + timedelta(days=2), "он уже прошёл"),
    ],
)
def test_a_day_of_failure_is_told_of_in_time_and_with_what_failed(
    what: str, first: date, last: date, today: date, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        check_failure(what, first, last, last + timedelta(days=1), today)
