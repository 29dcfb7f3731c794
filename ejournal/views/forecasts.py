"""«Прогноз для семей»: what the families of a class are to expect, the notices, who is known to know."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import forecast as papers
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports import forecast as report
from ejournal.reports import forecast_class, forecast_papers
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import forecasts as deeds
from ejournal.services import papers as registered
from ejournal.views import gate, gate_terms, htmx, seals
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.issued import issued

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ejournal.access import Role
    from ejournal.models.people import ClassYear

bp = Blueprint("forecasts", __name__, url_prefix="/terms/classes/<int:cohort_id>")
T = TypeVar("T")


@bp.get("/forecast")
@requires(Right.READ_CLASS_TERMS)
def page(cohort_id: int) -> str:
    """п. 4.4.4: first the families that nothing proves to know."""
    own, _ = gate.class_of_year(cohort_id, Right.READ_CLASS_TERMS)
    return _page(own, None)


@bp.post("/forecast.docx")
@requires(Right.READ_CLASS_TERMS)
def docx(cohort_id: int) -> Response:
    """п. 4.4.4, 4.2.5: the notices of the class, or by `?pupil=` of one, as a Word file of the register."""
    own, duty = gate.class_of_year(cohort_id, Right.READ_CLASS_TERMS)
    htmx.answers(lambda reason: _page(own, reason))
    found, pupil = report.of_class(own, school_now()), whole(request.args, "pupil")
    chosen = [one for one in found if pupil in (0, one.pupil)] or gate.hide(pupil)
    made = forecast_papers.notices(own, chosen, gate.school(), school_now())
    made = replace(made, notices=_stamped("forecast", chosen, made.notices))
    return _issued("forecast", own, chosen, made, papers.render, duty)


@bp.post("/risk.docx")
@requires(Right.READ_CLASS_TERMS)
def risk_docx(cohort_id: int) -> Response:
    """п. 4.4.4, 4.2.5: the warnings to the families of those at risk, or by `?pupil=` to one."""
    own, duty = gate.class_of_year(cohort_id, Right.READ_CLASS_TERMS)
    htmx.answers(lambda reason: _page(own, reason))
    found, pupil = report.of_class(own, school_now()), whole(request.args, "pupil")
    chosen = [one for one in found if one.attention and pupil in (0, one.pupil)]
    if not chosen:
        raise Refusal("4.4.4", "Предупреждать некого: «2» и «н/а» сейчас никому не грозят.")
    made = forecast_papers.cautions(own, chosen, gate.school(), school_now())
    made = replace(made, notices=_stamped("risk", chosen, made.notices))
    return _issued("risk", own, chosen, made, papers.render_cautions, duty)


@bp.post("/forecast/<int:pupil>")
@requires(Right.INFORM_FAMILIES)
def record(cohort_id: int, pupil: int) -> Response:
    """п. 4.4.4: a notice was handed over, or is back with a signature."""
    own, duty = gate_terms.class_to_inform(cohort_id)
    htmx.answers(lambda reason: _page(own, reason))
    period, step = whole(request.form, "period"), request.form.get("step", "")
    by = gate.actor(duty, pupil, period, step)
    deeds.record(pupil, cohort_id, period, step, by=by, now=school_now())
    return htmx.done(url_for("forecasts.page", cohort_id=cohort_id, saved="yes"))


def _page(own: ClassYear, reason: Reason | None) -> str:
    return render_template(
        "terms/forecast.html",
        page=forecast_class.page(own, gate.school().forecast_days, school_now()),
        cohort=own.cohort_id,
        leads=gate_terms.leads(own.cohort_id),
        saved="saved" in request.args,
        reason=reason,
    )


def _stamped(kind: str, pupils: Sequence[report.Forecast], notices: tuple[T, ...]) -> tuple[T, ...]:
    """п. 4.2.5: each notice with its own QR."""
    pairs = zip(pupils, notices, strict=True)
    return tuple(seals.stamped(kind, one.pupil, notice) for one, notice in pairs)


def _issued(
    kind: str,
    own: ClassYear,
    chosen: Sequence[report.Forecast],
    made: Any,
    render: Callable[[Any, datetime], bytes],
    duty: Role,
) -> Response:
    """п. 4.2.5: notices of the same day that say the same are one paper."""
    told = forecast_papers.paper_of(kind, own, [one.pupil for one in chosen], made.title)
    by = gate.actor(duty, fingerprint(made))
    return issued(told, made, render, partial(registered.issue_once, by=by, now=school_now()))
