"""«Листок урока» for a room without a PC: the print page, the Word file, and the page to type it in."""

from __future__ import annotations

from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ejournal.access import Right, Role
from ejournal.documents import paper
from ejournal.documents.slip import render
from ejournal.reports import cells, lessons
from ejournal.reports import slip as report
from ejournal.reports.slip import TypingRow
from ejournal.rules import slip, works
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import WorkKind
from ejournal.services.lessons import moment_of
from ejournal.views import gate, htmx, slip_form, tickets
from ejournal.views.attached import attached
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now
from ejournal.views.slip_form import SignField
from ejournal.views.slip_save import Refusals, TypedSlip

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

bp = Blueprint("slip", __name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WHOLE = 0  # the key of a refusal that is about no single pupil
NOT_UNDERSTOOD = "Клетки не разобраны, и ничего не записано. Обновите страницу и наберите листок снова."


@bp.get("/lessons/<int:lesson_id>/slip")
@requires(Right.READ_JOURNAL)
def page(lesson_id: int) -> str:
    """The slip to print from the browser, before the bell as well."""
    lesson, _ = gate.lesson_to_read(lesson_id)
    slips = {lesson.id: report.of_lesson(lesson, gate.school().school_name, school_now().tzinfo)}
    return render_template(
        "slip/page.html", slips=slips, lesson_id=lesson_id, editable=gate.may_fill(lesson), day=lesson.date
    )


@bp.get("/lessons/<int:lesson_id>/slip.docx")
@requires(Right.READ_JOURNAL)
def docx(lesson_id: int) -> Response:
    """The same as a Word file."""
    lesson, _ = gate.lesson_to_read(lesson_id)
    made = report.of_lesson(lesson, gate.school().school_name, school_now().tzinfo)
    name = paper.file_name(made.title)
    return attached(BytesIO(render(made, school_now())), DOCX, name)


@bp.get("/today/slips")
@requires(Right.SEE_OWN_LESSONS)
def day_page() -> str:
    """The slips of a teacher's whole day, each on its own sheet; another day by `?day=`."""
    day = day_asked("day") or school_now().date()
    slips = report.of_day(gate.person(), day, gate.school().school_name, school_now().tzinfo)
    for lesson in slips:
        gate.note("read", Role.TEACHER, lesson)
    return render_template("slip/page.html", slips=slips, lesson_id=None, editable=False, day=day)


@bp.get("/lessons/<int:lesson_id>/typing")
@requires(Right.FILL_LESSON)
def typing(lesson_id: int) -> str:
    """п. 4.5.2, 4.5.4: the slip of paper typed in its own order, digits only; `?kind=` is the column."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    gate.note("read", duty, lesson_id)
    return _typing(lesson, _kind(request.args), {})


@bp.post("/lessons/<int:lesson_id>/typing")
@requires(Right.FILL_LESSON)
def save(lesson_id: int) -> Response:
    """Attendance and marks of the whole slip: what of a pupil is refused is said beside the name."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    kind = _kind(request.form)
    htmx.answers(lambda reason: _typing(lesson, kind, {WHOLE: reason} if reason else {}))
    fields = slip_form.signs(request.form)
    if not fields:
        raise Refusal("", NOT_UNDERSTOOD, Way.RELOAD)
    typed = TypedSlip(lesson, duty, kind.code, fields)
    written = typed.write()
    if typed.refusals:
        return htmx.unprocessed(_typing(lesson, kind, typed.refusals, written))
    return htmx.done(url_for("slip.typing", lesson_id=lesson_id, kind=kind.code))


def _kind(sent: MultiDict[str, str]) -> WorkKind:
    """The kind of work whose column is typed: answers at the lesson, unless another was chosen."""
    return works.kind(sent.get("kind", cells.DEFAULT_KIND))


def _typing(lesson: Lesson, kind: WorkKind, refusals: Refusals, written: bool = False) -> str:
    """The page; what was typed stays with those who were refused, with all when nothing was `written`."""
    now = school_now()
    shown = lessons.page(lesson, gate.person(), now)
    rows = report.typing_rows(shown, kind)
    fields = slip_form.signs(request.form)
    typed = {field.pupil: field.text for field in fields if not written or field.pupil in refusals}
    known = {row.id for row in rows}
    return render_template(
        "slip/_typing.html" if htmx.wanted() else "slip/typing.html",
        lesson=shown,
        moment=moment_of(lesson, now) if lesson.date < now.date() else None,
        rows=rows,
        kind=kind,
        kinds=works.KINDS,
        column=next((column for column in shown.columns if column.kind == kind.code), None),
        legend=slip.legend(shown.grading),
        refusals=refusals,
        written=written,
        strangers={pupil: reason for pupil, reason in refusals.items() if pupil not in known},
        tickets=_tickets(lesson, kind, refusals, fields, rows) if refusals else {},
        places=slip_form.places(lesson, kind.code, refusals, fields, {row.id: row.mode for row in rows}),
        typed=typed if refusals else {},
    )


def _tickets(
    lesson: Lesson, kind: WorkKind, refusals: Refusals, fields: list[SignField], rows: tuple[TypingRow, ...]
) -> dict[int, str]:
    """п. 4.5.4: for what came too late: tickets by pupil, or one of the WHOLE slip."""
    stands = {row.id: slip.read(row.sign, row.mode) for row in rows}
    left = slip_form.unwritten(kind.code, {row.id: row.mode for row in rows}, fields, stands)
    left[WHOLE] = [tickets.ROLL, *chain.from_iterable(left.values())]
    return {pupil: tickets.of(lesson, reason, left.get(pupil, [])) for pupil, reason in refusals.items()}
