"""Who teaches a page of the journal: the form that hands it over from a day on (п. 4.2.1)."""

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import teaching as report
from ejournal.rules.movements import SURE
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import page_periods
from ejournal.services import teaching as deeds
from ejournal.views import gate, gate_people, htmx
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, number_of, school_now
from ejournal.views.movements_form import is_told

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group

bp = Blueprint("teaching", __name__, url_prefix="/journal")


@bp.get("/<int:group_id>/teachers")
@requires(Right.KEEP_TEACHERS)
def page(group_id: int) -> str:
    """п. 4.2.1: who taught the page and since when."""
    return _page(gate_people.page_to_hand_over(group_id)[0], None)


@bp.post("/<int:group_id>/teachers")
@requires(Right.KEEP_TEACHERS)
def hand_over(group_id: int) -> Response:
    """п. 4.2.1: others teach the page from a day on."""
    group, duty = gate_people.page_to_hand_over(group_id)
    htmx.answers(lambda reason: _page(group, reason))
    since = day_typed(request.form, "day")
    if since is None:
        raise Refusal("4.2.1", "Укажите день, с которого страницу ведёт другой учитель.")
    people = {number_of(value) for value in request.form.getlist("teacher") if value}
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("teacher"))
    deeds.hand_over(group, people, since, "sure" in request.form, by=by, now=school_now())
    return htmx.done(url_for("teaching.page", group_id=group_id, saved="yes"))


@bp.post("/<int:group_id>/periods")
@requires(Right.KEEP_TEACHERS)
def keep_periods(group_id: int) -> Response:
    """п. 4.2.1: the page is taught in some periods of the year alone."""
    group, duty = gate_people.page_to_hand_over(group_id)
    htmx.answers(lambda reason: _page(group, reason))
    numbers = {number_of(value) for value in request.form.getlist("period")}
    by = gate.actor(duty, *request.form.values(), *request.form.getlist("period"))
    page_periods.keep(group, numbers, "sure" in request.form, by=by, now=school_now())
    return htmx.done(url_for("teaching.page", group_id=group_id, saved="yes"))


def _page(group: "Group", reason: Reason | None) -> str:
    today = school_now().date()
    return render_template(
        "teaching/page.html",
        shown=report.page(group, today),
        picked=request.form.getlist("teacher"),
        periods=request.form.getlist("period"),
        of_periods=request.path.endswith("/periods"),
        periods_sure=page_periods.SURE,
        past=is_told(request.form, reason),
        fields=request.form,
        saved="saved" in request.args,
        today=today,
        sure=SURE,
        reason=reason,
    )
