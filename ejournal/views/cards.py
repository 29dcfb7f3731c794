"""People found, their cards, the lists of classes (п. 4.3.2, 4.4.1)."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, Role, is_of_duty, may_enter
from ejournal.reports import cards, class_people, finding, movements, watch, weekly_ledger
from ejournal.rules.refusal import Reason
from ejournal.services import cards as deeds
from ejournal.services import movement_back
from ejournal.views import gate, gate_consents, gate_people, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("cards", __name__)
CONTACTS = ("phone", "email", "address")


@bp.get("/people/find")
@requires(Right.FIND_PEOPLE)
def find() -> str:
    """п. 4.3.2: everybody the school knows, by name or СНИЛС."""
    gate.note("read", gate.duty_to(Right.FIND_PEOPLE))
    typed, today = request.args.get("q", ""), school_now().date()
    hits, classes = finding.find(typed, today), class_people.classes(today)
    watches = may_enter(gate.visitor(), Right.WATCH_SESSIONS)
    unusual = watch.fresh(school_now()) if watches else 0
    return render_template("cards/find.html", typed=typed, hits=hits, classes=classes, unusual=unusual)


@bp.get("/people/<int:card_id>")
@requires(Right.SEE_CARD)
def card(card_id: int) -> str:
    """п. 4.4.1: a person with names, classes, relatives and what is missing."""
    person, _ = gate_people.person_of_card(card_id)
    shown = cards.card(person, school_now().date(), gate_people.classes_seen())
    last = None
    if may_enter(gate.visitor(), Right.KEEP_PEOPLE):
        last = movements.undoable(card_id, movement_back.KINDS, school_now())
    keeps = gate_people.keeps_contacts(card_id)
    reads = shown.cohort and gate_consents.may(Right.READ_PAPERS, shown.cohort)
    sheets = weekly_ledger.batches(shown.cohort, pupil=card_id) if shown.cohort and reads else []
    return render_template("cards/card.html", card=shown, keeps=keeps, last=last, sheets=sheets)


@bp.get("/classes/<int:cohort_id>/people")
@requires(Right.SEE_CARD)
def of_class(cohort_id: int) -> str:
    """п. 4.4.1: the pupils of a class and what is missing of each."""
    gate_people.class_to_see(cohort_id)
    return list_of(cohort_id, None)


def list_of(cohort_id: int, reason: Reason | None) -> str:
    """The list of a class as a page, with what was refused of its name."""
    page, saved = class_people.of_class(cohort_id, school_now().date()), request.args.get("saved", "")
    return render_template("cards/class.html", page=page, fields=request.form, reason=reason, saved=saved)


@bp.get("/people/<int:card_id>/details")
@requires(Right.KEEP_CONTACTS)
def details(card_id: int) -> str:
    """п. 4.4.1: the form of what is known of a person beside the name."""
    return _details(card_id, None)


@bp.post("/people/<int:card_id>/details")
@requires(Right.KEEP_CONTACTS)
def change_details(card_id: int) -> Response:
    """п. 4.4.1: phone, e-mail and address; for the administrator СНИЛС and birth date too."""
    person, duty = gate_people.person_of_card(card_id, Right.KEEP_CONTACTS)
    htmx.answers(lambda reason: _details(card_id, reason))
    typed = {name: request.form.get(name, "") for name in _fields(duty)}
    seen = {name: request.form.get(f"seen-{name}", "") for name in typed}
    by = gate.actor(duty, *typed.values())
    deeds.change(person, typed, seen, by=by, now=school_now())
    return htmx.done(url_for("cards.card", card_id=card_id))


def _fields(duty: Role) -> tuple[str, ...]:
    """What may be changed by a duty."""
    return (*CONTACTS, "snils", "birth_date") if is_of_duty(duty, Right.KEEP_PEOPLE) else CONTACTS


def _details(card_id: int, reason: Reason | None) -> str:
    person, duty = gate_people.person_of_card(card_id, Right.KEEP_CONTACTS)
    shown = cards.card(person, school_now().date(), gate_people.classes_seen())
    stored = {name: getattr(shown, name) for name in CONTACTS}
    stored |= {"snils": "", "birth_date": _iso(shown.birth_date)}
    return render_template(
        "cards/details.html",
        card=shown,
        names=_fields(duty),
        seen={name: request.form.get(f"seen-{name}", text) for name, text in stored.items()},
        fields=request.form if request.form else stored,
        reason=reason,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
