"""«Подготовка к работе»: what is still missing for lessons to begin, step by step."""

from flask import Blueprint, render_template

from ejournal.access import Right
from ejournal.reports import preparation as report
from ejournal.views import gate, gate_files
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("preparation", __name__, url_prefix="/setup")


@bp.get("")
@requires(Right.OPEN_YEAR)
def page() -> str:
    """п. 4.3.1: the steps; each can be taken up again at any time."""
    steps = report.steps(gate.school(), school_now().date())
    return render_template("preparation/page.html", steps=steps, brings=gate_files.kinds_to_bring())
