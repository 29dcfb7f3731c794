"""«Нормы и кабинеты»: how many lessons a class may have, and rooms for several groups; «Нагрузка»."""

import re
from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import loads as loads_report
from ejournal.reports import norms as report
from ejournal.rules.bell_norms import BellNorm
from ejournal.rules.curriculum import Volume
from ejournal.rules.norms import GRADES, Norm
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import norms as deeds
from ejournal.views import gate, gate_draft, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, day_typed, number_of, school_now

bp = Blueprint("norms", __name__, url_prefix="/timetable")
ROOM = "room-"
FIELDS = Norm._fields


@bp.get("/norms")
@requires(Right.LOAD_TIMETABLE)
def page() -> str:
    """п. 4.2.1: the norms by grade and the rooms as they are in force."""
    return _page(None)


@bp.post("/norms")
@requires(Right.LOAD_TIMETABLE)
def set_norms() -> Response:
    """п. 4.2.1: other norms from a day on."""
    htmx.answers(_page)
    since = _since("since")
    by = gate.actor(gate.duty_to(Right.LOAD_TIMETABLE), *request.form.values())
    typed = {grade: _norm(grade) for grade in GRADES}
    deeds.set_norms(typed, since, gate.school().school_week, by=by, now=school_now())
    return htmx.done(url_for("norms.page", saved="yes"))


@bp.post("/norms/volumes")
@requires(Right.LOAD_TIMETABLE)
def set_volumes() -> Response:
    """п. 4.2.1: other hours of a year from a day on."""
    htmx.answers(_page)
    since = _since("volumes-since")
    by = gate.actor(gate.duty_to(Right.LOAD_TIMETABLE), *request.form.values())
    typed = {grade: _volume(grade) for grade in GRADES if _names_volume(grade)}
    deeds.set_volumes(typed, since, by=by, now=school_now())
    return htmx.done(url_for("norms.page", saved="yes"))


@bp.post("/norms/bells")
@requires(Right.LOAD_TIMETABLE)
def set_bell_norm() -> Response:
    """п. 4.2.1: another norm of the bells from a day on."""
    htmx.answers(_page)
    since = _since("bells-since")
    by = gate.actor(gate.duty_to(Right.LOAD_TIMETABLE), *request.form.values())
    typed = BellNorm(*(_figure(name) for name in BellNorm._fields))
    deeds.set_bell_norm(typed, since, by=by, now=school_now())
    return htmx.done(url_for("norms.page", saved="yes"))


@bp.post("/norms/rooms")
@requires(Right.LOAD_TIMETABLE)
def set_rooms() -> Response:
    """п. 4.2.1: how many groups are taught at once in a room."""
    htmx.answers(_page)
    by = gate.actor(gate.duty_to(Right.LOAD_TIMETABLE), *request.form.values())
    known = {name for name, _ in report.settings(school_now().date(), gate.school().school_week).rooms}
    sent = {name.removeprefix(ROOM): value for name, value in request.form.items() if name.startswith(ROOM)}
    rooms = {name: number_of(value) for name, value in sent.items() if name in known}
    deeds.set_rooms(rooms, by=by, now=school_now())
    return htmx.done(url_for("norms.page", saved="yes"))


@bp.get("/loads")
@requires(Right.READ_LOADS)
def loads() -> str:
    """п. 4.2.1: hours a week of classes and of teachers, by `?day=`."""
    year, duty = gate_draft.year_to_arrange(Right.READ_LOADS)
    gate.note("read", duty)
    day = day_asked("day") or school_now().date()
    found = loads_report.page(year, day, gate.school().school_week) if year else None
    return render_template("timetable/loads.html", loads=found, day=day)


def _page(reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "timetable/norms.html",
        settings=report.settings(today, gate.school().school_week),
        school_week=gate.school().school_week,
        fields=request.form,
        today=today,
        saved="saved" in request.args,
        reason=reason,
    )


def _norm(grade: int) -> Norm:
    return Norm(*(_figure(f"{name}-{grade}") for name in FIELDS))


def _volume(grade: int) -> Volume:
    return Volume(*(_figure(f"{name}-{grade}") for name in Volume._fields))


def _names_volume(grade: int) -> bool:
    """Whether anything is typed of a grade: nothing is known of some."""
    return any(request.form.get(f"{name}-{grade}", "").strip() for name in Volume._fields)


def _since(field: str) -> date:
    """The day from which norms hold."""
    found = day_typed(request.form, field)
    if found is None:
        raise Refusal("4.3.1", "Укажите, с какого дня действуют нормы.")
    return found


def _figure(field: str) -> int:
    """A figure of the form; −1, which no norm takes, when it is none."""
    text = request.form.get(field, "").strip()
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else -1
