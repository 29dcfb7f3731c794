"""A typed slip is written: one roll call of all that was understood, then the marks; the rest is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ejournal.access import Role
from ejournal.reports import lessons
from ejournal.rules import slip
from ejournal.rules.attendance import ABSENT
from ejournal.rules.refusal import Reason, Refusal
from ejournal.rules.slip import Sign
from ejournal.services import attendance, mark_cells, marks
from ejournal.views import gate, slip_form
from ejournal.views.here import school_now
from ejournal.views.slip_form import SignField

if TYPE_CHECKING:
    from ejournal.models.timetable import Lesson

Refusals = dict[int, Reason]  # by pupil


class Change(NamedTuple):
    """A sign that was understood, and what the page had shown in its field."""

    field: SignField
    sign: Sign
    shown: Sign

    @property
    def code(self) -> bool:
        return self.sign.code != self.shown.code

    @property
    def mark(self) -> bool:
        return self.sign.mark != self.shown.mark


@dataclass
class TypedSlip:
    """The signs of one lesson for a column of `kind`; `refusals` grows while it is written."""

    lesson: Lesson
    duty: Role
    kind: str
    fields: list[SignField]
    refusals: Refusals = field(default_factory=dict)

    def write(self) -> bool:
        """п. 4.5.2, 4.5.4: whether anything was written: nothing is when no typed sign was understood.

        A mark is taken back before the absence that it would forbid; the others follow the attendance.
        """
        changes = self._understood()
        if self.refusals and not any(change.field.text for change in changes):
            return False
        self._each(self._put_mark, (one for one in changes if one.mark and one.sign.code == ABSENT))
        self._call_roll([one for one in changes if one.code and one.field.pupil not in self.refusals])
        self._each(self._put_mark, (one for one in changes if one.mark and one.sign.code != ABSENT))
        return True

    def _understood(self) -> list[Change]:
        shown, found = slip_form.shown(self.lesson, self.fields), []
        ways, place = mark_cells.ways_of(self.lesson), (self.lesson.group_id, self.lesson.date)
        for sent in self.fields:
            try:
                sign = slip.read(sent.text, ways.of(place[0], sent.pupil, place[1]))
                found.append(Change(sent, sign, shown[sent]))
            except Refusal as refusal:
                self._refuse(sent.pupil, refusal)
        return found

    def _each(self, act: Callable[[Change], None], changes: Iterable[Change]) -> None:
        """Act on each whose pupil was not refused before."""
        for change in changes:
            try:
                if change.field.pupil not in self.refusals:
                    act(change)
            except Refusal as refusal:
                self._refuse(change.field.pupil, refusal)

    def _refuse(self, pupil: int, refusal: Refusal) -> None:
        gate.note("refused", refusal.clause)
        self.refusals[pupil] = refusal

    def _call_roll(self, changes: list[Change]) -> None:
        """п. 4.5.2: the slip is the roll call: whoever has no sign on it was present.

        One deed for all. When it refuses, each goes alone, so that only whom it refuses is left; a lesson
        that can have no attendance at all refuses the whole slip.
        """
        held = lessons.page(self.lesson, gate.person(), school_now()).held_at is not None
        try:
            if changes or not held:
                self._save_codes(changes)
        except Refusal:
            self._each(lambda change: self._save_codes([change]), changes)
            if not held and all(change.field.pupil in self.refusals for change in changes):
                self._save_codes([])

    def _save_codes(self, changes: list[Change]) -> None:
        codes = {change.field.pupil: change.sign.code for change in changes}
        seen = {change.field.pupil: change.field.event for change in changes}
        by = gate.actor(self.duty, "roll", sorted(codes.items()), sorted(seen.items()))
        attendance.call_roll(self.lesson, codes, seen, by=by, now=school_now())

    def _put_mark(self, change: Change) -> None:
        cell = (self.kind, change.field.pupil, change.field.mark, change.sign.mark)
        marks.put_mark(self.lesson, *cell, by=gate.actor(self.duty, "mark", *cell), now=school_now())
