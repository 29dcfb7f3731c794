"""КТП: the plan of pages of the journal, written whole, item by item (п. 2.2, 4.5.1)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ejournal.models import plans
from ejournal.models.curriculum import Group
from ejournal.models.lesson_texts import items_taken
from ejournal.models.plan_lessons import own_plan
from ejournal.models.plans import Plan, PlanItem
from ejournal.rules.plans import FROM_THE_FIRST, Begun, Planned
from ejournal.rules.refusal import Refusal
from ejournal.services import plan_begins, plan_undoing
from ejournal.services.deeds import create, create_many, remove, revise


def write(
    groups: Sequence[Group],
    title: str,
    items: Sequence[Planned],
    today: date,
    start: Begun = FROM_THE_FIRST,
) -> None:
    """п. 4.5.1: make `items` the plan of these groups, under the current deed; what is the same stays.

    The plan they have is changed when it is theirs alone: its items keep the topics that lessons took of
    them. Else they get a new one. Refused when a lesson took an item that would go. A correction that no
    longer holds is told of as undone `today`. `start`: what they passed before the journal.
    """
    plan_undoing.undo(groups, items, today)
    plan = own_plan(groups)
    if plan is None:
        plan = create(Plan, title=title)
        for group in groups:
            revise(group, plan=plan.id)
        create_many(PlanItem, [_columns(plan, number, item) for number, item in enumerate(items, start=1)])
    elif _rewrite(plan, items) or plan.title != title:
        revise(plan, title=title)
    plan_begins.keep(groups, start)


def _rewrite(plan: Plan, items: Sequence[Planned]) -> bool:
    """Make the items of a plan these; whether anything changed."""
    known = {item.number: item for item in plans.items_of([plan.id])}
    wanted = dict(enumerate(items, start=1))
    _refuse_taken([item for number, item in known.items() if number not in wanted])
    for number in sorted(known.keys() - wanted.keys(), reverse=True):
        remove(known[number])
    changed = {
        number: changes
        for number in known.keys() & wanted.keys()
        if (changes := plans.changes(known[number], wanted[number]._asdict()))
    }
    for number in sorted(changed):
        revise(known[number], **changed[number])
    new = sorted(wanted.keys() - known.keys())
    create_many(PlanItem, [_columns(plan, number, wanted[number]) for number in new])
    return bool(changed) or known.keys() != wanted.keys()


def _refuse_taken(gone: list[PlanItem]) -> None:
    taken = items_taken([item.id for item in gone])
    if last := max((item.number for item in gone if item.id in taken), default=0):
        raise Refusal(
            "4.5.1",
            f"Тема № {last} уже записана в урок, а в новом плане уроков меньше. "
            "Дополните план и загрузите снова.",
        )


def _columns(plan: Plan, number: int, item: Planned) -> dict[str, Any]:
    return {"plan": plan.id, "number": number, **item._asdict()}
