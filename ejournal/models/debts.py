"""Works that somebody missed and has not written yet: the mark comes on the day they are written."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from ejournal.models.journal import Absence, Mark, MarkWithdrawal, Work
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared

DATED = "%20______"  # a kind that ends with a day of this century, «control_20261112»


class Missed(NamedTuple):
    """A work of a day and a pupil who was not there and has no mark of it."""

    day: date
    kind: str
    pupil: int


@prepared
def _missed(group: int, kinds: Collection[str], absent: Collection[str], before: date) -> Any:
    newer = Absence.alias()
    replaced = newer.select(newer.id).where(newer.replaces == Absence.id)
    there = (Absence.lesson == Lesson.id) & Absence.code.in_(absent) & ~fn.EXISTS(replaced)
    mine = (Mark.work == Work.id) & (Mark.pupil + 0 == Absence.pupil)
    found = Lesson.select(Lesson.date, Work.kind, Absence.pupil)
    found = found.join(Work, on=((Work.lesson == Lesson.id) & ~Work.removed & Work.kind.in_(kinds)))
    found = found.switch(Lesson).join(Absence, on=there)
    here = (Lesson.group == group) & (Lesson.date < before)
    return found.where(here & ~fn.EXISTS(Mark.select(Mark.id).where(mine & _stands()))).tuples()


@prepared
def _written_later(group: int, like: str) -> Any:
    """Kind and pupil of every mark of a work that was written later; `like` is a pattern of their kinds."""
    found = Mark.select(Work.kind, Mark.pupil).join(Work).join(Lesson)
    return found.where((Lesson.group == group) & Work.kind.ilike(like) & _stands()).distinct().tuples()


def _stands() -> Any:
    later = Mark.alias()
    retyped = later.select(later.id).where(later.slip_of == Mark.id)
    withdrawn = MarkWithdrawal.select(MarkWithdrawal.id).where(MarkWithdrawal.mark == Mark.id)
    return ~fn.EXISTS(retyped) & ~fn.EXISTS(withdrawn)


def missed(group: int, kinds: Collection[str], absent: Collection[str], before: date) -> list[Missed]:
    """Who missed works of these kinds before a day; `absent` are the codes of who was not there."""
    return [Missed(*row) for row in _missed(group, kinds, absent, before)]


def written_later(group: int) -> set[tuple[str, int]]:
    """Kind, with the day of the missed one, and pupil of the works that were written later."""
    return {(kind, pupil) for kind, pupil in _written_later(group, DATED)}
