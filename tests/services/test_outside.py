"""п. 2.1: marks of a hospital, a sanatorium or a former school count, and stand in none of our columns."""

from datetime import date, timedelta
from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group, group
from ejournal.models.journal import Mark
from ejournal.models.outside import OutsideMark, OutsideStatement, outside
from ejournal.models.people import Person
from ejournal.models.term_records import periods_of_groups, raw
from ejournal.models.terms import Term
from ejournal.reports import outside as report
from ejournal.reports import term_marks
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.term_board import Board
from ejournal.services import outside as deeds
from ejournal.services.verify import verify
from tests.school import FIRST, LAST, MONDAY, ZONE, School, at
from tests.services.steps import call, put, refused, rows

pytestmark = pytest.mark.clause("2.1")
DAYS = (MONDAY - timedelta(days=10), MONDAY - timedelta(days=4))
NOW = at("12:00")


def record(school: School, marks: str = "4 5, 4", **given: Any) -> None:
    said = {"organisation": "Санаторий «Волга»", "paper": "№ 5 от 19.11.2026", "days": DAYS} | given
    pupil, typed = Person.get_by_id(school["anya"]), {school.groups["algebra"]: ("Алгебра", marks)}
    deeds.record(pupil, typed=typed, **said, by=school.actor("nina", Role.CLASS_TEACHER), now=NOW)


def term_of(page: Group, school: School) -> tuple[list[tuple[str, int]], str]:
    """The marks that a term mark of Аня is judged by, and what is proposed."""
    periods = periods_of_groups([page])
    (period,) = periods[page.id]
    board = Board(raw([page], periods, [period], NOW))
    term = Term("period", period.id)
    found = board.proposal(page, school["anya"], term)
    return list(board.record(page, school["anya"], term).marks), found.value


def test_they_count_in_the_term_mark_beside_our_own_and_stand_in_no_column(school: School) -> None:
    lesson = school.lesson("algebra")
    call(school, lesson)
    put(school, lesson, "2", at("9:40"))
    record(school)
    page = group(school.groups["algebra"])
    assert page is not None
    assert term_of(page, school) == ([("2", 1), ("4", 1), ("5", 1), ("4", 1)], "4")  # 15 ÷ 4 = 3,75
    assert [row.value for row in rows(Mark)] == ["2"]
    assert verify(ZONE) == []
    shown = term_marks.page(page, None, NOW)
    assert shown is not None
    told = {line.pupil: line.stated for line in shown.lines}
    assert (told[school["anya"]], told[school["borya"]]) == ("4 5 4", ""), "the page says whence they are"


def test_they_belong_to_the_period_in_which_the_statement_ends(school: School) -> None:
    record(school)
    groups = [school.groups["algebra"]]
    assert [one.value for one in outside(groups, FIRST, LAST)] == ["4", "5", "4"]
    assert outside(groups, DAYS[1] + timedelta(days=1), LAST) == []
    assert outside(groups, FIRST, DAYS[1] - timedelta(days=1)) == []


def test_a_statement_that_was_a_mistake_counts_no_more_and_stays(school: School) -> None:
    record(school)
    by = school.actor("nina", Role.CLASS_TEACHER)
    deeds.withdraw(OutsideStatement.get(), by=by, now=NOW)
    assert outside([school.groups["algebra"]], FIRST, LAST) == []
    assert len(rows(OutsideMark)) == 3
    with refused("2.1", Way.RELOAD):
        deeds.withdraw(OutsideStatement.get(), by=by, now=NOW)


@pytest.mark.parametrize(
    ("organisation", "paper"),
    [
        ("Санаторий «Волга»", "№ 5 от 19.11.2026"),
        ("санаторий „Волга“", "№5 от 19.11.2026"),
    ],
)
def test_the_same_paper_does_not_count_twice(school: School, organisation: str, paper: str) -> None:
    record(school)
    with refused("2.1") as caught:
        record(school, organisation=organisation, paper=paper)
    assert "уже записана: Санаторий «Волга», № 5 от 19.11.2026" in caught.value.message
    deeds.withdraw(OutsideStatement.get(), by=school.actor("nina", Role.CLASS_TEACHER), now=NOW)
    record(school, organisation=organisation, paper=paper)  # the first was a mistake


def test_another_paper_of_the_same_days_is_told(school: School) -> None:
    record(school)
    record(school, paper="№ 6 от 19.11.2026", days=(DAYS[1], DAYS[1]))
    record(school, paper="№ 7 от 19.11.2026", days=(DAYS[1] + timedelta(days=1),) * 2)
    found = {one.told: one.beside for one in report.of_pupil(school["anya"])}
    five, six, seven = (f"Санаторий «Волга», № {number} от 19.11.2026" for number in (5, 6, 7))
    assert found == {five: (six,), six: (five,), seven: ()}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"marks": "4 6"}, "Алгебра: «6» — не отметка"),
        ({"marks": "н/а"}, "не отметка"),
        ({"marks": " , "}, "нет ни одной отметки"),
        ({"organisation": " "}, "какая организация"),
        ({"paper": "пять"}, "номер и дату"),
        ({"days": (DAYS[1], DAYS[0])}, "дни ведомости"),
        ({"days": (None, DAYS[1])}, "дни ведомости"),
        ({"days": (MONDAY, date(2026, 12, 1))}, "уже прошли"),
    ],
)
def test_a_statement_that_is_not_whole_is_refused_and_nothing_is_kept(
    school: School, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        record(school, **given)
    assert not rows(OutsideStatement)
