"""Grounds that end: what was explained by them is explained by another, or not at all."""

import pytest

from ejournal.models.grounds import AbsenceGround
from ejournal.services import grounds
from tests.school import MONDAY, School
from tests.services.steps import rows
from tests.services.test_grounds import ALL, FRIDAY, NOON, code_of, missed, nina, record


@pytest.mark.clause("4.4.3")
def test_what_ends_leaves_the_reason_that_another_ground_gives(school: School) -> None:
    missed(school, *ALL)
    for code, last in (("Б", FRIDAY), ("УП", MONDAY)):
        record(school, code, MONDAY, last)
    grounds.end(rows(AbsenceGround)[-1], MONDAY, by=nina(school), now=NOON)
    assert code_of(school, "algebra") == "Б"
