"""A КТП is made to fit the year: neighbouring lessons become one, reserve lessons fill it (п. 4.5.1)."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models.curriculum import Group
from ejournal.models.lost import LostLesson, lost_lessons
from ejournal.models.plan_corrections import lines_of
from ejournal.models.plan_lessons import followers, lessons_of
from ejournal.models.plan_reviews import PlanCorrection
from ejournal.models.plans import Plan, PlanItem
from ejournal.rules import healing
from ejournal.rules.plans import Planned, begun, course
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.substitutions import why_not_held
from ejournal.services.deeds import add_fact, create_many, deed, remove_many, revise
from ejournal.services.plan_items import CLAUSE, OVERTAKEN, last_taken, opened, renumber
from ejournal.wording import date_short, plural

TOO_LONG = "в плане больше уроков, чем осталось в году"


@deed("plan.heal", of="plan", alone=True)
def heal(plan: Plan, seen: int, group: Group, chosen: Mapping[int, str], *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: make one lesson of each of the chosen ones and the one after it.

    `chosen` says by which of healing.WAYS, by the id of the first item of each pair. What came of it is
    kept as the lines of «Лист корректировки», with the loss of `group` that each makes good.
    """
    items = opened(plan, seen)
    start = begun(group.passed, group.passed_by)
    here = course(len(items), lessons_of([group.id], plan.id)[group.id], start)
    first = max(last_taken(items), *(one.passed or 0 for one in followers(plan.id)))
    taken, ahead = items[:first], items[first:]
    places = [place for place, item in enumerate(ahead) if item.id in chosen]
    _check(taken, ahead, places, chosen, here.shortage)
    reasons = reasons_left(plan, group)
    left = [item.id for item in (*items[here.last : len(items) - len(ahead)], *_kept(ahead, places))]
    days = dict(zip(left, here.ahead, strict=False))
    lines = [
        line_of(ahead[place], ahead[place + 1], chosen[ahead[place].id], reason, days.get(ahead[place].id))
        for place, reason in zip(places, _padded(reasons, len(places)), strict=True)
    ]
    _merge(ahead, places)
    revise(plan)
    add_fact(PlanCorrection, plan=plan.id, group=group.id, lines=json.dumps(lines, ensure_ascii=False))


@deed("plan.reserve", of="plan", alone=True)
def reserve(plan: Plan, seen: int, count: int, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: reserve lessons at the end, for lessons of the year that the plan does not reach."""
    items = opened(plan, seen)
    groups = {group.id: begun(group.passed, group.passed_by) for group in followers(plan.id)}
    lessons = lessons_of(groups, plan.id)
    courses = [course(len(items), lessons[group], start) for group, start in groups.items()]
    spare = min((-one.shortage for one in courses), default=0)
    if not 1 <= count <= spare:
        raise Refusal(CLAUSE, OVERTAKEN, Way.RELOAD)
    create_many(
        PlanItem,
        (
            {"plan": plan.id, "number": len(items) + number, **healing.RESERVE._asdict()}
            for number in range(1, count + 1)
        ),
    )
    revise(plan)


def reasons_left(plan: Plan, group: Group) -> list[str]:
    """«24.11 карантин» of every lost lesson of a group that no earlier correction made good, in order."""
    mine = [line for line in lines_of([plan.id]) if line.correction.group_id == group.id]
    used = Counter(line.kept["reason"] for line in mine if line.undone is None)
    year = group.year
    lost: Sequence[LostLesson] = lost_lessons([group.id], year.valid_from, year.valid_to)
    left = []
    for reason in (f"{date_short(one.day)} {_why_lost(one)}" for one in lost):
        if used[reason]:
            used[reason] -= 1
        else:
            left.append(reason)
    return left[sum(used.values()) - used[TOO_LONG] :]  # a reason may be called otherwise since


def _why_lost(one: LostLesson) -> str:
    """«карантин», «отмена: отсутствие учителя (болезнь)»."""
    return why_not_held(one.kind, one.absence) if one.kind else one.reason


def planned(item: PlanItem) -> Planned:
    return Planned(*(getattr(item, name) for name in Planned._fields))


def line_of(one: PlanItem, other: PlanItem, way: str, reason: str, day: date | None) -> dict[str, Any]:
    """A line of «Лист корректировки», as it is kept."""
    return {
        "numbers": [one.number, other.number],
        "topic": healing.merged(planned(one), planned(other)).topic,
        "reason": reason,
        "way": way,
        "item": one.id,
        "planned": day.isoformat() if day else None,
    }


def _padded(reasons: Sequence[str], count: int) -> list[str]:
    return [*reasons[:count], *[TOO_LONG] * (count - len(reasons))]


def _check(
    taken: Sequence[PlanItem],
    ahead: Sequence[PlanItem],
    places: Sequence[int],
    chosen: Mapping[int, str],
    shortage: int,
) -> None:
    if not chosen:
        raise Refusal(CLAUSE, "Отметьте хотя бы одну пару тем.")
    if len(places) != len(chosen):
        raise Refusal(CLAUSE, OVERTAKEN, Way.RELOAD)
    if len(places) > max(shortage, 0):
        wanting = f"{max(shortage, 0)} {plural(shortage, 'урока', 'уроков', 'уроков')}"
        raise Refusal(CLAUSE, f"Отмечено пар: {len(places)}, а не хватает {wanting}. Снимите лишние отметки.")
    for place in places:
        _check_pair(taken, ahead, place, place + 1 in places)
    if not set(chosen.values()) <= healing.WAYS.keys():
        raise Refusal(CLAUSE, "Выберите способ из списка.")


def _check_pair(taken: Sequence[PlanItem], ahead: Sequence[PlanItem], place: int, again: bool) -> None:
    one = ahead[place]
    if place + 1 >= len(ahead):
        raise Refusal(CLAUSE, f"После № {one.number} тем нет: объединить её не с чем.")
    other = ahead[place + 1]
    pair = f"№ {one.number} и № {other.number}"
    if again:
        raise Refusal(CLAUSE, f"Тема № {other.number} отмечена в двух парах: оставьте её в одной.")
    before, lessons = ([planned(item) for item in items] for items in (taken, ahead))
    if not healing.may_merge(lessons, place, before):
        raise Refusal(CLAUSE, f"Темы {pair} объединить нельзя: контрольные работы не сокращаются.")


def _kept(ahead: Sequence[PlanItem], places: Sequence[int]) -> list[PlanItem]:
    gone = {place + 1 for place in places}
    return [item for place, item in enumerate(ahead) if place not in gone]


def _merge(ahead: Sequence[PlanItem], places: Sequence[int]) -> None:
    first = ahead[0].number
    kept = _kept(ahead, places)
    for place in places:
        revise(ahead[place], **healing.merged(planned(ahead[place]), planned(ahead[place + 1]))._asdict())
    remove_many([ahead[place + 1] for place in places])
    moved = [(item, number) for number, item in enumerate(kept, start=first) if item.number != number]
    renumber(moved)
