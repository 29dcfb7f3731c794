"""«Оценивание»: how a page of the journal, and a pupil on single pages, is graded, by an order (7.11)."""

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import cards
from ejournal.reports import gradings as report
from ejournal.rules.gradings import CLAUSE, SURE, TITLES
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import gradings as deeds
from ejournal.services.gradings import Days
from ejournal.views import gate, gate_people, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now, whole

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group
    from ejournal.models.people import Person

bp = Blueprint("gradings", __name__)


@bp.get("/journal/<int:group_id>/grading")
@requires(Right.KEEP_GRADING)
def page(group_id: int) -> str:
    """п. 4.5.4: how a page is graded by periods, and who of its pupils otherwise."""
    return _page(gate_people.page_to_grade(group_id)[0], None)


@bp.post("/journal/<int:group_id>/grading")
@requires(Right.KEEP_GRADING)
def decide_page(group_id: int) -> Response:
    """п. 4.5.4: the whole page is graded so in a period or in the whole year."""
    group, duty = gate_people.page_to_grade(group_id)
    htmx.answers(lambda reason: _page(group, reason))
    form, days = request.form, _days_of_period(group)
    mode = "" if form.get("mode") == "usual" else form.get("mode", "none chosen")
    by = gate.actor(duty, *form.values())
    deeds.decide_page(group, mode, days, form.get("paper", ""), "sure" in form, by=by, now=school_now())
    return htmx.done(url_for("gradings.page", group_id=group_id, saved="yes"))


@bp.get("/people/<int:card_id>/grading")
@requires(Right.KEEP_GRADING)
def pupil(card_id: int) -> str:
    """п. 4.5.4: how a pupil is graded on each page."""
    return _pupil(gate_people.pupil_to_grade(card_id)[0], None)


@bp.post("/people/<int:card_id>/grading")
@requires(Right.KEEP_GRADING)
def decide_pupil(card_id: int) -> Response:
    """п. 4.5.4: a pupil is graded so on the chosen pages from a day on."""
    found, duty = gate_people.pupil_to_grade(card_id)
    htmx.answers(lambda reason: _pupil(found, reason))
    form, now = request.form, school_now()
    chosen = {number_of(value) for value in form.getlist("group")}
    groups = [one for one in report.of_pupil(found.id, now.date())[0] if one.id in chosen]
    mode = "" if form.get("mode") == "usual" else form.get("mode", "none chosen")
    by = gate.actor(duty, *form.values(), *form.getlist("group"))
    days, paper = _days_typed(), form.get("paper", "")
    deeds.decide_pupil(found, groups, mode, days, paper, "sure" in form, by=by, now=now)
    return htmx.done(url_for("gradings.pupil", card_id=card_id, saved="yes"))


def _days_of_period(group: "Group") -> Days:
    """The days of the period that was chosen; of the whole year when none was."""
    number = whole(request.form, "period")
    if not number:
        return group.year.valid_from, group.year.valid_to
    found = next((one for one in report.page(group, group.year.valid_from).periods if one.id == number), None)
    if found is None:
        raise Refusal(CLAUSE, "Выберите период из списка.")
    return found.valid_from, found.valid_to


def _days_typed() -> Days:
    first: date | None = day_typed(request.form, "first")
    if first is None:
        raise Refusal(CLAUSE, "Укажите день, с которого у ученика своё оценивание.")
    return first, day_typed(request.form, "last")


def _page(group: "Group", reason: Reason | None) -> str:
    return _render("page", reason, shown=report.page(group, school_now().date()))


def _pupil(found: "Person", reason: Reason | None) -> str:
    today = school_now().date()
    picked = request.form.getlist("group") or request.args.getlist("page")
    card = cards.card(found, today, gate_people.classes_seen())
    groups, subjects = report.of_pupil(found.id, today)
    later = report.next_start(groups, today)
    return _render("pupil", reason, card=card, subjects=subjects, picked=picked, later=later)


def _render(template: str, reason: Reason | None, **shown: object) -> str:
    return render_template(
        f"gradings/{template}.html",
        **shown,
        modes=TITLES,
        sure=SURE,
        fields=request.form,
        today=school_now().date(),
        saved="saved" in request.args,
        reason=reason,
    )
