"""«Выданные документы»: the register of papers, each printed again exactly as it was issued."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper as documents
from ejournal.reports import papers as report
from ejournal.rules.refusal import Refusal
from ejournal.views import gate, htmx
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.models.papers import IssuedPaper

bp = Blueprint("papers", __name__, url_prefix="/papers")
LONGEST_SEARCH = 64  # signs of a whole hash
LATEST = 9999
BROKEN = (
    "Файл в базе утрачен или изменён, это уже не то, что было выдано. Печатать его нельзя: "
    "попросите администратора восстановить его из резервной копии."
)


@bp.get("")
@requires(Right.READ_PAPERS)
def page() -> str:
    """п. 4.2.5: the register, newest first; found by number or by the signs printed on a page."""
    found = report.register(
        whole(request.args, "page"),
        school_now().tzinfo,
        search=request.args.get("search", "").strip()[:LONGEST_SEARCH],
        kind=request.args.get("kind", "")[:LONGEST_SEARCH],
        year=min(whole(request.args, "year"), LATEST),
        cohorts=gate.papers_to_read(),
    )
    return render_template("papers/page.html", register=found)


@bp.get("/<int:paper_id>")
@requires(Right.READ_PAPERS)
def paper(paper_id: int) -> str:
    """п. 4.2.5: one paper: what it is, who made it and when, by which its copies are known."""
    found = gate.paper_to_read(paper_id)
    return _paper(found, BROKEN if report.file_of(found) is None else "")


@bp.get("/<int:paper_id>/file.docx")
@requires(Right.READ_PAPERS)
def docx(paper_id: int) -> Response:
    """п. 4.2.5: the file as it was issued; another one is not passed off as it."""
    found = gate.paper_to_read(paper_id)
    file = report.file_of(found)
    if file is None:
        htmx.answers(lambda reason: _paper(found, BROKEN))
        raise Refusal("4.2.5", BROKEN)
    name = documents.file_name(f"{found.title}, № {found.number}")
    return send_file(BytesIO(file), DOCX, as_attachment=True, download_name=name)


def _paper(found: IssuedPaper, fault: str) -> str:
    line = report.lines([found], school_now().tzinfo)[0]
    return render_template("papers/paper.html", paper=line, fault=fault)
