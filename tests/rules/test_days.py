"""Topic, attendance and homework: from the bell, on the day; later stamped, until the week is closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ejournal.rules.days import Moment, days_late
from ejournal.rules.refusal import Refusal, Way
from tests.school import MONDAY, at

BELL = at("9:25")
LAST_SECOND = at("23:59") + timedelta(seconds=59)
BOTH = pytest.mark.parametrize("clause", ["4.5.2", "4.5.3"])


def lesson(clock: str, days: int = 0) -> Moment:
    """The lesson of Monday 9:25, and an arrival some days later."""
    return Moment(BELL, at(clock, MONDAY + timedelta(days=days)))


def refusal(moment: Moment, clause: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        days_late(moment, clause)
    return caught.value


@pytest.mark.clause("4.5.2", "4.5.3")
@pytest.mark.parametrize("now", [BELL, at("9:26"), at("15:00"), LAST_SECOND])
def test_on_the_day_of_the_lesson_nothing_is_late(now: object) -> None:
    assert days_late(Moment(BELL, now), "4.5.2") == 0  # type: ignore[arg-type]  # parametrize hides the type


@pytest.mark.clause("4.5.2", "4.5.3")
@pytest.mark.parametrize(("clock", "days", "late"), [("0:00", 1, 1), ("23:59", 1, 1), ("8:00", 7, 7)])
def test_after_the_day_whole_days_are_counted_from_midnight(clock: str, days: int, late: int) -> None:
    assert days_late(lesson(clock, days), "4.5.2") == late


def test_a_lesson_near_midnight_is_late_from_the_first_minute_of_the_next_day() -> None:
    assert days_late(Moment(at("23:00"), at("23:59")), "4.5.2") == 0
    assert days_late(Moment(at("23:00"), at("0:00", MONDAY + timedelta(days=1))), "4.5.2") == 1


@pytest.mark.clause("4.5.2", "4.5.3")
@BOTH
@pytest.mark.parametrize("now", [BELL - timedelta(seconds=1), at("0:00"), at("23:59", MONDAY - timedelta(1))])
def test_before_the_bell_the_refusal_names_the_clause_and_the_bell(now: object, clause: str) -> None:
    refused = refusal(Moment(BELL, now), clause)  # type: ignore[arg-type]  # parametrize hides the type
    assert refused.clause == clause
    assert " 9:25" in refused.message
    assert "23.11" in refused.message


@pytest.mark.clause("4.4.3", "4.5.2", "4.5.3")
@BOTH
def test_once_the_week_is_closed_a_late_entry_is_refused_and_an_opening_is_offered(clause: str) -> None:
    refused = refusal(replace(lesson("9:00", 1), week_closed=True), clause)
    assert (refused.clause, refused.way) == (clause, Way.OPENING)


@pytest.mark.clause("4.5.2", "4.5.3")
@BOTH
def test_a_school_may_refuse_every_late_entry(clause: str) -> None:
    refused = refusal(replace(lesson("0:00", 1), late_refused=True), clause)
    assert (refused.clause, refused.way) == (clause, Way.OPENING)


@pytest.mark.parametrize("stop", ["week_closed", "late_refused"])
def test_neither_the_closing_of_the_week_nor_the_setting_touches_the_day_itself(stop: str) -> None:
    assert days_late(replace(lesson("23:59"), **{stop: True}), "4.5.2") == 0  # type: ignore[arg-type]  # by name
