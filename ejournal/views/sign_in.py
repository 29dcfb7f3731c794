"""п. 3.3, 3.4: the only door: ЕСИА."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Flask, current_app, render_template, request, url_for
from flask_login import login_user, logout_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ejournal.access import Actor, Right, Role
from ejournal.clock import Clock
from ejournal.esia.client import EsiaClient
from ejournal.esia.errors import EsiaError
from ejournal.esia.identity import Identity
from ejournal.reports import preparation
from ejournal.services import people, sessions
from ejournal.views import gate, here
from ejournal.views.gate import requires
from ejournal.views.user import load_user

if TYPE_CHECKING:
    from ejournal.models.people import Person

bp = Blueprint("sign_in", __name__)
DEVICE = "ejournal_device"  # the cookie by which a device is known again
DEVICE_KEPT = timedelta(days=400)  # browsers keep no cookie longer
CHILD = "KD"  # the level of a child's account


def install(app: Flask) -> None:
    """Register the ЕСИА client of this installation."""
    clock = cast(Clock, app.config["CLOCK"])
    client = EsiaClient(app.config["EJOURNAL"].esia, clock.wall_now)
    client.init_app(app)
    app.extensions["esia"] = client


def _esia() -> EsiaClient:
    return cast(EsiaClient, current_app.extensions["esia"])


@bp.get("/")
@requires(Right.BE_SIGNED_IN)
def home() -> Response:
    """Everybody's own first page."""
    visitor = gate.visitor()
    pages = {
        Role.TEACHER: "today.page",
        Role.CLASS_TEACHER: "journal.pages",
        Role.DEPUTY: "journal.pages",
        Role.DIRECTOR: "journal.pages",
        Role.ADMINISTRATOR: "admin.people",
        Role.PUPIL: "diary.mine",
        Role.GUARDIAN: "diary.mine",
    }
    if Role.ADMINISTRATOR in visitor.roles and not preparation.begun(here.school_now().date()):
        return redirect(url_for("preparation.page"), 303)
    first = next((page for role, page in pages.items() if role in visitor.roles), "sign_in.nobody")
    return redirect(url_for(first), 303)


@bp.get("/sign-in")
@requires(Right.ENTER)
def page() -> str:
    """п. 3.4: the sign-in page with the instruction for adults, teenagers and children."""
    return render_template("sign_in/page.html")


@bp.get("/esia/start")
@requires(Right.ENTER)
def start() -> Response:
    """п. 3.3: off to ЕСИА."""
    return _esia().begin()


@bp.get("/esia/callback")
@requires(Right.ENTER)
def callback() -> Response | tuple[str, int]:
    """п. 3.3: back from ЕСИА: recognised by oid, the first time by СНИЛС."""
    try:
        identity = _esia().finish()
    except EsiaError as error:
        gate.note("sign_in_failed", error.code or "")
        return render_template("sign_in/page.html", failure=error.message, code=error.code), 422
    confirmed = _confirmed(identity)
    person = people.recognise(identity.oid, identity.snils, confirmed, identity.birth_date)
    if person is None:
        return _turn_away("unknown" if confirmed else "unconfirmed")
    return _enter(person, identity.oid)


def _confirmed(identity: Identity) -> bool:
    """Whether ЕСИА vouches for the person; a child's account is made and vouched for by a parent."""
    return identity.trusted or identity.level == CHILD


def _turn_away(why: str) -> tuple[str, int]:
    """403 with the page that says why nobody was let in."""
    gate.note(why, "")
    return render_template(f"sign_in/{why}.html", logout=_esia().logout_url()), 403


def _enter(person: Person, oid: int) -> Response:
    if person.oid is None:
        people.bind(person, oid, by=Actor(person.id, Role.SIGNED_IN), now=here.school_now())
    logout_user()
    device = _device()
    token = sessions.open_session(person, _hours(person), here.wall_now(), device)
    user = load_user(token)
    assert user, "the session has just been opened"
    login_user(user)
    gate.note("sign_in", "")
    answer = redirect(url_for("sign_in.home"), 303)
    kept: dict[str, Any] = {"max_age": DEVICE_KEPT, "httponly": True, "samesite": "Lax"}
    answer.set_cookie(DEVICE, device, secure=here.config().secure_cookies, **kept)
    return answer


def _device() -> str:
    """The random name of this device: it tells nothing of it, only that it is the same one."""
    known = request.cookies.get(DEVICE, "")
    return known if re.fullmatch(r"[\w-]{43}", known, re.ASCII) else secrets.token_urlsafe(32)


def _hours(person: Person) -> int:
    """One sign-in lasts the working day of staff; families have a time of their own."""
    school = gate.school()
    staff = gate.has_duties(person.id)
    return school.staff_session_hours if staff else school.family_session_hours


@bp.post("/sign-out")
@requires(Right.BE_SIGNED_IN)
def leave() -> Response:
    """п. 3.5: end both sessions: ours, then the one of ЕСИА."""
    session = gate.visitor().session
    assert session is not None, "the gate lets in the signed-in alone"
    gate.note("sign_out", "")
    sessions.end_session(session, here.wall_now())
    logout_user()
    return redirect(_esia().logout_url(), 303)


@bp.get("/nobody")
@requires(Right.BE_SIGNED_IN)
def nobody() -> tuple[str, int]:
    """Known to the school, but without any duty, enrolment or child today."""
    specialist = Role.TECHNICIAN in gate.visitor().roles
    return render_template("sign_in/nobody.html", specialist=specialist), 403
