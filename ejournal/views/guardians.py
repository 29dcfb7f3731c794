"""Parents and guardians of a pupil as forms (п. 4.4.1)."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import cards
from ejournal.reports import guardians as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import guardians as deeds
from ejournal.views import gate, gate_people, htmx
from ejournal.views import movements_form as typed
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now

if TYPE_CHECKING:
    from ejournal.models.people import Person

bp = Blueprint("guardians", __name__, url_prefix="/people")


@bp.get("/<int:card_id>/guardians")
@requires(Right.KEEP_CONTACTS)
def page(card_id: int) -> str:
    """п. 4.4.1: who answers for a pupil, and the form that adds another."""
    return _page(gate_people.pupil_of_card(card_id)[0], None)


@bp.post("/<int:card_id>/guardians")
@requires(Right.KEEP_CONTACTS)
def add(card_id: int) -> Response:
    """п. 4.4.1: somebody answers for the pupil from today."""
    child, duty = gate_people.pupil_of_card(card_id)
    htmx.answers(lambda reason: _page(child, reason))
    form, name = request.form, typed.name(request.form)
    said = (form.get(field, "") for field in ("relation", "phone", "email", "snils"))
    by = gate.actor(duty, *form.values())
    deeds.add(child, deeds.Relative(name, *said), by=by, now=school_now())
    return htmx.done(url_for("guardians.page", card_id=card_id, saved="yes"))


@bp.post("/<int:card_id>/guardians/<int:guardianship_id>/end")
@requires(Right.KEEP_CONTACTS)
def end(card_id: int, guardianship_id: int) -> Response:
    """п. 4.4.1: the last day on which somebody answers for the pupil."""
    child, duty = gate_people.pupil_of_card(card_id)
    by = gate.actor(duty, *request.form.values())
    if gate_people.sent_before(by):
        return htmx.done(url_for("guardians.page", card_id=card_id, saved="yes"))
    found = gate_people.guardianship_of(child, guardianship_id)
    htmx.answers(lambda reason: _page(child, reason))
    last = day_typed(request.form, "last")
    if last is None:
        raise Refusal("4.4.1", "Укажите последний день.")
    deeds.end(found, last, by=by, now=school_now())
    return htmx.done(url_for("guardians.page", card_id=card_id, saved="yes"))


def _page(child: "Person", reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "guardians/page.html",
        card=cards.card(child, today, gate_people.classes_seen()),
        guardians=report.of_pupil(child.id, today),
        relations=deeds.RELATIONS,
        action=f"/people/{child.id}/guardians",
        fields=request.form,
        today=today,
        reason=reason,
    )
