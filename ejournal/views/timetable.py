"""«Расписание»: the week of a class, a teacher or a room."""

from flask import Blueprint, render_template, request

from ejournal.access import Right, may_enter
from ejournal.reports import timetable as report
from ejournal.views import gate, gate_draft
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now

bp = Blueprint("timetable", __name__, url_prefix="/timetable")


@bp.get("")
@requires(Right.READ_TIMETABLE)
def page() -> str:
    """п. 4.2.1: the week of `?of=class:7`, «teacher:5» or «room:12», as it is in force on `?day=`."""
    now = school_now()
    day, asked = day_asked("day") or now.date(), request.args.get("of", "")
    week = report.week(asked, gate.person(), day, gate.school().school_week, now.tzinfo)
    arranges = may_enter(gate.visitor(), Right.LOAD_TIMETABLE)
    return render_template(
        "timetable/page.html",
        week=week,
        day=day,
        arranges=arranges,
        drafted=arranges and gate_draft.draft_to_show()[0],
        published="published" in request.args,
        calendar=gate_draft.own_calendar(),
    )
