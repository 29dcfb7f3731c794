"""A КТП that does not fit the year: pairs of lessons that become one, reserve lessons, the sheet of it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper
from ejournal.documents.plan_correction import render
from ejournal.reports import plan_healing as report
from ejournal.rules.healing import DEFAULT_WAY, WAYS
from ejournal.rules.refusal import Reason
from ejournal.services import plan_healing as deeds
from ejournal.services import plan_unhealing
from ejournal.views import gate, gate_plans, htmx, seals
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import number_of, school_now, whole
from ejournal.views.plans import plan_page, seen
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.views.gate_plans import Opened

bp = Blueprint("plan_healing", __name__, url_prefix="/plans/<int:plan_id>")


@bp.get("/heal")
@requires(Right.LOAD_PLAN)
def page(plan_id: int) -> str:
    """п. 4.5.1: what is wanting, why, and what would close the programme."""
    return _page(gate_plans.plan_to_keep(plan_id), None)


@bp.post("/heal")
@requires(Right.LOAD_PLAN)
def heal(plan_id: int) -> Response:
    """п. 4.5.1: make the chosen pairs one lesson each; «Показать даты» only shows what would come of it."""
    found = gate_plans.plan_to_keep(plan_id)
    htmx.answers(lambda reason: _page(found, reason))
    if request.form.get("show"):
        return make_response(_page(found, None))
    group = gate_plans.follower(found)
    by = gate.actor(found.duty, *request.form.values(), *request.form.getlist("pair"))
    deeds.heal(found.plan, seen(), group, _chosen(), by=by, now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes", _anchor="corrections"))


@bp.post("/reserve")
@requires(Right.LOAD_PLAN)
def reserve(plan_id: int) -> Response:
    """п. 4.5.1: reserve lessons at the end of a plan that ends before the year."""
    found = gate_plans.plan_to_keep(plan_id)
    count = whole(request.form, "count")
    by = gate.actor(found.duty, seen(), count)
    deeds.reserve(found.plan, seen(), count, by=by, now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes"))


@bp.get("/corrections/<int:correction_id>.docx")
@requires(Right.READ_JOURNAL)
def sheet(plan_id: int, correction_id: int) -> Response:
    """п. 4.5.1: «Лист корректировки», as often as it is wanted."""
    _, made, group = gate_plans.correction_to_read(plan_id, correction_id)
    now = school_now()
    shown = report.sheet(gate.school().school_name, group, made, now)
    shown = seals.stamped("correction", correction_id, shown)
    name = paper.file_name(shown.title)
    return attached(BytesIO(render(shown, now)), DOCX, name)


@bp.post("/corrections/<int:correction_id>/back")
@requires(Right.LOAD_PLAN)
def back(plan_id: int, correction_id: int) -> Response:
    """п. 4.5.1: the lessons that a correction made one are two again, while no lesson took them."""
    found = gate_plans.plan_to_keep(plan_id)
    made = gate_plans.own_correction(found, correction_id)
    htmx.answers(lambda reason: plan_page(found, reason))
    by = gate.actor(found.duty, seen(), correction_id)
    plan_unhealing.unheal(found.plan, seen(), made, by=by, now=school_now())
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes", _anchor="corrections"))


def _chosen() -> dict[int, str]:
    """The pairs that were ticked, by their first items, with the way of each."""
    ticked = map(number_of, request.form.getlist("pair"))
    return {number: request.form.get(f"way-{number}", DEFAULT_WAY) for number in ticked}


def _page(found: Opened, reason: Reason | None) -> str:
    chosen = _chosen() if request.form else None
    return render_template(
        "plans/heal.html",
        plan=found.plan,
        page=report.page(found.plan, found.groups, chosen),
        chosen=chosen or {},
        shown=bool(request.form),
        ways=WAYS,
        usual=DEFAULT_WAY,
        reason=reason,
    )
