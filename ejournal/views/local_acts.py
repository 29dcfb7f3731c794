"""«Локальные акты»: the register with versions and texts, and the sheets of acquaintance."""

from functools import partial
from io import BytesIO

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Actor, Right, Role
from ejournal.documents import paper
from ejournal.documents.certificate import render_sheet
from ejournal.reports import local_acts as report
from ejournal.rules.refusal import Reason
from ejournal.services import local_acts as deeds
from ejournal.services.local_acts import NewVersion
from ejournal.services.uploads import NewFile
from ejournal.views import gate, gate_acts, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_typed, file_brought, number_of, school_now
from ejournal.views.slip import DOCX

bp = Blueprint("local_acts", __name__, url_prefix="/acts")


@bp.get("")
@requires(Right.READ_ACTS)
def page() -> str:
    """п. 5.1: the acts in force and their earlier versions."""
    return _page(None)


@bp.post("")
@requires(Right.KEEP_ACTS)
def register() -> Response:
    """п. 4.1.2: a new act."""
    htmx.answers(_page)
    duty, title = gate_acts.keeper(), request.form.get("title", "")
    new = _version()
    deeds.register(title, new, by=_actor(duty, new, title), now=school_now())
    return htmx.done(url_for("local_acts.page", saved="yes"))


@bp.post("/<int:act_id>")
@requires(Right.KEEP_ACTS)
def change(act_id: int) -> Response:
    """п. 5.2: a new version, or the end of an act."""
    found, duty = gate_acts.act(act_id), gate_acts.keeper()
    htmx.answers(partial(_page, act_id=act_id))
    new = _version()
    deeds.change(found, new, by=_actor(duty, new, act_id), now=school_now())
    return htmx.done(url_for("local_acts.page", saved="yes"))


@bp.get("/versions/<int:version_id>/file")
@requires(Right.READ_ACTS)
def file(version_id: int) -> Response:
    """п. 5.1: the text of a version as it was signed."""
    found = gate_acts.file_of(version_id)
    content = BytesIO(bytes(found.content))
    return attached(content, found.media_type, found.name)


@bp.get("/versions/<int:version_id>/sheet.docx")
@requires(Right.KEEP_ACTS)
def sheet(version_id: int) -> Response:
    """п. 4.1.2: the sheet of acquaintance of the staff, or of the parents of a class."""
    found = gate_acts.version(version_id)
    gate_acts.keeper()
    now, asked = school_now(), number_of(request.args.get("class", ""))
    cohort = asked if asked in report.classes(now.date()) else None
    made = report.sheet(found, gate.school().school_name, cohort, now.date())
    name = paper.file_name(made.title)
    return attached(BytesIO(render_sheet(made, now)), DOCX, name)


def _version() -> NewVersion:
    """What was typed of a version."""
    typed = [request.form.get(name, "") for name in ("paper", "changes")]
    return NewVersion(typed[0], day_typed(request.form, "since"), typed[1], "ended" in request.form, _file())


def _file() -> NewFile | None:
    """The text that was brought, if any."""
    brought = file_brought("act")
    return NewFile("act", brought[0], deeds.media_type(brought[1]), brought[1]) if brought else None


def _actor(duty: Role, new: NewVersion, *about: object) -> Actor:
    content = new.file.content.hex() if new.file else ""
    return gate.actor(duty, *about, new.paper, new.changes, new.since or "", new.ended, content)


def _page(reason: Reason | None, act_id: int = 0) -> str:
    """The register; what was typed stands in the form of the act that it is about, 0 is a new one."""
    today = school_now().date()
    return render_template(
        "acts/page.html",
        acts=report.acts(today),
        classes=report.classes(today),
        fields=request.form,
        about=act_id,
        reason=reason,
    )
