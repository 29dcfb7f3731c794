"""п. 4.6.1, 4.4.5: papers of families, weekly sheets and piles, written and verified on both engines."""

from datetime import timedelta

import pytest

from ejournal.access import Role
from ejournal.models import papers
from ejournal.models import weekly as stored
from ejournal.models.audit import head
from ejournal.models.consents import FamilyStep, PileLeaf, informing
from ejournal.models.papers import NewPaper
from ejournal.models.weekly import SheetStep
from ejournal.rules.refusal import Way
from ejournal.services import piles, verify, weekly
from ejournal.services.papers import Printed
from ejournal.services.piles import Page
from tests.families import nina, prepare, sign
from tests.school import MONDAY, ZONE, School, at
from tests.services.steps import refused

FRIDAY = MONDAY + timedelta(days=4)
BASE = "https://journal.example.ru"


def pile(school: School, *links: str) -> list[str]:
    """What became of the pages of a pile, one code a page."""
    cohort, now = school.classes["7"], at("16:00", FRIDAY)
    pages = [Page(f"{number}.jpg", b"\xff\xd8%d" % number, (link,)) for number, link in enumerate(links)]
    found = piles.sort(pages, cohort, BASE, FRIDAY, now)
    piles.keep(cohort, found, FRIDAY, "папка 5", by=nina(school), now=now)
    return [one.found[0].done for one in found]


def printed(cohort: int, number: int, text: str = "0") -> Printed:
    """The batch of a class, which says `text`, under a number."""
    return Printed(NewPaper("week", "Листы", papers.CLASS, cohort, {}, head()), number, text * 64, b"docx")


@pytest.mark.clause("4.6.1")
def test_a_refusal_and_a_consent_are_written_and_the_newer_is_in_force(school: School) -> None:
    sign(school, "refusal", "anya_mother")
    form = informing(school["anya_mother"], school["anya"], MONDAY)
    assert form is not None and not form.electronic
    sign(school, "consent", "anya_mother")
    form = informing(school["anya_mother"], school["anya"], MONDAY)
    assert form is not None and form.electronic and form.consented
    assert verify.verify(ZONE) == []


@pytest.mark.clause("4.4.5", "4.6.6")
def test_sheets_are_printed_handed_over_and_come_back_once(school: School) -> None:
    cohort, anya, now = school.classes["7"], school["anya"], at("15:00", FRIDAY)
    for number in (1, 2):
        tokens, batch = {anya: "token-of-sheet-1"}, printed(cohort, number)
        weekly.print_sheets(cohort, MONDAY, tokens, batch, by=nina(school), now=now)
    assert [one.number for one in papers.issued_about("week", papers.CLASS, cohort)] == [1]
    (sheet,) = stored.sheets(cohort, MONDAY)
    weekly.hand(cohort, MONDAY, [sheet.id], "hand", FRIDAY, by=nina(school), now=now)
    assert stored.last_informed([anya]) == {anya: FRIDAY}
    link = f"{BASE}/q/token-of-sheet-1"
    assert (pile(school, link), pile(school, link)) == (["filed"], ["same"])
    assert SheetStep.select().count() == 2
    assert stored.sheets(cohort, MONDAY)[0].returned == FRIDAY
    assert verify.verify(ZONE) == []


@pytest.mark.clause("4.2.5", "4.4.5")
def test_a_batch_takes_no_number_of_another_and_changes_no_printed_code(school: School) -> None:
    cohort, anya, now = school.classes["7"], school["anya"], at("15:00", FRIDAY)
    with refused("", Way.RELOAD):
        weekly.print_sheets(cohort, MONDAY, {anya: "a"}, printed(cohort, 7), by=nina(school), now=now)
    assert (stored.sheets(cohort, MONDAY), papers.issued_about("week", papers.CLASS, cohort)) == ([], [])
    weekly.print_sheets(cohort, MONDAY, {anya: "a"}, printed(cohort, 1), by=nina(school), now=now)
    with refused("", Way.RELOAD):
        weekly.print_sheets(cohort, MONDAY, {anya: "b"}, printed(cohort, 2, "1"), by=nina(school), now=now)
    weekly.print_sheets(cohort, MONDAY, {anya: "a"}, printed(cohort, 2, "1"), by=nina(school), now=now)
    found = papers.issued_about("week", papers.CLASS, cohort)
    assert [(one.number, one.text_hash) for one in found] == [(2, "1" * 64), (1, "0" * 64)]
    assert verify.verify(ZONE) == []


@pytest.mark.clause("4.4.5")
def test_a_sheet_of_another_week_is_not_handed_over(school: School) -> None:
    with refused("4.4.5", Way.RELOAD):
        weekly.hand(
            school.classes["7"], MONDAY, [1], "hand", FRIDAY, by=nina(school), now=at("15:00", FRIDAY)
        )


@pytest.mark.clause("4.6.1")
def test_a_pile_is_filed_once_and_what_is_left_waits_once(school: School) -> None:
    prepare(school, "consent", "anya_mother")
    links = [f"{BASE}/q/token-of-paper-0001", "https://other.example.ru/q/token-of-paper-0001"]
    assert pile(school, *links) == ["filed", "left"]
    assert pile(school, *links) == ["same", "left"]
    assert (FamilyStep.select().count(), PileLeaf.select().count()) == (1, 1)
    (leaf,) = PileLeaf.select()
    by = school.actor("nina", Role.CLASS_TEACHER, "discard")
    piles.discard(school.classes["7"], leaf, by=by, now=at("16:10", FRIDAY))
    assert PileLeaf.select().count() == 0
    assert verify.verify(ZONE) == []
