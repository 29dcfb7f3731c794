"""«Стопка»: signed papers come back as scans or photos and are filed by their QR codes (п. 4.6.1, 4.4.5)."""

import hashlib
from datetime import date
from functools import partial
from io import BytesIO

from flask import Blueprint, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, Role
from ejournal.importing import pile
from ejournal.reports import consents as report
from ejournal.reports import piles as told
from ejournal.rules.consents import check_day
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import piles as deeds
from ejournal.services import piles_left, queue
from ejournal.services.deeds import done_before
from ejournal.services.piles import Page
from ejournal.views import gate, gate_consents, htmx
from ejournal.views.consents import FORMS
from ejournal.views.gate import requires
from ejournal.views.here import config, day_typed, number_of, school_now, whole

STUB = "sheet-"  # before the number of a weekly sheet, where papers have theirs alone
MANY = 4  # pictures that are read while the person waits
bp = Blueprint("piles", __name__, url_prefix="/families/<int:cohort_id>/pile")


@bp.get("")
@requires(Right.KEEP_CONSENTS)
def page(cohort_id: int) -> str:
    """п. 4.6.1: where a pile is uploaded, and its pages that wait for a hand."""
    gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    pile, job = gate_consents.pile_left(cohort_id)
    if pile and job and job.refused is None:
        return render_template("consents/sorting.html", cohort=cohort_id, read=queue.written[job.id])
    reason = Refusal("4.6.1", job.refused) if job and job.refused else None
    kept = pile.told if pile and "left" in request.args else None
    return _page(cohort_id, reason, told.told_of(kept) if kept else None)


@bp.post("")
@requires(Right.KEEP_CONSENTS)
def bring(cohort_id: int) -> Response | str:
    """п. 4.6.1, 4.4.5: a pile is split by its codes and filed; the answer says what became of each page."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    now, typed, place = school_now(), day_typed(request.form, "day"), request.form.get("place", "")
    files = _files()
    if queue.attended.is_set() and _takes_long(files):
        return _leave(cohort_id, files, typed, place, duty)
    pages, problems = _read(files)
    day = check_day(typed, None, now.date())
    by = gate.actor(duty, day, place, hashlib.sha256(b"".join(one.content for one in pages)).hexdigest())
    found = deeds.sort(pages, cohort_id, config().base_url, day, now)
    deeds.keep(cohort_id, found, day, place, by=by, now=now)
    return _page(cohort_id, None, told.outcome(found, problems, now))


@bp.get("/<int:leaf_id>.jpg")
@requires(Right.KEEP_CONSENTS)
def picture(cohort_id: int, leaf_id: int) -> Response:
    """п. 4.6.1: a page that waits for a hand, to be looked at."""
    gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    kept = gate_consents.picture_of(gate_consents.leaf_of(cohort_id, leaf_id))
    return send_file(BytesIO(bytes(kept.content)), kept.media_type)


@bp.post("/together")
@requires(Right.KEEP_CONSENTS)
def together(cohort_id: int) -> Response:
    """п. 4.6.1: the form of all applications that wait, told at once; what differs, by its page."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    form, leaves = request.form, gate_consents.leaves_of(cohort_id)
    asked = {leaf.id: form.get(f"form-{leaf.id}") or form.get("all", "") for leaf in leaves}
    shown = [leaf for leaf in leaves if f"form-{leaf.id}" in form and asked[leaf.id] in FORMS]
    chosen = [(leaf, FORMS[asked[leaf.id]]) for leaf in shown]
    by = gate.actor(duty, *form.values())
    deeds.file_together(cohort_id, chosen, day_typed(form, "day"), by=by, now=school_now())
    return htmx.done(url_for("piles.page", cohort_id=cohort_id, saved="yes"))


@bp.post("/<int:leaf_id>")
@requires(Right.KEEP_CONSENTS)
def by_hand(cohort_id: int, leaf_id: int) -> Response:
    """п. 4.6.1: a page is filed by the eye, or thrown away."""
    duty = gate_consents.class_for(Right.KEEP_CONSENTS, cohort_id)
    htmx.answers(partial(_page, cohort_id))
    leaf, form = gate_consents.leaf_of(cohort_id, leaf_id), request.form
    by = gate.actor(duty, leaf_id, *form.values())
    chosen = form.get("paper", "")
    if form.get("do") == "discard":
        deeds.discard(cohort_id, leaf, by=by, now=school_now())
    elif chosen.startswith(STUB):
        sheet = number_of(chosen.removeprefix(STUB))
        deeds.file_stub(cohort_id, leaf, sheet, day_typed(form, "day"), by=by, now=school_now())
    else:
        paper = whole(form, "paper") or leaf.paper_id or 0
        asked = FORMS.get(form.get("form", ""))
        deeds.file_by_hand(cohort_id, leaf, paper, asked, day_typed(form, "day"), by=by, now=school_now())
    return htmx.done(url_for("piles.page", cohort_id=cohort_id, saved="yes"))


def _leave(cohort: int, files: list[tuple[str, bytes]], day: date | None, place: str, duty: Role) -> Response:
    """п. 4.6.1: a large pile is sorted beside the server; the page of the piles says how far it is."""
    digest = hashlib.sha256(b"".join(content for _, content in files)).hexdigest()
    by, now = gate.actor(duty, day, place, digest), school_now()
    if not done_before([by.request]):
        piles_left.leave(cohort, files, day, place, config().base_url, by=by, now=now)
        left, _ = gate_consents.pile_left(cohort)
        assert left is not None, "it was left a moment ago"
        queue.ask(piles_left.KIND, left.id, False, by=by, now=now)
    return htmx.done(url_for("piles.page", cohort_id=cohort, left="yes"))


def _takes_long(files: list[tuple[str, bytes]]) -> bool:
    """More than a second: a picture takes a fifth of it, a scan has nobody knows how many pages."""
    return len(files) > MANY or any(content.startswith(b"%PDF-") for _, content in files)


def _files() -> list[tuple[str, bytes]]:
    """The names and the bytes of what was brought."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        raise Refusal("4.6.1", "Выберите файлы: снимки JPEG, PNG или скан PDF.")
    found = []
    for file in sent:
        with file.stream:
            found.append((file.filename or "", file.stream.read(pile.LARGEST + 1)))
    return found


def _read(files: list[tuple[str, bytes]]) -> tuple[list[Page], list[str]]:
    """The pages of all files that could be read, and a sentence about each that could not."""
    pages: list[Page] = []
    problems: list[str] = []
    for name, content in files:
        try:
            read = pile.read(name, content)
        except Refusal as refusal:
            problems.append(refusal.message)
        else:
            pages.extend(Page(leaf.name, leaf.content, leaf.links) for leaf in read)
    return pages, problems


def _page(cohort: int, reason: Reason | None, outcome: told.Outcome | None = None) -> str:
    now = school_now()
    return render_template(
        "consents/pile.html",
        cohort=cohort,
        title=report.title_of(cohort, now.date()),
        leaves=told.waiting(cohort, now.date()),
        open_papers=told.open_papers(cohort, now),
        open_stubs=[(f"{STUB}{number}", said) for number, said in told.open_stubs(cohort, now)],
        outcome=outcome,
        fields=request.form,
        today=now.date(),
        saved=request.args.get("saved", ""),
        reason=reason,
    )
