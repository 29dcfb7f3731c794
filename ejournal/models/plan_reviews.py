"""What became of a КТП that was handed in, and how a plan that was behind was mended: facts (п. 4.5.1)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import CharField, ForeignKeyField, IntegerField, TextField, fn

from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.journal import Fact
from ejournal.models.plans import Plan


class PlanReview(Fact):
    """A plan was handed in, returned with a remark, accepted, or is as accepted again: rules.plans.Step.

    `version` is that of the plan; `items` is the JSON of what was accepted, "" otherwise.
    """

    plan_id: int
    plan = ForeignKeyField(Plan, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=10)
    version = IntegerField()
    remark = TextField()
    items = TextField()


class PlanCorrection(Fact):
    """Lessons of a plan that were made one, for want of lessons of a group; `lines` is the JSON of them."""

    plan_id: int
    group_id: int
    plan = ForeignKeyField(Plan, on_delete="RESTRICT", backref="+")
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    lines = TextField()


class Reviewed(NamedTuple):
    """A step of a plan, without what was accepted."""

    id: int
    plan: int
    kind: str
    version: int
    remark: str
    by: int
    at: datetime


def reviews(plans: Collection[int]) -> dict[int, list[Reviewed]]:
    """Every step of these plans, the oldest first."""
    columns = (PlanReview.id, PlanReview.plan, PlanReview.kind, PlanReview.version, PlanReview.remark)
    query: Any = PlanReview.select(*columns, PlanReview.by, PlanReview.at)
    found: dict[int, list[Reviewed]] = {}
    for row in query.where(PlanReview.plan.in_(list(plans))).order_by(PlanReview.id).tuples():
        found.setdefault(row[1], []).append(Reviewed(*row))
    return found


def newest_reviews(plans: Collection[int]) -> dict[int, list[Reviewed]]:
    """Of each of these plans the last step, and before it the last acceptance. Two queries."""
    mine = PlanReview.plan.in_(list(plans))
    last = PlanReview.select(fn.MAX(PlanReview.id)).where(mine).group_by(PlanReview.plan)
    accepted = last.where(PlanReview.kind == "accepted")
    columns = (PlanReview.id, PlanReview.plan, PlanReview.kind, PlanReview.version, PlanReview.remark)
    query: Any = PlanReview.select(*columns, PlanReview.by, PlanReview.at)
    found: dict[int, list[Reviewed]] = {}
    for row in (
        query.where(PlanReview.id.in_(last) | PlanReview.id.in_(accepted)).order_by(PlanReview.id).tuples()
    ):
        found.setdefault(row[1], []).append(Reviewed(*row))
    return found


class Returned(NamedTuple):
    """A plan that came back with a remark."""

    plan: int
    title: str


def returned_to(person: int, today: date) -> Any:
    """The plans of pages that somebody teaches, now or later, which wait for an answer to a remark: a query
    of number and title."""
    later = PlanReview.alias()
    goes_on = GroupTeacher.valid_to.is_null() | (GroupTeacher.valid_to >= today)
    pages = GroupTeacher.select(GroupTeacher.group).where((GroupTeacher.person == person) & goes_on)
    mine = Group.select(Group.plan).where(Group.id.in_(pages) & Group.plan.is_null(False))
    after = later.select(later.id).where((later.plan == PlanReview.plan) & (later.id > PlanReview.id))
    last = (PlanReview.kind == "returned") & PlanReview.plan.in_(mine) & ~fn.EXISTS(after)
    return PlanReview.select(Plan.id, Plan.title).join(Plan).where(last)


def acceptance(review: int, plan: int) -> PlanReview | None:
    """An acceptance of this plan, with what was accepted."""
    mine = (PlanReview.id == review) & (PlanReview.plan == plan) & (PlanReview.kind == "accepted")
    return PlanReview.select().where(mine).first()  # type: ignore[no-any-return]  # a row or None
