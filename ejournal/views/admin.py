"""The administrator's pages: people with their duties and sessions; the school's settings."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, Role
from ejournal.reports import class_people, family_news, informing, teaching, watch
from ejournal.reports import people as report
from ejournal.rules.informing import Since
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import sessions
from ejournal.services import settings as deeds
from ejournal.views import gate, gate_people, htmx
from ejournal.views.gate import requires
from ejournal.views.here import YEARS, school_now, wall_now
from ejournal.wording import plural

bp = Blueprint("admin", __name__)

SHUTTING = ("electronic_since", "consents_since")  # settings that close the diary from a day on
SURE = "sure"  # the box of whoever has been asked


@bp.get("/people")
@requires(Right.READ_PEOPLE)
def people() -> str:
    """п. 4.3.2: who works at the school and by which duties."""
    return _people(None)


@bp.post("/people/<int:person_id>/end-sessions")
@requires(Right.END_SESSION)
def end_sessions(person_id: int) -> Response:
    """п. 4.3.2: a device was lost, or somebody has left: every sign-in of a person ends."""
    person = gate_people.person_to_manage(person_id)
    htmx.answers(_people)
    by = gate.actor(Role.ADMINISTRATOR, person_id)
    sessions.end_sessions_of(person, wall_now(), by=by, now=school_now())
    return htmx.done(url_for("admin.people"))


@bp.get("/settings")
@requires(Right.READ_SETTINGS)
def settings() -> str:
    """The settings in force, by their titles; whoever may change them gets them as a form."""
    return _settings(None, _in_force())


@bp.post("/settings")
@requires(Right.CHANGE_SETTINGS)
def change_settings() -> Response:
    """п. 4.3.1: the administrator sets up the journal; what was not changed gets no new version."""
    in_force = _in_force()
    typed = {name: _typed(name, value) for name, value in in_force.items()}
    htmx.answers(lambda reason: _settings(reason, typed))
    by = gate.actor(Role.ADMINISTRATOR, *typed.values())
    changed = {name: value for name, value in typed.items() if value != in_force[name]}
    _ask_before_shutting(changed)
    if changed:
        deeds.change(changed, by=by, now=school_now())
    return htmx.done(url_for("admin.settings", saved="yes"))


def _ask_before_shutting(changed: Mapping[str, Any]) -> None:
    """п. 4.6.1: a day that closes the diary of families is asked about first."""
    new = {name: day for name in SHUTTING if isinstance(day := changed.get(name), date)}
    if SURE in request.form or not new:
        return
    days = Since(*(new.get(name) or getattr(gate.school(), name) for name in SHUTTING))
    count = informing.shut_by(days, gate.school(), school_now().date())
    if count:
        who = plural(count, "представителя", "представителей", "представителей")
        raise Refusal(
            "4.6.1",
            f"Дневник закроется для {count} {who}: подписанного согласия или электронной формы у них нет, их "
            "семьи перейдут на бумагу. Если так и нужно, поставьте галочку ниже и сохраните ещё раз.",
        )


class Field(NamedTuple):
    """A setting as a field of the form: `kind` is the type of its input, `bounds` those of a number."""

    name: str
    title: str
    kind: str
    value: Any
    bounds: tuple[int, int] | None


def _settings(reason: Reason | None, values: Mapping[str, Any]) -> str:
    """The settings with these values in the fields."""
    sections = {
        section: [_field(name, title, value, values[name]) for name, title, value in settings]
        for section, settings in gate_people.settings_to_read().items()
    }
    return render_template(
        "admin/settings.html",
        sections=sections,
        reason=reason,
        saved="saved" in request.args,
        sure=SURE if reason and reason.clause == "4.6.1" else "",
    )


def _in_force() -> dict[str, Any]:
    sections = gate_people.settings_to_read().values()
    return {name: value for settings in sections for name, _, value in settings}


def _field(name: str, title: str, in_force: object, shown: Any) -> Field:
    return Field(name, title, _kind(in_force), "" if shown is None else shown, deeds.BOUNDS.get(name))


def _kind(value: object) -> str:
    """The input for a setting with this value in force; only a date may be absent."""
    kinds = {bool: "checkbox", int: "number", str: "text"}
    return kinds.get(type(value), "date")


def _typed(name: str, value: object) -> Any:
    """What was typed for a setting, of its kind; what cannot be stays as typed, to be refused."""
    text = request.form.get(name, "").strip()
    kind = _kind(value)
    if kind == "checkbox":
        return name in request.form
    if kind == "number":
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else text
    return _day(text) if kind == "date" else text


def _day(text: str) -> date | str | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return text
    return day if day is None or YEARS[0] <= day.year <= YEARS[1] else text


def _people(reason: Reason | None) -> str:
    gate.note("read", Role.ADMINISTRATOR)
    staff = report.staff(school_now(), wall_now())
    classes = class_people.classes(school_now().date())
    taught = teaching.index(school_now().date())
    return render_template(
        "admin/people.html",
        staff=staff,
        classes=classes,
        taught=taught,
        unusual=watch.fresh(school_now()),
        news=family_news.of_school(school_now().date()),
        reason=reason,
    )
