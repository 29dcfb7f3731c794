"""«Дневник»: what a family reads of its child."""

from flask import Blueprint, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ejournal.access import Child, Right, Role, Visitor
from ejournal.reports import diary, diary_terms
from ejournal.reports import forecast as expected
from ejournal.services import forecasts
from ejournal.views import gate, gate_attendance, gate_consents
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now

bp = Blueprint("diary", __name__, url_prefix="/diary")


@bp.get("")
@requires(Right.READ_DIARY)
def mine() -> Response:
    """п. 3.2: the first diary open to the visitor; an explanation when all are on paper (п. 4.6.6)."""
    readable = [child.person for child in _diaries(gate.visitor()) if child.open]
    if readable:
        return redirect(url_for("diary.week", pupil=readable[0]), 303)
    gate.note("forbidden", Role.GUARDIAN)
    return Response(_on_paper(), 403, mimetype="text/html")


@bp.get("/<int:pupil>")
@requires(Right.READ_DIARY)
def week(pupil: int) -> str:
    """п. 3.2, 4.7.1: one week of a pupil; a week that is no date is this week."""
    pupil, now = gate_consents.pupil_of_diary(pupil), school_now()
    day = day_asked("week") or now.date()
    return render_template(
        "diary/week.html",
        week=diary.week(pupil, day, now),
        diaries=_diaries(gate.visitor()),
        tells=gate_attendance.may_tell_of(pupil),
        writes=gate_consents.may_write_of(pupil),
    )


@bp.get("/<int:pupil>/forecast")
@requires(Right.READ_DIARY)
def forecast(pupil: int) -> str:
    """п. 4.4.4, 2.5: what term marks are expected, and those of the periods that are over.

    A parent who reads it is known to know.
    """
    pupil, now = gate_consents.pupil_of_diary(pupil), school_now()
    if any(child.person == pupil for child in gate.visitor().children):
        forecasts.note_seen(gate.person(), pupil, now.date())
    return render_template(
        "diary/forecast.html",
        pupil=pupil,
        page=expected.of_pupil(pupil, now),
        terms=diary_terms.of_pupil(pupil, now.date()),
    )


def _on_paper() -> str:
    """п. 4.6.6: why no diary is open, and where a parent writes another application."""
    visitor = gate.visitor()
    own = Role.PUPIL in visitor.roles and not visitor.children
    adult = visitor.person if own and visitor.person and gate_consents.may_write_of(visitor.person) else None
    return render_template("diary/paper.html", own=own, adult=adult, children=visitor.children)


def _diaries(visitor: Visitor) -> list[Child]:
    """The visitor's own diary first, then those of the children, open or on paper."""
    own = (
        [Child(visitor.person, "Мой дневник", visitor.own_open)]
        if visitor.person and Role.PUPIL in visitor.roles
        else []
    )
    return [*own, *visitor.children]
