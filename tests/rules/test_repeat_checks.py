"""п. 4.2.2, domain 2.1: what a check is compared with, and whose remarks it starts from."""

from dataclasses import replace
from datetime import date

import pytest

from ejournal.rules import certificates as rules
from ejournal.rules.checks import CATALOGUE
from ejournal.rules.repeat_checks import Scope, earlier, last_alike, shared

pytestmark = pytest.mark.clause("4.2.2")
NOVEMBER = Scope(date(2026, 11, 2), date(2026, 11, 27), None, 0, "абвгд", 1)
DECEMBER = Scope(date(2026, 12, 1), date(2026, 12, 18), None, 0, "абвгд")


def test_figures_are_compared_with_the_last_check_of_the_same_pages() -> None:
    older = replace(NOVEMBER, first=date(2026, 10, 1), last=date(2026, 10, 30), id=2)
    assert last_alike(DECEMBER, [NOVEMBER, older]) == NOVEMBER, "whatever was issued last"
    assert last_alike(DECEMBER, []) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(NOVEMBER, classes=frozenset({7})),
        replace(NOVEMBER, teacher=5),
        replace(NOVEMBER, last=date(2026, 12, 1)),
        replace(NOVEMBER, directions=""),
    ],
)
def test_other_classes_one_teacher_other_directions_or_the_same_days_compare_with_nothing(
    other: Scope,
) -> None:
    assert last_alike(DECEMBER, [other]) is None
    assert last_alike(DECEMBER, [other, NOVEMBER]) == NOVEMBER


def test_of_two_checks_of_the_same_last_day_the_later_one_is_compared_with() -> None:
    again = replace(NOVEMBER, id=9)
    assert last_alike(DECEMBER, [again, NOVEMBER]) == again


def test_only_the_directions_of_both_are_compared() -> None:
    assert shared(DECEMBER, replace(NOVEMBER, directions="авя")) == "ав"


def test_a_check_starts_from_every_certificate_of_days_that_ended_before() -> None:
    later = replace(NOVEMBER, last=date(2026, 12, 30), id=4)
    of_one = replace(NOVEMBER, teacher=5, last=date(2026, 11, 6), id=3)
    assert earlier(DECEMBER, [NOVEMBER, later, of_one]) == [of_one, NOVEMBER]
    assert earlier(replace(DECEMBER, id=7), [replace(DECEMBER, id=7)]) == []


@pytest.mark.clause("4.2.2а", "4.2.2б", "4.2.2в", "4.2.2г", "4.2.2д")
def test_every_kind_of_remark_belongs_to_one_direction() -> None:
    """Domain 2.3: № 2 and 15–20 as well as the others; a check of all directions looks for everything."""
    told = [code for codes in rules.REMARKS.values() for code in codes]
    assert sorted(told) == sorted(check.code for check in CATALOGUE)
    of = {code: letter for letter, codes in rules.REMARKS.items() for code in codes}
    assert {of[code] for code in ("no_marks", "late", "annulled", "homework_rest", "controls_day")} == {"б"}
    assert of["own_topic"] == "г" and of["absent_between"] == "в"


def test_what_cannot_be_put_right_is_owed_by_nobody() -> None:
    """Domain 2.3, № 2, 15, 16, 17, 19, 20: no deed of a teacher takes a late entry back, or what was set."""
    past = {"no_marks", "late", "annulled", "homework_rest", "controls_day", "absent_between"}
    assert past <= set(rules.NOTED)
    assert not {"attendance", "topic", "homework", "plan", "works", "terms", "short"} & set(rules.NOTED)
