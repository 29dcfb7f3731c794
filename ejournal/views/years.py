"""«Учебный год»: opened once, with what a school usually has offered, to be changed as it decides."""

import re
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import years as report
from ejournal.rules import calendar
from ejournal.rules.calendar import Layout
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import years as deeds
from ejournal.views import gate, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now

bp = Blueprint("years", __name__, url_prefix="/year")
SUMMER = 6  # from this month on the year that is offered is the one that begins in September
HOLIDAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\s+(.{2,100})")
BELL = re.compile(r"(\d{1,2}[:.]\d\d)\s*[-–—]\s*(\d{1,2}[:.]\d\d)")


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
    deeds.open_year(_typed(request.form), by=by, now=school_now())
    return htmx.done(url_for("years.page"))


def _page(reason: Reason | None) -> str:
    now = school_now()
    begins = now.year if now.month >= SUMMER else now.year - 1
    return render_template(
        "years/page.html",
        year=report.year_of(now.date()),
        fields=request.form if request.form else _offered(calendar.proposed(begins)),
        reason=reason,
    )


def _offered(layout: Layout) -> dict[str, str]:
    """The fields of the form as they are offered."""
    fields: dict[str, str] = {}
    for number, (first, last) in enumerate(layout.quarters, start=1):
        fields |= {f"first-{number}": first.isoformat(), f"last-{number}": last.isoformat()}
    fields["holidays"] = "\n".join(f"{day:%d.%m.%Y} {name}" for day, name in layout.holidays)
    fields["bells"] = "\n".join(f"{starts}–{ends}" for starts, ends in layout.bells)
    return fields


def _typed(form: Mapping[str, str]) -> Layout:
    """What was typed; the sentence of a refusal names the field."""
    quarters = tuple(
        (_day(form, f"first-{number}", number), _day(form, f"last-{number}", number))
        for number in range(1, calendar.QUARTERS + 1)
    )
    return Layout(quarters, tuple(_holidays(form)), tuple(_bells(form)))


def _day(form: Mapping[str, str], name: str, number: int) -> date:
    day = day_typed(form, name)
    if day is None:
        raise Refusal("4.3.1", f"Укажите первый и последний день: {number} четверть.")
    return day


def _holidays(form: Mapping[str, str]) -> list[tuple[date, str]]:
    found = []
    for line in _lines(form, "holidays"):
        typed = HOLIDAY.fullmatch(line)
        try:
            day = date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else None
        except ValueError:
            day = None
        if day is None or typed is None:
            raise Refusal("4.3.1", f"Праздник «{line}» не разобран: нужно вида «04.11.2026 название».")
        found.append((day, typed[4].strip()))
    return found


def _bells(form: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    for line in _lines(form, "bells"):
        typed = BELL.fullmatch(line)
        if typed is None:
            raise Refusal("4.3.1", f"Звонок «{line}» не разобран: нужно вида «8:30–9:15».")
        found.append((typed[1].replace(".", ":"), typed[2].replace(".", ":")))
    if not found:
        raise Refusal("4.3.1", "Укажите звонки: по строке на урок, например «8:30–9:15».")
    return found


def _lines(form: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
