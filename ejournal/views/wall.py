"""«Расписание всей школы»: on the screen and for the wall, as a Word file and as a table."""

from datetime import date
from io import BytesIO

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents import paper
from ejournal.documents.timetable import Wall, render, sheet
from ejournal.reports import wall as report
from ejournal.views import gate
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


def _day() -> date:
    return day_asked("day") or school_now().date()


def _wall() -> Wall | None:
    deputy = gate.visitor().name if may_enter(gate.visitor(), Right.ARRANGE_SUBSTITUTIONS) else ""
    return report.wall(gate.school().school_name, _day(), gate.school().school_week, deputy)


def _file(content: bytes, kind: str, name: str) -> Response:
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
