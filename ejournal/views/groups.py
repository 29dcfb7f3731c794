"""«Группы»: at home, after school, clubs, внеурочная деятельность, mixed, made by hand (п. 2.1, 4.3.2)."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import groups as report
from ejournal.reports.substitutions import teachers
from ejournal.rules.groups import CLAUSE, KINDS, WITH_LESSONS
from ejournal.rules.movements import SURE
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import groups as deeds
from ejournal.services.groups import Wanted
from ejournal.views import gate, gate_people, gate_timetable, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now, whole
from ejournal.views.movements_form import is_told

if TYPE_CHECKING:
    from datetime import date

    from ejournal.models.curriculum import Group

bp = Blueprint("groups", __name__, url_prefix="/groups")


@bp.get("")
@requires(Right.KEEP_GROUPS)
def index() -> str:
    """п. 2.1: the groups of the year by kind."""
    today = school_now().date()
    year = report.year_of(today)
    kinds = report.index(year, today) if year else ()
    return render_template("groups/index.html", year=year, kinds=kinds, removed="removed" in request.args)


@bp.get("/new")
@requires(Right.KEEP_GROUPS)
def form() -> str:
    """п. 2.1: the form of a new group."""
    return _form(None)


@bp.post("/new")
@requires(Right.KEEP_GROUPS)
def make() -> Response:
    """п. 2.1, 4.3.2: a new group with its teacher, pupils and order."""
    htmx.answers(_form)
    year, duty = gate_timetable.year_to_change(Right.KEEP_GROUPS)
    sent = request.form
    wanted = Wanted(
        kind=sent.get("kind", ""),
        subject=sent.get("subject", ""),
        name=sent.get("name", ""),
        teacher=whole(sent, "teacher"),
        pupils=_pupils(),
        since=_day("since", "Укажите день, с которого группа занимается."),
        order=sent.get("order", ""),
        hours=sent.get("hours", ""),
        sure="sure" in sent,
    )
    by = gate.actor(duty, *sent.values(), *sent.getlist("pupil"))
    deeds.make(year, wanted, by=by, now=school_now())
    return htmx.done(url_for("groups.index") + "#groups")


@bp.get("/<int:own_group>")
@requires(Right.KEEP_GROUPS)
def page(own_group: int) -> str:
    """п. 2.1: who is in the group, since when and by which order."""
    return _page(gate_people.group_to_keep(own_group)[0], None)


@bp.post("/<int:own_group>/enlist")
@requires(Right.KEEP_GROUPS)
def enlist(own_group: int) -> Response:
    """п. 2.1: pupils come to the group."""
    group, duty = gate_people.group_to_keep(own_group)
    htmx.answers(lambda reason: _page(group, reason))
    since = _day("since", "Укажите день, с которого ученики в группе.")
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("pupil"))
    order, sure = request.form.get("order", ""), "sure" in request.form
    deeds.enlist(group, _pupils(), since, order, sure, by=by, now=school_now())
    return htmx.done(url_for("groups.page", own_group=own_group, saved="yes"))


@bp.post("/<int:own_group>/dismiss")
@requires(Right.KEEP_GROUPS)
def dismiss(own_group: int) -> Response:
    """п. 2.1: a pupil leaves the group."""
    group, duty = gate_people.group_to_keep(own_group)
    htmx.answers(lambda reason: _page(group, reason))
    last = _day("last", "Укажите последний день ученика в группе.")
    by = gate.actor(duty, *request.form.values())
    sure = "sure" in request.form
    deeds.dismiss(group, whole(request.form, "leaver"), last, sure, by=by, now=school_now())
    return htmx.done(url_for("groups.page", own_group=own_group, saved="yes"))


@bp.post("/<int:own_group>/remove")
@requires(Right.KEEP_GROUPS)
def remove(own_group: int) -> Response:
    """п. 2.1: a group that was made in error is taken away."""
    group, duty = gate_people.group_to_keep(own_group)
    htmx.answers(lambda reason: _page(group, reason))
    by = gate.actor(duty, *request.form.values())
    deeds.take_away(group, "sure" in request.form, by=by, now=school_now())
    return htmx.done(url_for("groups.index", removed="yes"))


def _pupils() -> frozenset[int]:
    return frozenset(number_of(value) for value in request.form.getlist("pupil"))


def _day(field: str, said: str) -> "date":
    found = day_typed(request.form, field)
    if found is None:
        raise Refusal(CLAUSE, said)
    return found


def _asked(reason: Reason | None) -> str:
    """Which form was refused; "" of none."""
    return request.path.rpartition("/")[2] if reason else ""


def _form(reason: Reason | None) -> str:
    today = school_now().date()
    year = report.year_of(today)
    return render_template(
        "groups/new.html",
        classes=report.choices(year, today) if year else (),
        subjects=report.subjects(),
        teachers=teachers(today),
        kinds=KINDS,
        fields=request.form,
        picked=request.form.getlist("pupil"),
        day=max(today, year.valid_from) if year else today,
        told=is_told(request.form, reason),
        sure=SURE,
        reason=reason,
    )


def _page(group: "Group", reason: Reason | None) -> str:
    today = school_now().date()
    own = group.cohort_id if group.kind == "home" else None
    return render_template(
        "groups/page.html",
        group=group.id,
        shown=report.page(group, today),
        classes=report.choices(group.year, today, own),
        lessons=group.kind in WITH_LESSONS,
        fields=request.form,
        picked=request.form.getlist("pupil"),
        day=min(max(today, group.year.valid_from), group.year.valid_to),
        asked=_asked(reason),
        told=is_told(request.form, reason),
        sure=SURE,
        saved="saved" in request.args,
        reason=reason,
    )
