"""п. 4.5.1: a correction of many pairs is taken back whole, or as much of it as no lesson has taken."""

from typing import Any

import pytest

from ejournal.access import Role
from ejournal.models.lesson_texts import items_taken
from ejournal.models.plan_corrections import lines_of
from ejournal.models.plan_lessons import followers
from ejournal.models.plan_reviews import PlanCorrection, PlanReview
from ejournal.models.plans import Plan, items_of
from ejournal.models.settings import school_settings
from ejournal.reports import plans as report
from ejournal.rules.plans import Planned, State
from ejournal.services import plan_healing, plan_items, plan_reviews, plan_unhealing
from ejournal.services.verify import verify
from tests.school import ZONE, School
from tests.services.steps import rows
from tests.services.test_plans import NOW, grow, item, plan_of, take

pytestmark = pytest.mark.clause("4.5.1")


def whole(plan: Plan) -> list[tuple[Any, ...]]:
    fields = ("number", "section", "topic", "homework", "work_kind")
    return [tuple(getattr(one, name) for name in fields) for one in items_of([plan.id])]


def heal(school: School, *numbers: int) -> PlanCorrection:
    """The lessons of these numbers become one with the next of each."""
    plan = plan_of(school)
    (follower,) = followers(plan.id)
    chosen = {item(plan, number).id: "merged" for number in numbers}
    plan_healing.heal(plan, plan.version, follower, chosen, by=school.actor("vera"), now=NOW)
    made: PlanCorrection = rows(PlanCorrection)[-1]
    return made


def unheal(school: School, made: PlanCorrection) -> None:
    plan = plan_of(school)
    plan_unhealing.unheal(plan, plan.version, made, by=school.actor("vera"), now=NOW)


def accepted(school: School) -> None:
    """The plan is handed in and accepted as it stands."""
    plan = plan_of(school)
    plan_reviews.hand_in(plan, plan.version, by=school.actor("vera"), now=NOW)
    plan_reviews.accept(plan, plan.version, by=school.actor("dina", Role.DEPUTY), now=NOW)


def state(school: School) -> State:
    plan = plan_of(school)
    return report.page(plan, followers(plan.id), school_settings(), NOW).state


def test_an_accepted_plan_whose_correction_is_taken_back_is_accepted_as_it_was(school: School) -> None:
    grow(school, 60)
    accepted(school)
    one, other = heal(school, 3), heal(school, 9)
    assert state(school) is State.CHANGED
    unheal(school, one)
    assert state(school) is State.CHANGED, "the other pair is still one lesson"
    unheal(school, other)
    assert state(school) is State.ACCEPTED
    assert [row.kind for row in rows(PlanReview)] == ["handed_in", "accepted", "restored"]
    assert verify(ZONE) == []
    heal(school, 3)
    assert state(school) is State.CHANGED


@pytest.mark.parametrize("what", ["title", "topic"])
def test_what_else_was_changed_since_waits_for_the_deputy(school: School, what: str) -> None:
    grow(school, 60)
    accepted(school)
    made, plan = heal(school, 3), plan_of(school)
    if what == "title":
        plan_items.rename(plan, plan.version, "Алгебра, углублённо", by=school.actor("vera"), now=NOW)
    else:
        last = Planned("Раздел 5", "Другая тема", "", "")
        plan_items.change_item(plan, plan.version, item(plan, 59), last, by=school.actor("vera"), now=NOW)
    unheal(school, made)
    assert state(school) is State.CHANGED


@pytest.mark.parametrize("numbers", [(3, 5), (3, 5, 7), (4, 9, 20), (3, 31, 33)])
def test_many_pairs_come_back_as_they_were(school: School, numbers: tuple[int, ...]) -> None:
    before = whole(grow(school, 60))
    made = heal(school, *numbers)
    assert len(whole(plan_of(school))) == len(before) - len(numbers)
    unheal(school, made)
    assert whole(plan_of(school)) == before
    assert all(line.undone for line in lines_of([plan_of(school).id]))
    assert verify(ZONE) == []


def test_of_many_pairs_that_which_a_lesson_took_stays(school: School) -> None:
    before = whole(grow(school, 60))
    made = heal(school, 3, 5, 7)
    take(school, 3)
    unheal(school, made)
    plan = plan_of(school)
    after = whole(plan)
    assert len(after) == len(before) - 1
    assert [one[2] for one in after[3:]] == [one[2] for one in before[4:]], "all but the pair that was held"
    assert after[2][2] not in {one[2] for one in before} and items_taken([item(plan, 3).id])
    assert [line.undone is None for line in lines_of([plan.id])] == [True, False, False]
    assert verify(ZONE) == []
