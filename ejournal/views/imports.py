"""«Загрузка из файла»: bring a file, see what was understood, correct it, load it, take it back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, cast

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.importing.book import Book
from ejournal.importing.corrections import Corrections
from ejournal.loading import blanks, going, kinds, preview, register, together
from ejournal.loading.chosen import Chosen, from_json, to_json
from ejournal.loading.kinds import KINDS, MEDIA
from ejournal.loading.prepared import Prepared
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import imports as deeds
from ejournal.services import queue, uploads
from ejournal.services.uploads import NewFile
from ejournal.views import gate, gate_files, htmx, imports_form
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import file_brought, school_now, whole

if TYPE_CHECKING:
    from ejournal.models.imports import ImportDraft, ImportJob, ImportLoad, Upload

bp = Blueprint("imports", __name__, url_prefix="/imports")
PASTED = "вставлено.txt"
NOTHING = "Выберите файл или вставьте таблицу в поле под ним."
NO_KIND = "Выберите, что в файле."
OTHER_PAGES = (
    "Вы выбрали другой предмет: проверьте страницы журнала, которые пойдут по плану, и загрузите снова."
)


@bp.get("")
@requires(Right.BRING_FILE)
def page() -> str:
    """п. 4.3.1, 4.5.1: what may be loaded, what is being prepared, what was loaded."""
    return _page(None)


@bp.get("/blanks/<kind>.xlsx")
@requires(Right.BRING_FILE)
def blank(kind: str) -> Response:
    """An empty file of a kind with its headings, and what the school knows already in its rows."""
    gate.note("read", gate_files.kind_to_bring(kind))
    scope = gate_files.scope_of(kind)
    plan = gate_files.plan_to_copy(scope, request.args.get("plan", type=int))
    name, content = blanks.blank(kind, scope, plan)
    return attached(BytesIO(content), MEDIA["xlsx"], name)


@bp.post("")
@requires(Right.BRING_FILE)
def bring() -> Response:
    """Keep a file and show what was understood of it."""
    htmx.answers(_page)
    kind = request.form.get("kind", "")
    if kind not in gate_files.kinds_to_bring():
        raise Refusal("", NO_KIND)
    name, content = _brought()
    book = kinds.read(content)
    by = gate.actor(gate_files.kind_to_bring(kind), kind, name, content.hex())
    token = (by.request or "")[: uploads.TOKEN]
    file = NewFile("import", name, MEDIA[book.format], content)
    uploads.keep(file, token, kind, to_json(Chosen()), by=by, now=school_now())
    return htmx.done(url_for("imports.draft", token=token))


def _brought() -> tuple[str, bytes]:
    """The name and the bytes of what was brought: a file, or a text that was pasted."""
    if brought := file_brought("import"):
        return brought
    pasted = request.form.get("pasted", "")
    if not pasted.strip():
        raise Refusal("", NOTHING)
    return PASTED, pasted.encode("utf-8", "replace")


@bp.get("/<token>")
@requires(Right.BRING_FILE)
def draft(token: str) -> str | Response:
    """What was understood of the file, what will become of each row, and the means to correct it."""
    if done := gate_files.loaded_of(token):
        return htmx.done(url_for("imports.loaded", number=done))
    found, _ = gate_files.draft_to_load(token)
    job = gate_files.job("load", found.upload_id)
    if job and job.refused is None:
        return _running(job)
    return _draft(found, Refusal("", job.refused or "") if job else None)


@bp.post("/<token>")
@requires(Right.BRING_FILE)
def choose(token: str) -> Response:
    """Correct columns and cells, choose what the file does not say; nothing is loaded."""
    found, _ = gate_files.draft_to_load(token)
    htmx.answers(lambda reason: _draft(found, reason))
    _keep_chosen(found)
    queue.forget_refused("load", found.upload_id)
    return htmx.done(_back_to(token))


@bp.post("/<token>/kind")
@requires(Right.BRING_FILE)
def read_as(token: str) -> Response:
    """The kept file as one of another kind, without bringing it again."""
    found, _ = gate_files.draft_to_load(token)
    kind = request.form.get("kind", "")
    htmx.answers(lambda reason: _draft(found, reason))
    if kind not in gate_files.kinds_to_bring():
        raise Refusal("", NO_KIND)
    queue.check_idle("load", found.upload_id)
    uploads.read_as(found, kind, to_json(Chosen()), whole(request.form, "seen"))
    return htmx.done(url_for("imports.draft", token=token))


@bp.post("/<token>/load")
@requires(Right.BRING_FILE)
def load(token: str) -> Response:
    """п. 2.2, 4.5.1: load it, all or nothing, as it was shown."""
    if done := gate_files.loaded_of(token):
        return htmx.done(url_for("imports.loaded", number=done))
    found, duty = gate_files.draft_to_load(token)
    htmx.answers(lambda reason: _draft(found, reason))
    uploads.check_seen(found, whole(request.form, "seen"))
    _keep_chosen(found)
    if imports_form.of_another_subject(request.form):
        raise Refusal("", OTHER_PAGES)
    prepared = _prepared(found)
    if prepared.stopped:
        raise Refusal("", prepared.stopped)
    by = gate.actor(duty, found.upload_id, found.chosen)
    if queue.attended.is_set() and len(prepared.rows) > queue.MANY:
        queue.ask("load", found.upload_id, gate_files.loads_for_all(found.kind), by=by, now=school_now())
        return htmx.done(url_for("imports.draft", token=token))
    loaded = register.loaded(found.kind, prepared, found.chosen)
    deeds.load(found, loaded, prepared.write, by=by, now=school_now())
    return htmx.done(url_for("imports.loaded", number=register.of_request(by.request)))


@bp.post("/<token>/discard")
@requires(Right.BRING_FILE)
def discard(token: str) -> Response:
    """The file is not needed: it is deleted."""
    found, duty = gate_files.draft_to_load(token)
    htmx.answers(_page)
    queue.check_idle("load", found.upload_id)
    uploads.discard(found.upload_id, by=gate.actor(duty, token), now=school_now())
    return htmx.done(url_for("imports.page"))


@bp.get("/<token>/file")
@requires(Right.BRING_FILE)
def draft_file(token: str) -> Response:
    """The file as it was brought."""
    found, _ = gate_files.draft_to_load(token)
    return _file(found.upload)


@bp.get("/loads/<int:number>")
@requires(Right.BRING_FILE)
def loaded(number: int) -> str:
    """What was loaded of a file, row by row, and the way to take it back."""
    found, _ = gate_files.load_to_read(number)
    job = gate_files.job("undo", number)
    if job and job.refused is None:
        return _running(job)
    return _loaded(found, Refusal("", job.refused or "") if job else None)


@bp.get("/loads/<int:number>/file")
@requires(Right.BRING_FILE)
def loaded_file(number: int) -> Response:
    """The original of an import."""
    return _file(gate_files.original_of(number))


@bp.post("/loads/<int:number>/undo")
@requires(Right.BRING_FILE)
def undo(number: int) -> Response:
    """Take a whole import back, while nothing rests on it."""
    found, duty = gate_files.load_to_undo(number)
    htmx.answers(lambda reason: _loaded(found, reason))
    by, rows = gate.actor(duty, number), register.rows_of(found)
    register.check_sure(found, "sure" in request.form, by=by, now=school_now())
    if queue.attended.is_set() and rows > queue.MANY:
        queue.ask("undo", number, gate_files.loads_for_all(found.kind), by=by, now=school_now())
    else:
        deeds.undo(found, by=by, now=school_now())
    return htmx.done(url_for("imports.loaded", number=number))


def _loaded(found: ImportLoad, reason: Reason | None) -> str:
    own = gate_files.may_undo(found)
    return render_template(
        "imports/loaded.html",
        load=register.told(found, school_now()),
        own=own,
        reason=reason,
        sure=register.SURE,
    )


def _running(job: ImportJob) -> str:
    """The page that asks again by itself, with and without scripts, until the work is done."""
    return render_template("imports/running.html", job=job, written=queue.written[job.id])


def _file(upload: Upload) -> Response:
    """п. 3.1: as an attachment, never shown by the browser; its type was told by the content."""
    name = upload.name.replace("/", "_").replace("\\", "_")
    return attached(BytesIO(bytes(upload.content)), upload.media_type, name)


def _page(reason: Reason | None) -> str:
    offered = {kind: KINDS[kind] for kind in gate_files.kinds_to_bring() if kind in KINDS}
    now = school_now()
    return render_template(
        "imports/page.html",
        kinds=offered,
        kind=request.form.get("kind") or request.args.get("kind") or next(iter(offered), ""),
        pasted=request.form.get("pasted", ""),
        drafts=[(one, at, KINDS[one.kind].title) for one, at in register.drafts(gate.person(), now)],
        loads=register.told_all(gate_files.loads_to_read(), now),
        reason=reason,
    )


def _book(found: ImportDraft) -> Book:
    """The file as it came, read once a request."""
    if "book" not in g:
        g.book = kinds.read(bytes(found.upload.content))
    return cast(Book, g.book)


def _prepared(found: ImportDraft) -> Prepared:
    chosen = from_json(found.chosen)
    book = kinds.as_chosen(_book(found), chosen)
    return kinds.prepare(found.kind, book, found.upload.name, chosen, gate_files.scope_of(found.kind))


def _draft(found: ImportDraft, reason: Reason | None) -> str:
    """The preview; a file that is no such file is shown with its columns, to be given a meaning."""
    chosen, scope = from_json(found.chosen), gate_files.scope_of(found.kind)
    book, wanted = kinds.as_chosen(_book(found), chosen), imports_form.wanted(request.args)
    try:
        prepared = kinds.prepare(found.kind, book, found.upload.name, chosen, scope)
        rows = prepared.rows
    except Refusal as refusal:
        prepared, reason = None, reason or refusal
        rows = {}
    return render_template(
        "imports/draft.html",
        draft=found,
        kind=KINDS[found.kind],
        meanings={**KINDS[found.kind].meanings, **(prepared.meanings if prepared else {})},
        chosen=chosen,
        prepared=prepared,
        preview=preview.preview(book, kinds.headings(found.kind, book, prepared), rows, wanted),
        wanted=wanted,
        box=going.BOX,
        together_box=together.BOX,
        choice=kinds.choice(_book(found), found.upload.name, chosen, scope),
        since=kinds.since(found.kind, chosen, scope),
        others=imports_form.others(found.kind, book, prepared),
        reason=reason,
    )


def _back_to(token: str) -> str:
    """The part of the preview that the form was on: one goes on from there."""
    show, page, edit = (request.args.get(name) for name in ("show", "page", "edit"))
    row = f"row-{edit}" if edit else None
    return url_for("imports.draft", token=token, show=show, page=page, edit=edit, _anchor=row)


def _keep_chosen(found: ImportDraft) -> None:
    """Remember what the form says; corrections are of one sheet, and go with it."""
    before = from_json(found.chosen)
    sheet = request.form.get("sheet", before.sheet)
    kept = before if sheet == before.sheet else replace(before, sheet=sheet, corrections=Corrections())
    book = kinds.as_chosen(_book(found), replace(kept, corrections=Corrections()))
    chosen = to_json(imports_form.chosen(request.form, kept, book))
    if chosen != found.chosen:
        uploads.choose(found, chosen, whole(request.form, "seen"))
        found.chosen, found.version = chosen, found.version + 1
