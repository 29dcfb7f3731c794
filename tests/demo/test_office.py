"""What the demo school has printed by a day: weekly sheets and certificates, by the rules, once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ejournal.demo import run
from ejournal.models.certificates import Certificate, CertificateIssue
from ejournal.models.people import SchoolYear, class_names
from ejournal.models.settings import school_settings
from ejournal.models.weekly import SheetStep, WeekSheet
from ejournal.reports import on_paper
from ejournal.reports.certificates import listed
from ejournal.services.verify import verify
from tests.engines import disconnect, using

FRIDAY = datetime(2026, 10, 9, 14, 30, tzinfo=run.ZONE)
NEXT = FRIDAY + timedelta(days=7)
FORGETFUL = 11


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Built as `ejournal demo` does it on one Friday, and started again on the next."""
    file: Path = tmp_path_factory.mktemp("office") / "demo.db"
    for day in (FRIDAY, NEXT):
        run.build(f"sqlite:///{file}", day, day, office=True)
    disconnect()
    return f"sqlite:///{file}"


@pytest.mark.clause("4.4.5")
def test_families_on_paper_have_their_sheets_and_one_class_teacher_is_behind(school: str) -> None:
    with using(school):
        grades = {cohort: grade for cohort, (grade, _) in class_names(NEXT.date()).items()}
        late = on_paper.overdue(list(grades), school_settings(), NEXT)
        assert [grades[cohort] for cohort, names in late.items() if names] == [FORGETFUL]
        given = {row.sheet.id for row in SheetStep.select().where(SheetStep.step == "handed")}
        assert given == {row.id for row in WeekSheet.select()}, "who printed has handed over"
        pairs = [(row.pupil_id, row.week) for row in WeekSheet.select()]
        assert len(pairs) == len(set(pairs)), "a second start prints nothing again"
        assert NEXT.date() - timedelta(days=11) in {week for _, week in pairs}, "the second start went on"


@pytest.mark.clause("4.2.2")
def test_each_month_that_is_over_was_checked_once(school: str) -> None:
    with using(school):
        year = SchoolYear.get()
        assert listed.unchecked(year, NEXT.date()) == ()
        assert (Certificate.select().count(), CertificateIssue.select().count()) == (1, 1)


def test_the_chain_holds(school: str) -> None:
    with using(school):
        assert verify(run.ZONE) == []
