"""«КТП»: whose pages have plans, one plan, its handing in and acceptance, a plan for a page without one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Page, Right, duty_for_page, may_enter
from ejournal.reports import plan_list
from ejournal.reports import plans as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import plan_begins, plan_copies, plan_items, plan_reviews
from ejournal.views import gate, gate_plans, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now, whole

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group
    from ejournal.views.gate_plans import Opened

bp = Blueprint("plans", __name__, url_prefix="/plans")


@bp.get("")
@requires(Right.READ_JOURNAL)
def pages() -> str:
    """п. 2.2: the pages of the year with the state of their plans; `?state=` narrows them."""
    return _pages(None)


@bp.post("/accept")
@requires(Right.ACCEPT_PLAN)
def accept_several() -> Response:
    """п. 4.5.1: the plans that were ticked in the list are accepted, each by a deed of its own."""
    htmx.answers(_pages)
    chosen = [_chosen(value) for value in request.form.getlist("plan")]
    plan_reviews.accept_each(chosen, school_now())
    return htmx.done(url_for("plans.pages", state="handed_in", saved="yes"))


def _chosen(value: str) -> plan_reviews.Chosen:
    """«12:3»: a plan and its version."""
    number, _, version = value.partition(":")
    found = gate_plans.plan_to_accept(number_of(number))
    by = gate.actor(found.duty, number, version)
    return plan_reviews.Chosen(found.plan, number_of(version), by)


def _pages(reason: Reason | None) -> str:
    year, wanted = gate_plans.year_of_plans(), request.values.get("state", "")
    wanted = wanted if wanted in plan_list.FILTERS else ""
    found = None
    if year is not None:
        today = school_now().date()
        found = plan_list.lines(
            year, gate.person(), _readable, wanted, gate.school(), today, whole(request.args, "show")
        )
    return render_template(
        "plans/pages.html",
        found=found,
        year=year,
        wanted=wanted,
        filters=plan_list.FILTERS,
        brings=gate_plans.may_bring_plan(frozenset(), frozenset()),
        accepts=may_enter(gate.visitor(), Right.ACCEPT_PLAN),
        saved="saved" in request.args,
        reason=reason,
    )


@bp.get("/<int:plan_id>")
@requires(Right.READ_JOURNAL)
def page(plan_id: int) -> str:
    """п. 4.5.1: a plan with the days of its lessons."""
    return plan_page(gate_plans.plan_to_read(plan_id), None)


@bp.post("/<int:plan_id>/hand-in")
@requires(Right.LOAD_PLAN)
def hand_in(plan_id: int) -> Response:
    """п. 4.5.1: the plan is ready to be accepted."""
    found = gate_plans.plan_to_keep(plan_id)
    htmx.answers(lambda reason: plan_page(found, reason))
    plan_reviews.hand_in(found.plan, seen(), by=gate.actor(found.duty, seen()), now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes"))


@bp.post("/<int:plan_id>/title")
@requires(Right.LOAD_PLAN)
def rename(plan_id: int) -> Response:
    """п. 4.5.1: the plan gets another title."""
    found = gate_plans.plan_to_keep(plan_id)
    htmx.answers(lambda reason: plan_page(found, reason))
    title = request.form.get("title", "")
    by = gate.actor(found.duty, seen(), title)
    plan_items.rename(found.plan, seen(), title, by=by, now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes"))


@bp.post("/<int:plan_id>/begin")
@requires(Right.LOAD_PLAN)
def begin(plan_id: int) -> Response:
    """п. 4.5.1: up to which number a page has passed the plan before the journal began."""
    found = gate_plans.plan_to_keep(plan_id)
    htmx.answers(lambda reason: plan_page(found, reason))
    group, typed = gate_plans.follower(found), request.form.get("passed", "").strip()
    since = day_typed(request.form, "since") or date.min
    passed = number_of(typed) if typed.isdecimal() else -1
    by = gate.actor(found.duty, group.id, passed, since)
    plan_begins.begin(group, passed, since, by=by, now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes"))


@bp.post("/<int:plan_id>/accept")
@requires(Right.ACCEPT_PLAN)
def accept(plan_id: int) -> Response:
    """п. 4.5.1: the plan that was handed in is accepted."""
    found = gate_plans.plan_to_accept(plan_id)
    htmx.answers(lambda reason: plan_page(found, reason))
    plan_reviews.accept(found.plan, seen(), by=gate.actor(found.duty, seen()), now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes"))


@bp.post("/<int:plan_id>/send-back")
@requires(Right.ACCEPT_PLAN)
def send_back(plan_id: int) -> Response:
    """п. 4.5.1: the plan that was handed in goes back with a remark."""
    found = gate_plans.plan_to_accept(plan_id)
    htmx.answers(lambda reason: plan_page(found, reason))
    remark = request.form.get("remark", "")
    by = gate.actor(found.duty, seen(), remark)
    plan_reviews.send_back(found.plan, seen(), remark, by=by, now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes"))


@bp.get("/<int:plan_id>/accepted/<int:review_id>")
@requires(Right.READ_JOURNAL)
def accepted(plan_id: int, review_id: int) -> str:
    """п. 4.5.1: the plan as it was accepted."""
    found, review = gate_plans.accepted_to_read(plan_id, review_id)
    shown = report.accepted(found.plan, review, school_now())
    return render_template("plans/accepted.html", plan=shown, plan_id=plan_id, full="full" in request.args)


@bp.get("/new/<int:group_id>")
@requires(Right.LOAD_PLAN)
def new(group_id: int) -> str:
    """п. 4.5.1: how a page without a plan gets one: from nothing, from another plan, from a file."""
    group, _ = gate_plans.page_without_plan(group_id)
    return _new(group, None)


@bp.post("/new/<int:group_id>")
@requires(Right.LOAD_PLAN)
def make(group_id: int) -> Response:
    """п. 4.5.1: begin a plan, or copy one."""
    group, duty = gate_plans.page_without_plan(group_id)
    htmx.answers(lambda reason: _new(group, reason))
    groups, title = _followers(group), request.form.get("title", "")
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("group"))
    if whole(request.form, "source"):
        source = gate_plans.plan_named("source")
        plan_copies.copy(group, groups, source, title, by=by, now=school_now())
    else:
        plan_copies.start(group, groups, title, by=by, now=school_now())
    made = report.plan_of(group.id)
    return htmx.done(url_for("plans.page", plan_id=made) if made else url_for("plans.pages"))


def seen() -> int:
    """The version of the plan that the page of the form showed."""
    return whole(request.form, "version")


def _readable(cohorts: frozenset[int], teachers: frozenset[int]) -> bool:
    return duty_for_page(gate.visitor(), Right.READ_JOURNAL, Page(cohorts, teachers)) is not None


def plan_page(found: Opened, reason: Reason | None) -> str:
    """The page of a plan, with what was refused."""
    return render_template(
        "plans/plan.html",
        plan=report.page(found.plan, found.groups, gate.school(), school_now()),
        keeps=found.keeps and may_enter(gate.visitor(), Right.LOAD_PLAN),
        saved="saved" in request.args,
        full="full" in request.args,
        remark=request.form.get("remark", ""),
        title=request.form.get("title"),
        typed=request.form,
        reason=reason,
    )


def _new(group: Group, reason: Reason | None) -> str:
    return render_template(
        "plans/new.html",
        group=group,
        title=request.form.get("title", f"{group.subject.name}, {group.name}"),
        together=[] if group.plan_id else gate_plans.brought_within(plan_list.alike(group)),
        empty=group.plan_id is None or report.is_empty(group.plan_id),
        sources=plan_list.sources(group),
        chosen=request.form.getlist("group") or [str(group.id)],
        source=whole(request.form, "source"),
        reason=reason,
    )


def _followers(group: Group) -> list[Group]:
    """The pages that were ticked, and the one that the form is of; of an empty plan those that follow it."""
    if group.plan_id:
        return gate_plans.following(group.plan_id)
    wanted = {*map(number_of, request.form.getlist("group"))} - {group.id}
    known = {one.id: one for one in gate_plans.brought_within(plan_list.alike(group))}
    if not wanted <= known.keys():
        raise Refusal("4.5.1", "Выберите страницы из списка.")
    return [group, *(known[number] for number in sorted(wanted))]
