"""«Замены»: who is absent, who gives the lessons, the log of a month, the sheet of a day's changes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents import paper
from ejournal.documents.substitutions import Changes, SubstitutionLog, render_changes, render_log
from ejournal.reports import absence as absence_report
from ejournal.reports import substitutions as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.rules.substitutions import KINDS, REASONS
from ejournal.services import substitutions as deeds
from ejournal.services.substitutions import Decision
from ejournal.views import gate, gate_timetable, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import YEARS, day_asked, day_typed, number_of, school_now
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.models.substitutions import TeacherAbsence

bp = Blueprint("substitutions", __name__, url_prefix="/substitutions")
CHOICE = "lesson-"
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@bp.get("")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def page() -> str:
    """п. 4.2.2д: the absences of these weeks, and the form that notes another."""
    return _page(None)


@bp.post("")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def report_absence() -> Response:
    """п. 4.2.2д: a teacher is away; next the lessons are decided."""
    htmx.answers(_page)
    person, duty = gate_timetable.teacher_named()
    first, last = _day("first"), _day("last")
    by = gate.actor(duty, *request.form.values())
    reason, order = request.form.get("reason", ""), request.form.get("order", "").strip()
    deeds.report_absence(person, reason, order, first, last, by=by, now=school_now())
    made = report.absence_of(person.id, first)
    return htmx.done(
        url_for("substitutions.absence", absence_id=made) if made else url_for("substitutions.page")
    )


@bp.get("/<int:absence_id>")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def absence(absence_id: int) -> str:
    """п. 4.2.2д: the lessons of an absent teacher with what may be done with each."""
    found, _ = gate_timetable.absence_to_arrange(absence_id)
    return _absence(found, None)


@bp.post("/<int:absence_id>")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def decide(absence_id: int) -> Response:
    """п. 4.2.2д: write the decisions of the form, all or none."""
    found, duty = gate_timetable.absence_to_arrange(absence_id)
    htmx.answers(lambda reason: _absence(found, reason))
    by = gate.actor(duty, *request.form.values())
    deeds.decide(found, _decisions(), request.form.get("order", "").strip(), by=by, now=school_now())
    return htmx.done(url_for("substitutions.absence", absence_id=absence_id, saved="yes"))


@bp.post("/<int:absence_id>/withdraw")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def withdraw(absence_id: int) -> Response:
    """п. 4.2.2д: the teacher came after all."""
    if gate_timetable.sent_before(Right.ARRANGE_SUBSTITUTIONS):
        return htmx.done(url_for("substitutions.page"))
    found, duty = gate_timetable.absence_to_arrange(absence_id)
    htmx.answers(lambda reason: _absence(found, reason))
    deeds.withdraw_absence(found, by=gate.actor(duty), now=school_now())
    return htmx.done(url_for("substitutions.page"))


@bp.post("/decisions/<int:replacement_id>/take-back")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def take_back(replacement_id: int) -> Response:
    """п. 4.2.2д: undo a decision of which nothing has come yet."""
    if gate_timetable.sent_before(Right.ARRANGE_SUBSTITUTIONS):
        return htmx.done(url_for("substitutions.page"))
    found, duty = gate_timetable.replacement_to_undo(replacement_id)
    htmx.answers(lambda reason: _absence(found.absence, reason))
    deeds.take_back(found, by=gate.actor(duty), now=school_now())
    return htmx.done(url_for("substitutions.absence", absence_id=found.absence_id))


@bp.get("/log")
@requires(Right.READ_SUBSTITUTIONS)
def log() -> str:
    """п. 4.2.2д: the log of a month, by `?month=2026-11`."""
    month = _month()
    before, after = (month - timedelta(days=1)).replace(day=1), (month + timedelta(days=31)).replace(day=1)
    return render_template("substitutions/log.html", log=_log(month), month=month, before=before, after=after)


@bp.get("/log.docx")
@requires(Right.READ_SUBSTITUTIONS)
def log_docx() -> Response:
    """п. 4.2.2д: the same as a Word file."""
    made = _log(_month())
    return _file(render_log(made, school_now()), made.title)


@bp.get("/day")
@requires(Right.READ_CHANGES)
def day() -> str:
    """п. 4.2.2д: what is otherwise on a day, by `?day=`; the next school day unless one is named."""
    asked = _day_of_changes()
    return render_template("substitutions/day.html", changes=_changes(asked), day=asked)


@bp.get("/day.docx")
@requires(Right.READ_CHANGES)
def day_docx() -> Response:
    """п. 4.2.2д: the same for the wall, as a Word file."""
    made = _changes(_day_of_changes())
    return _file(render_changes(made, school_now()), made.title)


def _page(reason: Reason | None) -> str:
    today = school_now().date()
    gate.note("read", gate.duty_to(Right.ARRANGE_SUBSTITUTIONS))
    return render_template(
        "substitutions/page.html",
        absences=report.absences(today),
        stranded=report.stranded_lines(today),
        teachers=report.teachers(today),
        reasons=REASONS,
        today=today,
        fields=request.form,
        reason=reason,
    )


def _absence(found: TeacherAbsence, reason: Reason | None) -> str:
    return render_template(
        "substitutions/absence.html",
        absence=absence_report.page(found),
        typed=request.form if reason else None,
        proposed="proposed" in request.args,
        saved="saved" in request.args,
        reason=reason,
    )


def _day(name: str) -> date:
    found = day_typed(request.form, name)
    if found is None:
        raise Refusal("4.2.2д", "Укажите первый и последний день отсутствия.")
    return found


def _decisions() -> list[Decision]:
    """What was chosen for each lesson: «replaced:12», «subject:12:34», «cancelled»."""
    found = []
    for name, value in request.form.items():
        kind, *numbers = value.split(":")
        if name.startswith(CHOICE) and value:
            lesson = number_of(name.removeprefix(CHOICE))
            if kind not in KINDS:
                raise Refusal("4.2.2д", "Выберите решение из списка.")
            found.append(Decision(lesson, kind, *map(number_of, numbers[:2])))
    return found


def _month() -> date:
    asked = MONTH.fullmatch(request.args.get("month", ""))
    if asked and YEARS[0] <= int(asked[1]) <= YEARS[1]:
        return date(int(asked[1]), int(asked[2]), 1)
    return school_now().date().replace(day=1)


def _log(month: date) -> SubstitutionLog:
    gate.note("read", gate.duty_to(Right.READ_SUBSTITUTIONS))
    return report.log(gate.school().school_name, month, _deputy(), school_now())


def _day_of_changes() -> date:
    tomorrow = school_now().date() + timedelta(days=1)
    week = gate.school().school_week
    ahead = (tomorrow + timedelta(days=days) for days in range(7))
    return day_asked("day") or next(near for near in ahead if near.isoweekday() <= week)


def _changes(asked: date) -> Changes:
    return report.changes(gate.school().school_name, asked, _deputy())


def _deputy() -> str:
    """Whoever signs as the deputy; "" when another prints."""
    return gate.visitor().name if may_enter(gate.visitor(), Right.ARRANGE_SUBSTITUTIONS) else ""


def _file(content: bytes, title: str) -> Response:
    return attached(BytesIO(content), DOCX, paper.file_name(title))
