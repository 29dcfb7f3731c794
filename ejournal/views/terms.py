"""«Итоговые отметки»: a page of the journal in a term; more days for it; pages with half-years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.reports import term_marks as report
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.rules.term_marks import LONGER, REASONS, VALUES, WORDS
from ejournal.services import term_marks as deeds
from ejournal.services.term_marks import Choice
from ejournal.views import gate, gate_terms, htmx
from ejournal.views.gate import requires
from ejournal.views.here import number_of, school_now

if TYPE_CHECKING:
    from ejournal.models.curriculum import Group
    from ejournal.models.terms import Term

bp = Blueprint("terms", __name__, url_prefix="/terms")
MARK, REASON = "mark-", "reason-"


@bp.get("/<int:group_id>")
@requires(Right.READ_TERMS)
def page(group_id: int) -> str:
    """п. 4.5.5: the page by `?period=` or `?kind=`, else in the term of today."""
    group, _ = gate_terms.group_to_read(group_id)
    return _page(group, gate_terms.term_of(request.args), None)


@bp.post("/<int:group_id>")
@requires(Right.SET_TERM_MARKS)
def save(group_id: int) -> Response:
    """п. 4.5.5: what was chosen is set; whoever is refused keeps what was chosen, with the reason."""
    return _set(group_id, proposed=False)


@bp.post("/<int:group_id>/proposed")
@requires(Right.SET_TERM_MARKS)
def set_proposed(group_id: int) -> Response:
    """п. 4.5.5: what was chosen, and for everybody else who has enough marks what is proposed."""
    return _set(group_id, proposed=True)


@bp.post("/<int:group_id>/extend")
@requires(Right.EXTEND_TERMS)
def extend(group_id: int) -> Response:
    """п. 4.5.5: more days for the page, or for one pupil of it."""
    group, duty = gate_terms.group_to_extend(group_id)
    term, pupil = gate_terms.term_sent(), number_of(request.form.get("pupil", "")) or None
    htmx.answers(lambda reason: _page(group, term, reason))
    why = request.form.get("why", "")
    deeds.extend(group, term, pupil, why, by=gate.actor(duty, term, pupil, why), now=school_now())
    return htmx.done(_back(group, term, "longer"))


@bp.post("/<int:group_id>/withdraw")
@requires(Right.EXTEND_TERMS)
def withdraw(group_id: int) -> Response:
    """п. 4.5.5: the days that were given to the page, or to one pupil of it, are taken back."""
    group, duty = gate_terms.group_to_extend(group_id)
    term, pupil = gate_terms.term_sent(), number_of(request.form.get("pupil", "")) or None
    htmx.answers(lambda reason: _page(group, term, reason))
    deeds.withdraw(group, term, pupil, by=gate.actor(duty, term, pupil), now=school_now())
    return htmx.done(_back(group, term, "withdrawn"))


@bp.post("/<int:group_id>/by")
@requires(Right.EXTEND_TERMS)
def set_kind(group_id: int) -> Response:
    """п. 4.5.5: the page has its term marks by half-years, or by the periods of its class."""
    group, duty = gate_terms.group_to_extend(group_id)
    htmx.answers(lambda reason: _page(group, None, reason))
    kind = request.form.get("by", "") or None
    deeds.set_kind(group, kind, by=gate.actor(duty, kind), now=school_now())
    return htmx.done(url_for("terms.page", group_id=group.id, saved="kind"))


def _set(group_id: int, *, proposed: bool) -> Response:
    group, duty = gate_terms.group_to_set(group_id)
    term, now = gate_terms.term_sent(), school_now()
    htmx.answers(lambda reason: _page(group, term, reason))
    typed = _choices()
    board = deeds.board_of(group, term, now)
    chosen = deeds.changed(board, group, term, typed)
    if proposed:
        chosen = deeds.offered(board, group, term, typed.keys() - chosen.keys()) | chosen
    refusals = deeds.sort_out(board, group, term, chosen)
    good = {pupil: choice for pupil, choice in chosen.items() if pupil not in refusals}
    if good:
        by = gate.actor(duty, term, *sorted(good.items()))
        deeds.set_marks(group, term, good, by=by, now=now)
    if not refusals:
        return htmx.done(_back(group, term, str(len(good))))
    for refusal in refusals.values():
        gate.note("refused", refusal.clause)
    return htmx.unprocessed(_page(group, term, _whole(refusals, len(good)), refusals))


def _whole(refusals: dict[int, Refusal], written: int) -> Reason:
    """What is told above the table; the same refusal of everybody is told once, with its way out."""
    first = next(iter(refusals.values()))
    if first.way is Way.MEMO:
        return first
    said = f"Выставлено: {written}. " if written else ""
    return Reason(first.clause, f"{said}Не записано: {len(refusals)}. Что не так — в строке ученика.")


def _choices() -> dict[int, Choice]:
    """What a form sends of each pupil: `mark-<pupil>-<id of the decision seen>` and `reason-<pupil>`."""
    found = {}
    for name, value in request.form.items():
        pupil, _, seen = name.removeprefix(MARK).partition("-")
        if name.startswith(MARK) and number_of(pupil):
            words = value if value in WORDS else ""
            reason = request.form.get(f"{REASON}{pupil}", "")
            found[number_of(pupil)] = Choice(WORDS.get(value, value), number_of(seen), reason, words)
    return found


def _back(group: Group, term: Term, saved: str) -> str:
    return f"/terms/{group.id}?{report.query(term)}&saved={saved}"


def _page(
    group: Group, term: Term | None, reason: Reason | None, refusals: dict[int, Refusal] | None = None
) -> str:
    found = report.page(group, term, school_now())
    return render_template(
        "terms/page.html",
        group=group,
        page=found,
        words=tuple(WORDS),
        values=VALUES,
        reasons=REASONS,
        longer=LONGER,
        own=gate_terms.may_set(group),
        whole=group.cohort_id is not None and gate_terms.may_read_class(group.cohort_id),
        typed=_choices() if refusals else {},
        refusals=refusals or {},
        saved=request.args.get("saved", ""),
        reason=reason,
    )
