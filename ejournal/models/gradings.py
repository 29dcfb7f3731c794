"""How pages, and single pupils of them, are graded from a day on (domain facts, 7.11)."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import CharField, DateField, ForeignKeyField, fn

from ejournal.db import Table, in_force, touch
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.people import Person
from ejournal.prepared import prepared


class Grading(Table):
    """Record: a page, or one pupil of it, is graded otherwise in these days; `paper` is the ground.

    `mode`: rules.grading.TITLES. Days of one page and pupil do not overlap.
    """

    group_id: int
    pupil_id: int | None
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    mode = CharField(max_length=10)
    paper = CharField(max_length=100)
    valid_from = DateField()
    valid_to = DateField(null=True)


class Way(NamedTuple):
    """A decision: a page, or (`pupil`) one pupil of it, is graded so in these days, by this paper."""

    group: int
    pupil: int | None
    mode: str
    first: date
    last: date | None
    paper: str

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def ways(groups: Collection[int]) -> list[Way]:
    """Every decision about these pages, in order of days. One query."""
    return [Way(*row) for row in _ways(groups)] if groups else []


@prepared
def _ways(groups: Collection[int]) -> Any:
    columns = (Grading.group, Grading.pupil, Grading.mode, Grading.valid_from, Grading.valid_to)
    query = Grading.select(*columns, Grading.paper).where(Grading.group.in_(groups))
    return query.order_by(Grading.valid_from, Grading.id).tuples()


def mode_on(day: Any, pupil: Any = None) -> Any:
    """п. 4.5.4: how a page of a query of groups is graded on a day; of a pupil, when one is given."""
    whose = Grading.pupil.is_null()
    if pupil is not None:
        whose |= Grading.pupil == pupil
    decided = Grading.select(Grading.mode).where((Grading.group == Group.id) & whose & in_force(Grading, day))
    found: Any = fn.COALESCE(decided.order_by(Grading.pupil.is_null()).limit(1), Group.grading)
    return found


def of_span(group: int, pupil: int | None, first: date, last: date) -> list[Grading]:
    """The decisions about a page, or about one pupil of it, that touch a span, in order."""
    whose = Grading.pupil == pupil if pupil else Grading.pupil.is_null()
    mine = (Grading.group == group) & whose & touch(Grading, first, last)
    return list(Grading.select().where(mine).order_by(Grading.valid_from))


def pages_of_pupil(pupil: int, day: date) -> list[Group]:
    """The pages of a pupil on a day with their subjects and years, in the order of the curriculum."""
    mine = (GroupMember.person == pupil) & in_force(GroupMember, day)
    own = GroupMember.group == Group.id
    joined = Group.select(Group, Subject).join(Subject).switch(Group).join(GroupMember, on=own)
    return list(joined.where(mine).order_by(Subject.position, Subject.name, Group.id))


def in_digits(groups: Collection[int], pupil: int, day: date) -> set[int]:
    """Those of these pages on which a pupil gets marks of 2–5 on a day. One query."""
    five = Group.id.in_(list(groups)) & (mode_on(day, pupil) == "five")
    query: Any = Group.select(Group.id).where(five)
    return {group for (group,) in query.tuples()}
