"""«Справки о проверке журналов»: made, edited and issued by the deputy, read by those whom they concern."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, may_enter
from ejournal.documents import certificate as documents
from ejournal.documents import paper
from ejournal.documents.fingerprint import fingerprint
from ejournal.reports.certificates import listed as report
from ejournal.reports.certificates import page as checks
from ejournal.reports.certificates.choices import choices
from ejournal.reports.certificates.content import from_json, to_json
from ejournal.reports.certificates.known import recipients
from ejournal.reports.certificates.read import Span
from ejournal.reports.papers import file_of
from ejournal.rules.certificates import DIRECTIONS
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.services import certificates as deeds
from ejournal.services.certificates import Words
from ejournal.services.deeds import done_before
from ejournal.views import certificates_form, gate, gate_certificates, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import config, school_now, whole
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.models.certificates import Certificate
    from ejournal.models.people import SchoolYear

bp = Blueprint("certificates", __name__, url_prefix="/certificates")


@bp.get("")
@requires(Right.READ_CERTIFICATES)
def page() -> str:
    """п. 4.2.2: the checks of the year, for a teacher those that were sent; the plan and a new check."""
    return _list(None)


@bp.post("")
@requires(Right.MAKE_CERTIFICATES)
def begin() -> Response:
    """п. 4.2.2, 3.7: everything is counted; the page of the check shows it with the proposed words."""
    htmx.answers(_list)
    year, now = _year(), school_now()
    known = choices(year, now.date())
    asked = certificates_form.wanted(set(dict(known.classes)), set(dict(known.teachers)), now.date())
    by = gate.actor(gate.duty_to(Right.MAKE_CERTIFICATES), *request.form.items(multi=True))
    if not done_before([by.request]):
        span = certificates_form.span_of(year, asked)
        content, before, again = checks.counted(year, span, asked.directions, gate.school(), now)
        lines, advice = checks.proposed(content, asked.directions, again, gate.school(), now.date())
        words = Words(lines, advice, again)
        deeds.begin(year, asked, before, to_json(content), words, by=by, now=now)
    return htmx.done(url_for("certificates.one", certificate_id=checks.begun_by(by.request)))


@bp.get("/<int:certificate_id>")
@requires(Right.READ_CERTIFICATES)
def one(certificate_id: int) -> str:
    """п. 4.2.2: the whole of a check, or the part of the one who reads it."""
    found, reader = gate_certificates.certificate_to_read(certificate_id)
    return _page(found, reader, None)


@bp.post("/<int:certificate_id>")
@requires(Right.MAKE_CERTIFICATES)
def write(certificate_id: int) -> Response:
    """п. 4.2.2: the deputy's words are kept; and, when asked for, counted again or issued."""
    found, duty = gate_certificates.certificate_to_make(certificate_id)
    htmx.answers(partial(_page, found, None))
    now, do = school_now(), request.form.get("do", "")
    by = gate.actor(duty, *request.form.items(multi=True))
    version, basis = whole(request.form, "version"), request.form.get("basis", "")
    deeds.write(found, version, basis, certificates_form.words(), do == "issue", by=by, now=now)
    found, _ = gate_certificates.certificate_to_make(certificate_id)
    if do == "recount":
        _recount(found)
    if do == "issue":
        _issue(found)
    return htmx.done(url_for("certificates.one", certificate_id=certificate_id, saved=do or "words"))


@bp.post("/<int:certificate_id>/drop")
@requires(Right.MAKE_CERTIFICATES)
def drop(certificate_id: int) -> Response:
    """A check that was not issued is put aside."""
    found, duty = gate_certificates.certificate_to_make(certificate_id)
    htmx.answers(partial(_page, found, None))
    deeds.drop(found, by=gate.actor(duty, "drop"), now=school_now())
    return htmx.done(url_for("certificates.page"))


@bp.post("/<int:certificate_id>/confirm")
@requires(Right.CONFIRM_CERTIFICATE)
def confirm(certificate_id: int) -> Response:
    """п. 4.2.2: «ознакомлен(а)»."""
    found, duty = gate_certificates.certificate_to_confirm(certificate_id)
    _, reader = gate_certificates.certificate_to_read(certificate_id)
    htmx.answers(partial(_page, found, reader))
    deeds.confirm(found, by=gate.actor(duty, "confirm"), now=school_now())
    return htmx.done(url_for("certificates.one", certificate_id=certificate_id))


@bp.get("/<int:certificate_id>/certificate.docx")
@requires(Right.READ_CERTIFICATES)
def docx(certificate_id: int) -> Response:
    """п. 4.2.2: the certificate as it was issued; before that as it stands, for the eye alone."""
    found = _whole(certificate_id)
    issue, now = checks.issue_of(certificate_id), school_now()
    if issue is None:
        made = checks.document(found, "", gate.school(), now)
        return _file(documents.render(made, now), f"{made.title}, черновик")
    kept = file_of(issue.paper)
    if kept is None:
        raise Refusal("4.2.5", "Файл в базе утрачен или изменён: попросите администратора восстановить его.")
    return _file(kept, f"{issue.paper.title}, № {issue.paper.number}")


@bp.get("/<int:certificate_id>/sheet.docx")
@requires(Right.READ_CERTIFICATES)
def sheet(certificate_id: int) -> Response:
    """п. 4.2.2: the sheet of who is acquainted, with empty cells for signatures."""
    made, now = checks.sheet(_whole(certificate_id), gate.school(), school_now()), school_now()
    return _file(documents.render_sheet(made, now), made.title)


@bp.post("/plan")
@requires(Right.MAKE_CERTIFICATES)
def plan() -> Response:
    """п. 4.2.2: what is to be checked in which month."""
    htmx.answers(_list)
    year, now = _year(), school_now()
    by = gate.actor(gate.duty_to(Right.MAKE_CERTIFICATES), *request.form.items(multi=True))
    titles = {
        month.day: request.form[f"month-{month.day}"]
        for month in report.months(year, now.date())
        if f"month-{month.day}" in request.form
    }
    deeds.plan(year, titles, by=by, now=now)
    return htmx.done(url_for("certificates.page", saved="plan"))


def _whole(certificate_id: int) -> Certificate:
    found, reader = gate_certificates.certificate_to_read(certificate_id)
    if reader is not None:
        gate.forbid(certificate_id)
    return found


def _year() -> SchoolYear:
    year = gate_certificates.year_to_check()
    if year is None:
        raise Refusal("4.2.2", "Учебный год ещё не открыт: проверять нечего.")
    return year


def _recount(found: Certificate) -> None:
    """Counted again; the words change with the numbers unless the deputy has written otherwise."""
    school, now = gate.school(), school_now()
    by = gate.actor(gate.duty_to(Right.MAKE_CERTIFICATES), "recount", found.version)
    span = Span(found.year, found.first, found.last, found.cohorts, found.teacher_id or 0)
    content, _, again = checks.counted(found.year, span, found.directions, school, now, found.id)
    said = checks.renewed(found, content, again, school, now)
    deeds.recount(found, to_json(content), Words(*said) if said else None, by=by, now=now)


def _issue(found: Certificate) -> None:
    """п. 4.2.2: the paper with the next number, registered and sent."""
    school, now = gate.school(), school_now()
    kept = checks.newest(found)
    made = checks.document(found, "", school, now)
    number, told = checks.to_issue(found, made.title, found.year, now)
    made = checks.document(found, f"№\u00a0{number}", school, now)
    seal = fingerprint(made)
    file = seal, documents.render(replace(made, link=f"{config().base_url}/q/{seal[:32]}"), now)
    sent = recipients(from_json(kept.content), found.author_id, now.date())
    by = gate.actor(gate.duty_to(Right.MAKE_CERTIFICATES), "issue")
    deeds.issue(found, kept, number, told, file, sent, by=by, now=now)


def _list(reason: Reason | None) -> str:
    year, now = gate_certificates.year_to_check(), school_now()
    reader, _ = gate_certificates.reader()
    makes = may_enter(gate.visitor(), Right.MAKE_CERTIFICATES)
    return render_template(
        "certificates/page.html",
        year=year,
        rows=report.listed(year, gate.person(), reader is None, now) if year else (),
        months=report.months(year, now.date()) if year and reader is None else (),
        choices=choices(year, now.date()) if year and makes else None,
        directions=DIRECTIONS,
        fields=request.form,
        reason=reason,
        saved=request.args.get("saved", ""),
        everybody=reader is None,
        makes=makes,
    )


def _page(found: Certificate, reader: int | None, reason: Reason | None) -> str:
    shown = checks.page(found, reader, gate.school(), school_now())
    return render_template(
        "certificates/one.html",
        page=shown,
        makes=may_enter(gate.visitor(), Right.MAKE_CERTIFICATES),
        me=gate.person(),
        fields=request.form,
        typed=certificates_form.advice() if reason else None,
        stale=bool(reason and reason.message == deeds.CHANGED),
        directions=DIRECTIONS,
        reason=reason,
        reload=reason is not None and reason.way is Way.RELOAD,
        saved=request.args.get("saved", ""),
    )


def _file(content: bytes, title: str) -> Response:
    return attached(BytesIO(content), DOCX, paper.file_name(title))
