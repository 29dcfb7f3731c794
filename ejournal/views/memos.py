"""«Служебная записка»: told by a teacher from a lesson, decided by the deputy from one list."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper
from ejournal.documents.memo import render
from ejournal.reports import memos as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import memos as deeds
from ejournal.views import gate, gate_memos, htmx, seals
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now, whole
from ejournal.views.requests import requests_page
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.models.memos import Told
    from ejournal.models.term_memos import ToldTerm
    from ejournal.models.timetable import Lesson

bp = Blueprint("memos", __name__, url_prefix="/memos")


@bp.get("/lessons/<int:lesson_id>")
@requires(Right.ASK_OPENING)
def new(lesson_id: int) -> str:
    """п. 4.5.4: the memo about a lesson, filled in with the cell that it was asked from."""
    lesson, duty = gate_memos.lesson_to_ask(lesson_id)
    gate.note("read", duty, lesson_id)
    return _form(lesson, None)


@bp.post("/lessons/<int:lesson_id>")
@requires(Right.ASK_OPENING)
def write(lesson_id: int) -> Response:
    """п. 4.5.4: a mistake is told of, or a lesson asked to be opened."""
    sent = request.form
    tells = sent.get("about") == "mark"
    lesson, duty = (gate_memos.lesson_to_tell if tells else gate_memos.lesson_to_ask)(lesson_id)
    htmx.answers(partial(_form, lesson))
    by, now = gate.actor(duty, *sent.values()), school_now()
    said = sent.get("reason", ""), sent.get("words", ""), sent.get("evidence", "")
    if not tells:
        deeds.ask_to_open(lesson, *said, by=by, now=now)
    else:
        pupil = whole(sent, "pupil") or None
        deeds.report_mistake(lesson, whole(sent, "mark"), _becomes(), pupil, *said, by=by, now=now)
    return htmx.done(url_for("requests.page", saved="memo"))


@bp.post("/<int:memo_id>/decide")
@requires(Right.DECIDE_MEMOS)
def decide(memo_id: int) -> Response:
    """п. 4.5.4: the decision about a memo; an approved one is done at once."""
    lesson, memo, duty = gate_memos.memo_to_decide(memo_id)
    htmx.answers(requests_page)
    by, until = gate.actor(duty, *request.form.values()), day_typed(request.form, "until")
    deeds.decide(lesson, memo, _approved(), _words(), until, by=by, now=school_now())
    return htmx.done(url_for("requests.page", saved="decided"))


@bp.post("/requests/<int:request_id>/decide")
@requires(Right.DECIDE_MEMOS)
def decide_request(request_id: int) -> Response:
    """п. 4.5.4: the decision about what a dropped line brought too late."""
    asked, duty = gate_memos.request_to_decide(request_id)
    htmx.answers(requests_page)
    by, until = gate.actor(duty, *request.form.values()), day_typed(request.form, "until")
    deeds.decide_request(asked, _approved(), _words(), until, by=by, now=school_now())
    return htmx.done(url_for("requests.page", saved="decided"))


@bp.get("/<int:memo_id>/memo.docx")
@requires(Right.READ_REQUESTS)
def docx(memo_id: int) -> Response:
    """п. 4.5.4: the memo as a Word file."""
    return send_memo("memo", memo_id, gate_memos.memo_to_read(memo_id))


def send_memo(kind: str, number: int, told: Told | ToldTerm) -> Response:
    """A memo as a Word file."""
    made = seals.stamped(kind, number, report.paper(told, gate.school(), school_now()))
    content = BytesIO(render(made, school_now()))
    return attached(content, DOCX, paper.file_name(made.title))


def _becomes() -> str:
    """What should stand in the cell: a mark, or nothing at all, which has to be said."""
    becomes = request.form.get("becomes", "")
    if not becomes:
        raise Refusal("4.5.4", "Выберите, какая отметка должна стоять, или «никакой».")
    return "" if becomes == "none" else becomes


def _approved() -> bool:
    return request.form.get("do") == "approve"


def _words() -> str:
    return request.form.get("words", "")


def _form(lesson: Lesson, reason: Reason | None) -> str:
    return render_template(
        "memos/new.html",
        shown=report.form(lesson, school_now()),
        tells=gate_memos.may_tell(lesson),
        asked=request.args.get("cell", ""),
        wanted=request.form.get("becomes", request.args.get("becomes", "")),
        about=request.form.get("about") or request.args.get("about", ""),
        fields=request.form,
        reason=reason,
    )
