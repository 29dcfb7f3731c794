"""«Новый класс»: a class of the year that no file has brought (п. 2.1, 4.3.2)."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.importing.classes import class_name
from ejournal.rules.refusal import Reason
from ejournal.services import classes as deeds
from ejournal.views import cards, gate, gate_people, gate_timetable, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("classes", __name__, url_prefix="/classes")


@bp.get("/new")
@requires(Right.KEEP_PEOPLE)
def form() -> str:
    """п. 2.1: the form of a new class."""
    return _form(None)


@bp.post("/new")
@requires(Right.KEEP_PEOPLE)
def add() -> Response:
    """п. 2.1: a class of this year; its pages come with the curriculum, its pupils by order."""
    htmx.answers(_form)
    year, duty = gate_timetable.year_to_change(Right.KEEP_PEOPLE)
    by = gate.actor(duty, *request.form.values())
    title = class_name(request.form.get("title", ""))
    deeds.add(year, title, by=by, now=school_now())
    return htmx.done(url_for("cards.of_class", cohort_id=deeds.cohort_of(year, title)))


@bp.post("/<int:cohort_id>/remove")
@requires(Right.KEEP_PEOPLE)
def remove(cohort_id: int) -> Response:
    """п. 2.1: take away a class that was made in error."""
    cohort = gate_people.class_to_see(cohort_id)
    by = gate.actor(gate.duty_to(Right.KEEP_PEOPLE), *request.form.values())
    deeds.take_away(cohort, by=by, now=school_now())
    return htmx.done(url_for("cards.find"))


@bp.post("/<int:cohort_id>/rename")
@requires(Right.KEEP_PEOPLE)
def rename(cohort_id: int) -> Response:
    """п. 2.1: another letter of a class, by order or because it was misspelt."""
    cohort = gate_people.class_to_see(cohort_id)
    htmx.answers(lambda reason: cards.list_of(cohort_id, reason))
    year, duty = gate_timetable.year_to_change(Right.KEEP_PEOPLE)
    by = gate.actor(duty, *request.form.values())
    title, order = class_name(request.form.get("title", "")), request.form.get("order", "").strip()
    deeds.rename(cohort, year, title, order, by=by, now=school_now())
    return htmx.done(url_for("cards.of_class", cohort_id=cohort_id, saved="name"))


def _form(reason: Reason | None) -> str:
    return render_template("cards/new_class.html", title=request.form.get("title", ""), reason=reason)
