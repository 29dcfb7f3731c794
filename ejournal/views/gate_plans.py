"""The gate of КТП: a plan comes by the pages that follow it, an item by its plan (п. 4.5.1)."""

from dataclasses import dataclass
from typing import cast

from flask import request

from ejournal import access
from ejournal.access import Page, Right, Role
from ejournal.models import plans
from ejournal.models.curriculum import Group, classes_of_groups, group, group_teachers
from ejournal.models.people import SchoolYear, year_of_work
from ejournal.models.plan_lessons import followers
from ejournal.models.plan_reviews import PlanCorrection, PlanReview, acceptance
from ejournal.models.plans import Plan, PlanItem
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import done_before
from ejournal.views.gate import actor, duty_to, forbid, hide, note, visitor
from ejournal.views.here import school_now, whole


@dataclass(frozen=True)
class Opened:
    """A plan within reach with the groups that follow it, and the duty by which it is reached."""

    plan: Plan
    groups: list[Group]
    duty: Role
    keeps: bool


def plan_to_read(plan_id: int) -> Opened:
    """п. 4.5.1: a plan that a page within reach follows, else 404; the reading is logged."""
    found: Plan | None = Plan.get_or_none(Plan.id == plan_id)
    groups = followers(plan_id) if found else []
    pages = _pages(groups)
    duty = _duty(Right.READ_JOURNAL, pages)
    if found is None or duty is None:
        hide(plan_id)
    note("read", duty, plan_id)
    return Opened(found, groups, duty, _duty(Right.LOAD_PLAN, pages) is not None)


def plan_to_keep(plan_id: int) -> Opened:
    """п. 4.5.1: a plan that the visitor keeps: who may only read it gets 403."""
    found = plan_to_read(plan_id)
    duty = _duty(Right.LOAD_PLAN, _pages(found.groups)) or forbid(plan_id)
    return Opened(found.plan, found.groups, duty, keeps=True)


def plan_to_accept(plan_id: int) -> Opened:
    """п. 4.5.1: any plan, for whoever accepts them."""
    duty = duty_to(Right.ACCEPT_PLAN)
    found: Plan | None = Plan.get_or_none(Plan.id == plan_id)
    return Opened(found or hide(plan_id), followers(plan_id), duty, keeps=True)


def item_to_keep(plan_id: int, item_id: int) -> tuple[Opened, PlanItem]:
    """п. 4.5.1: a lesson of a plan that the visitor keeps."""
    found = plan_to_keep(plan_id)
    return found, plans.plan_item(item_id, plan_id) or hide(item_id)


def item_to_remove(plan_id: int, item_id: int, *payload: object) -> tuple[Opened, PlanItem] | None:
    """The same; None when this very form has removed it already, and that is no mistake."""
    found = plan_to_keep(plan_id)
    if done_before([actor(found.duty, *payload).request]):
        return None
    return found, plans.plan_item(item_id, plan_id) or hide(item_id)


def accepted_to_read(plan_id: int, review_id: int) -> tuple[Opened, PlanReview]:
    """п. 4.5.1: a plan as it was accepted."""
    found = plan_to_read(plan_id)
    return found, acceptance(review_id, plan_id) or hide(review_id)


def correction_to_read(plan_id: int, correction_id: int) -> tuple[Opened, PlanCorrection, Group]:
    """п. 4.5.1: a correction of a plan with the page that lacked lessons."""
    found = plan_to_read(plan_id)
    own = (PlanCorrection.plan == plan_id) | PlanCorrection.group.in_([one.id for one in found.groups])
    made: PlanCorrection | None = PlanCorrection.get_or_none((PlanCorrection.id == correction_id) & own)
    if made is None:
        hide(correction_id)
    return found, made, cast(Group, group(made.group_id))


def own_correction(found: Opened, correction_id: int) -> PlanCorrection:
    """п. 4.5.1: a correction of the plan itself, else 404."""
    mine = (PlanCorrection.id == correction_id) & (PlanCorrection.plan == found.plan.id)
    made: PlanCorrection | None = PlanCorrection.get_or_none(mine)
    return made or hide(correction_id)


def correction_by_number(correction_id: int) -> tuple[Opened, PlanCorrection, Group]:
    """п. 4.5.1: the same by its number alone, as the QR of its paper names it."""
    made: PlanCorrection | None = PlanCorrection.get_or_none(PlanCorrection.id == correction_id)
    return correction_to_read((made or hide(correction_id)).plan_id, correction_id)


def follower(found: Opened) -> Group:
    """The page that a form is about; a refusal when it does not follow the plan."""
    wanted = whole(request.form, "group")
    known = next((one for one in found.groups if one.id == wanted), None)
    if known is None:
        raise Refusal("4.5.1", "Эта страница больше не идёт по этому плану. Обновите страницу.")
    return known


def page_without_plan(group_id: int) -> tuple[Group, Role]:
    """п. 4.5.1: a page of the journal whose plan the visitor may bring, else 403 or 404."""
    found = group(group_id)
    pages = _pages([found]) if found else []
    if found is None or _duty(Right.READ_JOURNAL, pages) is None:
        hide(group_id)
    return found, _duty(Right.LOAD_PLAN, pages) or forbid(group_id)


def may_bring_plan(cohorts: frozenset[int], teachers: frozenset[int]) -> bool:
    """Whether the visitor may bring the plan of such a page."""
    return access.duty_for_page(visitor(), Right.LOAD_PLAN, Page(cohorts, teachers)) is not None


def brought_within(groups: list[Group]) -> list[Group]:
    """Those of these pages whose plans the visitor may bring."""
    return _within(groups, Right.LOAD_PLAN)


def following(plan_id: int) -> list[Group]:
    """The pages that follow a plan; a refusal when the visitor may not bring the plans of all of them."""
    groups = followers(plan_id)
    if len(brought_within(groups)) != len(groups):
        raise Refusal("4.5.1", "По этому плану идёт и страница другого учителя: правьте его по темам.")
    return groups


def taught(groups: list[Group]) -> list[Group]:
    """Those of these pages whose lessons the visitor fills."""
    return _within(groups, Right.FILL_LESSON)


def _within(groups: list[Group], right: Right) -> list[Group]:
    pages = zip(groups, _pages(groups), strict=True)
    return [one for one, page in pages if access.duty_for_page(visitor(), right, page)]


def year_of_plans() -> SchoolYear | None:
    """The school year of today, else the next one."""
    return year_of_work(school_now().date())


def plan_named(name: str) -> Plan:
    """The plan that a form names; a refusal when it names none."""
    found: Plan | None = Plan.get_or_none(Plan.id == whole(request.form, name))
    if found is None:
        raise Refusal("4.5.1", "Выберите план из списка.")
    return found


def _pages(groups: list[Group]) -> list[Page]:
    """What access must know of each of these pages. Two queries at most."""
    day = school_now().date()
    if groups:  # before the year begins whoever is to teach writes the plan; after its end who taught last
        day = min(max(day, groups[0].year.valid_from), groups[0].year.valid_to)
    teachers = group_teachers(day) if groups else {}
    classes = classes_of_groups(groups, day)
    return [Page(classes[one.id], teachers.get(one.id, frozenset())) for one in groups]


def _duty(right: Right, pages: list[Page]) -> Role | None:
    """The duty over any of these pages; over a plan that no page follows, that over the whole school."""
    found = (access.duty_for_page(visitor(), right, page) for page in pages or [Page()])
    return next((duty for duty in found if duty), None)
