"""A correction of a КТП is taken back: lessons that became one are two again, with a trace (п. 4.5.1)."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ejournal.access import Actor
from ejournal.models.lesson_texts import items_taken
from ejournal.models.plan_corrections import CorrectionUndone, Line, lines_of
from ejournal.models.plan_reviews import PlanCorrection
from ejournal.models.plans import Plan, PlanItem
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import bring_back, create_many, deed, revise
from ejournal.services.plan_items import CLAUSE, last_taken, opened, renumber
from ejournal.services.plan_reviews import restore
from ejournal.services.taking_back import Written, before, records_of

DONE = "Эта корректировка уже отменена."
HELD = "№ {number} уже записана в урок"
PASSED = "после № {number} уже пройдены другие темы"
WRITTEN = "№ {number} после корректировки изменена или убрана"
NONE = "Вернуть прежние темы нельзя: {why}. Пройденное остаётся, а темы впереди правьте по одной."


class _Pair(NamedTuple):
    """A line that can be taken back: the lesson made of two, as it was, and the one that went into it."""

    line: Line
    item: PlanItem
    was: Mapping[str, Any]
    gone: Written


@deed("plan.unheal", of="plan", alone=True)
def unheal(plan: Plan, seen: int, made: PlanCorrection, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: the lessons of a correction as they were before it, those whose topics no lesson has taken.

    Refused when there are none such. The correction stays in the list, its sheet says what was taken back.
    A plan that is then as it was accepted is accepted.
    """
    items = opened(plan, seen)
    lines = [line for line in lines_of([plan.id]) if line.correction.id == made.id and line.undone is None]
    if not lines:
        raise Refusal(CLAUSE, DONE)
    why: list[str] = []
    pairs = list(_pairs(lines, items, records_of(made.deed), why))
    if not pairs:
        raise Refusal(CLAUSE, NONE.format(why="; ".join(dict.fromkeys(why))))
    starts = sorted(pair.item.number for pair in pairs)
    renumber([(item, item.number + more) for item in items if (more := bisect_left(starts, item.number))])
    for pair in pairs:
        _split(pair)
    create_many(
        CorrectionUndone,
        [
            {"correction": made.id, "line": pair.line.number, "day": now.date(), "by_hand": True}
            for pair in pairs
        ],
    )
    revise(plan)
    restore(plan)


def _pairs(
    lines: Sequence[Line], items: Sequence[PlanItem], written: Sequence[Written], why: list[str]
) -> Iterator[_Pair]:
    """Those of these lines that can be taken back; `why` gets what hinders the others."""
    taken, last = items_taken([item.id for item in items]), last_taken(items)
    mine = [one for one in written if one.kind == "plan_item"]
    left = {one.number: one for one in mine if one.fields is not None}
    gone = {before(one)["number"]: one for one in mine if one.fields is None}
    known = {item.id: item for item in items}
    for line in lines:
        item, (first, second) = known.get(line.kept["item"]), line.kept["numbers"]
        if item is None or item.id not in left or second not in gone or not _same(item, left[item.id]):
            why.append(WRITTEN.format(number=first))
        elif item.id in taken:
            why.append(HELD.format(number=item.number))
        elif item.number < last:
            why.append(PASSED.format(number=item.number))
        else:
            yield _Pair(line, item, before(left[item.id]), gone[second])


def _same(item: PlanItem, left: Written) -> bool:
    """Whether nobody has written the lesson anew since; its number may be another."""
    return all(getattr(item, name) == (left.fields or {}).get(name) for name in Planned._fields)


def _split(pair: _Pair) -> None:
    """The lesson as it was, and after it the one that went into it; a number is free for it by now."""
    revise(pair.item, **{name: pair.was[name] for name in Planned._fields})
    bring_back(PlanItem, pair.gone.number, {**before(pair.gone), "number": pair.item.number + 1})
