"""«Урок»: one page, one form. Its parts save themselves by htmx; without JavaScript the form saves all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from ejournal.access import Right, Role
from ejournal.reports import cells, lesson_head
from ejournal.reports import changes as written
from ejournal.reports import lessons as report
from ejournal.rules.marks import SCALES
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.services import attendance, lessons, marks
from ejournal.views import copies, gate, htmx, lesson_form, tickets
from ejournal.views.gate import requires
from ejournal.views.here import day_asked, school_now, whole
from ejournal.views.lesson_cells import Answer
from ejournal.views.lesson_form import Form, MarkField, RollField
from ejournal.wording import clock_time

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

bp = Blueprint("lesson", __name__, url_prefix="/lessons")

CHANGED, COPIED = "lesson-changed", "lesson-copied"
NOT_UNDERSTOOD = "Клетка не разобрана, и в неё ничего не записано. Обновите страницу и введите снова."
Refusals = dict[str, Reason]


@bp.get("/<int:lesson_id>")
@requires(Right.READ_JOURNAL)
def page(lesson_id: int) -> str:
    """The lesson for its teacher to fill, for the others to read."""
    lesson, _ = gate.lesson_to_read(lesson_id)
    return fragment("form", lesson, {}) if htmx.wanted() else whole_page(lesson, {})


@bp.get("/<int:lesson_id>/state")
@requires(Right.FILL_LESSON)
def state(lesson_id: int) -> str:
    """What is done and what is missing, asked for again after every save."""
    lesson, _ = gate.lesson_to_fill(lesson_id)
    return fragment("state", lesson, {})


@bp.get("/<int:lesson_id>/changes")
@requires(Right.READ_JOURNAL)
def changes(lesson_id: int) -> Response:
    """The parts that were written since the entry of If-None-Match; 304 when there are none."""
    lesson, duty = gate.lesson_to_watch(lesson_id)
    newest, parts = written.in_lesson(lesson.id, htmx.entry_seen())
    if not parts:
        return htmx.since(newest, "")
    gate.note("read", duty, lesson_id)
    return htmx.since(newest, "".join(fragment(part, lesson, {}) for part in [*parts, "state"]))


@bp.post("/<int:lesson_id>")
@requires(Right.FILL_LESSON)
def save(lesson_id: int) -> Response:
    """The whole form: each part that was changed is saved or refused on its own, and says so."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    refusals = dict(_refusals(lesson, duty, request.form))
    if refusals:
        return htmx.unprocessed(whole_page(lesson, refusals))
    _answers(lesson, "", whole_page)
    if request.form.get("do") == "hand-in":
        lessons.hand_in(lesson, by=gate.actor(duty, "hand-in"), now=school_now())
    if request.form.get("do") == "rest":
        asked = lesson_form.rest(request.form)
        return htmx.done(url_for("rest.page", lesson_id=lesson_id, column=asked.column, value=asked.value))
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id))


@bp.post("/<int:lesson_id>/topic")
@requires(Right.FILL_LESSON)
def topic(lesson_id: int) -> Response:
    """п. 4.5.2: the topic alone."""
    return _save_part(lesson_id, "topic", _save_topic)


@bp.post("/<int:lesson_id>/homework")
@requires(Right.FILL_LESSON)
def homework(lesson_id: int) -> Response:
    """п. 4.5.3: the homework alone."""
    return _save_part(lesson_id, "homework", _save_homework)


@bp.post("/<int:lesson_id>/roll")
@requires(Right.FILL_LESSON)
def roll(lesson_id: int) -> Response:
    """п. 4.5.2: the attendance of everybody as it stands in the form."""
    return _save_part(lesson_id, "roll", _save_roll)


@bp.post("/<int:lesson_id>/works")
@requires(Right.FILL_LESSON)
def add_work(lesson_id: int) -> Response:
    """п. 4.5.4: one more column, or one less, or where the second marks of one go."""
    return _save_part(lesson_id, "roll", _save_work, refused="work")


@bp.post("/<int:lesson_id>/parallel")
@requires(Right.FILL_LESSON)
def parallel(lesson_id: int) -> Response:
    """п. 4.5.2, 4.5.3: «Как в 7А»."""
    return _save_part(lesson_id, "state", copies.take_parallel, COPIED)


@bp.post("/<int:lesson_id>/pair")
@requires(Right.FILL_LESSON)
def pair(lesson_id: int) -> Response:
    """п. 4.5.2, 4.5.3: «Заполнить пару»."""
    return _save_part(lesson_id, "state", copies.fill_pair, COPIED)


@bp.post("/<int:lesson_id>/roll/<int:pupil>")
@requires(Right.FILL_LESSON)
def roll_cell(lesson_id: int, pupil: int) -> Response:
    """п. 4.5.2: the attendance of one pupil."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    _answers(lesson, f"roll-{pupil}", lambda _, refusals: _cell(lesson, refusals, pupil))
    sent = [field for field in lesson_form.roll(request.form) if field.pupil == pupil]
    if not sent:
        raise Refusal("", NOT_UNDERSTOOD, Way.RELOAD)
    _call_roll(lesson, duty, sent)
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id), CHANGED)


@bp.post("/<int:lesson_id>/marks/<column>/<int:pupil>")
@requires(Right.FILL_LESSON)
def mark_cell(lesson_id: int, column: str, pupil: int) -> Response:
    """п. 4.5.4: one mark."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    part = f"mark-{column}-{pupil}"
    _answers(lesson, part, lambda _, refusals: _cell(lesson, refusals, pupil, column))
    sent = [field for field in lesson_form.marks(request.form) if field.part == part]
    if not sent:
        raise Refusal("", NOT_UNDERSTOOD, Way.RELOAD)
    _put(lesson, duty, sent[0])
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id), CHANGED)


def _save_part(
    lesson_id: int,
    part: str,
    save_it: Callable[[Lesson, Role, Form], None],
    trigger: str = CHANGED,
    refused: str = "",
) -> Response:
    """Save one part, which answers with its fragment; `refused` names what of it is refused."""
    lesson, duty = gate.lesson_to_fill(lesson_id)
    _answers(lesson, refused or part, lambda lesson, refusals: fragment(part, lesson, refusals))
    save_it(lesson, duty, request.form)
    return htmx.done(url_for("lesson.page", lesson_id=lesson_id), trigger)


def _answers(lesson: Lesson, part: str, fragment: Callable[[Lesson, Refusals], str]) -> None:
    """A part answers htmx with its fragment; a plain form that is refused gets the whole page."""
    render = fragment if htmx.wanted() else whole_page
    htmx.answers(lambda reason: render(lesson, {part: reason} if reason else {}))


def _save_topic(lesson: Lesson, duty: Role, form: Form) -> None:
    seen, item = whole(form, "topic-seen"), whole(form, "take")
    text, own = form.get("repair-topic") or form.get("topic", ""), form.get("form")
    if item:
        by = gate.actor(duty, "take", seen, item, *([own] if own else []))
        lessons.take_topic(lesson, item, seen, own, by=by, now=school_now())
    else:
        by = gate.actor(duty, "topic", seen, text, *([own] if own is not None else []))
        lessons.save_topic(lesson, text, seen, own, by=by, now=school_now())


def _save_homework(lesson: Lesson, duty: Role, form: Form) -> None:
    seen, item = whole(form, "homework-seen"), whole(form, "take-homework")
    text = form.get("repair-homework") or form.get("homework", "")
    absent, due = "absent" in form, lesson_form.due(form)
    if item:
        by = gate.actor(duty, "take-homework", seen, item)
        lessons.take_homework(lesson, item, seen, by=by, now=school_now())
    else:
        by = gate.actor(duty, "homework", seen, text, absent, due)
        lessons.save_homework(lesson, text, absent, due, seen, by=by, now=school_now())


def _save_roll(lesson: Lesson, duty: Role, form: Form) -> None:
    _call_roll(lesson, duty, lesson_form.changed_roll(form))


def _call_roll(lesson: Lesson, duty: Role, fields: list[RollField]) -> None:
    codes = {field.pupil: field.code for field in fields}
    seen = {field.pupil: field.seen for field in fields}
    by = gate.actor(duty, "roll", sorted(fields))
    attendance.call_roll(lesson, codes, seen, by=by, now=school_now())


def _save_work(lesson: Lesson, duty: Role, form: Form) -> None:
    """Of one `columns-key`, which comes with every answer: a column may go and come back on one page."""
    code, key, two = form.get("take-away", ""), form.get("columns-key", ""), form.get("second-of", "")
    if two:
        page = whole(form, f"second-{two}")
        by = gate.actor(duty, "second", two, page, key)
        marks.choose_second_page(lesson, two, page, by=by, now=school_now())
    elif code:
        marks.remove_work(lesson, code, by=gate.actor(duty, "take-away", code, key), now=school_now())
    else:
        code = form.get("work", "")
        marks.add_work(lesson, code, by=gate.actor(duty, "work", code, key), now=school_now())


def _put(lesson: Lesson, duty: Role, field: MarkField) -> None:
    by = gate.actor(duty, "mark", *field)
    marks.put_mark(lesson, *field, by=by, now=school_now())


def _refusals(lesson: Lesson, duty: Role, form: Form) -> Iterator[tuple[str, Reason]]:
    """Save every changed part of the whole form; yield what was refused, by part."""
    for part, act in _changes(lesson, duty, form):
        try:
            act()
        except Refusal as refusal:
            gate.note("refused", refusal.clause)
            yield part, refusal


def _changes(lesson: Lesson, duty: Role, form: Form) -> Iterator[tuple[str, Callable[[], None]]]:
    """The parts that the person changed, in the order in which they make sense."""
    shown = report.page(lesson, gate.person(), school_now())
    if lesson_form.text_changed(shown.topic, form, "topic"):
        yield "topic", lambda: _save_topic(lesson, duty, form)
    if lesson_form.text_changed(shown.homework, form, "homework"):
        yield "homework", lambda: _save_homework(lesson, duty, form)
    if form.get("do") == "roll":
        yield "roll", lambda: _call_roll(lesson, duty, [])
    for cell in lesson_form.changed_roll(form):
        yield f"roll-{cell.pupil}", partial(_call_roll, lesson, duty, [cell])
    if form.get("do") == "work" or form.get("take-away") or form.get("second-of"):
        yield "work", lambda: _save_work(lesson, duty, form)
    for field in lesson_form.changed_marks(lesson, form):
        yield field.part, partial(_put, lesson, duty, field)
    for name, act in (("parallel", copies.take_parallel), ("pair", copies.fill_pair)):
        if form.get(name):
            yield "state", partial(act, lesson, duty, form)


def whole_page(lesson: Lesson, refusals: Refusals) -> str:
    context = _context(lesson, refusals)
    context["head"] = lesson_head.head(lesson, own=context["editable"])
    context |= copies.offered(lesson, context["editable"])
    return render_template("lesson/page.html", **context, prolonged=day_asked("prolonged"))


def fragment(part: str, lesson: Lesson, refusals: Refusals) -> str:
    """One part of the page, as it stands or as it is refused."""
    context = _context(lesson, refusals, "" if part == "form" else part)
    if part in ("state", "form"):
        context |= copies.offered(lesson, context["editable"])
    return render_template(f"lesson/_{part}.html", **context)


def _cell(lesson: Lesson, refusals: Refusals, pupil: int, column: str = "") -> str:
    """One cell of the roll, without the rest of the page."""
    shown = cells.cell_page(lesson, pupil, gate.person(), school_now())
    found = next((cell for cell in shown.pupil.cells if cell.column == column), cells.Cell(column))
    typed = lesson_form.typed(request.form) if refusals else {}
    issued = tickets.issue(lesson, refusals, request.form)
    places = lesson_form.places(lesson, refusals, request.form)
    answer = Answer(shown, refusals, issued, typed, clock_time(school_now()), places)
    return answer.mark(shown.pupil, found) if column else answer.presence(shown.pupil)


def _context(lesson: Lesson, refusals: Refusals, part: str = "") -> dict[str, Any]:
    """What the page and each of its fragments need, so that markup exists once; or `part` alone."""
    now = school_now()
    shown = report.page(lesson, gate.person(), now, part)
    issued = tickets.issue(lesson, refusals, request.form)
    typed = lesson_form.typed(request.form) if refusals else {}
    places = lesson_form.places(lesson, refusals, request.form)
    return {
        "moment": lessons.moment_of(lesson, now) if lesson.date < now.date() else None,
        "lesson": shown,
        "scale": SCALES[shown.grading],
        "editable": gate.may_fill(lesson),
        "page_open": lesson.substitute_id is None or gate.may_read_group(lesson.group),
        "refusals": refusals,
        "tickets": issued,
        "typed": typed,
        "lost": list(lesson_form.lost(shown, refusals, request.form)) if refusals else [],
        "answer": Answer(shown, refusals, issued, typed, clock_time(now), places),
    }
