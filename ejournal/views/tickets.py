"""A refusal for lateness gives a ticket: what was refused, when and why, signed, for a request."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from ejournal.reports.late_values import PRESENT, TAKEN_BACK, TOPIC_OF_PLAN, homework
from ejournal.rules.attendance import BY_TEACHER
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.services.requests import Late
from ejournal.views import gate, lesson_form
from ejournal.views.here import school_now
from ejournal.views.lesson_form import Form, RollField

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

LATE = (Way.MEMO, Way.TODAY, Way.OPENING)
CLAIMED = (2000, 2100)  # years that a browser may claim to live in
Value = tuple[str, int | None, str]  # field, pupil, what was to be written
ROLL: Value = ("roll", None, "посещаемость отмечена")


def issue(lesson: Lesson, refusals: dict[str, Reason], form: Form) -> dict[str, str]:
    """Tickets by part of the lesson, for those refusals that time alone has brought.

    A ticket names the pupils of the lesson alone, and codes that a teacher may write.
    """
    late = [(part, reason) for part, reason in refusals.items() if reason.way in LATE]
    pupils = gate.pupils_of(lesson) if late else set()
    made = {part: of(lesson, reason, list(_values(part, form, pupils))) for part, reason in late}
    return {part: ticket for part, ticket in made.items() if ticket}


def of(lesson: Lesson, reason: Reason, values: list[Value]) -> str:
    """The ticket of these values; "" when they are none, or it is not time that has refused them."""
    return _ticket(lesson, reason, values) if values and reason.way in LATE else ""


def read(ticket: str, claimed: str) -> Iterator[Late]:
    """The refused values of an own ticket; `claimed` is when the browser says that they were typed."""
    try:
        person, lesson, arrived, clause, sentence, values = _signer().loads(ticket)
    except (BadData, ValueError):
        raise Refusal("", "Запись не разобрана и не передана: передайте её заместителю на бумаге.") from None
    if person != gate.person():
        raise Refusal("", "Это записи другого человека: передать их может только он сам.")
    typed, moment = _moment(claimed), datetime.fromisoformat(arrived)
    for number, (field, pupil, value) in enumerate(values):
        name = hashlib.sha256(f"{number}{ticket}".encode()).hexdigest()
        yield Late(name, lesson, pupil, field, value, typed, moment, clause, sentence)


def _ticket(lesson: Lesson, reason: Reason, values: list[Value]) -> str:
    arrived = school_now().isoformat()
    made: Any = _signer().dumps(
        [gate.person(), lesson.id, arrived, reason.clause, reason.message, values],
    )
    return str(made)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="late")


def _values(part: str, form: Form, pupils: set[int]) -> Iterator[Value]:
    if part == "topic":
        yield part, None, form.get("repair-topic") or form.get("topic") or TOPIC_OF_PLAN
    elif part == "homework":
        text = form.get("repair-homework") or form.get("homework", "")
        yield part, None, homework(text, "absent" in form, form.get("due", ""))
    elif part == "roll":
        yield ROLL
        yield from _presence(lesson_form.changed_roll(form), pupils)
    elif part == "rest":
        sent = lesson_form.rest(form)
        yield from ((sent.column, pupil, sent.value) for pupil in sent.seen if pupil in pupils)
    else:
        yield from _presence([f for f in lesson_form.roll(form) if part == f"roll-{f.pupil}"], pupils)
        marks = [f for f in lesson_form.marks(form) if part == f.part and f.pupil in pupils]
        yield from ((f.column, f.pupil, f.value or TAKEN_BACK) for f in marks)


def _presence(fields: list[RollField], pupils: set[int]) -> Iterator[Value]:
    known = (field for field in fields if field.pupil in pupils and field.code in BY_TEACHER)
    yield from (("presence", field.pupil, field.code or PRESENT) for field in known)


def _moment(claimed: str) -> datetime | None:
    """What a browser claims; nothing when it is no moment, or one of another century."""
    try:
        found = datetime.fromisoformat(claimed)
    except ValueError:
        return None
    return found if found.tzinfo and CLAIMED[0] <= found.year <= CLAIMED[1] else None
