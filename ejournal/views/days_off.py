"""«Дни без уроков»: quarantine, frost, more holidays, for the school or for classes."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import days_off as report
from ejournal.rules.days_off import KINDS
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import days_off as deeds
from ejournal.services import openings
from ejournal.views import gate, gate_timetable, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now

bp = Blueprint("days_off", __name__, url_prefix="/days-off")
SCHOOL = "school"  # what the form sends for all classes


@bp.get("")
@requires(Right.CLOSE_DAYS)
def page() -> str:
    """п. 2.2: the days off of the year, and the form that adds more."""
    return _page(None)


@bp.post("")
@requires(Right.CLOSE_DAYS)
def close() -> Response:
    """п. 2.2: classes are not taught on these days."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.CLOSE_DAYS)
    first, last = _day("first"), _day("last")
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("classes"))
    kind, order = request.form.get("kind", ""), request.form.get("order", "").strip()
    sure = "sure" in request.form
    deeds.close_days(year, classes_chosen(), kind, order, first, last, sure, by=by, now=school_now())
    return htmx.done(url_for("days_off.page", saved="yes"))


@bp.post("/<int:day_id>/open")
@requires(Right.CLOSE_DAYS)
def reopen(day_id: int) -> Response:
    """п. 2.2: days that have not begun are taught after all."""
    if gate_timetable.sent_before(Right.CLOSE_DAYS):
        return htmx.done(url_for("days_off.page"))
    found, duty = gate_timetable.day_to_open(day_id)
    htmx.answers(_page)
    sure = bool(found.lost) or "sure" in request.form
    deeds.open_days(found, sure, by=gate.actor(duty), now=school_now())
    return htmx.done(url_for("days_off.page", saved="opened"))


@bp.post("/remote")
@requires(Right.CLOSE_DAYS)
def teach_remotely() -> Response:
    """п. 4.5.2: classes learn from home on these days."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.CLOSE_DAYS)
    first, last = _day("first"), _day("last")
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("classes"))
    kind, order = request.form.get("kind", ""), request.form.get("order", "").strip()
    openings.teach_remotely(year, classes_chosen(), kind, order, first, last, by=by, now=school_now())
    return htmx.done(url_for("days_off.page", saved="remote"))


@bp.post("/remote/<int:opening_id>/end")
@requires(Right.CLOSE_DAYS)
def end_remote(opening_id: int) -> Response:
    """п. 4.5.2: the class learns at school again."""
    found, duty = gate_timetable.opening(opening_id, "remote")
    htmx.answers(_page)
    openings.end_remote(found, by=gate.actor(duty), now=school_now())
    return htmx.done(url_for("days_off.page", saved="ended"))


def _page(reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "days_off/page.html",
        year=report.page(today),
        kinds=KINDS,
        today=today,
        fields=request.form,
        sure=deeds.SURE,
        sure_close=deeds.SURE_CLOSE,
        chosen=request.form.getlist("classes"),
        school_wide=SCHOOL,
        saved=request.args.get("saved", ""),
        reason=reason,
    )


def classes_chosen() -> set[int] | None:
    """The classes that a form chose; None for the whole school."""
    chosen = request.form.getlist("classes")
    if SCHOOL in chosen:
        return None
    return set(map(number_of, chosen))


def _day(name: str) -> date:
    found = day_typed(request.form, name)
    if found is None:
        raise Refusal("2.2", "Укажите первый и последний день без уроков.")
    return found
