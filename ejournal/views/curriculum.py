"""«Учебный план»: the hours of every class, corrected by hand (п. 4.2.1, 2.1)."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import curriculum as report
from ejournal.rules.curriculum import plan_tenths_of
from ejournal.rules.refusal import Reason
from ejournal.services import curriculum as deeds
from ejournal.views import gate, gate_draft, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole

if TYPE_CHECKING:
    from ejournal.models.people import ClassYear

bp = Blueprint("curriculum", __name__, url_prefix="/curriculum")
FIELD, WAS = "hours-", "was-"


@bp.get("")
@requires(Right.LOAD_TIMETABLE)
def index() -> str:
    """п. 4.2.1: the hours of every class by the week and by the year, against the norms."""
    year, _ = gate_draft.year_to_arrange()
    classes = report.index(year, school_now().date(), gate.school()) if year else ()
    return render_template("curriculum/index.html", year=year, classes=classes)


@bp.get("/<int:cohort_id>")
@requires(Right.LOAD_TIMETABLE)
def page(cohort_id: int) -> str:
    """п. 4.2.1: the curriculum of one class."""
    return _page(gate_draft.class_to_plan(cohort_id)[0], None)


@bp.post("/<int:cohort_id>")
@requires(Right.LOAD_TIMETABLE)
def set_hours(cohort_id: int) -> Response:
    """п. 4.2.1: other hours of subjects of the class."""
    own, duty = gate_draft.class_to_plan(cohort_id)
    htmx.answers(lambda reason: _page(own, reason))
    by = gate.actor(duty, *request.form.values())
    typed, seen = _hours(_shown(own))
    deeds.set_hours(own, typed, seen, by=by, now=school_now())
    return htmx.done(url_for("curriculum.page", cohort_id=cohort_id, saved="yes"))


@bp.post("/<int:cohort_id>/add")
@requires(Right.LOAD_TIMETABLE)
def add(cohort_id: int) -> Response:
    """п. 4.2.1, 2.1: a subject that the class gets."""
    own, duty = gate_draft.class_to_plan(cohort_id)
    htmx.answers(lambda reason: _page(own, reason))
    by = gate.actor(duty, *request.form.values())
    subject = request.form.get("subject", "")
    tenths = plan_tenths_of(request.form.get("hours", ""), subject.strip() or "Новый предмет")
    deeds.add(own, subject, tenths, by=by, now=school_now())
    return htmx.done(url_for("curriculum.page", cohort_id=cohort_id, saved="yes"))


@bp.post("/<int:cohort_id>/remove")
@requires(Right.LOAD_TIMETABLE)
def take_out(cohort_id: int) -> Response:
    """п. 4.2.1: a subject that the class does not have after all."""
    own, duty = gate_draft.class_to_plan(cohort_id)
    htmx.answers(lambda reason: _page(own, reason))
    by = gate.actor(duty, *request.form.values())
    deeds.take_out(own, whole(request.form, "taken"), by=by, now=school_now())
    return htmx.done(url_for("curriculum.page", cohort_id=cohort_id, saved="yes"))


def _hours(shown: report.ClassPlan) -> tuple[dict[int, int], dict[int, str]]:
    """What was changed in the form, in tenths, and what stood there before, by subject."""
    typed: dict[int, int] = {}
    seen: dict[int, str] = {}
    for line in shown.lines:
        was = request.form.get(f"{WAS}{line.subject}", line.hours)
        text = request.form.get(f"{FIELD}{line.subject}", was).strip()
        if text != was:
            typed[line.subject] = plan_tenths_of(text, line.name)
            seen[line.subject] = was
    return typed, seen


def _shown(own: "ClassYear") -> report.ClassPlan:
    return report.page(own, school_now(), gate.school())


def _page(own: "ClassYear", reason: Reason | None) -> str:
    return render_template(
        "curriculum/page.html",
        plan=_shown(own),
        year=own.year,
        fields=request.form,
        adding=request.path.endswith("/add"),
        saved="saved" in request.args,
        reason=reason,
    )
