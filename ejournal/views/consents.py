"""«Семьи»: applications and consents of a class: printed, signed, of old; and their register (п. 4.6.1)."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import consents as documents
from ejournal.documents import paper
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports import consent_papers, on_paper, papers
from ejournal.reports import consents as report
from ejournal.reports.consent_papers import Wanted
from ejournal.rules.consents import EARLIEST, WITHDRAWAL, check_chosen
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import consents as deeds
from ejournal.services.consents import Back
from ejournal.views import gate, gate_consents, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import config, day_typed, number_of, school_now, whole
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ejournal.access import Actor

bp = Blueprint("consents", __name__, url_prefix="/families")
FORMS = {"electronic": True, "paper": False}


@bp.get("")
@requires(Right.READ_CONSENTS)
def index() -> str | Response:
    """п. 4.6.1, 4.4.5: the class that the visitor leads, or all classes: who has nothing, who waits."""
    classes = gate_consents.classes(Right.READ_CONSENTS)
    if len(classes) == 1:
        return redirect(url_for("consents.page", cohort_id=next(iter(classes))), 303)
    now = school_now()
    lines = report.overview(classes, gate.school(), now.date())
    return render_template(
        "consents/classes.html", lines=lines, overdue=on_paper.overdue(classes, gate.school(), now)
    )


@bp.get("/<int:cohort_id>")
@requires(Right.READ_CONSENTS)
def page(cohort_id: int) -> str:
    """п. 4.6.1: every guardian of a class with what is signed."""
    gate_consents.class_for(Right.READ_CONSENTS, cohort_id)
    return _page(cohort_id, None)


@bp.post("/<int:cohort_id>/print")
@requires(Right.KEEP_CONSENTS)
def print_papers(cohort_id: int) -> Response:
    """п. 4.6.1: papers of the chosen guardians, or of all who have none yet: one file in roll order."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    kind = request.form.get("kind", "")
    if kind not in report.SETS:
        raise Refusal("4.6.1", "Выберите, какие бумаги напечатать.")
    chosen = set(request.form.getlist("pair"))
    check_chosen(report.SETS[kind][1], chosen)
    by = gate.actor(duty, kind, *sorted(chosen))
    if papers.number_of(by.request):
        return _file(by)
    found = report.of_class(cohort_id, school_now())
    wanted = [one for who in found.guardians for one in _wanted(who, report.SETS[kind][1], chosen)]
    if not wanted:
        raise Refusal("4.6.1", "Такие бумаги есть у всех. Отметьте галочками, кому напечатать ещё раз.")
    return issued(cohort_id, wanted, by)


def _wanted(who: report.Guardian, kinds: Sequence[str], chosen: Collection[str]) -> list[Wanted]:
    """The papers of one guardian who is chosen, or without ticks those that are lacking.

    The form of an application is their own, that of all, or the hand ticks.
    """
    form = request.form.get(f"asked-{who.key}") or request.form.get("asked", "")
    asked = {"application": FORMS.get(form)}
    shown = [kind for kind in kinds if (who.key in chosen if chosen else who.lacks(kind))]
    return [Wanted(kind, who.person, who.child, asked.get(kind)) for kind in shown]


def issued(cohort: int, wanted: list[Wanted], by: Actor) -> Response:
    """п. 4.6.1: papers are registered and sent as they were issued; asked for twice, they are the same."""
    now = school_now()
    withdrawn = [(one.guardian, one.child) for one in wanted if one.kind == WITHDRAWAL]
    deeds.check_withdrawn(withdrawn, now.date())
    made, new, told = consent_papers.papers_of(wanted, cohort, gate.school(), config().base_url, now)
    deeds.prepare(cohort, new, told, fingerprint(made), documents.render(made, now), by=by, now=now)
    return _file(by)


def _file(by: Actor) -> Response:
    title, file = papers.file_of_request(by.request)
    return attached(BytesIO(file), DOCX, paper.file_name(title))


@bp.post("/<int:cohort_id>/signed")
@requires(Right.KEEP_CONSENTS)
def signed(cohort_id: int) -> Response:
    """п. 4.6.1: papers that are back with their signatures; the choice is in force at once."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    form = request.form
    back = [
        Back(number_of(one), FORMS.get(form.get(f"form-{one}", ""))) for one in sorted(form.getlist("paper"))
    ]
    by = gate.actor(duty, *form.values(), *form.getlist("paper"))
    deeds.sign(cohort_id, back, day_typed(form, "day"), form.get("place", ""), by=by, now=school_now())
    return htmx.done(url_for("consents.page", cohort_id=cohort_id, saved="signed"))


@bp.post("/<int:cohort_id>/spoilt")
@requires(Right.KEEP_CONSENTS)
def spoilt(cohort_id: int) -> Response:
    """п. 4.6.1: papers that were printed for nothing: nobody waits for them, the register says so."""
    return _of_ticked(cohort_id, "paper", deeds.spoil, "spoilt")


@bp.post("/<int:cohort_id>/child")
@requires(Right.KEEP_CONSENTS)
def child(cohort_id: int) -> Response:
    """п. 4.6.1: consents that the child of 14 has signed too."""
    return _of_ticked(cohort_id, "child", deeds.child_signed, "child")


def _of_ticked(cohort: int, field: str, act: Callable[..., None], saved: str) -> Response:
    """A deed about the papers of a class that are ticked in a field."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort)
    htmx.answers(partial(_page, cohort))
    papers = [number_of(one) for one in sorted(request.form.getlist(field))]
    act(cohort, papers, by=gate.actor(duty, *papers), now=school_now())
    return htmx.done(url_for("consents.page", cohort_id=cohort, saved=saved))


@bp.post("/<int:cohort_id>/old")
@requires(Right.KEEP_CONSENTS)
def old(cohort_id: int) -> Response:
    """п. 4.6.1: consents signed before: the day and the shelf, of all who are chosen at once."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    form = request.form
    chosen = set(form.getlist("pair"))
    found = report.of_class(cohort_id, school_now())
    pairs = [(one.person, one.child) for one in found.guardians if one.key in chosen]
    by = gate.actor(duty, *form.values(), *sorted(chosen))
    deeds.register_old(
        cohort_id, pairs, day_typed(form, "old_day"), form.get("old_place", ""), by=by, now=school_now()
    )
    return htmx.done(url_for("consents.page", cohort_id=cohort_id, saved="old"))


@bp.get("/papers/<int:written_id>/scan")
@requires(Right.READ_CONSENTS)
def scan(written_id: int) -> Response:
    """п. 4.6.1: the scan of a signed paper, as an attachment."""
    kept = gate_consents.scan_of(written_id)
    return attached(BytesIO(bytes(kept.content)), kept.media_type, f"скан-{written_id}.jpg")


@bp.get("/register")
@requires(Right.READ_CONSENTS)
def register() -> str:
    """п. 4.6.1: «Журнал регистрации заявлений и согласий» of a year, on the screen."""
    return render_template("consents/register.html", register=_register())


@bp.get("/register.docx")
@requires(Right.READ_CONSENTS)
def register_docx() -> Response:
    """п. 4.6.1: the same as a Word file."""
    made = _register()
    content = BytesIO(documents.render_register(made, school_now()))
    return attached(content, DOCX, paper.file_name(made.title))


def _register() -> documents.ConsentsRegister:
    classes = gate_consents.classes(Right.READ_CONSENTS)
    whole_school = gate_consents.everywhere(Right.READ_CONSENTS)
    gate.note("read", "")
    now = school_now()
    return consent_papers.register(
        classes, whole_school, whole(request.args, "year") or now.year, gate.school(), now
    )


def _page(cohort: int, reason: Reason | None) -> str:
    now = school_now()
    return render_template(
        "consents/page.html",
        page=report.of_class(cohort, now),
        sets={kind: title for kind, (title, _) in report.SETS.items()},
        overdue=on_paper.overdue([cohort], gate.school(), now).get(cohort, ()),
        keeps=gate_consents.may(Right.KEEP_CONSENTS, cohort),
        gives=gate_consents.may(Right.GIVE_SHEETS, cohort),
        chosen=set(request.form.getlist("pair")),
        ticked=set(request.form.getlist("paper")),
        own=set(request.form.getlist("child")),
        fields=request.form,
        today=now.date(),
        earliest=EARLIEST,
        saved=request.args.get("saved", ""),
        reason=reason,
    )
