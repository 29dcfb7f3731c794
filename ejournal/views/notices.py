"""«Сообщить об отсутствии»: a parent tells beforehand, the class teacher answers."""

from datetime import timedelta

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import attendance_grounds as report
from ejournal.rules.grounds import CAUSES
from ejournal.rules.refusal import Reason
from ejournal.services import grounds as deeds
from ejournal.views import attendance_form, gate, gate_attendance, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now

bp = Blueprint("notices", __name__, url_prefix="/diary")
SHOWN = timedelta(days=60)  # how long ago a notice may have been that is still shown


@bp.get("/<int:pupil>/absences")
@requires(Right.GIVE_NOTICE)
def page(pupil: int) -> str:
    """п. 2.5: what was told and how it was answered, and the form that tells more."""
    gate_attendance.child_to_tell_of(pupil)
    return _page(pupil, None)


@bp.post("/<int:pupil>/absences")
@requires(Right.GIVE_NOTICE)
def give(pupil: int) -> Response:
    """п. 4.4.3: the child will not come."""
    child, duty = gate_attendance.child_to_tell_of(pupil)
    htmx.answers(lambda reason: _page(pupil, reason))
    form = request.form
    first = attendance_form.day(form, "first", "Укажите первый день.")
    told = form.get("cause", ""), first, day_typed(form, "last") or first, form.get("words", "")
    deeds.give_notice(child, *told, by=gate.actor(duty, *told), now=school_now())
    return htmx.done(url_for("notices.page", pupil=pupil, saved="yes"))


def _page(pupil: int, reason: Reason | None) -> str:
    now = school_now()
    name = next((child.name for child in gate.visitor().children if child.person == pupil), "")
    return render_template(
        "notices/page.html",
        pupil=pupil,
        name=name,
        notices=report.notices_of(pupil, now.date() - SHOWN, now),
        causes=CAUSES,
        fields=request.form,
        saved="saved" in request.args,
        reason=reason,
    )
