"""«Заявления» of the diary: whoever signs prepares the own papers; and what a QR says (п. 4.6.1)."""

from functools import partial

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import consents as report
from ejournal.reports import family_papers as papers
from ejournal.reports.consent_papers import Wanted
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import consents as consents_deeds
from ejournal.views import consents, gate, gate_consents, htmx, seals
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("family_papers", __name__)
# What a parent may ask for: papers and the form that the application says.
CHOICES = {
    "electronic": ("Электронный дневник: заявление и согласие", ("application", "consent"), True),
    "paper": ("Бумажная форма: заявление", ("application",), False),
    "refusal": ("Не даю согласия на обработку данных в дневнике", ("refusal",), None),
    "withdrawal": ("Отзываю согласие", ("withdrawal",), None),
}


@bp.get("/diary/<int:pupil>/papers")
@requires(Right.WRITE_PAPERS)
def page(pupil: int) -> str:
    """п. 4.6.1: what the visitor has signed about this child, and the papers that can be prepared."""
    gate_consents.child_to_write_of(pupil)
    return _page(pupil, None)


@bp.post("/diary/<int:pupil>/papers")
@requires(Right.WRITE_PAPERS)
def prepare(pupil: int) -> Response:
    """п. 4.6.1: the chosen papers, filled in, to be printed and signed; nothing changes before."""
    duty = gate_consents.child_to_write_of(pupil)
    htmx.answers(partial(_page, pupil))
    chosen = CHOICES.get(request.form.get("choice", ""))
    if chosen is None:
        raise Refusal("4.6.1", "Выберите, что подготовить.")
    _, kinds, electronic = chosen
    consents_deeds.check_guardian(gate.person(), pupil, school_now().date())
    wanted = [
        Wanted(kind, gate.person(), pupil, electronic if kind == "application" else None) for kind in kinds
    ]
    cohort = gate_consents.class_of_child(pupil)
    return consents.issued(cohort, wanted, gate.actor(duty, request.form["choice"]))


@bp.get("/q/<token>")
@requires(Right.ENTER)
def check(token: str) -> str:
    """п. 4.6.1: whether a paper is genuine: to whoever may see it, of what; to others, that it exists."""
    if seals.is_sealed(token):
        return render_template("consents/check.html", shown=seals.check(token), cohort=None)
    kind, cohort, allowed = gate_consents.named_by(token[:32])
    shown = papers.known(token[:32], kind, allowed, school_now())
    return render_template("consents/check.html", shown=shown, cohort=cohort)


def _page(pupil: int, reason: Reason | None) -> str:
    now = school_now()
    return render_template(
        "diary/papers.html",
        pupil=pupil,
        page=papers.of_guardian(gate.person(), pupil, now),
        choices={name: title for name, (title, *_) in CHOICES.items()},
        states=report.STATES,
        chosen=request.form.get("choice", ""),
        reason=reason,
    )
