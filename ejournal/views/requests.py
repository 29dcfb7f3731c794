"""«Записки и обращения»: what arrived too late is handed over; both are read and decided in one list."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.reports import memos, watch
from ejournal.reports import requests as report
from ejournal.rules.refusal import Reason
from ejournal.services import requests as deeds
from ejournal.services.openings import day_after
from ejournal.services.requests import Late
from ejournal.views import gate, htmx, tickets
from ejournal.views.gate import requires
from ejournal.views.here import school_now

bp = Blueprint("requests", __name__, url_prefix="/requests")


@bp.get("")
@requires(Right.READ_REQUESTS)
def page() -> str:
    """п. 4.5.4, 2.12: own requests for their author, all for the deputy and the director."""
    return requests_page(None)


def requests_page(reason: Reason | None) -> str:
    """The list, with what was refused of it: for the deeds of memos too."""
    author, now = gate.requests_to_read(), school_now()
    return render_template(
        "requests/page.html",
        requests=report.page(author, gate.person(), now),
        memos=memos.page(author, gate.person(), now),
        all=author is None,
        decides=author is None,
        unusual=watch.fresh(now) if may_enter(gate.visitor(), Right.WATCH_SESSIONS) else 0,
        tomorrow=day_after(now.date(), None),
        fields=request.form,
        saved=request.args.get("saved", ""),
        reason=reason,
    )


@bp.post("")
@requires(Right.KEEP_REQUEST)
def keep() -> Response:
    """п. 4.5.4: one request of all the tickets that were sent; sent again, they make no other."""
    duty = gate.duty_to_request()
    sent, claimed = request.form.getlist("request"), request.form.getlist("typed")
    claimed += [""] * (len(sent) - len(claimed))
    lines = [late for pair in zip(sent, claimed, strict=False) for late in tickets.read(*pair)]
    by = gate.actor(duty, *(line.ticket for line in lines))
    deeds.keep(lines, by=by, now=school_now())
    htmx.answers(lambda _: _kept(lines))
    return htmx.done(url_for("requests.page"))


def _kept(lines: list[Late]) -> str:
    """What became of them, in one line."""
    found = report.kept((line.ticket for line in lines), school_now())
    return render_template("requests/_kept.html", kept=found)
