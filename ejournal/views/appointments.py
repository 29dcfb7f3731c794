"""«Приказ об ответственных»: filled in, printed, marked as signed (п. 4.1.3)."""

from io import BytesIO

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper
from ejournal.documents.appointment import render
from ejournal.reports import appointments as report
from ejournal.rules.refusal import Reason
from ejournal.services import appointments as deeds
from ejournal.services.appointments import Wanted
from ejournal.views import gate, gate_people, htmx, seals
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.slip import DOCX

bp = Blueprint("appointments", __name__, url_prefix="/appointments")


@bp.get("")
@requires(Right.PREPARE_ORDER)
def page() -> str:
    """п. 4.1.3: the draft of the order, and those that were signed this year."""
    return _page(None)


@bp.post("")
@requires(Right.PREPARE_ORDER)
def write() -> Response:
    """п. 4.1.3: write the draft."""
    htmx.answers(_page)
    year, duty = gate_people.year_to_appoint(Right.PREPARE_ORDER)
    by = gate.actor(duty, *request.form.values())
    deeds.write(year, _typed(), whole(request.form, "version"), by=by, now=school_now())
    return htmx.done(url_for("appointments.page", saved="draft"))


@bp.post("/<int:order_id>/sign")
@requires(Right.SIGN_ORDER)
def sign(order_id: int) -> Response:
    """п. 4.1.3: the order was signed on paper: its duties are in force from today."""
    htmx.answers(_page)
    order, duty = gate_people.appointment(order_id, Right.SIGN_ORDER)
    by = gate.actor(duty, *request.form.values())
    deeds.sign(order, whole(request.form, "version"), "sure" in request.form, by=by, now=school_now())
    return htmx.done(url_for("appointments.page", saved="signed"))


@bp.get("/<int:order_id>/order.docx")
@requires(Right.PREPARE_ORDER)
def order_docx(order_id: int) -> Response:
    """п. 4.1.3: the order as a Word file, with its appendix and the sheet of those who have read it."""
    order, _ = gate_people.appointment(order_id, Right.PREPARE_ORDER)
    made = seals.stamped("order", order_id, report.paper(order, gate.school(), school_now().date()))
    content = BytesIO(render(made, school_now()))
    return attached(content, DOCX, paper.file_name(made.title))


def _typed() -> Wanted:
    form = request.form
    return Wanted(
        number=form.get("number", ""),
        act=form.get("act", ""),
        administrator=whole(form, "administrator"),
        technician=whole(form, "technician"),
        checker=whole(form, "checker"),
        controller=whole(form, "controller") or None,
        relieves="relieves" in form,
    )


def _page(reason: Reason | None) -> str:
    today = school_now().date()
    year, _ = gate_people.year_to_appoint(Right.PREPARE_ORDER)
    shown = report.page(year, today)
    return render_template(
        "appointments/page.html",
        shown=shown,
        fields=request.form if "administrator" in request.form else shown.fields,
        relieves_me=gate_people.relieved_by(shown.draft),
        saved=request.args.get("saved", ""),
        today=today,
        reason=reason,
    )
