"""«Проверка журнала» for whoever answers for it, and «Что осталось» for a teacher."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from ejournal.access import Right
from ejournal.reports.checks import mine as report
from ejournal.reports.checks import page as checks
from ejournal.reports.checks.mine import Left
from ejournal.reports.checks.page import WORDS, Wanted
from ejournal.rules.checks import BY_CODE
from ejournal.views import gate, gate_certificates, gate_checks
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now, whole

if TYPE_CHECKING:
    from ejournal.models.people import SchoolYear

bp = Blueprint("checks", __name__, url_prefix="/checks")


@bp.get("")
@requires(Right.CHECK_JOURNAL)
def page() -> str:
    """п. 4.2.2а, 4.2.2б, 4.2.2в: what the checks find in a span of days, with a way to every place."""
    year, within = gate_checks.classes_to_check()
    code = request.args.get("check", "")
    cohort = gate_checks.class_within(whole(request.args, "class"), within)
    wanted = Wanted(cohort, whole(request.args, "teacher"), code if code in BY_CODE else "")
    now = school_now()
    found = checks.page(year, within, _days(year, now.date()), wanted, now) if year else None
    return render_template("checks/page.html", page=found, wanted=wanted, words=WORDS)


def _days(year: SchoolYear, today: date) -> tuple[date, date]:
    """The span that is asked for; else from the beginning of the term to today."""
    first = day_asked("from") or checks.first_day(year, today)
    last = min(day_asked("to") or today, today)
    return min(first, last), last


@bp.get("/mine")
@requires(Right.SEE_OWN_LESSONS)
def mine() -> str:
    """п. 4.5.2, 4.5.3, 4.5.4: everything that the teacher has left to do, with a way to every gap."""
    return render_template(
        "checks/mine.html", left=_left(), unread=gate_certificates.waiting(), today=school_now().date()
    )


@bp.get("/mine/count")
@requires(Right.SEE_OWN_LESSONS)
def count() -> str:
    """How much of it there is: asked for apart, so that «Мои уроки» waits for none of it."""
    return render_template("checks/_count.html", left=_left(), unread=gate_certificates.waiting())


def _left() -> Left:
    year = gate.year_to_print()
    return report.left(year, gate.person(), school_now()) if year else Left((), ())
