"""The year that a school is offered, against the model of the domain facts (7.6), and what no year can be."""

from dataclasses import replace
from datetime import date

import pytest

from ejournal.rules import calendar, calendar_days
from ejournal.rules.refusal import Refusal

YEAR = calendar.proposed(2026)


def test_the_year_2026_is_that_of_the_model() -> None:
    assert YEAR.quarters == (
        (date(2026, 9, 1), date(2026, 10, 23)),
        (date(2026, 11, 2), date(2026, 12, 30)),
        (date(2027, 1, 11), date(2027, 3, 26)),
        (date(2027, 4, 5), date(2027, 5, 26)),
    )
    assert [(first, last) for _, first, last in YEAR.breaks] == [
        (date(2026, 10, 24), date(2026, 11, 1)),
        (date(2026, 12, 31), date(2027, 1, 10)),
        (date(2027, 3, 27), date(2027, 4, 4)),
    ]
    days = {(day.month, day.day) for day, _ in YEAR.holidays}
    assert days == {(11, 4), (2, 23), (3, 8), (5, 3), (5, 10)}  # 1 and 9 May move from a weekend


@pytest.mark.parametrize("year", range(2024, 2036))
def test_every_year_that_is_offered_may_be_opened(year: int) -> None:
    layout = calendar.proposed(year)
    calendar_days.check(layout)
    assert all((last - first).days >= 6 for _, first, last in layout.breaks)  # 7.6: a week at least
    assert all(day.weekday() < 5 for span in layout.quarters for day in span)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"quarters": ((YEAR.last, YEAR.first), *YEAR.quarters[1:])}, "1 четверть кончается раньше"),
        (
            {"quarters": (YEAR.quarters[0], YEAR.quarters[0], *YEAR.quarters[2:])},
            "2 четверть начинается раньше",
        ),
        ({"bells": (("25:00", "26:00"),)}, "Звонок «25:00–26:00»"),
        ({"bells": (("8:30", "8:10"),)}, "Звонок «8:30–8:10»"),
        (
            {"bells": (("8:30", "9:15"), ("9:10", "9:55"))},
            "2-й урок начинается в 9:10, а 1-й кончается в 9:15",
        ),
        ({"bells": (("9:25", "10:10"), ("8:30", "9:15"))}, "2-й урок начинается в 8:30"),
        ({"first_bells": (("8:30", "9:05"), ("9:00", "9:35"))}, "2-й урок в 1 классе начинается в 9:00"),
        ({"holidays": ((date(2028, 1, 1), "Новый год"),)}, "вне учебного года"),
    ],
)
@pytest.mark.clause("4.3.1")
def test_a_year_that_cannot_be_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        calendar_days.check(replace(YEAR, **changed))  # type: ignore[arg-type]  # its own fields
