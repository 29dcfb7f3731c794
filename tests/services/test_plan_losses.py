"""п. 4.5.1: what a КТП lost as its teacher was absent is told by its reason, for «Лист корректировки»."""

from datetime import timedelta

import pytest

from ejournal.access import Role
from ejournal.models.curriculum import Group
from ejournal.models.people import Person
from ejournal.models.plan_lessons import followers
from ejournal.models.plans import Plan
from ejournal.models.substitutions import TeacherAbsence
from ejournal.reports import plan_healing as report
from ejournal.rules.substitutions import REASONS
from ejournal.services import plan_healing, plan_items, substitutions
from ejournal.services.plan_healing import planned
from ejournal.services.substitutions import Decision
from tests.school import MONDAY, School, at
from tests.services.steps import refused
from tests.services.test_plans import grow, item, plan_of, take

pytestmark = pytest.mark.clause("4.5.1", "4.2.2д")

NOW, ORDER = at("7:00"), "№ 81 от 23.11.2026"
WEDNESDAY = MONDAY + timedelta(days=2)


def cancel(school: School, reason: str) -> None:
    """Algebra of Wednesday is cancelled, for Вера is away."""
    dina, vera = school.actor("dina", Role.DEPUTY), Person.get_by_id(school["vera"])
    substitutions.report_absence(vera, reason, "", WEDNESDAY, WEDNESDAY, by=dina, now=NOW)
    chosen = [Decision(school.lesson("algebra", WEDNESDAY).id, "cancelled")]
    substitutions.decide(TeacherAbsence.get(), chosen, ORDER, by=dina, now=NOW)


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_a_lesson_cancelled_for_an_absence_is_lost_by_its_reason(school: School, reason: str) -> None:
    cancel(school, reason)
    told = {
        "illness": "отмена: отсутствие учителя (болезнь)",
        "trip": "отмена: отсутствие учителя (командировка)",
        "courses": "отмена: отсутствие учителя (курсы)",
        "leave": "отмена: отсутствие учителя (отпуск)",
        "other": "отмена: отсутствие учителя",
    }[reason]
    plan = Plan.get_by_id(Group.get_by_id(school.groups["algebra"]).plan_id)
    (follower,) = followers(plan.id)
    assert plan_healing.reasons_left(plan, follower) == [f"25.11 {told}"]
    page = report.page(plan, [follower], None)
    assert page is not None and [(one.day, one.why) for one in page.lost] == [(WEDNESDAY, told)]


def test_the_second_hour_of_a_control_work_that_has_begun_is_not_given_up(school: School) -> None:
    """domain 5.6: the control work № 2 takes the lessons 2 and 3; the first of them was given on Monday."""
    plan, vera = grow(school, 40), school.actor("vera")
    second_hour = planned(item(plan, 3))._replace(topic=item(plan, 2).topic, work_kind="")
    plan_items.change_item(plan, plan.version, item(plan, 3), second_hour, by=vera, now=NOW)
    take(school, 2)
    plan = plan_of(school)
    (follower,) = followers(plan.id)
    page = report.page(plan, [follower], None)
    assert page is not None and item(plan, 3).id not in {pair.id for pair in page.pairs}
    with refused("4.5.1"):
        plan_healing.heal(plan, plan.version, follower, {item(plan, 3).id: "merged"}, by=vera, now=NOW)
