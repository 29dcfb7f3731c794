"""Movements of pupils as forms: arrival, return, departure, another class, another name (п. 2.1, 4.3.2)."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Actor, Right
from ejournal.reports import cards, class_people
from ejournal.reports import movements as report
from ejournal.rules.movements import FAR, SURE
from ejournal.rules.refusal import Reason
from ejournal.services import movement_back, newcomers, regrouping
from ejournal.services import movements as deeds
from ejournal.views import gate, gate_people, htmx
from ejournal.views import movements_form as typed
from ejournal.views.gate import requires
from ejournal.views.here import school_now

if TYPE_CHECKING:
    from ejournal.models.people import Person

bp = Blueprint("movements", __name__, url_prefix="/people")


@bp.get("/new")
@requires(Right.KEEP_PEOPLE)
def arrival() -> str:
    """п. 4.4.1: the form of an arrival."""
    return _arrival(None)


@bp.post("/new")
@requires(Right.KEEP_PEOPLE)
def arrive() -> Response:
    """п. 4.4.1, 2.1: enrol somebody new, or again somebody whom the school knows."""
    htmx.answers(_arrival)
    now, by = school_now(), _actor()
    newcomer = typed.newcomer(request.form, now.date())
    deeds.arrive(newcomer, typed.place(request.form), typed.order(request.form), by=by, now=now)
    card_id = newcomers.known(newcomer) or gate.hide(0)
    again = "yes" if report.came_back(card_id) else None
    return htmx.done(url_for("cards.card", card_id=card_id, again=again))


@bp.get("/<int:card_id>/return")
@requires(Right.KEEP_PEOPLE)
def return_form(card_id: int) -> str:
    """п. 2.1: the form by which somebody who left is enrolled again."""
    return _movement(_person(card_id), "return", None)


@bp.post("/<int:card_id>/return")
@requires(Right.KEEP_PEOPLE)
def enrol_again(card_id: int) -> Response:
    """п. 2.1: somebody who left comes back."""
    person = _person(card_id)
    htmx.answers(lambda reason: _movement(person, "return", reason))
    by, place, order = _actor(), typed.place(request.form), typed.order(request.form)
    deeds.enrol_again(person, place, order, by=by, now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.get("/<int:card_id>/leave")
@requires(Right.KEEP_PEOPLE)
def leave_form(card_id: int) -> str:
    """п. 2.1: the form of a departure."""
    return _movement(_person(card_id), "leave", None)


@bp.post("/<int:card_id>/leave")
@requires(Right.KEEP_PEOPLE)
def leave(card_id: int) -> Response:
    """п. 2.1: a pupil leaves by order."""
    person = _person(card_id)
    htmx.answers(lambda reason: _movement(person, "leave", reason))
    deeds.leave(person, typed.order(request.form), by=_actor(), now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.get("/<int:card_id>/move")
@requires(Right.KEEP_PEOPLE)
def move_form(card_id: int) -> str:
    """п. 2.1: the form of a move to another class."""
    return _movement(_person(card_id), "move", None)


@bp.post("/<int:card_id>/move")
@requires(Right.KEEP_PEOPLE)
def move(card_id: int) -> Response:
    """п. 2.1: a pupil changes class by order."""
    person = _person(card_id)
    htmx.answers(lambda reason: _movement(person, "move", reason))
    by, place, order = _actor(), typed.place(request.form), typed.order(request.form)
    deeds.move(person, place, order, by=by, now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.get("/<int:card_id>/name")
@requires(Right.KEEP_PEOPLE)
def name_form(card_id: int) -> str:
    """п. 4.3.2: the form of another name."""
    return _movement(_person(card_id), "name", None)


@bp.post("/<int:card_id>/name")
@requires(Right.KEEP_PEOPLE)
def rename(card_id: int) -> Response:
    """п. 4.3.2: another name from a day on."""
    person = _person(card_id)
    htmx.answers(lambda reason: _movement(person, "name", reason))
    by, name = _actor(), typed.name(request.form)
    deeds.rename(person, name, typed.order(request.form), by=by, now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.post("/<int:card_id>/name/correct")
@requires(Right.KEEP_PEOPLE)
def correct_name(card_id: int) -> Response:
    """п. 4.3.2: a slip in a name is put right without an order."""
    person = _person(card_id)
    htmx.answers(lambda reason: _movement(person, "name", reason))
    by, name = _actor(), typed.name(request.form)
    deeds.correct_name(person, name, by=by, now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.get("/<int:card_id>/groups")
@requires(Right.KEEP_PEOPLE)
def groups_form(card_id: int) -> str:
    """п. 2.1: the groups of the divided subjects that a pupil is in."""
    return _movement(_person(card_id), "groups", None)


@bp.post("/<int:card_id>/groups")
@requires(Right.KEEP_PEOPLE)
def regroup(card_id: int) -> Response:
    """п. 2.1: another group from a day on."""
    person = _person(card_id)
    htmx.answers(lambda reason: _movement(person, "groups", reason))
    by, since = _actor(), typed.day(request.form)
    groups, sure = typed.place(request.form).groups, "sure" in request.form
    regrouping.regroup(person, groups, since, sure, by=by, now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


@bp.post("/<int:card_id>/take-back")
@requires(Right.KEEP_PEOPLE)
def take_back(card_id: int) -> Response:
    """п. 2.1: the last movement was a mistake."""
    person = _person(card_id)
    htmx.answers(lambda reason: render_template("movements/kept.html", card_id=card_id, reason=reason))
    movement_back.undo(person, request.form.get("movement", ""), by=_actor(), now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id, saved="yes"))


def _person(card_id: int) -> "Person":
    return gate_people.person_of_card(card_id, Right.KEEP_PEOPLE)[0]


def _actor() -> Actor:
    return gate.actor(gate.duty_to(Right.KEEP_PEOPLE), *request.form.values())


def _arrival(reason: Reason | None) -> str:
    return render_template("movements/arrive.html", action="/people/new", **_common(reason))


def _movement(person: "Person", kind: str, reason: Reason | None) -> str:
    today = school_now().date()
    card = cards.card(person, today, None)
    shown = {"card": card, "name": report.name_now(person.id), "action": f"/people/{person.id}/{kind}"}
    common = _common(reason)
    common["another_grade"] = typed.is_far(common["chosen"], card.title)
    if kind == "groups":
        common |= {
            "divided": report.divided(card.title, today, person.id),
            "seated": report.seated(person.id, today),
        }
    return render_template(f"movements/{kind}.html", **shown, **common)


def _common(reason: Reason | None) -> dict[str, Any]:
    """What every form of a movement shows: what was typed, the classes, the groups of the chosen class."""
    today = school_now().date()
    chosen = request.form.get("class") or request.args.get("class", "")
    return {
        "fields": request.form,
        "classes": class_people.classes(today),
        "chosen": chosen,
        "divided": report.divided(chosen, today),
        "picked": set(request.form.values()),
        "past": typed.is_told(request.form, reason),
        "sure": SURE,
        "far": FAR,
        "reason": reason,
        "today": today,
    }
