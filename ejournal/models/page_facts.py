"""What pages of the journal and of a lesson ask each time, at once: marks, held lessons, who is there."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, fn

from ejournal.db import in_force
from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import Absence, AbsenceChange, Mark, MarkWithdrawal, RollCall, Work
from ejournal.models.people import Name, PersonName
from ejournal.prepared import prepared


class Settled(NamedTuple):
    """The newest marks of cells, if their entry time is over: work, pupil, number, value, whether it stands.

    `newer`: whether there are marks beside them whose entry time is not over.
    """

    marks: list[tuple[int, int, int, str, bool]]
    newer: bool


def settled_marks(lessons: Collection[int], now: datetime) -> Settled:
    """Of all cells of these lessons; a mark that another replaced is told apart here, which costs less."""
    found = _marks(lessons, now)
    replaced = {row[5] for row in found}
    marks = [row[:5] for row in found if row[6] and row[2] not in replaced]
    return Settled(marks, any(not row[6] for row in found))


@prepared
def _marks(lessons: Collection[int], now: datetime) -> Any:
    columns = (Mark.work, Mark.pupil, Mark.id, Mark.value, MarkWithdrawal.id.is_null(), Mark.slip_of)
    return (
        Mark.select(*columns, Mark.entry_until <= now)
        .join(Work)
        .switch(Mark)
        .join(MarkWithdrawal, JOIN.LEFT_OUTER, on=(MarkWithdrawal.mark == Mark.id))
        .where(Work.lesson.in_(lessons))
        .tuples()
    )


def held_late(lessons: Collection[int]) -> dict[int, int]:
    """By held lesson, by how many days its attendance was late: journal.roll_calls without the moments."""
    found: dict[int, int] = {}
    for lesson, late in _late(lessons):
        found[lesson] = max(found.get(lesson, 0), late)
    return found


@prepared
def _late(lessons: Collection[int]) -> Any:
    called, noted = (
        table.select(table.lesson, table.late_days).where(table.lesson.in_(lessons))
        for table in (RollCall, Absence)
    )
    of_class_teacher = AbsenceChange.select(AbsenceChange.id).where(AbsenceChange.absence == Absence.id)
    return (called | noted.where(~fn.EXISTS(of_class_teacher))).tuples()


def members_named(group: int, day: date) -> dict[int, Name]:
    """Pupils of a group on a day by their names of that day; who has none is left out. One query."""
    return {row[0]: Name(*row[1:]) for row in _members_named(group, day)}


@prepared
def _members_named(group: int, day: date) -> Any:
    named = (PersonName.person == GroupMember.person) & in_force(PersonName, day)
    return (
        GroupMember.select(GroupMember.person, PersonName.surname, PersonName.name, PersonName.patronymic)
        .join(PersonName, on=named)
        .where((GroupMember.group == group) & in_force(GroupMember, day))
        .tuples()
    )
