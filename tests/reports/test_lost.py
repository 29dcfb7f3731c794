"""What quarantine took from the plan, as the line under a printed page tells it (п. 2.2)."""

from collections import Counter
from collections.abc import Iterator

import pytest

from ejournal.documents.volume_layout import Layout
from ejournal.documents.volume_parts import Part
from ejournal.reports import printing
from tests.reports.january import NOW, january, order, rows

pytestmark = pytest.mark.clause("4.2.4")

TAKEN = """SELECT g.id, count(*) FROM timetable_entry e JOIN teaching_group g ON g.id = e.group_id
    WHERE g.cohort_id = ? AND e.weekday BETWEEN 2 AND 4 GROUP BY g.id"""


@pytest.fixture(scope="module", autouse=True)
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with january(tmp_path_factory):
        yield


def parts(grade: int) -> tuple[Part, ...]:
    return printing.volume_of(order(grade), Layout.SPREAD, NOW)[0].parts


def test_what_quarantine_took_is_behind_the_plan_and_says_why() -> None:
    """Class 4 was at home from Tuesday 13.10 to Thursday 15.10.2026."""
    taken = dict(rows(TAKEN, order(4).cohort))
    known = [part.closing for part in parts(4) if part.closing.planned is not None]
    assert sum((closing.planned or 0) - closing.held for closing in known) > 0
    behind = Counter((part.closing.planned or 0) - part.closing.held for part in parts(4))
    assert behind == Counter({**Counter(taken.values()), 0: behind[0]})
    assert {closing.reasons for closing in known if closing.planned != closing.held} == {
        ("Карантин (грипп)",)
    }
    assert not any(part.closing.reasons for part in parts(5))
