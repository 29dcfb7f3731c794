"""«Листок урока» for a room without a PC: the print page, the Word file, and the page to type it in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, send_file, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from ejournal.access import Right, Role
from ejournal.documents import paper
from ejournal.documents.slip import render
from ejournal.reports import cells, lessons
from ejournal.reports import slip as report
from ejournal.rules import slip, works
from ejournal.rules.attendance import ABSENT
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.rules.slip import Sign
from ejournal.rules.works import WorkKind
from ejournal.services import attendance, marks
from ejournal.services.lessons import moment_of
from ejournal.views import gate, htmx, slip_form
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now
from ejournal.views.slip_form import SignField

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

bp = Blueprint("slip", __name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WHOLE = 0  # the key of a refusal that is about no single pupil
NOT_UNDERSTOOD = "Клетки не разобраны, и ничего не записано. Обновите страницу и наберите листок снова."
Refusals = dict[int, Reason]


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
    return send_file(BytesIO(render(made)), DOCX, as_attachment=True, download_name=name)


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
    """Attendance and marks of the whole slip: each pupil is saved or refused on its own, and it is said."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    kind = _kind(request.form)
    htmx.answers(lambda reason: _typing(lesson, kind, {WHOLE: reason} if reason else {}))
    fields = slip_form.signs(request.form)
    if not fields:
        raise Refusal("", NOT_UNDERSTOOD, Way.RELOAD)
    _call_roll(lesson, duty)
    refusals = dict(_refusals(lesson, duty, kind.code, fields))
    if refusals:
        return htmx.unprocessed(_typing(lesson, kind, refusals))
    return htmx.done(url_for("slip.typing", lesson_id=lesson_id, kind=kind.code))


def _kind(sent: MultiDict[str, str]) -> WorkKind:
    """The kind of work whose column is typed: answers at the lesson, unless another was chosen."""
    return works.kind(sent.get("kind", cells.DEFAULT_KIND))


def _call_roll(lesson: Lesson, duty: Role) -> None:
    """п. 4.5.2: the slip is the roll call: whoever has no sign on it was present."""
    if lessons.page(lesson, gate.person(), school_now()).held_at is None:
        attendance.call_roll(lesson, {}, by=gate.actor(duty, "roll"), now=school_now())


def _refusals(lesson: Lesson, duty: Role, kind: str, fields: list[SignField]) -> Iterator[tuple[int, Reason]]:
    """Save the sign of every pupil that was changed; yield what was refused."""
    shown = slip_form.shown(lesson, fields)
    for field in fields:
        try:
            _record(lesson, duty, kind, field, shown[field])
        except Refusal as refusal:
            gate.note("refused", refusal.clause)
            yield field.pupil, refusal


def _record(lesson: Lesson, duty: Role, kind: str, field: SignField, shown: Sign) -> None:
    """п. 4.5.2, 4.5.4: a mark goes before the absence that it would forbid, else after the attendance."""
    sign = slip.read(field.text, lesson.group.grading)
    if sign.mark != shown.mark and sign.code == ABSENT:
        _put_mark(lesson, duty, kind, field, sign)
    if sign.code != shown.code:
        _save_code(lesson, duty, field, sign)
    if sign.mark != shown.mark and sign.code != ABSENT:
        _put_mark(lesson, duty, kind, field, sign)


def _save_code(lesson: Lesson, duty: Role, field: SignField, sign: Sign) -> None:
    by = gate.actor(duty, "code", field.pupil, field.event, sign.code)
    codes, seen = {field.pupil: sign.code}, {field.pupil: field.event}
    attendance.call_roll(lesson, codes, seen, by=by, now=school_now())


def _put_mark(lesson: Lesson, duty: Role, kind: str, field: SignField, sign: Sign) -> None:
    cell = (kind, field.pupil, field.mark, sign.mark)
    marks.put_mark(lesson, *cell, by=gate.actor(duty, "mark", *cell), now=school_now())


def _typing(lesson: Lesson, kind: WorkKind, refusals: Refusals) -> str:
    """The page; what was typed stays with those who were refused, with all when nothing was saved."""
    now, grading = school_now(), lesson.group.grading
    shown = lessons.page(lesson, gate.person(), now)
    rows = report.typing_rows(shown, kind, grading)
    known = {row.id for row in rows}
    typed = {field.pupil: field.text for field in slip_form.signs(request.form)}
    return render_template(
        "slip/typing.html",
        lesson=shown,
        moment=moment_of(lesson, now) if lesson.date < now.date() else None,
        rows=rows,
        kind=kind,
        kinds=works.KINDS,
        column=next((column for column in shown.columns if column.kind == kind.code), None),
        legend=slip.legend(grading),
        refusals=refusals,
        strangers=[reason for pupil, reason in refusals.items() if pupil not in known],
        typed=typed if WHOLE in refusals else {pupil: typed[pupil] for pupil in refusals if pupil in typed},
    )
