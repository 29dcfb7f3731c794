"""«Новое расписание»: a draft changed cell by cell, then put in force."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import draft as report
from ejournal.reports.draft import Asked
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import draft as deeds
from ejournal.services import publishing
from ejournal.views import gate, gate_draft, gate_timetable, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now, whole

bp = Blueprint("draft", __name__, url_prefix="/timetable/draft")
WEEK = timedelta(days=7)


@bp.get("")
@requires(Right.LOAD_TIMETABLE)
def page() -> str:
    """п. 4.2.1: the draft by `?of=class:7`, a lesson taken up or a cell opened; else how to begin."""
    args = request.args
    return _page(None, Asked(args.get("of", ""), whole(args, "lesson"), _slot(args.get("to", ""))))


@bp.post("")
@requires(Right.LOAD_TIMETABLE)
def begin() -> Response:
    """п. 4.2.1: begin a new timetable."""
    htmx.answers(_page)
    year, duty = gate_draft.year_to_begin()
    by = gate.actor(duty, *request.form.values())
    deeds.begin(year, _since(), by=by, now=school_now())
    return htmx.done(url_for("draft.page"))


@bp.post("/move")
@requires(Right.LOAD_TIMETABLE)
def move() -> Response:
    """п. 4.2.1: put a lesson at another time."""
    htmx.answers(_again)
    found, _ = gate_draft.draft_to_edit()
    deeds.move(found, whole(request.form, "lesson"), _to())
    return _done()


@bp.post("/put")
@requires(Right.LOAD_TIMETABLE)
def put() -> Response:
    """п. 4.2.1: put a lesson of a page into a cell."""
    htmx.answers(_again)
    found, _ = gate_draft.draft_to_edit()
    deeds.put(found, whole(request.form, "page"), _to(), request.form.get("room", "").strip())
    return _done()


@bp.post("/take-out")
@requires(Right.LOAD_TIMETABLE)
def take_out() -> Response:
    """п. 4.2.1: take a lesson out of the week."""
    htmx.answers(_again)
    found, _ = gate_draft.draft_to_edit()
    deeds.take_out(found, whole(request.form, "lesson"))
    return _done()


@bp.post("/room")
@requires(Right.LOAD_TIMETABLE)
def set_room() -> Response:
    """п. 4.2.1: give a lesson another room."""
    htmx.answers(_again)
    found, _ = gate_draft.draft_to_edit()
    deeds.set_room(found, whole(request.form, "lesson"), request.form.get("room", "").strip())
    return _done()


@bp.post("/combine")
@requires(Right.LOAD_TIMETABLE)
def combine() -> Response:
    """п. 4.2.1: declare that lessons go together."""
    htmx.answers(_again)
    found, _ = gate_draft.draft_to_edit()
    deeds.combine(found, _to(), set(map(number_of, request.form.getlist("page"))))
    return _done()


@bp.post("/separate")
@requires(Right.LOAD_TIMETABLE)
def separate() -> Response:
    """п. 4.2.1: take that declaration back."""
    htmx.answers(_again)
    found, _ = gate_draft.draft_to_edit()
    deeds.separate(found, _to(), whole(request.form, "page"))
    return _done()


@bp.post("/publish")
@requires(Right.LOAD_TIMETABLE)
def publish() -> Response:
    """п. 4.2.1: put the draft in force from the day of the form."""
    since = _since()
    back = url_for("timetable.page", day=since.isoformat(), published="yes")
    if gate_timetable.sent_before(Right.LOAD_TIMETABLE):
        return htmx.done(back)
    htmx.answers(_again)
    found, duty = gate_draft.draft_to_edit()
    publishing.publish(found, since, by=gate.actor(duty), now=school_now())
    return htmx.done(back)


@bp.post("/discard")
@requires(Right.LOAD_TIMETABLE)
def discard() -> Response:
    """п. 4.2.1: give the draft up."""
    if gate_timetable.sent_before(Right.LOAD_TIMETABLE):
        return htmx.done(url_for("timetable.page"))
    htmx.answers(_again)
    found, duty = gate_draft.draft_to_edit()
    deeds.discard(found, "sure" in request.form, by=gate.actor(duty), now=school_now())
    return htmx.done(url_for("timetable.page"))


def _again(reason: Reason | None) -> str:
    """The draft after a change; after a refusal with what was taken up."""
    sent = request.form
    kept = Asked(sent.get("of", ""), whole(sent, "lesson") if reason else 0)
    return _page(reason, kept)


def _page(reason: Reason | None, asked: Asked | None = None) -> str:
    found, year = gate_draft.draft_to_show()
    shown = report.page(found, year, asked or Asked(), gate.school().school_week) if found and year else None
    return render_template(
        "timetable/_draft.html" if htmx.wanted() else "timetable/draft.html",
        draft=shown,
        year=year,
        since=request.form.get("since")
        or (found.valid_from if found else _offered(*((year.valid_from, year.valid_to) if year else ()))),
        reason=reason,
        sure=deeds.SURE,
    )


def _offered(first: date = date.min, last: date = date.max) -> date:
    """The next Monday, as a new timetable usually begins with a week; no day outside the year."""
    today = school_now().date()
    return min(max(today + WEEK - timedelta(days=today.weekday()), first), last)


def _done() -> Response:
    return htmx.done(url_for("draft.page", of=request.form.get("of", ""), _anchor="draft"))


def _to() -> tuple[int, int]:
    return _slot(request.form.get("to", ""))


def _slot(text: str) -> tuple[int, int]:
    """«2:3», Tuesday's third lesson; (0, 0) for what is none."""
    weekday, _, number = text.partition(":")
    return number_of(weekday), number_of(number)


def _since() -> date:
    found = day_typed(request.form, "since")
    if found is None:
        raise Refusal("4.2.1", deeds.OUTSIDE)
    return found
