"""Weights of works are dated: what is changed in the middle of a period holds from the next one."""

from datetime import date

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Period
from ejournal.models.journal import Work
from ejournal.models.weights import WorkWeight
from ejournal.reports import diary, forecast
from ejournal.reports import term_marks as term_page
from ejournal.services import weights
from tests.school import FIRST, MONDAY, School, at
from tests.services.steps import call, put, refused, rows
from tests.services.terms import OPEN, group_of, quarter, two_quarters

pytestmark = pytest.mark.clause("4.5.5")

DECEMBER = date(2026, 12, 1)


def change(school: School, now: str = "10:00", day: date = MONDAY, **given: int | None) -> None:
    weights.set_weights(given, by=school.actor("dina", Role.DEPUTY), now=at(now, day))


def weighs(school: School, day: date, kind: str = "control") -> int:
    """What a work of this day weighs, made now by its teacher."""
    lesson = school.lesson("algebra", day)
    call(school, lesson)
    put(school, lesson, "4", at("14:00", day), kind=kind)
    return int(Work.get(Work.lesson == lesson, Work.kind == kind).weight)


def test_a_weight_changed_in_the_middle_of_a_period_holds_from_the_next_one(school: School) -> None:
    two_quarters()
    assert weighs(school, date(2026, 11, 20)) == 3
    change(school, control=5)
    assert weighs(school, MONDAY) == 3
    assert weighs(school, date(2026, 11, 27)) == 3
    assert weighs(school, date(2026, 12, 2)) == 5
    (stored,) = rows(WorkWeight)
    assert (stored.kind, stored.weight, stored.valid_from) == ("control", 5, DECEMBER)


def test_a_change_on_the_first_day_of_a_period_is_too_late_for_it(school: School) -> None:
    two_quarters()
    change(school, day=DECEMBER, control=5)
    assert weighs(school, date(2026, 12, 2)) == 3


def test_a_page_with_half_years_waits_for_its_own_next_period(school: School) -> None:
    two_quarters()
    grades = {"grade_from": 7, "grade_to": 7, "extra": True}
    Period.create(
        year=Period.get().year_id,
        kind="half",
        number=1,
        **grades,
        valid_from=FIRST,
        valid_to=date(2026, 12, 30),
    )
    page = group_of(school)
    page.term_kind = "half"
    page.save(only=["term_kind"])
    change(school, control=5)
    assert weighs(school, date(2026, 12, 2)) == 3  # the half-year goes on


def test_the_average_of_each_period_is_of_its_own_weights(school: School) -> None:
    first, second = two_quarters()
    change(school, control=1)
    for day, answer, control in ((MONDAY, "2", "5"), (date(2026, 12, 2), "2", "5")):
        lesson = school.lesson("algebra", day)
        call(school, lesson)
        put(school, lesson, answer, at("14:00", day))
        put(school, lesson, control, at("14:00", day), kind="control")
    means = []
    for term in (first, second):
        shown = term_page.page(group_of(school), term, OPEN)
        assert shown is not None
        means.append(next(line.average for line in shown.lines if line.pupil == school["anya"]))
    assert means == [(2 + 3 * 5) / 4, (2 + 5) / 2]


def test_what_was_set_is_corrected_before_it_begins(school: School) -> None:
    two_quarters()
    change(school, control=5)
    change(school, control=4)
    assert weighs(school, date(2026, 12, 2)) == 4
    assert len(rows(WorkWeight)) == 1


def test_families_are_told_the_weights_and_what_changes(school: School) -> None:
    two_quarters()
    change(school, control=5)
    shown = diary.week(school["anya"], MONDAY, at("12:00")).weights
    assert (4, "итоговая контрольная работа") in shown.weights
    assert any(weight == 3 and "контрольная работа" in kinds for weight, kinds in shown.weights)
    assert shown.changes == ("с 01.12.2026: контрольная работа — 5 вместо 3",)
    found = forecast.of_pupil(school["anya"], at("12:00"))
    assert found is not None and found.weights == shown


@pytest.mark.parametrize("weight", [0, 11, None])
def test_a_weight_is_a_number_from_one_to_ten(school: School, weight: int | None) -> None:
    with refused("4.3.1") as caught:
        change(school, control=weight)
    assert "Контрольная работа: вес — целое число от 1 до 10" in caught.value.message
    assert quarter()
