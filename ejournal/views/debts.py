"""A missed work that was written today: its mark, from the refusal in the cell of its own day."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.rules.refusal import Refusal, Way
from ejournal.services import mark_cells, marks
from ejournal.views import gate, htmx, lesson_form
from ejournal.views.gate import requires
from ejournal.views.here import school_now
from ejournal.views.lesson import NOT_UNDERSTOOD, whole_page

bp = Blueprint("debts", __name__, url_prefix="/lessons")


@bp.post("/<int:lesson_id>/later/<column>/<int:pupil>")
@requires(Right.FILL_LESSON)
def write(lesson_id: int, column: str, pupil: int) -> Response:
    """п. 4.5.4: the mark in the column «за 12.11» of this lesson, which is added when it is not there.

    What is refused, as before the attendance, opens the lesson with the column and the mark in its field.
    """
    lesson, duty = gate.lesson_to_fill(lesson_id)
    part, now = f"mark-{column}-{pupil}", school_now()
    htmx.answers(lambda reason: whole_page(lesson, {part: reason} if reason else {}))
    field = next((one for one in lesson_form.marks(request.form) if one.part == part), None)
    if field is None:
        raise Refusal("", NOT_UNDERSTOOD, Way.RELOAD)
    if mark_cells.column_of(lesson, column) is None:
        marks.add_work(lesson, column, by=gate.actor(duty, "later", *field), now=now)
    marks.put_mark(lesson, *field, by=gate.actor(duty, "mark", *field), now=now)
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id, _anchor=part))
