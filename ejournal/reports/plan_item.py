"""One lesson of a КТП, or a new one, as its form shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ejournal.models.curriculum import Group
from ejournal.models.lesson_texts import items_taken
from ejournal.models.plan_lessons import next_open
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.rules.plans import Planned


class Next(NamedTuple):
    """The lesson of a group that may take this item of the plan out of turn."""

    lesson: int
    day: date
    group: str


@dataclass(frozen=True)
class ItemPage:
    """A lesson of a plan, or a place for a new one (`id` None) after the number `after`.

    `taken` says that a lesson took it, `fixed` that it keeps its place, `first` is the number of the first
    lesson that may be moved; `lessons` are those that may take it out of turn.
    """

    plan: int
    title: str
    version: int
    id: int | None
    after: int
    count: int
    taken: bool
    fixed: bool
    first: int
    sections: tuple[str, ...]
    fields: dict[str, str]
    lessons: tuple[Next, ...]


def page(plan: Plan, item: PlanItem | None, after: int, taught: Sequence[Group], today: date) -> ItemPage:
    """п. 4.5.1: three queries; `taught` are the groups of the plan that the reader teaches."""
    items = items_of([plan.id])
    taken = items_taken([one.id for one in items])
    last = max((one.number for one in items if one.id in taken), default=0)
    after = min(max(after, last if item is None else 0), len(items))
    before = items[after - 1] if after else None
    fields = dict.fromkeys(Planned._fields, "") | {"section": before.section if before else ""}
    if item is not None:
        fields = {name: getattr(item, name) or "" for name in fields}
    return ItemPage(
        plan=plan.id,
        title=plan.title,
        version=plan.version,
        id=item.id if item else None,
        after=after,
        count=len(items),
        taken=item is not None and item.id in taken,
        fixed=item is not None and item.number <= last,
        first=last + 1,
        sections=tuple(dict.fromkeys(one.section for one in items if one.section)),
        fields=fields,
        lessons=() if item is None or item.id in taken else tuple(_lessons(taught, today)),
    )


def _lessons(taught: Sequence[Group], today: date) -> Iterator[Next]:
    found = next_open([group.id for group in taught], today)
    for group in taught:
        if group.id in found:
            yield Next(found[group.id].id, found[group.id].day, group.name)
