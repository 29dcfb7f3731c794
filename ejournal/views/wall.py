"""«Расписание всей школы»: on the screen and for the wall, as a Word file and as a table."""

from datetime import date
from io import BytesIO

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents import paper, timetable_week
from ejournal.documents.timetable import Wall, render, sheet
from ejournal.reports import timetable
from ejournal.reports import wall as report
from ejournal.views import gate
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now
from ejournal.views.slip import DOCX

bp = Blueprint("wall", __name__, url_prefix="/timetable")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/wall")
@requires(Right.READ_TIMETABLE)
def page() -> str:
    """п. 4.2.1: the week of all classes as it is in force on `?day=`."""
    return render_template("timetable/wall.html", wall=_wall(), day=_day())


@bp.get("/wall.docx")
@requires(Right.READ_TIMETABLE)
def docx() -> Response:
    """п. 4.2.1: the same for the wall, as a Word file."""
    made = _wall() or abort(404)
    return _file(render(made, school_now()), DOCX, paper.file_name(made.title))


@bp.get("/wall.xlsx")
@requires(Right.READ_TIMETABLE)
def xlsx() -> Response:
    """п. 4.2.1: the same as a table."""
    made = _wall() or abort(404)
    return _file(sheet(made), XLSX, paper.file_name(made.title).replace(".docx", ".xlsx"))


@bp.get("/week.docx")
@requires(Right.READ_TIMETABLE)
def week_docx() -> Response:
    """п. 4.2.1: the week of one teacher, room or class, `?of=` as on the page, as a Word file."""
    made = _week() or abort(404)
    return _file(timetable_week.render(made, school_now()), DOCX, paper.file_name(made.title))


@bp.get("/week.xlsx")
@requires(Right.READ_TIMETABLE)
def week_xlsx() -> Response:
    """п. 4.2.1: the same as a table."""
    made = _week() or abort(404)
    name = paper.file_name(made.title).replace(".docx", ".xlsx")
    return _file(timetable_week.sheet(made), XLSX, name)


def _week() -> timetable_week.WeekSheet | None:
    now, school = school_now(), gate.school()
    asked = request.args.get("of", "")
    found = timetable.week(asked, gate.person(), _day(), school.school_week, now.tzinfo)
    return report.of_one(school.school_name, found, _day()) if found else None


def _day() -> date:
    return day_asked("day") or school_now().date()


def _wall() -> Wall | None:
    deputy = gate.visitor().name if may_enter(gate.visitor(), Right.ARRANGE_SUBSTITUTIONS) else ""
    return report.wall(gate.school().school_name, _day(), gate.school().school_week, deputy)


def _file(content: bytes, kind: str, name: str) -> Response:
    return attached(BytesIO(content), kind, name)
