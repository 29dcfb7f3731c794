"""What is written of a pupil from a day on: what a movement of a past day touches."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import fn

from ejournal.db import in_force
from ejournal.models.audit import Audit, Revision
from ejournal.models.curriculum import GroupMember
from ejournal.models.journal import Absence, Mark, MarkWithdrawal, RollCall, Work
from ejournal.models.people import Enrolment, PersonName
from ejournal.models.timetable import Lesson

FOR_EVER = date(9999, 12, 31)


class Counts(NamedTuple):
    """Lessons, marks and absences of a pupil."""

    lessons: int
    marks: int
    absences: int


def lessons_of_pupil(person: int, first: date, last: date) -> int:
    """How many lessons the groups of a pupil have in a span."""
    joined = Lesson.select(Lesson.id).join(GroupMember, on=(GroupMember.group == Lesson.group))
    mine = (GroupMember.person == person) & in_force(GroupMember, Lesson.date)
    return int(joined.where(mine & Lesson.date.between(first, last)).distinct().count())


def lessons_of_groups(groups: Collection[int], first: date, last: date) -> int:
    """How many lessons these groups have in a span."""
    here = Lesson.group.in_(list(groups)) & Lesson.date.between(first, last)
    return int(Lesson.select().where(here).count())


def marks_since(person: int, first: date, groups: Collection[int] | None = None) -> int:
    """How many marks a pupil has since a day, without those replaced or taken back; on some pages alone."""
    later = Mark.alias()
    replaced = later.select(later.slip_of).where(later.slip_of.is_null(False) & (later.pupil == person))
    standing = Mark.id.not_in(replaced) & Mark.id.not_in(MarkWithdrawal.select(MarkWithdrawal.mark))
    joined = Mark.select(Mark.id).join(Work).join(Lesson)
    mine = (Mark.pupil == person) & _since(first, groups)
    return int(joined.where(mine & standing).count())


def _since(first: date, groups: Collection[int] | None) -> Any:
    later = Lesson.date >= first
    return later if groups is None else later & Lesson.group.in_(list(groups))


def absences_since(person: int, first: date, groups: Collection[int] | None = None) -> int:
    """How many absences and latenesses a pupil has since a day; on some pages alone."""
    query: Any = Absence.select(Absence.lesson, Absence.code).join(Lesson)
    mine = query.where((Absence.pupil == person) & _since(first, groups)).order_by(Absence.id)
    return sum(bool(code) for code in dict(mine.tuples()).values())


def last_written(person: int) -> dict[int, date]:
    """By group: the last day on which a mark or an event of attendance of a pupil is written."""
    found: dict[int, date] = {}
    marks = Mark.select(Lesson.group, fn.MAX(Lesson.date)).join(Work).join(Lesson)
    events = Absence.select(Lesson.group, fn.MAX(Lesson.date)).join(Lesson)
    for query in (marks.where(Mark.pupil == person), events.where(Absence.pupil == person)):
        rows: Any = query.group_by(Lesson.group).tuples()
        for group, day in rows:
            known = day if isinstance(day, date) else date.fromisoformat(day)
            found[group] = max(found.get(group, known), known)
    return found


class LastMovement(NamedTuple):
    """The newest movement of a person: the deed that wrote it, its kind, when."""

    deed: str
    kind: str
    at: datetime


def last_movement(person: int) -> LastMovement | None:
    """The deed that last wrote of the classes or the names of a person."""
    stays = Enrolment.select(Enrolment.id).where(Enrolment.person == person)
    names = PersonName.select(PersonName.id).where(PersonName.person == person)
    own = (Revision.record_kind == "enrolment") & Revision.record_id.in_(stays)
    called = (Revision.record_kind == "person_name") & Revision.record_id.in_(names)
    query: Any = Audit.select(Audit.deed, Audit.kind, Audit.at).join(
        Revision, on=(Revision.deed == Audit.deed)
    )
    row = query.where(own | called).order_by(Audit.id.desc()).tuples().first()
    return LastMovement(*row) if row else None


def groups_now(person: int, day: date) -> set[int]:
    """The groups of a pupil on a day."""
    mine = (GroupMember.person == person) & in_force(GroupMember, day)
    query: Any = GroupMember.select(GroupMember.group).where(mine).tuples()
    return {row[0] for row in query}


def held_since(group: int, first: date) -> bool:
    """Whether the attendance of a lesson of a page was called since a day: who is there is then told."""
    here = (Lesson.group == group) & (Lesson.date >= first)
    return bool(RollCall.select().join(Lesson).where(here).exists())


def left_school(people: Collection[int], first: date) -> dict[int, date]:
    """The last day by order of those of these people who left since a day and are in no class after it."""
    if not people:
        return {}
    query: Any = (
        Enrolment.select(Enrolment.person, fn.MAX(fn.COALESCE(Enrolment.valid_to, FOR_EVER)))
        .where(Enrolment.person.in_(list(people)))
        .group_by(Enrolment.person)
        .tuples()
    )
    found = {who: day if isinstance(day, date) else date.fromisoformat(day) for who, day in query}
    return {who: day for who, day in found.items() if first <= day < FOR_EVER}
