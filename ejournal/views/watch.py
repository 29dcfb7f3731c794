"""«Необычная работа»: sessions that stand out, what each of them did, and its reversal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import reverting as preview
from ejournal.reports import watch as report
from ejournal.rules.refusal import Reason
from ejournal.services import reverting as deeds
from ejournal.views import gate, gate_watch, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, day_typed, school_now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ejournal.models.sessions import Session

bp = Blueprint("watch", __name__, url_prefix="/watch")
MINUTE = timedelta(minutes=1)


@bp.get("")
@requires(Right.WATCH_SESSIONS)
def page() -> str:
    """п. 3.5, 2.12: the unusual sessions of the last 30 days, and all of `?day=`."""
    gate.note("read", gate.duty_to(Right.WATCH_SESSIONS))
    now, day = school_now(), day_asked("day")
    all_of_day = report.of_day(day, now) if day else ()
    return render_template(
        "watch/page.html", shown=report.page(now), day=day, of_day=all_of_day, today=now.date()
    )


@bp.get("/<int:session_id>")
@requires(Right.REVERT_SESSIONS)
def session(session_id: int) -> str:
    """п. 3.5: what a session did in a span, and what its reversal would do."""
    found, _ = gate_watch.session_to_revert(session_id)
    return _page(found, request.args, None)


@bp.post("/<int:session_id>")
@requires(Right.REVERT_SESSIONS)
def revert(session_id: int) -> Response:
    """п. 3.5, 4.5.4: all that was previewed is put back."""
    found, duty = gate_watch.session_to_revert(session_id)
    sent = request.form
    htmx.answers(lambda reason: _page(found, sent, reason))
    since, until = _span(found, sent)
    reason, seen = sent.get("reason", ""), sent.get("seen", "")
    by = gate.actor(duty, *sent.values())
    deeds.revert(found, since, until + MINUTE, reason, seen, by=by, now=school_now())
    span: dict[str, Any] = {name: sent.get(name, "") for name in ("day", "from", "to")}
    return htmx.done(url_for("watch.session", session_id=session_id, done="yes", **span))


def _page(found: Session, said: Mapping[str, str], reason: Reason | None) -> str:
    since, until = _span(found, said)
    now = school_now()
    return render_template(
        "watch/session.html",
        shown=preview.preview(found, since, until + MINUTE, gate.person(), now),
        undone=preview.undone(found, since, until + MINUTE, now),
        since=since,
        until=until,
        typed=said.get("reason", ""),
        done="done" in request.args,
        reason=reason,
    )


def _span(found: Session, said: Mapping[str, str]) -> tuple[datetime, datetime]:
    """The day and the minutes asked for, the last one included; without them the last day of its work."""
    now = school_now()
    first, last = (at.astimezone(now.tzinfo) for at in preview.worked(found, now))
    day = day_typed(said, "day") or last.date()
    usual = (
        first.time() if first.date() == day else time(0),
        last.time() if last.date() == day else time(23, 59),
    )
    begins, ends = _clock(said.get("from", ""), usual[0]), _clock(said.get("to", ""), usual[1])
    return _at(day, begins, now), _at(day, max(begins, ends), now)


def _clock(text: str, usual: time) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return usual.replace(second=0, microsecond=0)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
