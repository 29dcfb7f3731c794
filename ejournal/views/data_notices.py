"""«Сведения изменились»: a parent tells было → стало, the class teacher or the administrator answers."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper
from ejournal.documents.data_notice import render
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports import data_notices as report
from ejournal.rules.data_notices import KINDS
from ejournal.rules.refusal import Reason
from ejournal.services import data_notices as deeds
from ejournal.services import papers
from ejournal.views import gate, gate_attendance, gate_families, gate_people, htmx, seals
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, school_now
from ejournal.views.issued import issued
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.models.people import Person

bp = Blueprint("data_notices", __name__)


@bp.get("/diary/<int:pupil>/data")
@requires(Right.GIVE_NOTICE)
def page(pupil: int) -> str:
    """п. 4.6.4: what the school knows, the form that tells what has changed, and what was answered."""
    child, _ = gate_attendance.child_to_tell_of(pupil)
    return _page(child, None)


@bp.post("/diary/<int:pupil>/data")
@requires(Right.GIVE_NOTICE)
def tell(pupil: int) -> Response:
    """п. 4.6.4: the parent tells what has changed."""
    child, duty = gate_attendance.child_to_tell_of(pupil)
    htmx.answers(partial(_page, child))
    form = request.form
    typed = {kind: form.get(kind, "") for kind in KINDS}
    since, document = day_typed(form, "since"), form.get("document", "")
    by = gate.actor(duty, *typed.values(), form.get("since", ""), document)
    deeds.tell(child, typed, since, document, by=by, now=school_now())
    return htmx.done(url_for("data_notices.page", pupil=pupil, saved="yes"))


@bp.post("/diary/<int:pupil>/data/<int:data_notice_id>/application.docx")
@requires(Right.GIVE_NOTICE)
def application(pupil: int, data_notice_id: int) -> Response:
    """п. 4.6.4, 4.2.5: what was told as an application in Word, to be signed; a paper of the register."""
    child, duty = gate_attendance.child_to_tell_of(pupil)
    htmx.answers(partial(_page, child))
    found, now = gate_families.notice_of(pupil, data_notice_id), school_now()
    told = next(one for one in report.told_by(pupil, gate.person(), now) if one.id == found.id)
    made = seals.stamped("data", told.id, report.paper(child, told, gate.school(), now))
    new, by = report.issued_as(told.id, made), gate.actor(duty, fingerprint(made))
    return issued(new, made, render, partial(papers.issue_once, by=by, now=now))


@bp.get("/people/<int:card_id>/application.docx")
@requires(Right.KEEP_CONTACTS)
def blank(card_id: int) -> Response:
    """п. 4.6.4: the blank of the application for who brings it on paper."""
    child, _ = gate_people.pupil_of_card(card_id)
    made, now = report.paper(child, None, gate.school(), school_now()), school_now()
    name = paper.file_name(made.title)
    return attached(BytesIO(render(made, now)), DOCX, name)


@bp.get("/data-changes")
@requires(Right.KEEP_CONTACTS)
def answers() -> str:
    """п. 4.4.1: what families have told, for who keeps the cards."""
    return _answers(None)


@bp.post("/data-changes/<int:data_notice_id>")
@requires(Right.KEEP_CONTACTS)
def answer(data_notice_id: int) -> Response:
    """п. 4.4.1: what was told is written into the cards, or declined with words."""
    found, duty = gate_families.notice_to_answer(data_notice_id)
    htmx.answers(_answers)
    words, do = request.form.get("words", ""), request.form.get("do", "")
    by = gate.actor(duty, do, words)
    act = deeds.accept if do == "accept" else deeds.decline
    act(found, words, by=by, now=school_now())
    return htmx.done(url_for("data_notices.answers", saved="yes"))


def _page(child: Person, reason: Reason | None) -> str:
    now, parent = school_now(), gate_families.parent()
    return render_template(
        "data_notices/page.html",
        pupil=child.id,
        name=next((one.name for one in gate.visitor().children if one.person == child.id), ""),
        lines=report.form(child, parent),
        notices=report.told_by(child.id, parent.id, now),
        fields=request.form,
        saved="saved" in request.args,
        reason=reason,
    )


def _answers(reason: Reason | None) -> str:
    return render_template(
        "data_notices/answers.html",
        notices=report.of_pupils(gate_families.pupils_kept(), school_now()),
        fields=request.form,
        saved="saved" in request.args,
        reason=reason,
    )
