"""КТП in the browser: one lesson of a plan at a time is written, inserted, removed, moved (п. 4.5.1)."""

from collections.abc import Sequence
from datetime import datetime

from ejournal.access import Actor
from ejournal.db import on_postgres
from ejournal.models.lesson_texts import items_taken
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.rules import plan_columns, works
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.text import clean, one_line
from ejournal.services.deeds import create_many, deed, remove, revise, revise_many

CLAUSE = "4.5.1"
OVERTAKEN = "КТП только что изменили в другом окне. Обновите страницу и повторите: ничего не записано."
TAKEN = "Тема № {number} уже записана в урок: {what} её нельзя, иначе журнал разойдётся с планом."
MOST = 1000  # lessons of a plan


def opened(plan: Plan, seen: int) -> list[PlanItem]:
    """The items of a plan that is as the person saw it; other deeds on it wait for this one."""
    query = Plan.select().where(Plan.id == plan.id)
    plan.version = (query.for_update() if on_postgres() else query).get().version
    if plan.version != seen:
        raise Refusal(CLAUSE, OVERTAKEN, Way.RELOAD)
    return items_of([plan.id])


def checked(item: Planned) -> Planned:
    """What was typed, storable; the topic is needed."""
    topic = one_line(item.topic, limit=500, field="Тема урока")
    if not topic:
        raise Refusal(CLAUSE, "Запишите тему урока.")
    if item.work_kind:
        works.kind(item.work_kind)
    return Planned(
        one_line(item.section, limit=300, field="Раздел"),
        topic,
        clean(item.homework, limit=3000, field="Домашнее задание"),
        item.work_kind,
        **plan_columns.checked(item),
    )


@deed("plan.rename", of="plan", alone=True)
def rename(plan: Plan, seen: int, title: str, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: give a plan another title; like any change it is handed in again after that."""
    opened(plan, seen)
    title = plan_title(title)
    if title != plan.title:
        revise(plan, title=title)


def plan_title(typed: str) -> str:
    title = one_line(typed, limit=200, field="Название")
    if not title:
        raise Refusal(CLAUSE, "Назовите план, например «Алгебра, 7 класс».")
    return title


@deed("plan.change_item", of="plan", alone=True)
def change_item(plan: Plan, seen: int, item: PlanItem, wanted: Planned, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: write a lesson of a plan anew; what was already written in a lesson stays there."""
    known = _found(opened(plan, seen), item)
    revise(known, **checked(wanted)._asdict())
    revise(plan)


@deed("plan.add_item", of="plan", alone=True)
def add_item(plan: Plan, seen: int, after: int, *wanted: Planned, by: Actor, now: datetime) -> None:
    """п. 4.5.1: a new lesson, or a list of them, after number `after`; what follows is numbered on."""
    items = opened(plan, seen)
    if not 0 <= after <= len(items):
        raise Refusal(CLAUSE, OVERTAKEN, Way.RELOAD)
    if len(items) + len(wanted) > MOST:
        raise Refusal(CLAUSE, f"В плане не больше {MOST} уроков: уже записано {len(items)}.")
    last = last_taken(items)
    if after < last:
        raise Refusal(
            CLAUSE,
            f"Тема № {last} уже записана в урок: вставить новую можно только после неё, с № {last + 1}.",
        )
    made = [checked(one) for one in wanted]
    renumber([(item, item.number + len(made)) for item in items[after:]])
    numbered = enumerate(made, start=after + 1)
    create_many(PlanItem, ({"plan": plan.id, "number": number, **one._asdict()} for number, one in numbered))
    revise(plan)


@deed("plan.remove_item", of="plan", alone=True)
def remove_item(plan: Plan, seen: int, item: PlanItem, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: take a lesson out of a plan; its history stays."""
    items = opened(plan, seen)
    known = _found(items, item)
    _refuse_taken(items, known, "удалить")
    remove(known)
    renumber([(later, later.number - 1) for later in items[known.number :]])
    revise(plan)


@deed("plan.move_item", of="plan", alone=True)
def move_item(plan: Plan, seen: int, item: PlanItem, up: bool, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: let a lesson of a plan change places with the one before it, or after it."""
    items = opened(plan, seen)
    known = _found(items, item)
    _refuse_taken(items, known, "переставить")
    place = known.number - 2 if up else known.number
    if not 0 <= place < len(items):
        raise Refusal(CLAUSE, "Дальше переставить нельзя: это край плана.")
    _refuse_taken(items, items[place], "переставить")
    renumber([(known, items[place].number), (items[place], known.number)])
    revise(plan)


def renumber(moved: Sequence[tuple[PlanItem, int]]) -> None:
    """Give items of a plan other numbers, under the current deed; a statement or two for all of them.

    On their way all have numbers below zero: two items never have the same, not even for a moment.
    """
    by_step: dict[int, list[PlanItem]] = {}
    for item, number in moved:
        by_step.setdefault(number - item.number, []).append(item)

    def write() -> None:
        everyone = [item.id for item, _ in moved]
        PlanItem.update(number=PlanItem.number * -1).where(PlanItem.id.in_(everyone)).execute()
        for step, items in by_step.items():
            mine = PlanItem.id.in_([item.id for item in items])
            PlanItem.update(number=step - PlanItem.number).where(mine).execute()
        for item, number in moved:
            item.number = number

    revise_many([item for item, _ in moved], write)


def last_taken(items: Sequence[PlanItem]) -> int:
    """The highest number that a lesson took; 0 when none did."""
    taken = items_taken([item.id for item in items])
    return max((item.number for item in items if item.id in taken), default=0)


def _found(items: Sequence[PlanItem], wanted: PlanItem) -> PlanItem:
    known = next((item for item in items if item.id == wanted.id), None)
    if known is None:
        raise Refusal(CLAUSE, OVERTAKEN, Way.RELOAD)
    return known


def _refuse_taken(items: Sequence[PlanItem], item: PlanItem, what: str) -> None:
    """What was taken keeps its number, and so does all that stands before it."""
    last = last_taken(items)
    if item.id in items_taken([item.id]):
        raise Refusal(CLAUSE, TAKEN.format(number=item.number, what=what))
    if item.number < last:
        raise Refusal(
            CLAUSE,
            f"После неё уже пройдена тема № {last}: номера пройденных тем не меняются. "
            f"Если тема ещё нужна, вставьте её после № {last}.",
        )
