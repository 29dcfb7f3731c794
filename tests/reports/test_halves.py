"""The half-years of a class, from quarters, half-years or trimesters."""

from datetime import date

import pytest

from ejournal.models.curriculum import Period
from ejournal.models.people import SchoolYear
from ejournal.reports import halves

pytestmark = pytest.mark.clause("4.2.4")

PERIODS = {
    "quarters": (
        ("quarter", 1, "2026-09-01", "2026-10-23"),
        ("quarter", 2, "2026-11-02", "2026-12-30"),
        ("quarter", 3, "2027-01-11", "2027-03-26"),
        ("quarter", 4, "2027-04-05", "2027-05-26"),
    ),
    "halves": (("half", 1, "2026-09-01", "2026-12-30"), ("half", 2, "2027-01-11", "2027-05-26")),
    "trimesters": (
        ("trimester", 1, "2026-09-01", "2026-11-20"),
        ("trimester", 2, "2026-11-30", "2027-02-19"),
        ("trimester", 3, "2027-03-01", "2027-05-26"),
    ),
}


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [("quarters", [[1, 2], [3, 4]]), ("halves", [[1], [2]]), ("trimesters", [[1], [2, 3]])],
)
def test_a_period_belongs_to_the_half_in_which_it_ends(db: str, kind: str, numbers: list[list[int]]) -> None:
    year = SchoolYear.create(name="2026/2027", valid_from=date(2026, 9, 1), valid_to=date(2027, 5, 26))
    for name, number, since, until in PERIODS[kind]:
        Period.create(
            year=year,
            kind=name,
            number=number,
            grade_from=5,
            grade_to=9,
            valid_from=date.fromisoformat(since),
            valid_to=date.fromisoformat(until),
        )
    found = halves.of_class(year, 7)
    assert [[period.number for period in half.periods] for half in found] == numbers
    assert [half.title for half in found] == ["I полугодие", "II полугодие"]
    first, second = found
    assert halves.choose(found, None, date(2026, 12, 1)) == first
    assert halves.choose(found, None, date(2027, 1, 12)) == first
    assert halves.choose(found, None, date(2027, 6, 1)) == second
    assert halves.choose(found, 2, date(2026, 9, 1)) == second
    assert halves.choose((), 1, date(2026, 9, 1)) is None
    assert halves.of_grades(year) == dict.fromkeys(range(5, 10), found)
