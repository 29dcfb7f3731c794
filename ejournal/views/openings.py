"""«Открытые дни»: days of failure with their acts, lessons that somebody fills by order."""

from io import BytesIO

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper
from ejournal.documents.failure import render
from ejournal.reports import openings as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import openings as deeds
from ejournal.services import prolonging, work_deadlines
from ejournal.views import gate, gate_timetable, htmx, seals
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now, whole
from ejournal.views.slip import DOCX

bp = Blueprint("openings", __name__, url_prefix="/openings")


@bp.get("")
@requires(Right.OPEN_DAYS)
def page() -> str:
    """п. 2.12, 4.5.2: what was opened this year, what nobody can fill, and the forms."""
    return _page(None)


@bp.post("/year")
@requires(Right.OPEN_DAYS)
def begin_year() -> Response:
    """п. 4.2.1, 4.5.2: the year is being opened."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.OPEN_DAYS)
    first, last = day_typed(request.form, "year_first"), day_typed(request.form, "year_last")
    if first is None or last is None:
        raise Refusal("4.2.1", "Укажите первый и последний день открытия года.")
    by, order = gate.actor(duty, *request.form.values()), request.form.get("year_order", "")
    deeds.begin_year(year, order, first, last, by=by, now=school_now())
    return htmx.done(url_for("openings.page", saved="year"))


@bp.post("/failures")
@requires(Right.OPEN_DAYS)
def declare() -> Response:
    """п. 4.5.2, 4.5.4: days on which the journal did not work are open to the end of the next one."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.OPEN_DAYS)
    first, last = day_typed(request.form, "first"), day_typed(request.form, "last")
    if first is None or last is None:
        raise Refusal("4.5.2", "Укажите первый и последний день сбоя.")
    by = gate.actor(duty, *request.form.values())
    what, order = request.form.get("what", ""), request.form.get("order", "").strip()
    deeds.declare_failure(year, what, order, first, last, by=by, now=school_now())
    return htmx.done(url_for("openings.page", saved="failure"))


@bp.get("/failures/<int:opening_id>/act.docx")
@requires(Right.OPEN_DAYS)
def act(opening_id: int) -> Response:
    """п. 4.5.2: the act about a day of failure as a Word file."""
    found, _ = gate_timetable.opening(opening_id, "failure")
    made = seals.stamped("act", opening_id, report.act(found, gate.school(), gate.visitor().name))
    content = BytesIO(render(made, school_now()))
    return attached(content, DOCX, paper.file_name(made.title))


@bp.post("/<int:opening_id>/withdraw")
@requires(Right.OPEN_DAYS)
def withdraw(opening_id: int) -> Response:
    """п. 4.5.2: what was opened by mistake is shut."""
    if gate_timetable.sent_before(Right.OPEN_DAYS):
        return htmx.done(url_for("openings.page"))
    found, duty = gate_timetable.opening_to_withdraw(opening_id)
    htmx.answers(_page)
    deeds.withdraw(found, by=gate.actor(duty), now=school_now())
    return htmx.done(url_for("openings.page", saved="withdrawn"))


@bp.post("/lessons/<int:lesson_id>")
@requires(Right.OPEN_DAYS)
def assign(lesson_id: int) -> Response:
    """п. 2.12, 4.5.2: a lesson that nobody can fill is filled by order."""
    htmx.answers(_page)
    lesson, duty = gate_timetable.lesson_to_assign(lesson_id)
    by = gate.actor(duty, *request.form.values())
    person, order = whole(request.form, "teacher"), request.form.get("order", "").strip()
    deeds.assign(lesson, person, order, by=by, now=school_now())
    return htmx.done(url_for("openings.page", saved="lesson"))


@bp.post("/lessons/<int:lesson_id>/prolong")
@requires(Right.OPEN_DAYS)
def prolong_works(lesson_id: int) -> Response:
    """п. 4.5.4: the works of a lesson may be marked to a later day."""
    lesson, duty = gate_timetable.lesson_to_assign(lesson_id)
    by, until = gate.actor(duty, *request.form.values()), day_typed(request.form, "until")
    prolonging.prolong(lesson, until, request.form.get("why", ""), by=by, now=school_now())
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id, prolonged=until))


@bp.post("/lessons/<int:lesson_id>/deadline")
@requires(Right.OPEN_DAYS)
def set_deadline(lesson_id: int) -> Response:
    """п. 4.5.4: until when the ВПР or the diagnostic work of a lesson is marked."""
    lesson, duty = gate_timetable.lesson_to_assign(lesson_id)
    by, until = gate.actor(duty, *request.form.values()), day_typed(request.form, "until")
    code, paper = request.form.get("kind", ""), request.form.get("paper", "")
    work_deadlines.set_deadline(lesson, code, until, paper, by=by, now=school_now())
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id))


def _page(reason: Reason | None) -> str:
    now = school_now()
    gate.note("read", gate.duty_to(Right.OPEN_DAYS))
    return render_template(
        "openings/page.html",
        shown=report.page(now),
        today=now.date(),
        fields=request.form,
        saved=request.args.get("saved", ""),
        reason=reason,
    )
