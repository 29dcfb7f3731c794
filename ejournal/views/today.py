"""«Мои уроки»: today's lessons of a teacher, the next to do, what is owed."""

from flask import Blueprint, render_template

from ejournal.access import Right
from ejournal.reports import today
from ejournal.views import gate
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now

bp = Blueprint("today", __name__)


@bp.get("/today")
@requires(Right.SEE_OWN_LESSONS)
def page() -> str:
    """п. 4.5.2, 4.5.3: each lesson of the day with what is written in it; another day by `?day=`."""
    now = school_now()
    day = day_asked("day") or now.date()
    shown = today.page(gate.person(), day, gate.school().school_week, now)
    return render_template("today/page.html", day=shown, today=now.date())
