"""п. 4.4.4: what families were told of the term marks to come, and the pages of one pupil."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from peewee import JOIN, CharField, DateField, ForeignKeyField

from ejournal.db import Table, in_force, unhurried
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, Period, Subject
from ejournal.models.gradings import mode_on
from ejournal.models.journal import Fact
from ejournal.models.people import Guardianship, Person
from ejournal.models.terms import TermGround, TermMark, TermMarkReversal


class ForecastStep(Fact):
    """A notice went to the family (delivered), or came back with a signature (signed)."""

    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    period = ForeignKeyField(Period, on_delete="RESTRICT", backref="+")
    step = CharField(max_length=10)


class ForecastSeen(Table):
    """A read receipt: a guardian opened the forecast of a child on this day."""

    guardian_id: int
    guardian = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    day = DateField()


def steps(pupils: Collection[int], period: int) -> list[tuple[int, str, datetime]]:
    """Pupil, step and moment of every step of these pupils in a period, in order."""
    query: Any = ForecastStep.select(ForecastStep.pupil, ForecastStep.step, ForecastStep.at)
    mine = ForecastStep.pupil.in_(list(pupils)) & (ForecastStep.period == period)
    return list(query.where(mine).order_by(ForecastStep.id).tuples())


def seen(pupils: Collection[int], first: date, last: date) -> list[tuple[int, date]]:
    """Pupil and day of every receipt in a span, in order of days."""
    query: Any = ForecastSeen.select(ForecastSeen.pupil, ForecastSeen.day)
    mine = ForecastSeen.pupil.in_(list(pupils)) & ForecastSeen.day.between(first, last)
    return list(query.where(mine).order_by(ForecastSeen.day).tuples())


def note_seen(guardian: int, pupil: int, day: date) -> None:
    """Keep the receipt of a guardian; a reading of the same day is one receipt."""
    of = {"guardian": guardian, "pupil": pupil, "day": day}
    if not ForecastSeen.select().where(*(getattr(ForecastSeen, name) == of[name] for name in of)).exists():
        with unhurried():
            ForecastSeen.insert(**of).on_conflict_ignore().execute()


def pages_of_pupil(pupil: int, day: date) -> list[Any]:
    """The pages with marks of a pupil on a day, with their subjects and years. One query."""
    mine = (GroupMember.person == pupil) & in_force(GroupMember, day)
    return list(
        Group.select(Group, Subject)
        .join(Subject)
        .switch(Group)
        .join(GroupMember, on=(GroupMember.group == Group.id) & mine)
        .where(Group.kind.in_(LESSON_KINDS) & Group.grade.is_null(False))
        .where(mode_on(day, pupil) != "none")
        .order_by(Subject.name, Group.id)
    )


def guardians(pupils: Collection[int], day: date) -> list[tuple[int, int, str | None]]:
    """Pupil, guardian and the guardian's sex, of those in force on a day. One query."""
    query: Any = Guardianship.select(Guardianship.child, Guardianship.guardian, Person.sex)
    joined = query.join(Person, on=(Person.id == Guardianship.guardian))
    mine = Guardianship.child.in_(list(pupils)) & in_force(Guardianship, day)
    return list(joined.where(mine).order_by(Guardianship.id).tuples())


def term_marks_of(pupil: int, year: int) -> list[Any]:
    """Every decision about a pupil in a year, with group, subject, period and ground, in order, but of what
    was taken back. One query.
    """
    back = TermMarkReversal
    found = list(
        TermMark.select(TermMark, Group, Subject, Period, TermGround, back.id)
        .join(Group)
        .join(Subject)
        .switch(TermMark)
        .join(Period, JOIN.LEFT_OUTER)
        .switch(TermMark)
        .join(TermGround, JOIN.LEFT_OUTER, on=(TermGround.mark == TermMark.id))
        .switch(TermMark)
        .join(back, JOIN.LEFT_OUTER, on=(back.mark == TermMark.id), attr="taken_back")
        .where((TermMark.pupil == pupil) & (Group.year == year))
        .order_by(TermMark.id)
    )
    newest = {(one.group_id, one.kind, one.period_id): one for one in found}
    gone = {whose for whose, one in newest.items() if getattr(one, "taken_back", None)}
    return [one for one in found if (one.group_id, one.kind, one.period_id) not in gone]
