"""Duties of the staff as forms: given, ended, work begun and ended by order (п. 4.3.2)."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Actor, Right, Role
from ejournal.reports import cards, class_people
from ejournal.reports import duties as report
from ejournal.reports.people import ROLES
from ejournal.rules.refusal import Reason
from ejournal.services import duties as deeds
from ejournal.services import newcomers
from ejournal.views import gate, gate_people, htmx
from ejournal.views import movements_form as typed
from ejournal.views.gate import requires
from ejournal.views.here import school_now

if TYPE_CHECKING:
    from ejournal.models.people import Person

bp = Blueprint("duties", __name__, url_prefix="/people")


@bp.get("/<int:card_id>/duties")
@requires(Right.KEEP_PEOPLE)
def page(card_id: int) -> str:
    """п. 4.3.2: what somebody holds, and the forms that give and end it."""
    return _page(_person(card_id), None)


@bp.post("/<int:card_id>/duties")
@requires(Right.KEEP_PEOPLE)
def give(card_id: int) -> Response:
    """п. 4.3.2: a duty by order."""
    person = _person(card_id)
    htmx.answers(lambda reason: _page(person, reason))
    role, led, order = request.form.get("role", ""), request.form.get("class", ""), typed.order(request.form)
    deeds.give(person, role, led, order, by=_actor(), now=school_now())
    return htmx.done(url_for("duties.page", card_id=card_id, saved="yes"))


@bp.post("/<int:card_id>/duties/<int:duty_id>/end")
@requires(Right.KEEP_PEOPLE)
def end(card_id: int, duty_id: int) -> Response:
    """п. 4.3.2: the last day of a duty, by order."""
    person = _person(card_id)
    duty = gate_people.duty_of(person, duty_id)
    htmx.answers(lambda reason: _page(person, reason))
    deeds.end(duty, typed.order(request.form), by=_actor(), now=school_now())
    return htmx.done(url_for("duties.page", card_id=card_id, saved="yes"))


@bp.post("/<int:card_id>/dismiss")
@requires(Right.KEEP_PEOPLE)
def dismiss(card_id: int) -> Response:
    """п. 4.3.2: the last day of work at the school, by order."""
    person = _person(card_id)
    htmx.answers(lambda reason: _page(person, reason))
    deeds.dismiss(person, typed.order(request.form), by=_actor(), now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.get("/staff/new")
@requires(Right.KEEP_PEOPLE)
def newcomer() -> str:
    """п. 4.3.2: the form by which somebody begins to work."""
    return _newcomer(None)


@bp.post("/staff/new")
@requires(Right.KEEP_PEOPLE)
def hire() -> Response:
    """п. 4.3.2: somebody begins to work, with the first duty."""
    htmx.answers(_newcomer)
    who, form = typed.newcomer(request.form, school_now().date()), request.form
    position, role, led = form.get("position", ""), form.get("role", ""), form.get("class", "")
    deeds.hire(who, position, role, led, typed.order(form), by=_actor(), now=school_now())
    return htmx.done(url_for("duties.page", card_id=newcomers.known(who) or gate.hide(0), saved="yes"))


def _person(card_id: int) -> "Person":
    return gate_people.person_of_card(card_id, Right.KEEP_PEOPLE)[0]


def _actor() -> Actor:
    return gate.actor(gate.duty_to(Right.KEEP_PEOPLE), *request.form.values())


def _page(person: "Person", reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "duties/page.html",
        card=cards.card(person, today, None),
        held=report.held(person.id, today),
        action=f"/people/{person.id}/duties",
        roles=ROLES,
        classes=class_people.classes(today),
        fields=request.form,
        second=deeds.SECOND if request.form.get("role") == Role.CLASS_TEACHER and reason else "",
        today=today,
        reason=reason,
    )


def _newcomer(reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "duties/hire.html",
        action="/people/staff/new",
        roles=ROLES,
        classes=class_people.classes(today),
        fields=request.form,
        second=deeds.SECOND if request.form.get("role") == Role.CLASS_TEACHER and reason else "",
        today=today,
        reason=reason,
    )
