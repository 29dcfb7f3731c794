"""«Итоговые отметки»: the pages and classes within reach, a whole class, debts of the past year."""

from functools import partial

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal import access
from ejournal.access import Page, Right
from ejournal.reports import term_class, term_debts, term_windows
from ejournal.reports.term_marks import TITLES
from ejournal.rules.refusal import Reason
from ejournal.services import term_marks as deeds
from ejournal.views import gate, gate_terms, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("terms_lists", __name__, url_prefix="/terms")


@bp.get("")
@requires(Right.READ_TERMS)
def page() -> str:
    """п. 4.5.5: what is to be set now, and the classes that the visitor answers for."""
    found = term_windows.index(gate.person(), _readable, gate_terms.may_read_class, school_now())
    return render_template("terms/index.html", reach=found)


@bp.get("/classes/<int:cohort_id>")
@requires(Right.READ_CLASS_TERMS)
def of_class(cohort_id: int) -> str:
    """п. 4.5.5, 4.4.4: pupils × subjects of a class by `?period=` or `?kind=`."""
    own, _ = gate.class_of_year(cohort_id, Right.READ_CLASS_TERMS)
    found = term_class.page(own, gate_terms.term_of(request.args), school_now())
    return render_template("terms/class.html", page=found, cohort=cohort_id)


@bp.get("/debts")
@requires(Right.EXTEND_TERMS)
def debts() -> str:
    """п. 4.5.5: debts of the past year and the form that clears one."""
    gate.note("read", gate.duty_to(Right.EXTEND_TERMS))
    return _debts(None)


@bp.post("/<int:group_id>/debts/<int:pupil>")
@requires(Right.EXTEND_TERMS)
def clear_debt(group_id: int, pupil: int) -> Response:
    """п. 4.5.5: a debt is cleared by a protocol."""
    group, duty = gate_terms.group_to_extend(group_id)
    htmx.answers(partial(_debts, whose=(group_id, pupil, request.form.get("kind", ""))))
    term = gate_terms.term_sent()
    value, paper = request.form.get("value", ""), request.form.get("paper", "")
    by = gate.actor(duty, pupil, term.kind, value, paper)
    deeds.clear_debt(group, pupil, term, value, paper, by=by, now=school_now())
    return htmx.done(url_for("terms_lists.debts", saved="yes"))


def _debts(reason: Reason | None, whose: tuple[int, int, str] | None = None) -> str:
    """`whose` is the debt that is being cleared: what was typed stays there."""
    today = school_now().date()
    year = term_debts.past_year(today)
    return render_template(
        "terms/debts.html",
        year=year,
        today=today,
        until=deeds.debts_end(year, gate.school().debts_until) if year else None,
        titles=TITLES,
        debts=term_debts.debts(year, today) if year else (),
        fields=request.form,
        whose=whose,
        saved="saved" in request.args,
        reason=reason,
    )


def _readable(cohorts: frozenset[int], teachers: frozenset[int]) -> bool:
    return access.duty_for_page(gate.visitor(), Right.READ_TERMS, Page(cohorts, teachers)) is not None
