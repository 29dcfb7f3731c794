"""Marks of another organisation: a hospital, a sanatorium, a former school, by a dated statement."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, CharField, DateField, ForeignKeyField, SmallIntegerField, fn

from ejournal.models.curriculum import Group, Subject
from ejournal.models.journal import Fact
from ejournal.models.people import Person
from ejournal.prepared import prepared


class OutsideStatement(Fact):
    """«Ведомость другой организации»: who gave it, its number and date, the days it is of."""

    pupil_id: int
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    organisation = CharField(max_length=200)
    paper = CharField(max_length=100)
    first = DateField()
    last = DateField()


class OutsideMark(Fact):
    """A mark of a statement for a page of ours; it stands in none of its columns."""

    statement = ForeignKeyField(OutsideStatement, on_delete="RESTRICT", backref="+")
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    place = SmallIntegerField()
    value = CharField(max_length=5)


class OutsideWithdrawal(Fact):
    """A statement that was recorded by mistake: its marks count no more."""

    statement = ForeignKeyField(OutsideStatement, on_delete="RESTRICT", backref="+")


class Outside(NamedTuple):
    """A mark of a statement: `day` is the last one of the statement, by which it belongs to a period.

    `at` is when it was recorded, `gone` when it was withdrawn, None while it stands.
    """

    group: int
    pupil: int
    value: str
    first: date
    day: date
    organisation: str
    paper: str
    statement: int
    at: datetime
    gone: datetime | None

    @property
    def told(self) -> str:
        """«Санаторий «Волга», № 5 от 20.10.2026»."""
        return f"{self.organisation}, {self.paper}"


def outside(groups: Collection[int], first: date, last: date) -> list[Outside]:
    """The marks for these pages of statements that end in a span and stand, in order."""
    return [one for one in recorded(groups, first, last) if one.gone is None]


def recorded(groups: Collection[int], first: date, last: date) -> list[Outside]:
    """The same with those of statements that were withdrawn. One query."""
    return [Outside(*row) for row in _outside(groups, first, last)]


@prepared
def _outside(groups: Collection[int], first: date, last: date) -> Any:
    ends = (OutsideStatement.last >= first) & (OutsideStatement.last <= last)
    return _marks().where(OutsideMark.group.in_(groups) & ends).order_by(OutsideMark.id).tuples()


def stand(group: Any, pupil: Any, first: Any, last: Any) -> Any:
    """The marks of a pupil on a page by statements that end in a span and stand: a subquery of columns."""
    mine = (OutsideMark.group == group) & (OutsideStatement.pupil == pupil)
    withdrawn = OutsideWithdrawal.select(OutsideWithdrawal.id)
    withdrawn = withdrawn.where(OutsideWithdrawal.statement == OutsideStatement.id)
    found = OutsideMark.select(OutsideMark.id).join(OutsideStatement)
    return found.where(mine & OutsideStatement.last.between(first, last) & ~fn.EXISTS(withdrawn))


def standing(pupil: int) -> list[tuple[str, str]]:
    """Organisation and paper of a pupil's statements that were not withdrawn."""
    withdrawn = OutsideWithdrawal.select(OutsideWithdrawal.statement)
    mine = (OutsideStatement.pupil == pupil) & OutsideStatement.id.not_in(withdrawn)
    said = (OutsideStatement.organisation, OutsideStatement.paper)
    query: Any = OutsideStatement.select(*said).where(mine).order_by(OutsideStatement.id).tuples()
    return list(query)


def of_pupil(pupil: int) -> list[tuple[Outside, str]]:
    """Every mark of a pupil's statements that stand, with its subject, the newest statement first."""
    query: Any = _marks(Subject.name).join(Group).join(Subject).where(OutsideStatement.pupil == pupil)
    query = query.where(OutsideWithdrawal.id.is_null())
    rows = query.order_by(OutsideStatement.id.desc(), OutsideMark.id).tuples()
    return [(Outside(*row[:-1]), row[-1]) for row in rows]


def _marks(*more: Any) -> Any:
    """The marks of statements, to be joined with their pages."""
    own = (OutsideMark.group, OutsideStatement.pupil, OutsideMark.value, OutsideStatement.first)
    said = (OutsideStatement.last, OutsideStatement.organisation, OutsideStatement.paper)
    when = (OutsideStatement.id, OutsideStatement.at, OutsideWithdrawal.at)
    found = OutsideMark.select(*own, *said, *when, *more).join(OutsideStatement)
    return found.join(OutsideWithdrawal, JOIN.LEFT_OUTER).switch(OutsideMark)
