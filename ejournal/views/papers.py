"""«Выданные документы»: the register of papers, each printed again exactly as it was issued."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from ejournal.access import Right
from ejournal.documents import paper as documents
from ejournal.reports import papers as report
from ejournal.rules.refusal import Refusal
from ejournal.views import gate, htmx
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import school_now, whole
from ejournal.views.slip import DOCX

if TYPE_CHECKING:
    from ejournal.models.papers import IssuedPaper

bp = Blueprint("papers", __name__, url_prefix="/papers")
LONGEST_SEARCH = 64  # signs of a whole hash
LONGEST_TEXT = 200
LATEST = 9999
NUMBERED = re.compile(r"(?:№\s*)?(\d{1,9})(?:\s*(?:/|за)\s*(\d{4})(?:\s*год)?)?", re.ASCII)
BROKEN = (
    "Файл в базе утрачен или изменён, это уже не то, что было выдано. Печатать его нельзя: "
    "попросите администратора восстановить его из резервной копии."
)


@bp.get("")
@requires(Right.READ_PAPERS)
def page() -> str:
    """п. 4.2.5: the register, newest first; found by number or by the signs printed on a page."""
    search, year = _asked(request.args.get("search", ""))
    found = report.register(
        whole(request.args, "page"),
        school_now().tzinfo,
        search=search,
        kind=_plain(request.args.get("kind", "")),
        year=year or min(whole(request.args, "year"), LATEST),
        cohorts=gate.papers_to_read(),
    )
    return render_template("papers/page.html", register=found)


def _asked(search: str) -> tuple[str, int]:
    """A number, as papers are numbered («2», «№ 2 / 2027»), with its year or 0; else signs of a hash."""
    if found := NUMBERED.fullmatch(_plain(search)):
        return found[1], int(found[2] or 0)
    return "".join(_plain(search).split())[:LONGEST_SEARCH], 0


def _plain(text: str) -> str:
    """A text of an address without the signs that no database takes."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:LONGEST_TEXT]


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
    return attached(BytesIO(file), DOCX, name)


def _paper(found: IssuedPaper, fault: str) -> str:
    line = report.lines([found], school_now().tzinfo)[0]
    return render_template("papers/paper.html", paper=line, fault=fault)
