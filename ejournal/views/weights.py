"""«Веса работ»: what each kind of work weighs in the average, changed from the next period on."""

import re

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import weights as report
from ejournal.rules.refusal import Reason
from ejournal.rules.weights import USUAL
from ejournal.services import weights as deeds
from ejournal.views import gate, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("weights", __name__, url_prefix="/settings")


@bp.get("/weights")
@requires(Right.KEEP_WEIGHTS)
def page() -> str:
    """п. 4.3.1, 4.5.5: the weights now and from the next period."""
    return _page(None)


@bp.post("/weights")
@requires(Right.KEEP_WEIGHTS)
def keep() -> Response:
    """п. 4.3.1, 4.5.5: other weights from the next period on; «все по 1» is a school without weights."""
    htmx.answers(_page)
    flat = "flat" in request.form
    typed = {code: 1 if flat else _weight(code) for code in USUAL}
    by = gate.actor(gate.duty_to(Right.KEEP_WEIGHTS), *typed.values())
    deeds.set_weights(typed, by=by, now=school_now())
    return htmx.done(url_for("weights.page", saved="yes"))


def _weight(code: str) -> int | None:
    typed = request.form.get(f"weight-{code}", "").strip()
    return int(typed) if re.fullmatch("[0-9]{1,3}", typed) else None


def _page(reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "weights/page.html",
        shown=report.page(deeds.begins(today), today),
        fields=request.form,
        saved="saved" in request.args,
        reason=reason,
    )
