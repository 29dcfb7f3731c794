"""«Неполадка?»: whoever is signed in tells of a problem; it is answered, handed over, solved, counted."""

import re
from functools import partial

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents.fingerprint import fingerprint
from ejournal.documents.support import render
from ejournal.reports import problems as report
from ejournal.reports.people import ROLES
from ejournal.rules import problems as rules
from ejournal.rules.refusal import Reason
from ejournal.services import papers
from ejournal.services import problems as deeds
from ejournal.views import gate, gate_families, htmx, seals
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, day_typed, school_now, whole
from ejournal.views.issued import issued

DIARY = re.compile(r"/diary/(\d{1,9})\b")
bp = Blueprint("problems", __name__, url_prefix="/problems")


@bp.get("")
@requires(Right.REPORT_PROBLEM)
def page() -> str:
    """п. 4.6.5: the form, what one has told of, and what one has to answer."""
    return _page(None)


@bp.post("")
@requires(Right.REPORT_PROBLEM)
def tell() -> Response:
    """п. 4.6.5: something does not work."""
    htmx.answers(_page)
    form = request.form
    cohort = gate_families.class_asked(whole(form, "cohort"))
    page, words = form.get("page", ""), form.get("words", "")
    by = gate.actor(gate.own_duty(Right.REPORT_PROBLEM), form.get("cohort", ""), page, words)
    deeds.tell(cohort, page, words, by=by, now=school_now())
    return htmx.done(url_for("problems.page", saved="told"))


@bp.post("/<int:problem_id>")
@requires(Right.ANSWER_PROBLEMS)
def act(problem_id: int) -> Response:
    """п. 4.2.3, 4.3.4: what is done about a problem."""
    found, duty = gate_families.problem_to_answer(problem_id)
    htmx.answers(_page)
    kind, words = request.form.get("do", ""), request.form.get("words", "")
    by = gate.actor(duty, kind, words)
    deeds.act(found, kind, words, gate_families.answers_whole(), by=by, now=school_now())
    return htmx.done(url_for("problems.page", saved="done"))


@bp.post("/<int:problem_id>/request.docx")
@requires(Right.ANSWER_PROBLEMS)
def docx(problem_id: int) -> Response:
    """п. 4.2.3, 4.2.5: the request to the technical service as a Word file of the register."""
    found, duty = gate_families.problem_to_hand_over(problem_id)
    htmx.answers(_page)
    made = report.paper(found, gate.school(), ROLES[duty], gate.person(), school_now())
    made = seals.stamped("request", problem_id, made)
    told, by = report.issued_as(problem_id, made), gate.actor(duty, fingerprint(made))
    issue = partial(papers.issue_once, by=by, now=school_now())
    return issued(told, made, render, issue)


@bp.post("/consultations")
@requires(Right.COUNT_CONSULTATIONS)
def consult() -> Response:
    """п. 4.3.4: a consultation was given."""
    duty = gate.duty_to(Right.COUNT_CONSULTATIONS)
    htmx.answers(_page)
    form = request.form
    audience, topic, people = form.get("audience", ""), form.get("topic", ""), whole(form, "people")
    by = gate.actor(duty, audience, topic, people, form.get("day", ""))
    deeds.note_consultation(day_typed(form, "day"), audience, people, topic, by=by, now=school_now())
    return htmx.done(url_for("problems.page", saved="consulted") + "#consultations")


def _page(reason: Reason | None) -> str:
    now, classes = school_now(), gate_families.classes_answered()
    page = request.form.get("page") or request.args.get("page", "")
    counts = may_enter(gate.visitor(), Right.COUNT_CONSULTATIONS)
    month = day_asked("month", now.date()) or now.date()
    gate.note("read", gate.own_duty(Right.REPORT_PROBLEM))
    return render_template(
        "problems/page.html",
        lines=report.page(gate.person(), classes, gate.school(), now),
        answers=classes is None or bool(classes),
        whole=gate_families.answers_whole(),
        actions=rules.ACTIONS,
        asked=report.classes_asked(gate_families.classes_of_own().values(), now.date()),
        page=page,
        proposed=_proposed(page),
        consulted=report.consultations(month) if counts else None,
        audiences=rules.AUDIENCES,
        fields=request.form,
        saved=request.args.get("saved", ""),
        reason=reason,
    )


def _proposed(page: str) -> int | None:
    """п. 4.6.5: the class of the child whose diary does not work, else the only one of the visitor."""
    own, named = gate_families.classes_of_own(), DIARY.match(page)
    if named and int(named[1]) in own:
        return own[int(named[1])]
    return next(iter(own.values())) if len(set(own.values())) == 1 else None
