"""«Имена в падежах»: how the papers of a class say names, corrected before they are printed (п. 4.6.1)."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import consents
from ejournal.reports import name_cases as report
from ejournal.rules import name_cases as rules
from ejournal.rules.refusal import Reason
from ejournal.services import name_cases as deeds
from ejournal.services.name_cases import Correction
from ejournal.views import gate, gate_consents, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("name_cases", __name__, url_prefix="/families/<int:cohort_id>/names")


@bp.get("")
@requires(Right.KEEP_CONSENTS)
def page(cohort_id: int) -> str:
    """п. 4.6.1: the names of the director and of who signs, as they will be printed."""
    gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    return _page(cohort_id, None)


@bp.post("")
@requires(Right.KEEP_CONSENTS)
def correct(cohort_id: int) -> Response:
    """п. 4.6.1: what was typed instead of what is proposed."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(lambda reason: _page(cohort_id, reason))
    shown = report.lines(cohort_id, school_now())
    typed = [(line, rules.check(request.form.get(line.field, line.said), line.name)) for line in shown]
    changed = [Correction(one.person, one.form, one.name, said) for one, said in typed if said != one.said]
    deeds.correct(cohort_id, changed, by=gate.actor(duty, *changed), now=school_now())
    return htmx.done(url_for("name_cases.page", cohort_id=cohort_id, saved="yes"))


def _page(cohort: int, reason: Reason | None) -> str:
    now = school_now()
    return render_template(
        "consents/names.html",
        cohort=cohort,
        title=consents.title_of(cohort, now.date()),
        lines=report.lines(cohort, now),
        forms=rules.FORMS,
        fields=request.form,
        saved="saved" in request.args,
        reason=reason,
    )
