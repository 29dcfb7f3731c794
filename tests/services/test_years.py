"""A school year is opened once, with periods, days off and bells."""

from datetime import date, time

import pytest

from ejournal.models.curriculum import DayOff, Period
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Bell
from ejournal.rules.calendar import proposed
from ejournal.rules.refusal import Refusal
from ejournal.services import years
from ejournal.services.verify import verify
from tests.school import BY, ZONE, at

pytestmark = [pytest.mark.clause("4.3.1"), pytest.mark.usefixtures("db")]
AUGUST = at("10:00", date(2026, 8, 28))


def test_a_year_is_opened_with_its_periods_days_off_and_bells() -> None:
    years.open_year(proposed(2026), by=BY, now=AUGUST)
    year = SchoolYear.get()
    assert (year.name, year.valid_from, year.valid_to) == ("2026/2027", date(2026, 9, 1), date(2027, 5, 26))
    spans = {(row.kind, row.number): (row.valid_from, row.valid_to, row.grade_to) for row in Period.select()}
    assert spans["quarter", 4] == (date(2027, 4, 5), date(2027, 5, 26), 9)
    assert spans["half", 1] == (date(2026, 9, 1), date(2026, 12, 30), 11)
    assert len(spans) == 6
    off = {row.reason: (row.valid_from, row.valid_to, row.lost) for row in DayOff.select()}
    assert off["Зимние каникулы"] == (date(2026, 12, 31), date(2027, 1, 10), False)
    assert len(off) == 8
    bells = [(row.number, row.starts, row.ends) for row in Bell.select().order_by(Bell.number)]
    assert (bells[0], len(bells)) == ((1, time(8, 30), time(9, 15)), 7)
    assert verify(ZONE) == []


def test_the_same_days_are_of_one_year() -> None:
    years.open_year(proposed(2026), by=BY, now=AUGUST)
    with pytest.raises(Refusal, match="уже открыт"):
        years.open_year(proposed(2026), by=BY, now=AUGUST)
    years.open_year(proposed(2027), by=BY, now=AUGUST)
    assert (SchoolYear.select().count(), Bell.select().count()) == (2, 7)
