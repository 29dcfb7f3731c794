"""«Отдельные журналы»: home teaching by pupils, ГПД, clubs and extracurricular groups, each printed apart."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.own_journal import extent, render
from ejournal.reports import own_journals, papers
from ejournal.reports.own_journals import Order
from ejournal.reports.readiness import LACKS
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import papers as deeds
from ejournal.views import htmx, seals
from ejournal.views.gate import actor, requires
from ejournal.views.gate_own_journals import journal_to_print
from ejournal.views.here import school_now, whole
from ejournal.views.printing import HALVES, half_asked

bp = Blueprint("own_journals", __name__, url_prefix="/printing/own")
ADDRESS = "/<any(pupil, group):whose>/<int:about_id>"


@bp.get(ADDRESS)
@requires(Right.PRINT_JOURNAL)
def page(whose: str, about_id: int) -> str:
    """п. 2.1, 4.2.4: what the journal lacks, how many sheets it takes, the form that prints it."""
    order, _ = journal_to_print(whose, about_id, half_asked(request.args))
    return _page(order, None)


@bp.post(ADDRESS)
@requires(Right.PRINT_JOURNAL)
def issue(whose: str, about_id: int) -> Response:
    """п. 2.1, 4.2.4, 4.2.5: the journal is made and registered; its page offers the file."""
    half = half_asked(request.form)
    order, duty = journal_to_print(whose, about_id, half)
    htmx.answers(lambda reason: _page(order, reason))
    if whole(request.form, "half") not in HALVES:
        raise Refusal("", "Такого полугодия нет. Выберите I или II на странице и повторите.")
    now = school_now()
    by = actor(duty, whose, about_id, half)
    made, paper = own_journals.journal_of(order, now)
    text_hash = fingerprint(made)
    deeds.issue(paper, text_hash, render(made, text_hash, seals.registered(text_hash)), by=by, now=now)
    return htmx.done(url_for("papers.paper", paper_id=papers.of_request(by.request)))


def _page(order: Order, reason: Reason | None) -> str:
    now = school_now()
    half = own_journals.half_of(order)
    begun = half is not None and half.first <= now.date()
    made = own_journals.journal_of(order, now)[0] if begun else None
    return render_template(
        "printing/own.html",
        order=order,
        address=own_journals.address(order),
        half=order.half,
        halves=HALVES,
        journal=made,
        sheets=extent(made) if made else (0, 0),
        lacks=[(LACKS[kind][1], count) for kind, count in own_journals.lacks(order, now).items()],
        gaps=own_journals.gaps(order, now) if begun else (),
        ends=half.last if half and begun and now.date() <= half.last else None,
        made=own_journals.issued(order, now),
        reason=reason,
    )
