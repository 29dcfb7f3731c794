"""КТП is handed in by the teacher, and accepted or returned with a remark by the deputy (п. 4.5.1)."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from ejournal.access import Actor
from ejournal.models.plan_reviews import PlanReview, newest_reviews
from ejournal.models.plans import Plan, PlanItem, items_of, title_at
from ejournal.rules.plans import Planned, State, Step, state
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import clean
from ejournal.services.deeds import add_fact, deed
from ejournal.services.plan_items import CLAUSE, opened

REMARK = 1000  # signs
MAY_HAND_IN = (State.DRAFT, State.RETURNED, State.CHANGED)


@deed("plan.hand_in", of="plan", alone=True)
def hand_in(plan: Plan, seen: int, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: the teacher hands a plan in as it stands now; lessons go on by it meanwhile."""
    if not opened(plan, seen):
        raise Refusal(CLAUSE, "В этом КТП нет ни одной темы: сначала заполните его.")
    if _state(plan) not in MAY_HAND_IN:
        raise Refusal(CLAUSE, "Этот КТП уже сдан. Обновите страницу.", Way.RELOAD)
    _step(plan, Step.HANDED_IN)


@deed("plan.accept", of="plan", alone=True)
def accept(plan: Plan, seen: int, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: the deputy accepts the plan that was handed in; it is kept as it was accepted."""
    items = opened(plan, seen)
    _refuse_not_handed_in(plan)
    _step(plan, Step.ACCEPTED, items=to_json(items))


class Chosen(NamedTuple):
    """A plan that is to be accepted as it was seen, and by whom: each is a deed of its own."""

    plan: Plan
    seen: int
    by: Actor


def accept_each(chosen: Iterable[Chosen], now: datetime) -> None:
    """п. 4.5.1: accept several plans; one that is refused hinders no other and is told of at the end."""
    accepted, refused = 0, []
    for one in chosen:
        try:
            accept(one.plan, one.seen, by=one.by, now=now)
            accepted += 1
        except Refusal as refusal:
            refused.append(f"«{one.plan.title}» — {refusal.message}")
    if not accepted and not refused:
        raise Refusal(CLAUSE, "Отметьте планы, которые принимаете.")
    if refused:
        raise Refusal(CLAUSE, f"Принято планов: {accepted}. Не приняты: {' '.join(refused)}", Way.RELOAD)


@deed("plan.send_back", of="plan", alone=True)
def send_back(plan: Plan, seen: int, remark: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: the deputy returns the plan that was handed in, and says why."""
    opened(plan, seen)
    _refuse_not_handed_in(plan)
    remark = clean(remark, limit=REMARK, field="Замечание")
    if not remark:
        raise Refusal(CLAUSE, "Напишите замечание: без него учитель не узнает, что исправить.")
    _step(plan, Step.RETURNED, remark=remark)


def restore(plan: Plan) -> None:
    """п. 4.5.1: under the current deed: a plan that is again as it was accepted last is accepted."""
    steps = newest_reviews([plan.id]).get(plan.id, [])
    if state(plan.version, steps) is not State.CHANGED:
        return
    number = next(step.id for step in steps if step.kind == Step.ACCEPTED)
    accepted: PlanReview = PlanReview.get_by_id(number)
    rows = [Planned(*row) for row in json.loads(accepted.items)]
    items = items_of([plan.id])
    same = [Planned(*(getattr(item, name) for name in Planned._fields)) for item in items] == rows
    if same and title_at(plan, accepted.version) == plan.title:
        _step(plan, Step.RESTORED)


def to_json(items: Iterable[PlanItem]) -> str:
    """A plan as it is kept with its acceptance."""
    rows = [[getattr(item, name) for name in Planned._fields] for item in items]
    return json.dumps(rows, ensure_ascii=False)


def _state(plan: Plan) -> State:
    return state(plan.version, newest_reviews([plan.id]).get(plan.id, []))


def _refuse_not_handed_in(plan: Plan) -> None:
    if _state(plan) is not State.HANDED_IN:
        raise Refusal(CLAUSE, "Этот КТП сейчас не сдан на утверждение. Обновите страницу.", Way.RELOAD)


def _step(plan: Plan, kind: Step, *, remark: str = "", items: str = "") -> None:
    add_fact(PlanReview, plan=plan.id, kind=kind, version=plan.version, remark=remark, items=items)
