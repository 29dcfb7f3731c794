"""What the form of a lesson sends: fields named by cell, with what the page had shown in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.datastructures import MultiDict

from ejournal.reports import cells, debts
from ejournal.reports.lessons import LessonPage, TextView
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.views import gate
from ejournal.views.here import school_now, whole
from ejournal.wording import quoted, sentence

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

Form = MultiDict[str, str]

MARK = re.compile(r"mark-(?P<column>[a-z0-9_]+)-(?P<pupil>[0-9]{1,18})-(?P<seen>[0-9]{1,18})")
CELL = re.compile(r"(?P<pupil>[0-9]{1,18})-(?P<seen>[0-9]{1,18})")
TEXTS = ("topic", "form", "homework", "due", "absent", "rest-value", "rest-column")
ROLL = re.compile(r"roll-(?P<pupil>[0-9]{1,18})")


class MarkField(NamedTuple):
    """A cell of marks: `seen` is the newest mark that the page knew of, 0 for none."""

    column: str
    pupil: int
    seen: int
    value: str

    @property
    def part(self) -> str:
        return f"mark-{self.column}-{self.pupil}"


class Rest(NamedTuple):
    """«Остальным»: a value for a column, and by pupil the newest mark that the page knew of, 0 for none."""

    column: str
    value: str
    seen: dict[int, int]


class RollField(NamedTuple):
    """A cell of attendance: `seen` is the newest event that the page knew of, 0 for none."""

    pupil: int
    seen: int
    code: str


def due(form: Form) -> date | None:
    text = form.get("due", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("4.5.3", "Дата задания не разобрана: выберите день в календаре.") from None


def marks(form: Form) -> list[MarkField]:
    """Every cell of marks that was sent."""
    found = ((MARK.fullmatch(name), value) for name, value in form.items())
    return [
        MarkField(field["column"], int(field["pupil"]), int(field["seen"]), value.strip().casefold())
        for field, value in found
        if field
    ]


def rest(form: Form) -> Rest:
    """What is to stand in the empty cells of a column; what of the list is no cell is left out."""
    cells = (CELL.fullmatch(one) for one in form.get("rest-cells", "").split(","))
    seen = {int(cell["pupil"]): int(cell["seen"]) for cell in cells if cell}
    return Rest(form.get("rest-column", ""), form.get("rest-value", ""), seen)


def roll(form: Form) -> list[RollField]:
    """Every cell of attendance that was sent."""
    found = ((ROLL.fullmatch(name), value) for name, value in form.items())
    return [
        RollField(int(field["pupil"]), whole(form, f"seen-{field['pupil']}"), value)
        for field, value in found
        if field
    ]


def changed_marks(lesson: Lesson, form: Form) -> list[MarkField]:
    """Cells whose value is not the one that the page, perhaps an old one, had shown."""
    sent = marks(form)
    shown = cells.shown_marks(lesson, {field.seen for field in sent}, gate.person(), school_now())
    return [field for field in sent if field.value != shown.get(field.seen, "")]


def changed_roll(form: Form) -> list[RollField]:
    """The same for attendance."""
    sent = roll(form)
    shown = cells.shown_codes({field.seen for field in sent})
    return [field for field in sent if field.code != shown.get(field.seen, "")]


def text_changed(shown: TextView, form: Form, field: str) -> bool:
    """Whether the topic or the homework was changed, taken from the plan, repaired, or is to be confirmed.

    A form without the field, as that of a request, says nothing of it.
    """
    take = {"topic": "take", "homework": "take-homework"}[field]
    if form.get(take) or form.get(f"repair-{field}"):
        return True
    absent = field == "homework" and "absent" in form
    if field not in form and not absent:
        return False
    text = form.get(field, "").replace("\r\n", "\n").strip()
    if not shown.version:
        return bool(text) or absent
    if field == "topic":
        return shown.draft or text != shown.text or form.get("form", shown.form) != shown.form
    same_day = form.get("due", "") == (shown.due.isoformat() if shown.due else "")
    return shown.draft or text != shown.text or absent != shown.absent or not same_day


def typed(form: Form) -> dict[str, str]:
    """What a refused form shows again: the texts by field, the cells by part."""
    return (
        {name: value for name, value in form.items() if name in TEXTS}
        | {field.part: form[f"{field.part}-{field.seen}"] for field in marks(form)}
        | {f"roll-{field.pupil}": field.code for field in roll(form)}
    )


def places(lesson: Lesson, refusals: Mapping[str, Reason], form: Form) -> dict[str, debts.Later]:
    """п. 4.5.4: by part, where the mark of a missed work may stand instead."""
    missed = {part for part, reason in refusals.items() if reason.way is Way.LATER}
    return {
        field.part: debts.place(lesson, field.column, field.pupil, field.value, school_now())
        for field in (marks(form) if missed else ())
        if field.part in missed
    }


def lost(shown: LessonPage, refusals: Mapping[str, Reason], form: Form) -> Iterator[tuple[Reason, str]]:
    """п. 2.1: what was refused in cells that the page has not any more, and what was typed there.

    A pupil may have left the group while the page was open: without his row nothing else would say so.
    """
    here = {f"roll-{pupil.id}" for pupil in shown.pupils}
    here |= {f"mark-{cell.column}-{pupil.id}" for pupil in shown.pupils for cell in pupil.cells}
    whose = {pupil.id: pupil.name for pupil in shown.pupils}
    for part, said in _said(form):
        if part in refusals and part not in here:
            name = whose.get(int(part.rpartition("-")[2]))
            yield refusals[part], f"{name}: {said}" if name else sentence(said)


def _said(form: Form) -> Iterator[tuple[str, str]]:
    """Every cell that was sent, by part, and that its value was not written."""
    for sent in roll(form):
        yield f"roll-{sent.pupil}", f"посещаемость {quoted(sent.code or 'есть')} не записана"
    for field in marks(form):
        value = form[f"{field.part}-{field.seen}"].strip()
        yield field.part, f"отметка {quoted(value)} не записана" if value else "отметка не убрана"
