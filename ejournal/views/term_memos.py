"""«Служебная записка» about a term mark: told of from the page of term marks, decided in the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import term_memos as report
from ejournal.rules.refusal import Reason
from ejournal.services import term_memos as deeds
from ejournal.views import gate, gate_memos, gate_terms, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.memos import send_memo
from ejournal.views.requests import requests_page

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group
    from ejournal.models.terms import Term

bp = Blueprint("term_memos", __name__, url_prefix="/memos/terms")


@bp.get("/pages/<int:group_id>/<int:pupil>")
@requires(Right.SET_TERM_MARKS)
def new(group_id: int, pupil: int) -> str:
    """п. 4.5.5: the memo about a term mark, filled in, by `?period=` or `?kind=`."""
    group, duty = gate_terms.group_to_set(group_id)
    gate.note("read", duty, group_id)
    return _form(group, pupil, gate_terms.term_of(request.args), None)


@bp.post("/pages/<int:group_id>/<int:pupil>")
@requires(Right.SET_TERM_MARKS)
def write(group_id: int, pupil: int) -> Response:
    """п. 4.5.5: a mistake in a term mark is told of."""
    group, duty = gate_terms.group_to_set(group_id)
    sent, term = request.form, gate_terms.term_sent()
    htmx.answers(partial(_form, group, pupil, term))
    said = (sent.get(name, "") for name in ("becomes", "reason", "words", "evidence"))
    by = gate.actor(duty, pupil, *sent.values())
    deeds.report_mistake(group, term, pupil, whole(sent, "seen"), *said, by=by, now=school_now())
    return htmx.done(url_for("requests.page", saved="memo"))


@bp.post("/<int:memo_id>/decide")
@requires(Right.DECIDE_MEMOS)
def decide(memo_id: int) -> Response:
    """п. 4.5.5: the decision about a memo; an approved one is done at once."""
    group, memo, duty = gate_memos.term_memo_to_decide(memo_id)
    htmx.answers(requests_page)
    approved, words = request.form.get("do") == "approve", request.form.get("words", "")
    by = gate.actor(duty, *request.form.values())
    deeds.decide(group, memo, approved, words, by=by, now=school_now())
    return htmx.done(url_for("requests.page", saved="decided"))


@bp.get("/<int:memo_id>/memo.docx")
@requires(Right.READ_REQUESTS)
def docx(memo_id: int) -> Response:
    """п. 4.5.5: the memo as a Word file."""
    return send_memo("term", memo_id, gate_memos.term_memo_to_read(memo_id))


def _form(group: Group, pupil: int, term: Term | None, reason: Reason | None) -> str:
    shown = report.form(group, term, pupil, school_now()) if term else None
    return render_template("memos/term.html", group=group, shown=shown, fields=request.form, reason=reason)
