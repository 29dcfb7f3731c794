"""The consents of the demo school: every state is there to be seen, and nobody's form has changed."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time

import pytest

from ejournal.demo import calendar, consents, run
from ejournal.models.consents import FamilyPaper
from ejournal.models.people import ClassYear, Informing, SchoolYear
from ejournal.reports import consents as report
from ejournal.services import verify
from tests import demos

pytestmark = pytest.mark.clause("4.6.1")
NOW = datetime(2026, 9, 1, 10, 0, tzinfo=run.ZONE)


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with demos.opened(tmp_path_factory, NOW):
        yield


def families(grade: int) -> report.ClassFamilies:
    own = ClassYear.get((ClassYear.year == SchoolYear.get()) & (ClassYear.grade == grade))
    return report.of_class(own.cohort_id, NOW)


def test_the_pages_show_every_state_and_a_class_that_has_nothing_yet() -> None:
    assert all(families(consents.MIXED).counts.values())
    whole = families(consents.WHOLE)
    assert whole.counts["signed"] == len(whole.guardians)
    nothing = families(5)
    assert nothing.counts["none"] == len(nothing.guardians)
    assert families(consents.MIXED).waiting, "something is to be ticked"


def test_the_forms_of_the_lists_are_those_in_force() -> None:
    rows = Counter(Informing.select(Informing.electronic, Informing.valid_to).tuples())
    assert rows == {(True, None): 258, (False, None): 18}
    assert {one.valid_from for one in Informing.select()} == {calendar.SINCE}


def test_the_papers_were_prepared_within_the_working_day_and_the_chain_holds() -> None:
    moments = [one.at.astimezone(run.ZONE) for one in FamilyPaper.select()]
    assert {at.date() for at in moments} == {calendar.SINCE}
    assert max(moments).time() < time(17)
    assert verify.verify(run.ZONE) == []
