"""«Отметки другой организации»: a statement of a hospital, a sanatorium or a former school (п. 2.1)."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import cards
from ejournal.reports import outside as report
from ejournal.rules.refusal import Reason
from ejournal.services import outside as deeds
from ejournal.views import gate, gate_people, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now

if TYPE_CHECKING:
    from ejournal.models.people import Person

bp = Blueprint("outside", __name__, url_prefix="/people")


@bp.get("/<int:card_id>/outside")
@requires(Right.RECORD_OUTSIDE)
def page(card_id: int) -> str:
    """п. 2.1: the statements of a pupil, and the form for another."""
    return _page(gate_people.pupil_with_statements(card_id)[0], None)


@bp.post("/<int:card_id>/outside")
@requires(Right.RECORD_OUTSIDE)
def record(card_id: int) -> Response:
    """п. 2.1: a statement with its marks, all or nothing."""
    pupil, duty = gate_people.pupil_with_statements(card_id)
    htmx.answers(lambda reason: _page(pupil, reason))
    form, now = request.form, school_now()
    typed = {
        group: (subject, form.get(f"marks-{group}", ""))
        for group, subject in report.pages(pupil.id, now.date()).items()
    }
    days = day_typed(form, "first"), day_typed(form, "last")
    by = gate.actor(duty, *form.values())
    deeds.record(pupil, form.get("organisation", ""), form.get("paper", ""), days, typed, by=by, now=now)
    return htmx.done(url_for("outside.page", card_id=card_id, saved="yes"))


@bp.post("/<int:card_id>/outside/<int:statement_id>/withdraw")
@requires(Right.RECORD_OUTSIDE)
def withdraw(card_id: int, statement_id: int) -> Response:
    """п. 2.1: a statement recorded by mistake counts no more."""
    pupil, duty = gate_people.pupil_with_statements(card_id)
    htmx.answers(lambda reason: _page(pupil, reason))
    found = gate_people.statement_of(pupil, statement_id)
    deeds.withdraw(found, by=gate.actor(duty, statement_id), now=school_now())
    return htmx.done(url_for("outside.page", card_id=card_id, saved="withdrawn"))


def _page(pupil: "Person", reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "cards/outside.html",
        card=cards.card(pupil, today, gate_people.classes_seen()),
        statements=report.of_pupil(pupil.id),
        pages=report.pages(pupil.id, today),
        action=f"/people/{pupil.id}/outside",
        fields=request.form,
        today=today,
        saved=request.args.get("saved", ""),
        reason=reason,
    )
