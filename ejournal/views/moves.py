"""«Перенос уроков»: lessons moved or exchanged, days by the timetable of another weekday (п. 4.2.1)."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import moves as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import day_like
from ejournal.services import moves as deeds
from ejournal.views import gate, gate_timetable, htmx
from ejournal.views.days_off import SCHOOL, classes_chosen
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now, whole

bp = Blueprint("moves", __name__, url_prefix="/moves")
WEEKDAYS = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы")


@bp.get("")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def page() -> str:
    """п. 4.2.1: the week of `?class=` that holds `?day=`, with the places of `?lesson=`."""
    return _page(None)


@bp.post("/move")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def move() -> Response:
    """п. 4.2.1: a lesson moves to a free time, or is exchanged with another."""
    htmx.answers(_page)
    lesson, duty = gate_timetable.lesson_to_move(whole(request.form, "lesson"))
    order, by = request.form.get("order", ""), gate.actor(duty, *request.form.values())
    if other := whole(request.form, "other"):
        second, _ = gate_timetable.lesson_to_move(other)
        deeds.exchange(lesson, second, order, by=by, now=school_now())
        day, told = second.date, "exchanged"
    else:
        day, number = _place(request.form.get("to", ""))
        deeds.move(lesson, day, number, order, by=by, now=school_now())
        told = "moved"
    return htmx.done(_back(day, told))


@bp.post("/<int:move_id>/back")
@requires(Right.ARRANGE_SUBSTITUTIONS)
def back(move_id: int) -> Response:
    """п. 4.2.1: a moved lesson returns to its time."""
    if gate_timetable.sent_before(Right.ARRANGE_SUBSTITUTIONS):
        return htmx.done(url_for("moves.page"))
    found, duty = gate_timetable.move_to_undo(move_id)
    htmx.answers(_page)
    deeds.move_back(found, by=gate.actor(duty), now=school_now())
    return htmx.done(_back(found.from_date, "back"))


@bp.post("/like")
@requires(Right.CLOSE_DAYS)
def like() -> Response:
    """п. 4.2.1: a day is taught by the timetable of another weekday."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.CLOSE_DAYS)
    day = day_typed(request.form, "date")
    if day is None:
        raise Refusal("4.2.1", "Укажите день, в который учатся по другому расписанию.")
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("classes"))
    weekday, order = whole(request.form, "weekday"), request.form.get("like_order", "")
    day_like.teach_like(year, classes_chosen(), day, weekday, order, by=by, now=school_now())
    return htmx.done(_back(day, "like", _class_taught()))


@bp.post("/like/<int:like_id>/end")
@requires(Right.CLOSE_DAYS)
def as_usual(like_id: int) -> Response:
    """п. 4.2.1: the day goes by its own timetable after all."""
    if gate_timetable.sent_before(Right.CLOSE_DAYS):
        return htmx.done(url_for("moves.page"))
    found, duty = gate_timetable.day_like_to_undo(like_id)
    htmx.answers(_page)
    day_like.teach_as_usual(found, by=gate.actor(duty), now=school_now())
    return htmx.done(_back(found.date, "usual"))


def _place(text: str) -> tuple[date, int]:
    """«2026-12-01:3»: a day and the number of a lesson."""
    day, _, number = text.partition(":")
    found = day_typed({"day": day}, "day")
    if found is None or not number_of(number):
        raise Refusal("4.2.1", "Выберите, куда перенести урок.")
    return found, number_of(number)


def _class_taught() -> int:
    """The class that was shown, where it is one of the chosen; else one of those."""
    shown, chosen = whole(request.form, "class"), classes_chosen()
    return shown if chosen is None or shown in chosen else min(chosen)


def _back(day: date, saved: str, cohort: int = 0) -> str:
    """The week of a day, of the class that was shown or is named; `saved` says what was done."""
    return f"{url_for('moves.page', day=day, saved=saved)}&class={cohort or whole(request.form, 'class')}"


def _page(reason: Reason | None) -> str:
    now = school_now()
    asked = request.form if request.method == "POST" else request.args
    day = day_typed(asked, "day") or now.date()
    shown = report.page(whole(asked, "class"), day, whole(asked, "lesson"), now, gate.school().school_week)
    return render_template(
        "moves/page.html",
        shown=shown,
        lesson=whole(asked, "lesson"),
        saved="" if reason else request.args.get("saved", ""),
        today=now.date(),
        weekdays=WEEKDAYS,
        school_wide=SCHOOL,
        fields=request.form,
        picked=request.form.getlist("classes"),
        reason=reason,
    )
