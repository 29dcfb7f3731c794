"""7.6: days of a year that are not as recommended: 34 weeks, holidays of a week, lengths of quarters."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal.rules.calendar import EVERYBODY, Break, Layout, proposed
from ejournal.rules.year_norms import doubts

pytestmark = pytest.mark.clause("4.3.1")
YEAR = proposed(2026)
DAY = timedelta(days=1)


def told(layout: Layout, school_week: int = 5) -> list[str]:
    return list(doubts(layout, school_week, (34, 33)))


def test_the_model_of_the_domain_has_no_doubts() -> None:
    """Exactly 170 days of a five-day week, 165 in grade 1; about 203 of a six-day week."""
    assert told(YEAR) == told(YEAR, 6) == []


def test_holidays_of_three_days_and_a_long_quarter_are_told() -> None:
    first, second, *rest = YEAR.quarters
    short = replace(YEAR, quarters=((first[0], date(2026, 10, 30)), (date(2026, 11, 3), second[1]), *rest))
    assert told(short) == [
        "Осенние каникулы — 3 дня, обычно не меньше 7.",
        "1 класс: 1 четверть дольше 8 недель.",
        "2–9 классы: 1 четверть дольше 8 недель.",
    ]


def test_grade_1_without_its_break_has_a_week_and_days_too_many() -> None:
    """Its third quarter has 53 days then, as the others have: 10,6 weeks of 10; and 34 weeks, not 33."""
    assert told(replace(YEAR, more=())) == [
        "1 класс: учебных недель 34,0, обычно 33.",
        "1 класс: 3 четверть дольше 10 недель.",
        "1 класс: нет дополнительных каникул в феврале.",
    ]


def test_a_year_of_other_length_is_told_but_for_grades_of_exams() -> None:
    """Eight school days fewer: 162 are 32,4 weeks."""
    short = tuple((grade, date(2027, 5, 14)) for grade in range(2, 12))
    assert told(replace(YEAR, ends=short)) == [
        "2–9 классы: учебных недель 32,4, обычно 34.",
        "10–11 классы: учебных недель 32,4, обычно 34.",
    ]
    ended = replace(YEAR, ends=((9, date(2027, 5, 14)), (11, date(2027, 5, 14))))
    assert told(ended) == []


def test_a_bridge_of_one_day_is_no_holidays() -> None:
    bridge = Break(EVERYBODY, "Ещё каникулы", date(2027, 2, 24), date(2027, 2, 24))
    assert told(replace(YEAR, more=(*YEAR.more, bridge))) == []
