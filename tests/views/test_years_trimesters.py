"""7.6: whoever chooses trimesters and touches no date is offered days that can be; the year ends as one."""

from datetime import date

import pytest

from ejournal.rules import calendar_days
from ejournal.rules.calendar import FIVE_DAYS, SIX_DAYS, proposed
from ejournal.views import years_form
from tests.client import Web, form
from tests.views.test_years import lay_out

pytestmark = pytest.mark.clause("4.3.1")
HALVES = ("half",) * 2
KINDS = [
    ("trimester",) * 9 + HALVES,
    ("trimester",) * 11,
    ("quarter",) * 4 + ("trimester",) * 5 + HALVES,
    ("trimester",) + ("quarter",) * 8 + HALVES,
]


def chosen(kinds: tuple[str, ...], year: int, week: int) -> dict[str, str]:
    fields = years_form.fields_of(proposed(year, week))
    return fields | {f"kind-{grade}": kind for grade, kind in enumerate(kinds, start=1)}


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("week", [FIVE_DAYS, SIX_DAYS])
@pytest.mark.parametrize("year", range(2025, 2031))
def test_trimesters_that_are_chosen_need_no_date_touched(
    kinds: tuple[str, ...], week: int, year: int
) -> None:
    """Holidays are of every season, nobody is taught in the first days of January, no day is of no period."""
    layout = years_form.days_typed(chosen(kinds, year, week), week)
    assert list(calendar_days.problems(layout)) == []
    assert [name for name, *_ in layout.breaks] == [
        "Осенние каникулы",
        "Зимние каникулы",
        "Весенние каникулы",
    ]
    assert all((last - first).days >= 56 for first, last in layout.trimesters)


@pytest.mark.parametrize("kinds", KINDS[2:])
def test_the_end_of_the_last_trimester_goes_with_that_of_the_last_quarter(kinds: tuple[str, ...]) -> None:
    typed = chosen(kinds, 2026, FIVE_DAYS) | {"last-4": "2027-05-28"}
    layout = years_form.days_typed(typed, FIVE_DAYS)
    assert layout.trimesters[-1][1] == layout.quarters[-1][1] == date(2027, 5, 28)


def test_an_end_of_its_own_that_somebody_gave_a_trimester_stays() -> None:
    typed = chosen(KINDS[2], 2026, FIVE_DAYS) | {"last-4": "2027-05-28", "trimester-last-3": "2027-05-25"}
    layout = years_form.days_typed(typed, FIVE_DAYS)
    assert layout.trimesters[-1][1] == date(2027, 5, 25)


def test_the_page_says_what_it_offered(web: Web) -> None:
    lay_out(web)
    sent = form(web.browser("alla").get("/year").text, "/year/days")
    assert (sent["was-first-1"], sent["was-last-4"]) == (sent["first-1"], sent["last-4"])
