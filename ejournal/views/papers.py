"""«Выданные документы»: the register of papers, each printed again exactly as it was issued."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper as documents
from ejournal.reports import papers as report
from ejournal.views import gate
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.slip import DOCX

bp = Blueprint("papers", __name__, url_prefix="/papers")
LONGEST_SEARCH = 64


@bp.get("")
@requires(Right.READ_PAPERS)
def page() -> str:
    """п. 4.2.5: the register, newest first; found by number or by the signs printed on a page."""
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    found = report.register(search, whole(request.args, "page"), school_now().tzinfo)
    return render_template("papers/page.html", register=found)


@bp.get("/<int:paper_id>")
@requires(Right.READ_PAPERS)
def paper(paper_id: int) -> str:
    """п. 4.2.5: one paper: what it is, who made it and when, by which its copies are known."""
    found = gate.paper_to_read(paper_id)
    return render_template("papers/paper.html", paper=report.lines([found], school_now().tzinfo)[0])


@bp.get("/<int:paper_id>/file.docx")
@requires(Right.READ_PAPERS)
def docx(paper_id: int) -> Response:
    """п. 4.2.5: the file as it was issued."""
    found = gate.paper_to_read(paper_id)
    name = documents.file_name(f"{found.title}, № {found.number}")
    return send_file(BytesIO(report.file_of(found.id)), DOCX, as_attachment=True, download_name=name)
