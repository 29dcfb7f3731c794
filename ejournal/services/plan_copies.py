"""КТП for a page that has none: begun from nothing, or copied from another plan (п. 4.5.1)."""

from collections.abc import Sequence
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.curriculum import Group
from ejournal.models.plan_lessons import own_plan
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.deeds import create, create_many, deed, revise
from ejournal.services.plan_items import CLAUSE, opened, plan_title

FIELDS = ("number", *Planned._fields)


@deed("plan.start", of="teaching_group", alone=True)
def start(first: Group, groups: Sequence[Group], title: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: an empty plan for pages that have none; its lessons are written one by one."""
    _follow(groups, title)


@deed("plan.copy", of="teaching_group", alone=True)
def copy(
    first: Group, groups: Sequence[Group], source: Plan, title: str, *, by: Actor, now: datetime
) -> None:
    """п. 2.2: a plan of their own for pages that have none, or an empty one, with all that another has."""
    if source.id not in {group.plan_id for group in Group.select().where(Group.subject == first.subject_id)}:
        raise Refusal(CLAUSE, "Выберите план того же предмета из списка.")
    made = _empty(groups) or _follow(groups, title)
    items = items_of([source.id])
    create_many(
        PlanItem, ({"plan": made.id} | {name: getattr(item, name) for name in FIELDS} for item in items)
    )


def _empty(groups: Sequence[Group]) -> Plan | None:
    """The plan of these pages alone, while there is nothing in it."""
    plan = own_plan(groups)
    if plan is None or opened(plan, plan.version):
        return None
    revise(plan)
    return plan


def _follow(groups: Sequence[Group], title: str) -> Plan:
    title = plan_title(title)
    if (
        Group.select()
        .where(Group.id.in_([group.id for group in groups]) & Group.plan.is_null(False))
        .exists()
    ):
        raise Refusal(CLAUSE, "У этой страницы уже есть КТП: откройте его и правьте.", Way.RELOAD)
    plan = create(Plan, title=title)
    for group in groups:
        revise(group, plan=plan.id)
    return plan
