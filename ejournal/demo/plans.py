"""What became of the plans of the demo before the year began: most were accepted, some were not."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ejournal.access import Role
from ejournal.demo.seed import Act, Writer
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.people import Duty, SchoolYear
from ejournal.models.plan_reviews import PlanReview
from ejournal.models.plans import PlanItem, items_of
from ejournal.rules.plans import Step
from ejournal.services.plan_reviews import to_json

# Of every so many plans: the place of one that is still a draft, waits for the deputy, was returned.
ROUND, DRAFT, WAITING, RETURNED = 16, 5, 9, 13
STEP = timedelta(seconds=30)
REMARKS = (
    "Добавьте уроки повторения в конце года.",
    "Укажите, на каких уроках проверочные работы, и разведите их с контрольными.",
    "Разбейте раздел «Повторение»: на него уходит слишком много часов подряд.",
)


@dataclass(slots=True)
class Reviewed:
    """A step of a plan on its way to acceptance."""

    plan: int
    kind: Step
    remark: str = ""
    items: str = ""

    def write(self, writer: Writer) -> None:
        writer.fact(
            PlanReview,
            plan=self.plan,
            kind=str(self.kind),
            version=1,
            remark=self.remark,
            items=self.items,
        )


def reviews(year: SchoolYear, begun: datetime) -> list[Act]:
    """п. 4.5.1: who handed a plan in from a moment on, and what the deputy said of it."""
    deputy = Duty.select().where(Duty.role == Role.DEPUTY).order_by(Duty.id).get().person.id
    keepers = _keepers(year)
    items: dict[int, list[PlanItem]] = defaultdict(list)
    for item in items_of(keepers):
        items[item.plan_id].append(item)
    acts = []
    for place, (plan, teacher) in enumerate(sorted(keepers.items())):
        turn = place % ROUND
        if turn == DRAFT:
            continue
        acts.append(
            _act(begun + STEP * place, teacher, Role.TEACHER, "plan.hand_in", Reviewed(plan, Step.HANDED_IN))
        )
        said = begun + STEP * (place + len(keepers))
        if turn == RETURNED:
            part = Reviewed(plan, Step.RETURNED, REMARKS[place // ROUND % len(REMARKS)])
            acts.append(_act(said, deputy, Role.DEPUTY, "plan.send_back", part))
        elif turn != WAITING:
            part = Reviewed(plan, Step.ACCEPTED, items=to_json(items[plan]))
            acts.append(_act(said, deputy, Role.DEPUTY, "plan.accept", part))
    return sorted(acts, key=lambda act: act.at)


def _act(at: datetime, person: int, role: Role, kind: str, part: Reviewed) -> Act:
    return Act(at, person, role, kind, "plan", part.plan, [part])


def _keepers(year: SchoolYear) -> dict[int, int]:
    """By plan: the teacher of the first page that follows it."""
    return dict(reversed(list(_pages(year))))


def _pages(year: SchoolYear) -> Iterator[tuple[int, int]]:
    query: Any = Group.select(Group.plan, GroupTeacher.person).join(
        GroupTeacher, on=(GroupTeacher.group == Group.id)
    )
    mine = (Group.year == year) & Group.plan.is_null(False)
    yield from query.where(mine).order_by(Group.id, GroupTeacher.id).tuples()
