"""«Печать журнала»: what each class still lacks, how many sheets it takes, and its volume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.volume import extent, render
from ejournal.documents.volume_layout import Layout
from ejournal.reports import gaps, halves, own_journals, papers, printing, readiness
from ejournal.reports.printing import Order
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import papers as deeds
from ejournal.views import gate, htmx, seals
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole

if TYPE_CHECKING:
    from ejournal.models.people import ClassYear

bp = Blueprint("printing", __name__, url_prefix="/printing")
HALVES = (1, 2)


@bp.get("")
@requires(Right.PRINT_JOURNAL)
def page() -> str:
    """п. 4.2.4: all classes of the year in a half: what is still open, what it takes to print."""
    year = gate.year_to_print()
    half = half_asked(request.args)
    lines = readiness.overview(year, half, school_now()) if year else ()
    own = own_journals.overview(year, half, school_now()) if year else ()
    return render_template(
        "printing/page.html",
        year=year,
        half=half,
        halves=HALVES,
        lines=lines,
        lacks=readiness.LACKS,
        own=own,
    )


@bp.get("/<int:cohort_id>")
@requires(Right.CHECK_JOURNAL)
def of_class(cohort_id: int) -> str:
    """п. 4.2.4: one class: every place to fill and, for whoever prints, the form that does."""
    own, _ = gate.class_of_year(cohort_id, Right.CHECK_JOURNAL)
    return _class(own, half_asked(request.args), None)


@bp.get("/<int:cohort_id>/sheets")
@requires(Right.PRINT_JOURNAL)
def sheets(cohort_id: int) -> str:
    """How many sheets a class takes: counted apart, so that the page of all classes waits for none."""
    own, _ = gate.class_of_year(cohort_id, Right.PRINT_JOURNAL)
    made, _ = printing.volume_of(_order(own, half_asked(request.args)), Layout.SPREAD, school_now())
    return render_template("printing/_sheets.html", cohort=cohort_id, sheets=extent(made))


@bp.post("/<int:cohort_id>")
@requires(Right.PRINT_JOURNAL)
def issue(cohort_id: int) -> Response:
    """п. 4.2.4, 4.2.5: the volume is made and registered; its page offers the file."""
    own, duty = gate.class_of_year(cohort_id, Right.PRINT_JOURNAL)
    now = school_now()
    half, chosen = half_asked(request.form), request.form.get("layout", Layout.SPREAD)
    htmx.answers(lambda reason: _class(own, half, reason))
    if whole(request.form, "half") not in HALVES:
        raise Refusal("", "Такого полугодия нет. Выберите I или II на странице и повторите.")
    if chosen not in list(Layout):
        raise Refusal("", "Такого вида печати нет. Выберите вид на странице и повторите.")
    by = gate.actor(duty, half, chosen)
    volume, paper = printing.volume_of(_order(own, half), Layout(chosen), now)
    text_hash = fingerprint(volume)
    deeds.issue(paper, text_hash, render(volume, text_hash, seals.registered(text_hash)), by=by, now=now)
    return htmx.done(url_for("papers.paper", paper_id=papers.of_request(by.request)))


def _class(own: ClassYear, half: int, reason: Reason | None) -> str:
    now = school_now()
    found = gaps.of_class(own, half, now)
    prints = may_enter(gate.visitor(), Right.PRINT_JOURNAL)
    kind = request.args.get("kind", "")
    return render_template(
        "printing/class.html",
        page=found,
        half=half,
        halves=HALVES,
        year=own.year,
        lacks=readiness.LACKS,
        kind=kind if kind in readiness.LACKS else "",
        layouts=papers.LAYOUTS,
        sheets=_sheets(_order(own, half), now) if prints and found.line.begun else {},
        made=printing.issued(own.cohort_id, now) if prints else (),
        reason=reason,
        now_printed=found.line.half and now.date() <= found.line.half.last,
    )


def _sheets(order: Order, now: datetime) -> dict[Layout, tuple[int, int]]:
    """п. 4.2.4: how many sheets and pages each layout takes, before anything is printed."""
    made, _ = printing.volume_of(order, Layout.SPREAD, now)
    return {layout: extent(replace(made, layout=layout)) for layout in Layout}


def _order(own: ClassYear, half: int) -> Order:
    return Order(own.year, own.cohort_id, own.grade, half)


def half_asked(sent: Mapping[str, str]) -> int:
    """The half that is asked for; else the last one of the year that has ended, or the first."""
    asked = whole(sent, "half")  # type: ignore[arg-type]  # of a form or an address
    if asked in HALVES:
        return asked
    year = gate.year_to_print()
    known = next(iter(halves.of_grades(year).values()), ()) if year else ()
    chosen = halves.choose(known, None, school_now().date())
    return chosen.number if chosen else 1
