"""«Остальным»: one value for everybody whose cell of a column is still empty, after it is shown whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, Role
from ejournal.reports import lessons as report
from ejournal.rules.marks import SCALES
from ejournal.rules.refusal import Reason
from ejournal.services import marks
from ejournal.views import gate, htmx, lesson, lesson_form, tickets
from ejournal.views.gate import requires
from ejournal.views.here import school_now
from ejournal.views.lesson_form import Rest

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

bp = Blueprint("rest", __name__, url_prefix="/lessons")


@bp.get("/<int:lesson_id>/rest")
@requires(Right.FILL_LESSON)
def page(lesson_id: int) -> str:
    """п. 4.5.4: who would get the value of `?value=` in the column of `?column=`."""
    found, _ = gate.lesson_to_fill(lesson_id)
    return _page(found, Rest(request.args.get("column", ""), request.args.get("value", ""), {}), None)


@bp.post("/<int:lesson_id>/rest/<column>")
@requires(Right.FILL_LESSON)
def put(lesson_id: int, column: str) -> Response:
    """п. 4.5.4: the value is put; on the lesson's page each column has an address of its own."""
    found, duty = gate.lesson_to_fill(lesson_id)
    sent = lesson_form.rest(request.form)
    if htmx.wanted():
        htmx.answers(lambda reason: lesson.fragment("rest", found, {"rest": reason} if reason else {}))
    else:
        htmx.answers(lambda reason: _page(found, sent, reason))
    _put(found, duty, sent)
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id), lesson.COPIED)


def _put(found: Lesson, duty: Role, sent: Rest) -> None:
    by = gate.actor(duty, "rest", sent.column, sent.value, *sorted(sent.seen.items()))
    marks.put_rest(found, sent.column, sent.value, sent.seen, by=by, now=school_now())


def _page(found: Lesson, asked: Rest, reason: Reason | None) -> str:
    shown = report.page(found, gate.person(), school_now())
    columns = [column for column in shown.columns if column.open and not column.of_some]
    known = [column.kind for column in columns]
    chosen = asked.column if asked.column in known else known[-1] if known else ""
    pupils = shown.empty(chosen)
    scale = SCALES[shown.grading]
    return render_template(
        "lesson/rest.html",
        lesson=shown,
        columns=columns,
        chosen=chosen,
        scale=scale,
        value=asked.value if asked.value in scale else "",
        pupils=[pupil for pupil, _ in pupils],
        cells=",".join(f"{pupil.id}-{seen}" for pupil, seen in pupils),
        reason=reason,
        ticket=tickets.issue(found, {"rest": reason}, request.form).get("rest", "") if reason else "",
    )
