"""The calendar of a teacher by a private link, and the link itself on the page «Расписание»."""

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as AnyResponse

from ejournal.access import Right, Role
from ejournal.documents.calendar import render
from ejournal.reports import calendars as report
from ejournal.services import calendars as deeds
from ejournal.views import gate, gate_draft, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("calendar", __name__)
ICS = "text/calendar"
NAME = "Уроки"


@bp.get("/calendar/<feed_token>.ics")
@requires(Right.ENTER)
def feed(feed_token: str) -> Response:
    """п. 4.2.1: the lessons of whoever has made this link; a wrong one is 404."""
    found = gate_draft.calendar_to_read(feed_token)
    now = school_now()
    return Response(render(NAME, report.lessons(found.person_id, now.date()), now), mimetype=ICS)


@bp.post("/timetable/calendar")
@requires(Right.SEE_OWN_LESSONS)
def make() -> AnyResponse:
    """п. 4.2.1: make the own link, or another in its place."""
    deeds.make(gate.person(), by=gate.actor(Role.TEACHER), now=school_now())
    return htmx.done(url_for("timetable.page", _anchor="calendar"))


@bp.post("/timetable/calendar/withdraw")
@requires(Right.SEE_OWN_LESSONS)
def withdraw() -> AnyResponse:
    """п. 4.2.1: withdraw the own link."""
    deeds.withdraw(gate.person(), by=gate.actor(Role.TEACHER), now=school_now())
    return htmx.done(url_for("timetable.page", _anchor="calendar"))
