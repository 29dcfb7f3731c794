"""«Бланки»: Word blanks of the school's own, tried before they are used, with the way back to ours."""

from io import BytesIO

from flask import Blueprint, Flask, g, render_template, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import own_blanks, paper
from ejournal.documents.own_blanks import Fault, OwnBlankError
from ejournal.documents.own_kinds import field_lines
from ejournal.reports import own_blanks as report
from ejournal.rules.refusal import Reason, Refusal
from ejournal.services import own_blanks as deeds
from ejournal.services import uploads
from ejournal.services.uploads import NewFile
from ejournal.views import gate, gate_blanks, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import file_brought, school_now
from ejournal.views.slip import DOCX

bp = Blueprint("own_blanks", __name__, url_prefix="/blanks")

MEND = "Заместитель директора исправит его или вернёт бланк журнала: «Настройки», «Бланки Word»."


def install(app: Flask) -> None:
    """Let the papers of every request be made by the school's own blanks, where it has them."""
    app.before_request(_take)
    app.teardown_request(_leave)
    app.register_error_handler(OwnBlankError, _not_filled)


def _take() -> None:
    g.own_blanks = own_blanks.taken_from(gate_blanks.own_content)
    g.own_blanks.__enter__()


def _leave(_: BaseException | None) -> None:
    if source := g.pop("own_blanks", None):
        source.__exit__(None, None, None)


def _not_filled(error: OwnBlankError) -> Response:
    reason = Refusal("", f"Бланк школы не заполнился: {error}. {MEND}")
    return htmx.refused(reason, lambda told: render_template("refused.html", reason=told))


@bp.get("")
@requires(Right.KEEP_BLANKS)
def index() -> str:
    """п. 4.2.2: every paper, and whether the school has a blank of its own for it."""
    gate_blanks.duty()
    return render_template("own_blanks/index.html", lines=report.index(school_now()))


@bp.get("/<blank_name>")
@requires(Right.KEEP_BLANKS)
def page(blank_name: str) -> str:
    """п. 4.2.2: the blank of one paper: its file, a filled sample, its fields, the form to bring another."""
    gate_blanks.duty()
    return _page(blank_name, None)


@bp.get("/<blank_name>/<which>.docx")
@requires(Right.KEEP_BLANKS)
def blank(blank_name: str, which: str) -> Response:
    """The blank «in-use», «ours», or the «sample» that the blank in use is filled with."""
    gate_blanks.duty()
    kind = gate_blanks.kind_of(blank_name)
    ours = (paper.BLANKS / kind.blank).read_bytes()
    content = gate_blanks.own_content(kind.blank) or ours
    if which == "sample":
        return _file(_sample(blank_name, content), f"Образец, {kind.title}")
    if which not in ("ours", "in-use"):
        gate.hide(0)
    return _file(ours if which == "ours" else content, f"Бланк, {kind.title}")


@bp.post("/<blank_name>")
@requires(Right.KEEP_BLANKS)
def bring(blank_name: str) -> Response:
    """п. 4.2.2: a blank is uploaded and checked; nothing is made by it yet."""
    gate_blanks.kind_of(blank_name)
    htmx.answers(lambda reason: _page(blank_name, reason))
    brought = file_brought("blank")
    if brought is None:
        raise Refusal("", "Выберите файл бланка (.docx).")
    name, content = brought
    checked = own_blanks.check(content, blank_name)
    if checked.faults:
        return Response(_page(blank_name, None, name, checked.faults), 422, mimetype="text/html")
    by = gate.actor(gate_blanks.duty(), blank_name, name, content.hex())
    token = (by.request or "")[: uploads.TOKEN]
    deeds.bring(NewFile("blank", name, DOCX, content), token, by=by, now=school_now())
    return htmx.done(url_for("own_blanks.proposed", blank_name=blank_name, blank_token=token))


@bp.get("/<blank_name>/new/<blank_token>")
@requires(Right.KEEP_BLANKS)
def proposed(blank_name: str, blank_token: str) -> str:
    """What was found of an uploaded blank, its filled sample, and the button that takes it into use."""
    return _proposed(blank_name, blank_token, None)


@bp.get("/<blank_name>/new/<blank_token>/sample.docx")
@requires(Right.KEEP_BLANKS)
def proposed_sample(blank_name: str, blank_token: str) -> Response:
    """The sample by an uploaded blank."""
    kind, found = gate_blanks.kind_of(blank_name), gate_blanks.brought(blank_name, blank_token)
    return _file(_sample(blank_name, bytes(found.content)), f"Образец, {kind.title}")


@bp.post("/<blank_name>/new/<blank_token>/use")
@requires(Right.KEEP_BLANKS)
def use(blank_name: str, blank_token: str) -> Response:
    """п. 4.2.2: papers are made by this blank from now on."""
    found = gate_blanks.brought(blank_name, blank_token)
    htmx.answers(lambda reason: _proposed(blank_name, blank_token, reason))
    if own_blanks.check(bytes(found.content), blank_name).faults:
        raise Refusal("", "Этот бланк не для этой бумаги: загрузите его на её странице.")
    deeds.use(found, blank_name, by=gate.actor(gate_blanks.duty(), blank_token), now=school_now())
    return htmx.done(url_for("own_blanks.page", blank_name=blank_name, saved="used"))


@bp.post("/<blank_name>/new/<blank_token>/discard")
@requires(Right.KEEP_BLANKS)
def discard(blank_name: str, blank_token: str) -> Response:
    """An uploaded blank is not needed."""
    found = gate_blanks.brought(blank_name, blank_token)
    htmx.answers(lambda reason: _proposed(blank_name, blank_token, reason))
    deeds.discard(found.id, by=gate.actor(gate_blanks.duty(), blank_token), now=school_now())
    return htmx.done(url_for("own_blanks.page", blank_name=blank_name))


@bp.post("/<blank_name>/ours")
@requires(Right.KEEP_BLANKS)
def give_up(blank_name: str) -> Response:
    """п. 4.2.2: the way back to our blank."""
    found = gate_blanks.in_use(blank_name)
    htmx.answers(lambda reason: _page(blank_name, reason))
    deeds.give_up(found, by=gate.actor(gate_blanks.duty(), found.id), now=school_now())
    return htmx.done(url_for("own_blanks.page", blank_name=blank_name, saved="ours"))


def _page(name: str, reason: Reason | None, file: str = "", faults: tuple[Fault, ...] = ()) -> str:
    kind = gate_blanks.kind_of(name)
    return render_template(
        "own_blanks/page.html",
        name=name,
        kind=kind,
        line=report.one(name, school_now()),
        used=report.used(name),
        fields=field_lines(name),
        file=file,
        faults=faults,
        reason=reason,
    )


def _proposed(name: str, token: str, reason: Reason | None) -> str:
    gate_blanks.duty()
    found = gate_blanks.brought(name, token)
    checked = own_blanks.check(bytes(found.content), name)
    kind = gate_blanks.kind_of(name)
    return render_template(
        "own_blanks/proposed.html", name=name, kind=kind, blank=found, notes=checked.notes, reason=reason
    )


def _sample(name: str, content: bytes) -> bytes:
    checked = own_blanks.check(content, name)
    if checked.faults:
        raise Refusal("", f"Образец не заполнился: {checked.faults[0].words}.")
    return checked.sample


def _file(content: bytes, title: str) -> Response:
    return attached(BytesIO(content), DOCX, paper.file_name(title))
