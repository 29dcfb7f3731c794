"""КТП: the plan of lessons of a subject and its items, one an academic hour (п. 2.2)."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField, SmallIntegerField, TextField

from ejournal.db import Table
from ejournal.models.audit import Revision
from ejournal.prepared import prepared


class Plan(Table):
    """A plan; several groups may follow one."""

    title = CharField(max_length=200)
    version = IntegerField(default=1)


class PlanItem(Table):
    """One lesson of a plan; `work_kind` is a code of rules.works or empty, `practical` are hours, «0,5»."""

    plan_id: int
    plan = ForeignKeyField(Plan, on_delete="RESTRICT", backref="+")
    number = SmallIntegerField()
    section = CharField(max_length=300)
    topic = TextField()
    homework = TextField()
    work_kind = CharField(max_length=30)
    control_form = TextField(null=True)
    practical = CharField(max_length=5, null=True)
    resources = TextField(null=True)
    note = TextField(null=True)


def title_at(plan: Plan, version: int) -> str:
    """The title of a plan in a version of it, or in the last one before that is kept."""
    mine = (Revision.record_kind == Plan._meta.table_name) & (Revision.record_id == plan.id)
    kept = Revision.select(Revision.fields).where(mine & (Revision.version <= version))
    found = kept.order_by(Revision.version.desc()).first()
    return str(json.loads(found.fields)["title"]) if found else plan.title


def plan_item(item: int | None, plan: int | None) -> PlanItem | None:
    """An item, if it belongs to this plan."""
    return next(iter(_items(item, plan)), None) if item and plan else None


@prepared
def _items(item: int, plan: int) -> Any:
    return PlanItem.select().where((PlanItem.id == item) & (PlanItem.plan == plan))


def next_item(plan: int, last: int) -> PlanItem | None:
    """п. 4.5.1: the item after number `last`; None when the plan is through."""
    return next(iter(_items_after(plan, last)), None)


@prepared
def _items_after(plan: int, last: int) -> Any:
    rest = (PlanItem.plan == plan) & (PlanItem.number > last)
    return PlanItem.select().where(rest).order_by(PlanItem.number).limit(1)


def items_of(plans: Collection[int | None]) -> list[PlanItem]:
    """п. 4.5.1: the items of these plans, in order."""
    mine = PlanItem.plan.in_([plan for plan in plans if plan is not None])
    return list(PlanItem.select().where(mine).order_by(PlanItem.number))


def count_items(plan: int) -> int:
    """How many hours a КТП has."""
    return int(PlanItem.select().where(PlanItem.plan == plan).count())


def changes(item: PlanItem, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an item that are to be otherwise, with what they are to be."""
    return {name: value for name, value in wanted.items() if getattr(item, name) != value}
