"""Marks of the year, of exams and of half-years; debts of a past year."""

from datetime import date, timedelta

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group, GroupMember, Period
from ejournal.models.page_periods import PagePeriods
from ejournal.models.people import SchoolYear, class_of_year
from ejournal.models.readiness import Scope, without_term_marks
from ejournal.models.term_records import periods_of_groups
from ejournal.models.terms import Term, TermGround, TermMark
from ejournal.reports import halves, term_class, term_debts, term_windows, volume_facts
from ejournal.reports import term_marks as report
from ejournal.rules.refusal import Way
from ejournal.services import settings, term_marks
from ejournal.services.term_marks import Choice
from tests.school import BY, School, at
from tests.services.steps import refused, rows, state
from tests.services.terms import (
    MORNING,
    OPEN,
    answers,
    broken,
    choose,
    give,
    group_of,
    marks,
    quarter,
    two_quarters,
)

pytestmark = pytest.mark.clause("4.5.5")


def test_the_year_is_proposed_of_its_periods_and_set_in_the_days_of_the_last(school: School) -> None:
    marks(school, anya="5 5 4")
    choose(school, {"anya": "5"})
    page = report.page(group_of(school), Term("year"), OPEN)
    assert page is not None
    proposed = {line.pupil: line.proposal.value for line in page.lines}
    assert (proposed[school["anya"]], proposed[school["borya"]]) == ("5", "")
    choose(school, {"anya": "5"}, term=Term("year"))
    with refused("4.5.5"):
        choose(school, {"borya": "4"}, term=Term("year"))
    assert page.tabs[-1].term == Term("year")


def test_grades_nine_and_eleven_have_an_exam_and_an_end_of_the_course(school: School) -> None:
    settings.change({"exam_grades": "7"}, by=BY, now=MORNING)
    marks(school, anya="4 4 4")
    choose(school, {"anya": "4"})
    choose(school, {"anya": "4"}, term=Term("year"))
    summer = at("12:00", date(2027, 1, 20))
    choose(school, {"anya": "5"}, summer, term=Term("exam"))
    page = report.page(group_of(school), Term("final"), summer)
    assert page is not None
    assert page.lines[0].proposal.value == "5"
    choose(school, {"anya": "5"}, summer, term=Term("final"))
    with refused("4.5.5", Way.MEMO):
        choose(school, {"anya": "4"}, at("12:00", date(2027, 3, 1)), term=Term("final"))


def test_a_debt_is_appended_to_the_past_year_with_its_protocol(school: School) -> None:
    marks(school, anya="2 2 2", borya="4 4 4")
    for term in (quarter(), Term("year")):
        choose(school, {"anya": "2", "borya": "4"}, term=term)
    group, by, autumn = group_of(school), school.actor("dina", Role.DEPUTY), at("12:00", date(2027, 9, 15))
    with refused("4.5.5", Way.MEMO):
        term_marks.clear_debt(group, school["anya"], Term("year"), "3", "№ 3", by=by, now=OPEN)
    for pupil, value, paper in (
        ("borya", "5", "№ 3"),
        ("anya", "2", "№ 3"),
        ("anya", "осв", "№ 3"),
        ("anya", "3", " "),
    ):
        with refused("4.5.5"):
            term_marks.clear_debt(group, school[pupil], Term("year"), value, paper, by=by, now=autumn)
    (debt,) = term_debts.debts(SchoolYear.get(), autumn.date())
    assert debt.values == ("5", "4", "3")
    term_marks.clear_debt(group, school["anya"], Term("year"), "3", "№ 3 от 15.09.2027", by=by, now=autumn)
    newest = rows(TermMark)[-1]
    assert (newest.kind, newest.value, newest.replaces.value) == ("year", "3", "2")
    assert rows(TermGround)[-1].paper == "№ 3 от 15.09.2027"
    with refused("4.5.5"):
        term_marks.clear_debt(group, school["anya"], Term("year"), "4", "№ 4", by=by, now=autumn)
    assert broken() == []


def test_a_debt_of_an_exam_and_of_the_course_is_cleared_as_one_of_the_year(school: School) -> None:
    settings.change({"exam_grades": "7"}, by=BY, now=MORNING)
    marks(school, anya="3 3 3")
    group, by, autumn = group_of(school), school.actor("dina", Role.DEPUTY), at("12:00", date(2027, 9, 15))
    for term, value in ((quarter(), "3"), (Term("year"), "3"), (Term("exam"), "2"), (Term("final"), "2")):
        when = OPEN if term.kind in ("period", "year") else at("12:00", date(2027, 1, 20))
        choose(school, {"anya": Choice(value, reason="control")}, when, term=term)
    owed = term_debts.debts(SchoolYear.get(), autumn.date())
    assert [(debt.kind, debt.stands.value, debt.open) for debt in owed] == [
        ("exam", "2", True),
        ("final", "2", True),
    ]
    for kind in ("exam", "final"):
        term_marks.clear_debt(group, school["anya"], Term(kind), "3", "№ 5", by=by, now=autumn)
    with refused("4.5.5"):
        term_marks.clear_debt(group, school["anya"], quarter(), "4", "№ 5", by=by, now=autumn)
    cleared = term_debts.debts(SchoolYear.get(), autumn.date())
    assert [(debt.kind, debt.owed, debt.stands.value, debt.open) for debt in cleared] == [
        ("exam", "2", "3", False),
        ("final", "2", "3", False),
    ]
    assert broken() == []


def test_debts_have_a_last_day(school: School) -> None:
    marks(school, anya="2 2 2")
    for term in (quarter(), Term("year")):
        choose(school, {"anya": "2"}, term=term)
    settings.change({"debts_until": date(2027, 9, 30)}, by=BY, now=OPEN)
    group, by = group_of(school), school.actor("dina", Role.DEPUTY)
    with refused("4.5.5", Way.MEMO):
        term_marks.clear_debt(
            group, school["anya"], Term("year"), "3", "№ 3", by=by, now=at("8:00", date(2027, 10, 1))
        )
    term_marks.clear_debt(
        group, school["anya"], Term("year"), "3", "№ 3", by=by, now=at("8:00", date(2027, 9, 30))
    )


def test_a_page_by_half_years_stands_beside_quarters_of_the_same_grade(school: School) -> None:
    by = school.actor("dina", Role.DEPUTY)
    term_marks.set_kind(group_of(school, "history"), "half", by=by, now=MORNING)
    half = Period.get(Period.kind == "half")
    assert (half.extra, half.grade_from, half.grade_to, half.valid_to) == (True, 7, 7, date(2026, 12, 30))
    term = Term("period", half.id)
    give(
        school.groups["history"],
        {school["anya"]: answers("5 5 5 5"), school["borya"]: answers("4 4 4 4 4")},
        by=school.actor("nina"),
        now=MORNING,
    )
    page = report.page(group_of(school, "history"), term, OPEN)
    assert page is not None
    assert {line.pupil: line.counted for line in page.lines}[school["anya"]] == "4 из 5"
    choose(school, {"borya": "4"}, group="history", term=term, by="nina")
    own_class = class_of_year(school.classes["7"], SchoolYear.get())
    assert own_class is not None
    own = term_class.page(own_class, quarter(), OPEN)
    assert own is not None
    place = [column.name for column in own.columns].index("История")
    assert {line.pupil: line.cells[place].value for line in own.lines}[school["borya"]] == "4"
    with refused("4.5.5", Way.RELOAD):
        choose(school, {"anya": "5"}, group="history", by="nina")
    with refused("4.5.5"):
        term_marks.set_kind(group_of(school, "history"), None, by=by, now=MORNING)
    assert broken() == []


def test_the_printed_journal_and_what_it_lacks_know_the_half_year_of_a_page(school: School) -> None:
    by, year = school.actor("dina", Role.DEPUTY), SchoolYear.get()
    term_marks.set_kind(group_of(school, "history"), "half", by=by, now=MORNING)
    half, usual = Period.get(Period.kind == "half"), Period.get(Period.kind == "quarter")
    scope = Scope(list(school.groups.values()), year.valid_from, year.valid_to, at("9:00", date(2027, 1, 9)))
    owed = {(lack.group, lack.period) for lack in without_term_marks(scope)}
    assert (school.groups["history"], half.id) in owed
    assert (school.groups["history"], usual.id) not in owed
    assert (school.groups["algebra"], usual.id) in owed
    choose(school, {"anya": Choice("5", reason="retake")}, group="history", term=Term("period", half.id))
    (first, *_) = halves.of_class(year, 7)
    facts = volume_facts.read(school.classes["7"], year, (first,), at("9:00", date(2027, 1, 9)))
    history = next(group for group in facts.groups if group.id == school.groups["history"])
    assert [one.id for one in facts.periods(history)] == [half.id]
    assert facts.term(history.id, school["anya"], "period", usual) == "5"


def in_first_quarter(school: School, key: str) -> None:
    """The page is taught in the first quarter alone."""
    Group.update(periods="1").where(Group.id == school.groups[key]).execute()


def test_a_page_that_is_taught_in_some_periods_has_terms_and_gaps_in_these_alone(school: School) -> None:
    first, second = two_quarters()
    in_first_quarter(school, "algebra")  # the first page of the class
    page = report.page(group_of(school), None, OPEN)
    assert page is not None
    assert [tab.term for tab in page.tabs] == [first, Term("year")]
    with refused("4.5.5", Way.RELOAD):
        choose(school, {"anya": Choice("5", reason="retake")}, term=second)
    assert term_windows.countdown(school["vera"], 7, OPEN) == ()
    own_class = class_of_year(school.classes["7"], SchoolYear.get())
    assert own_class is not None
    own = term_class.page(own_class, None, OPEN)
    assert own is not None
    assert [tab.term for tab in own.tabs] == [first, second, Term("year")]
    missing = {column.name: column.missing for column in own.columns}
    assert (missing["Алгебра"], missing["История"]) == (0, 4)


def test_the_year_is_proposed_of_the_periods_that_the_page_has(school: School) -> None:
    first, _ = two_quarters()
    in_first_quarter(school, "algebra")
    choose(school, {"anya": Choice("4", reason="retake")}, at("12:00", date(2026, 11, 25)), term=first)
    page = report.page(group_of(school), Term("year"), OPEN)
    assert page is not None
    assert {line.pupil: line.proposal.value for line in page.lines}[school["anya"]] == "4"


def test_half_years_of_a_page_are_those_in_which_it_is_taught(school: School) -> None:
    two_quarters()
    by = school.actor("dina", Role.DEPUTY)
    term_marks.set_kind(group_of(school, "history"), "half", by=by, now=MORNING)
    half = Period.get(Period.kind == "half")
    days = {"valid_from": date(2027, 1, 9), "valid_to": date(2027, 5, 26)}
    grades = {"year": half.year_id, "grade_from": 7, "grade_to": 7}
    Period.create(kind="half", number=2, extra=True, **grades, **days)
    in_first_quarter(school, "history")
    page = group_of(school, "history")
    assert [one.id for one in periods_of_groups([page])[page.id]] == [half.id]
    assert [one.kind for one in PagePeriods(page.year_id).of_grade(7)] == ["quarter", "quarter"]


def test_who_came_after_the_first_period_has_a_year_of_the_others(school: School) -> None:
    _, second = two_quarters()
    mine = (GroupMember.group == school.groups["algebra"]) & (GroupMember.person == school["vova"])
    GroupMember.update(valid_from=date(2026, 12, 7)).where(mine).execute()
    choose(school, {key: Choice("4", reason="transfer") for key in ("anya", "vova")}, term=second)
    page = report.page(group_of(school), Term("year"), OPEN)
    assert page is not None
    proposed = {line.pupil: line.proposal.value for line in page.lines}
    # Аня was there in the first quarter: its mark is owed, and without it no year is proposed.
    assert (proposed[school["vova"]], proposed[school["anya"]]) == ("4", "")


def move(school: School, since: date) -> None:
    """Аня goes from the first subgroup of English to the second."""
    of_anya = GroupMember.person == school["anya"]
    first = of_anya & (GroupMember.group == school.groups["english1"])
    GroupMember.update(valid_to=since - timedelta(days=1)).where(first).execute()
    GroupMember.create(group=school.groups["english2"], person=school["anya"], valid_from=since)


def english(school: School, key: str, **given: str) -> None:
    """Marks of English from the first lesson on."""
    typed = {school[pupil]: answers(values) for pupil, values in given.items()}
    give(school.groups[key], typed, by=school.actor("marina"), now=MORNING)


def test_who_is_moved_between_subgroups_keeps_what_was_given_in_the_other(school: School) -> None:
    english(school, "english1", anya="5 5 Б", borya="3 3 3")
    english(school, "english2", anya="- - - - - - - - - - 2", vova="4 4 4")
    move(school, date(2026, 12, 7))
    state(school, "english1", "4", day=date(2026, 11, 20))
    page = report.page(group_of(school, "english2"), None, OPEN)
    assert page is not None
    lines = {line.pupil: line for line in page.lines}
    anya = lines[school["anya"]]
    assert (anya.proposal.count, anya.proposal.value, anya.average) == (4, "4", 4.0)  # 5 5 2 and 4
    assert lines[school["vova"]].proposal.count == 3
    left = report.page(group_of(school, "english1"), None, OPEN)
    assert left is not None
    assert {line.pupil for line in left.lines} == {school["borya"]}
    choose(school, {"anya": "4"}, group="english2", by="oleg")


def test_the_year_of_who_was_moved_has_the_terms_of_both_subgroups(school: School) -> None:
    first, second = two_quarters()
    move(school, date(2026, 12, 7))
    early = at("12:00", date(2026, 11, 25))
    choose(school, {"anya": Choice("5", reason="retake")}, early, term=first, group="english1", by="marina")
    choose(school, {"anya": Choice("3", reason="retake")}, term=second, group="english2", by="oleg")
    page = report.page(group_of(school, "english2"), Term("year"), OPEN)
    assert page is not None
    assert {line.pupil: line.proposal.value for line in page.lines}[school["anya"]] == "4"
