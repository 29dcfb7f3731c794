"""What the typing page of a slip sends: one sign a pupil, named with what its field has seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.datastructures import MultiDict

from ejournal.reports import cells, debts
from ejournal.rules import slip
from ejournal.rules.attendance import PRESENT
from ejournal.rules.refusal import Reason, Refusal, Way
from ejournal.rules.slip import Sign
from ejournal.views import gate
from ejournal.views.here import school_now
from ejournal.views.tickets import Value

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

SIGN = re.compile(r"sign-(?P<pupil>[0-9]{1,18})-(?P<event>[0-9]{1,18})-(?P<mark>[0-9]{1,18})")

NOTHING = Sign(PRESENT, "")


class SignField(NamedTuple):
    """`event` and `mark` are the newest attendance event and mark that the page knew of, 0 for none."""

    pupil: int
    event: int
    mark: int
    text: str


def signs(form: MultiDict[str, str]) -> list[SignField]:
    """Every sign that was sent, in the order of the slip."""
    found = ((SIGN.fullmatch(name), value) for name, value in form.items())
    return [
        SignField(int(field["pupil"]), int(field["event"]), int(field["mark"]), value.strip())
        for field, value in found
        if field
    ]


def shown(lesson: Lesson, fields: list[SignField]) -> dict[SignField, Sign]:
    """What the page, perhaps an old one, had shown in each field."""
    codes = cells.shown_codes({field.event for field in fields})
    values = cells.shown_marks(lesson, {field.mark for field in fields}, gate.person(), school_now())
    return {field: Sign(codes.get(field.event, ""), values.get(field.mark, "")) for field in fields}


def unwritten(
    kind: str, modes: dict[int, str], fields: list[SignField], stands: dict[int, Sign]
) -> dict[int, list[Value]]:
    """What each pupil's sign says that does not stand in the journal; a sign that is none says nothing."""
    read = (
        (field.pupil, _understood(field.text, modes[field.pupil])) for field in fields if field.pupil in modes
    )
    return {
        pupil: list(_values(kind, pupil, sign, stands.get(pupil, NOTHING))) for pupil, sign in read if sign
    }


def places(
    lesson: Lesson, kind: str, refusals: Mapping[int, Reason], fields: list[SignField], modes: dict[int, str]
) -> dict[int, debts.Later]:
    """п. 4.5.4: by pupil, where the mark of a missed work may stand instead."""
    missed = {pupil for pupil, reason in refusals.items() if reason.way is Way.LATER}
    read = ((one.pupil, _understood(one.text, modes[one.pupil])) for one in fields if one.pupil in missed)
    return {pupil: debts.place(lesson, kind, pupil, sign.mark, school_now()) for pupil, sign in read if sign}


def _values(kind: str, pupil: int, sign: Sign, stands: Sign) -> Iterator[Value]:
    if sign.code != stands.code:
        yield "presence", pupil, sign.code or "присутствует"
    if sign.mark != stands.mark:
        yield kind, pupil, sign.mark or "убрать отметку"


def _understood(text: str, grading: str) -> Sign | None:
    try:
        return slip.read(text, grading)
    except Refusal:
        return None
