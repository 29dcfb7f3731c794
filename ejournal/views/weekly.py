"""«Недельные листы»: printed for the families on paper, handed over, their stubs back (п. 4.4.5, 4.6.6)."""

from datetime import date
from functools import partial
from io import BytesIO

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents import paper
from ejournal.documents import weekly as documents
from ejournal.documents import weekly_ledger as weekly_ledger_paper
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports import on_paper, weekly_ledger
from ejournal.reports import weekly as report
from ejournal.reports.weekly import week_of
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import weekly as deeds
from ejournal.views import gate, gate_consents, htmx, seals
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import config, day_asked, day_typed, number_of, school_now, whole
from ejournal.views.issued import issued
from ejournal.views.slip import DOCX

WHOLE = -1  # the number of no period: the whole year
bp = Blueprint("weekly", __name__, url_prefix="/families/<int:cohort_id>/sheets")


@bp.get("")
@requires(Right.GIVE_SHEETS)
def page(cohort_id: int) -> str:
    """п. 4.4.5: the sheets of a week: who is on paper, what was handed over, who waits too long."""
    gate_consents.class_for(Right.GIVE_SHEETS, cohort_id)
    return _page(cohort_id, None)


@bp.post("/print")
@requires(Right.GIVE_SHEETS)
def print_sheets(cohort_id: int) -> Response:
    """п. 4.4.5, 4.6.6: the sheets of the week in one Word file, each child on an own sheet."""
    duty = gate_consents.class_for(Right.GIVE_SHEETS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    now, monday = school_now(), _monday()
    found = report.page(cohort_id, monday, gate.school(), now)
    if not found.families:
        raise Refusal("4.4.5", "Печатать нечего: в классе нет семей на бумажной форме.")
    if not found.ready:
        raise Refusal("4.4.5", "Эта неделя ещё не кончилась: её листы будут готовы в пятницу после уроков.")
    tokens = {
        one.pupil: one.sheet.token if one.sheet else seals.token("sheet", one.pupil, monday)
        for one in found.families
    }
    own, _ = gate.class_of_year(cohort_id, Right.GIVE_SHEETS)
    weeks = report.weeks_of(tokens, monday, now)
    made = report.sheets_of(own, tokens, weeks, gate.school(), config().base_url.rstrip("/"), now)
    told = weekly_ledger.paper_of(cohort_id, monday, weeks, made)
    by = gate.actor(duty, monday, fingerprint(made))
    issue = partial(deeds.print_sheets, cohort_id, monday, tokens, by=by, now=now)
    return issued(told, made, documents.render, issue)


@bp.post("/hand")
@requires(Right.GIVE_SHEETS)
def hand(cohort_id: int) -> Response:
    """п. 4.4.5, 4.6.6: these sheets were handed over."""
    duty = gate_consents.class_for(Right.GIVE_SHEETS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    form, monday = request.form, _monday()
    sheets = sorted(map(number_of, form.getlist("sheet")))
    by = gate.actor(duty, *form.values(), *sheets)
    deeds.hand(
        cohort_id, monday, sheets, form.get("way", ""), day_typed(form, "day"), by=by, now=school_now()
    )
    return htmx.done(url_for("weekly.page", cohort_id=cohort_id, week=monday, saved="yes"))


@bp.get("/ledger")
@requires(Right.GIVE_SHEETS)
def ledger(cohort_id: int) -> str:
    """п. 4.4.5: «Реестр выдачи» of a period: to whom, when, how, by whom."""
    return render_template("consents/ledger.html", cohort=cohort_id, page=_ledger(cohort_id))


@bp.get("/ledger.docx")
@requires(Right.GIVE_SHEETS)
def ledger_docx(cohort_id: int) -> Response:
    """п. 4.4.5: the same as a Word file, with empty cells for signatures."""
    made = _ledger(cohort_id).paper
    content = BytesIO(weekly_ledger_paper.render(made, school_now()))
    return attached(content, DOCX, paper.file_name(made.title))


def _ledger(cohort: int) -> weekly_ledger.Page:
    gate_consents.class_for(Right.GIVE_SHEETS, cohort)
    own, _ = gate.class_of_year(cohort, Right.GIVE_SHEETS)
    period = WHOLE if request.args.get("period") == "year" else whole(request.args, "period")
    return weekly_ledger.page(own, period, deeds.WAYS, gate.school(), school_now())


def late() -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """п. 4.4.5, 4.6.6: the visitor's classes by name, and in which of them families wait too long."""
    classes = gate_consents.classes(Right.GIVE_SHEETS) if may_enter(gate.visitor(), Right.GIVE_SHEETS) else {}
    return classes, on_paper.overdue(classes, gate.school(), school_now()) if classes else {}


def _monday() -> date:
    """The Monday of the week that is asked for; by default of the newest one that is ready."""
    now = school_now()
    asked = day_typed(request.form, "week") or day_asked("week")
    return week_of(asked) if asked else report.week_ready(now.date(), gate.school().sheet_day)


def _page(cohort: int, reason: Reason | None) -> str:
    now = school_now()
    return render_template(
        "consents/sheets.html",
        page=report.page(cohort, _monday(), gate.school(), now),
        issued=weekly_ledger.batches(cohort, _monday()),
        ways=deeds.WAYS,
        limit=gate.school().sheet_overdue_days,
        ticked=set(request.form.getlist("sheet")),
        fields=request.form,
        today=now.date(),
        saved=request.args.get("saved", ""),
        reason=reason,
    )
