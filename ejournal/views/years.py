"""«Учебный год»: opened with what a school usually has offered; later its days and bells are changed."""

from datetime import timedelta

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import years as report
from ejournal.rules import calendar, calendar_days
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import bells, year_days
from ejournal.services import years as deeds
from ejournal.views import gate, gate_timetable, htmx, years_form
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now

bp = Blueprint("years", __name__, url_prefix="/year")
SUMMER = 6  # from this month on the year that is offered is the one that begins in September


@bp.get("")
@requires(Right.OPEN_YEAR)
def page() -> str:
    """п. 4.3.1: the year that is open, or the form that opens one."""
    return _page(None)


@bp.post("")
@requires(Right.OPEN_YEAR)
def open_year() -> Response:
    """п. 4.3.1: open a school year."""
    htmx.answers(_page)
    by = gate.actor(gate.duty_to(Right.OPEN_YEAR), *request.form.values())
    layout = years_form.layout_typed(request.form, gate.school().school_week)
    deeds.open_year(layout, by=by, now=school_now())
    return htmx.done(url_for("years.page", saved="year"))


@bp.post("/bells")
@requires(Right.OPEN_YEAR)
def change_bells() -> Response:
    """п. 4.3.1: other bells from a day on."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.OPEN_YEAR)
    since = day_typed(request.form, "since")
    if since is None:
        raise Refusal("4.3.1", "Укажите, с какого дня действуют новые звонки.")
    typed = years_form.bells_typed(request.form)
    bells.change(year, *typed, since, by=gate.actor(duty, *request.form.values()), now=school_now())
    return htmx.done(url_for("years.page", saved="bells"))


@bp.post("/days")
@requires(Right.OPEN_YEAR)
def change_days() -> Response:
    """п. 4.3.1: other periods and holidays."""
    htmx.answers(_page)
    year, duty = gate_timetable.year_to_change(Right.OPEN_YEAR)
    by = gate.actor(duty, *request.form.values())
    layout = years_form.days_typed(request.form, gate.school().school_week)
    sure, seen = "sure" in request.form, request.form.get("seen", "")
    year_days.change(year, layout, sure, seen, by=by, now=school_now())
    return htmx.done(url_for("years.page", saved="days"))


def _page(reason: Reason | None) -> str:
    now = school_now()
    begins = now.year if now.month >= SUMMER else now.year - 1
    year = report.year_of(now.date())
    if year is None:
        offered = years_form.fields_of(calendar.proposed(begins, gate.school().school_week))
    else:
        offered = {"since": max(year.first, now.date() + timedelta(days=1)).isoformat()}
        offered |= years_form.fields_of(year.layout) if year.layout else {}
        offered["seen"] = calendar_days.sign(year.layout) if year.layout else ""
        offered |= years_form.bells_of(year.newest, year.newest_first)
    return render_template(
        "years/page.html",
        year=year,
        fields=offered | request.form.to_dict(),
        typed=request.form,
        reason=reason,
        kinds=report.KINDS_OF_PERIODS,
        sure=year_days.SURE,
        saved=request.args.get("saved", ""),
    )
