"""Learning without marks (domain 1.8, 7.9, 7.11): the sentence is told wherever a mark would be, and counts
as what it says.
"""

from datetime import date, datetime

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import LESSON_KINDS
from ejournal.models.people import Person, SchoolYear, class_of_year
from ejournal.models.terms import Term
from ejournal.reports import (
    diary_terms,
    halves,
    term_class,
    term_debts,
    term_windows,
    volume_facts,
    volume_summary,
)
from ejournal.reports import volume as volume_report
from ejournal.reports.term_class import Cell, ClassTerm
from ejournal.reports.volume_facts import Facts
from ejournal.services import gradings
from ejournal.services.term_marks import Choice
from tests.school import MONDAY, School, at
from tests.services.terms import OPEN, choose, group_of, marks, quarter

pytestmark = pytest.mark.clause("4.5.5")

JANUARY = at("9:00", date(2027, 1, 9))
LEARNT = Choice("зач", words="освоил(а) программу")
HELP = Choice("незач", words="нуждается в помощи")


def of_class(school: School, key: str, now: datetime = OPEN) -> ClassTerm:
    own = class_of_year(school.classes[key], SchoolYear.get())
    assert own is not None
    page = term_class.page(own, None, now)
    assert page is not None
    return page


def cells(page: ClassTerm, pupil: int) -> dict[str, str]:
    line = next(one for one in page.lines if one.pupil == pupil)
    return {column.name: cell.value for column, cell in zip(page.columns, line.cells, strict=True)}


def summary_of(page: ClassTerm, pupil: int) -> str:
    return next(one.summary for one in page.lines if one.pupil == pupil)


def facts_of(school: School, key: str) -> Facts:
    (first, *_) = halves.of_class(SchoolYear.get(), int(key))
    return volume_facts.read(school.classes[key], SchoolYear.get(), (first,), JANUARY)


def adapted(school: School) -> None:
    """Аня learns algebra without marks by an order."""
    by, who = school.actor("dina", Role.DEPUTY), Person.get_by_id(school["anya"])
    order = "приказ № 14 от 20.11.2026"
    gradings.decide_pupil(who, [group_of(school)], "none", (MONDAY, None), order, by=by, now=at("8:00"))


def test_the_first_grade_has_its_sentences_on_the_page_of_the_class(school: School) -> None:
    before = of_class(school, "1")
    assert (before.marked, before.recorded[0], before.missing) == (False, 0, 0)
    choose(school, {"yana": LEARNT}, group="counting")
    page = of_class(school, "1")
    assert "освоил(а) программу" in cells(page, school["yana"]).values()
    assert page.recorded == (1, before.recorded[1])


def test_the_list_of_pages_counts_the_sentences_and_reminds_of_none(school: School) -> None:
    page = [group_of(school, "counting")]
    before = term_windows.waiting(page, OPEN)[0]
    choose(school, {"yana": LEARNT}, group="counting")
    after = term_windows.waiting(page, OPEN)[0]
    assert before.pupils == after.pupils > 0
    assert (before.done, after.done) == (0, 1)
    assert (before.left, after.left) == (0, 0)


def test_the_printed_summary_of_the_first_grade_has_them(school: School) -> None:
    choose(school, {"yana": LEARNT}, group="counting")
    facts = facts_of(school, "1")
    made = volume_summary.progress(facts, volume_summary.lesson_codes(facts), 0)
    lessons = {one.subject.name for one in facts.groups if one.kind in LESSON_KINDS}
    assert group_of(school, "counting").subject.name in made.subjects
    assert {*made.subjects} == lessons  # what is not recorded yet is seen to be empty
    yana = next(one for one in made.pupils if one.number == facts.roll[school["yana"]])
    assert [mark for mark in yana.terms[0].marks if mark] == ["усв"]
    assert "усв — освоил(а) программу" in made.tally
    assert "отличников" not in made.tally and "неуспевающих" not in made.tally


def test_who_needs_help_is_not_behind(school: School) -> None:
    adapted(school)
    marks(school, borya="2 2 2 2")
    choose(school, {"anya": HELP, "borya": "2"})
    page = of_class(school, "7")
    assert cells(page, school["anya"])["Алгебра"] == "нуждается в помощи"
    assert summary_of(page, school["anya"]) == "нуждается в помощи: 1"
    assert summary_of(page, school["borya"]) == "не успевает: 1"
    assert page.tally == {"нуждается в помощи": 1, "не успевает": 1}


def test_nor_is_so_on_paper(school: School) -> None:
    adapted(school)
    marks(school, borya="2 2 2 2")
    choose(school, {"anya": HELP, "borya": "2"})
    facts = facts_of(school, "7")
    made = volume_summary.progress(facts, volume_summary.lesson_codes(facts), 0)
    anya = next(one for one in made.pupils if one.number == facts.roll[school["anya"]])
    assert anya.terms[0].marks[made.subjects.index("Алгебра")] == "пом"
    assert "неуспевающих — 1" in made.tally and "пом — нуждается в помощи" in made.tally
    algebra = next(group for group in facts.groups if group.subject.name == "Алгебра")
    (line,) = (
        one for one in volume_report.part(facts, algebra).pupils if one.number == facts.roll[school["anya"]]
    )
    assert "пом" in {cell.text for cell in line.cells} and "незач" not in {cell.text for cell in line.cells}
    assert any(told.endswith("нуждается в помощи") for _, told in line.remarks)


def test_the_family_reads_the_sentence_when_the_period_is_over(school: School) -> None:
    adapted(school)
    choose(school, {"anya": HELP})
    told = diary_terms.of_pupil(school["anya"], date(2027, 1, 9)).subjects
    assert set(told["Алгебра"].values()) == {"нуждается в помощи"}


def test_nobody_is_good_at_everything_before_every_subject_has_a_mark() -> None:
    """Domain 5.1: отличник — все «5»; a mark that is owed and not even proposed is no «5»."""
    five, four, three, owed, aside = (
        Cell("5", proposed=True, gap=True),
        Cell("4"),
        Cell("3"),
        Cell("", proposed=True, gap=True),
        Cell(""),
    )
    assert term_class.summary([five, five, aside]) == "отличник"
    assert term_class.summary([five, four]) == "с одной «4»"
    assert term_class.summary([five, three]) == "с одной «3»"
    for marks_ in ([five], [five, four], [five, three], [four]):
        assert term_class.summary([*marks_, owed]) == "пока не по всем предметам"
    assert term_class.summary([Cell("2"), owed]) == "не успевает: 1"
    assert term_class.summary([owed, owed]) == ""


def test_nor_is_a_programme_learnt_before_every_subject_has_its_sentence() -> None:
    learnt, partly, nothing = (
        Cell("освоил(а) программу", plain=True, group=1),
        Cell("освоил(а) программу частично", plain=True, group=2),
        Cell("", plain=True, group=3),
    )
    assert term_class.summary([learnt, learnt]) == "освоил(а) программу"
    assert term_class.summary([learnt, partly]) == "освоил(а) программу частично"
    assert term_class.summary([learnt, nothing]) == "пока не по всем предметам"
    assert term_class.summary([nothing, nothing]) == ""
    five = Cell("5", gap=True, group=4)  # who has marks owes no sentence of an elective
    assert term_class.summary([five, nothing]) == "отличник"


def test_who_needs_help_has_no_debt_of_the_year(school: School) -> None:
    adapted(school)
    marks(school, borya="2 2 2 2")
    for term in (quarter(), Term("year")):
        choose(school, {"anya": HELP, "borya": Choice("2", reason="control")}, term=term)
    found = term_debts.debts(SchoolYear.get(), date(2027, 9, 1))
    assert {one.pupil for one in found} == {school["borya"]}


def test_the_printed_tally_calls_nobody_good_at_everything_before_every_subject(school: School) -> None:
    """Domain 5.1, the same rule as on the page of the class: the volume is kept for 25 years."""

    def tally() -> str:
        facts = facts_of(school, "7")
        return volume_summary.progress(facts, volume_summary.lesson_codes(facts), 0).tally

    marks(school, anya="5 5 5 5")
    choose(school, {"anya": "5"})
    assert "отличников — 0, хорошистов — 0" in tally() and "средний балл 5,00" in tally()
    council = Choice("5", reason="council")
    choose(school, {"anya": council}, group="history", by="nina")
    assert "отличников — 0" in tally(), "of English she has no mark yet"
    choose(school, {"anya": council}, group="english1", by="marina")
    assert "отличников — 1, хорошистов — 0" in tally()
