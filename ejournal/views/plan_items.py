"""One lesson of a КТП: written, inserted, removed, moved, on pages that work without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.loading import ktp_list
from ejournal.reports import plan_item as report
from ejournal.rules.plans import Planned
from ejournal.rules.refusal import Reason
from ejournal.rules.works import KINDS
from ejournal.services import plan_items as deeds
from ejournal.views import gate, gate_plans, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.plans import seen

if TYPE_CHECKING:
    from ejournal.models.plans import PlanItem
    from ejournal.views.gate_plans import Opened

bp = Blueprint("plan_items", __name__, url_prefix="/plans/<int:plan_id>/items")


@bp.get("/new")
@requires(Right.LOAD_PLAN)
def new(plan_id: int) -> str:
    """п. 4.5.1: the form of a new lesson, after the number in `?after=`."""
    return _form(gate_plans.plan_to_keep(plan_id), None, whole(request.args, "after"), None)


@bp.post("")
@requires(Right.LOAD_PLAN)
def add(plan_id: int) -> Response:
    """п. 4.5.1: a new lesson, or a list of them, one a line; what follows is numbered on."""
    found, after = gate_plans.plan_to_keep(plan_id), whole(request.form, "after")
    htmx.answers(lambda reason: _form(found, None, after, reason))
    by = gate.actor(found.duty, *request.form.values())
    typed = _typed()
    new = ktp_list.listed(typed, "lines" in request.form) if ktp_list.is_list(typed.topic) else [typed]
    deeds.add_item(found.plan, seen(), after, *new, by=by, now=school_now())
    if request.form.get("next"):
        return htmx.done(url_for("plan_items.new", plan_id=plan_id, after=after + len(new), saved="yes"))
    return _back(plan_id, after + 1)


@bp.get("/<int:item_id>")
@requires(Right.LOAD_PLAN)
def page(plan_id: int, item_id: int) -> str:
    """п. 4.5.1: a lesson of a plan, to be changed."""
    found, item = gate_plans.item_to_keep(plan_id, item_id)
    return _form(found, item, item.number, None)


@bp.post("/<int:item_id>")
@requires(Right.LOAD_PLAN)
def change(plan_id: int, item_id: int) -> Response:
    """п. 4.5.1: write a lesson of a plan anew."""
    found, item = gate_plans.item_to_keep(plan_id, item_id)
    htmx.answers(lambda reason: _form(found, item, item.number, reason))
    by = gate.actor(found.duty, *request.form.values())
    deeds.change_item(found.plan, seen(), item, _typed(), by=by, now=school_now())
    return _back(plan_id, item.number)


@bp.post("/<int:item_id>/remove")
@requires(Right.LOAD_PLAN)
def remove(plan_id: int, item_id: int) -> Response:
    """п. 4.5.1: take a lesson out of a plan."""
    known = gate_plans.item_to_remove(plan_id, item_id, seen())
    if known is None:
        return htmx.done(url_for("plans.page", plan_id=plan_id))
    found, item = known
    htmx.answers(lambda reason: _form(found, item, item.number, reason))
    deeds.remove_item(found.plan, seen(), item, by=gate.actor(found.duty, seen()), now=school_now())
    return _back(plan_id, max(item.number - 1, 1))


@bp.post("/<int:item_id>/move")
@requires(Right.LOAD_PLAN)
def move(plan_id: int, item_id: int) -> Response:
    """п. 4.5.1: a lesson of a plan goes one place up or down."""
    found, item = gate_plans.item_to_keep(plan_id, item_id)
    up = request.form.get("way") == "up"
    htmx.answers(lambda reason: _form(found, item, item.number, reason))
    by = gate.actor(found.duty, seen(), up)
    deeds.move_item(found.plan, seen(), item, up, by=by, now=school_now())
    return htmx.done(url_for("plan_items.page", plan_id=plan_id, item_id=item_id, saved="yes"))


def _typed() -> Planned:
    return Planned(*(request.form.get(name, "") for name in Planned._fields))


def _form(found: Opened, item: PlanItem | None, after: int, reason: Reason | None) -> str:
    taught = gate_plans.taught(found.groups) if item else []
    shown = report.page(found.plan, item, after, taught, school_now().date())
    return render_template(
        "plans/item.html",
        item=shown,
        fields=request.form if reason and "topic" in request.form else shown.fields,
        kinds=KINDS,
        lines=ktp_list.LINES,
        typed=request.form,
        saved="saved" in request.args,
        reason=reason,
    )


def _back(plan_id: int, number: int) -> Response:
    return htmx.done(url_for("plans.page", plan_id=plan_id, saved="yes", _anchor=f"n{number}"))
