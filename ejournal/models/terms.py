"""Term marks: the marks of a quarter, a half-year, a year."""

from collections.abc import Collection
from typing import Any

from peewee import CharField, ForeignKeyField

from ejournal.models.curriculum import Group, Period
from ejournal.models.journal import Fact
from ejournal.models.people import Person
from ejournal.prepared import prepared


class TermMark(Fact):
    """A term mark; kind: period (then `period` is set), year, exam, final.

    `replaces` is the decision that this one supersedes.
    """

    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    period = ForeignKeyField(Period, on_delete="RESTRICT", null=True, backref="+")
    kind = CharField(max_length=10)
    value = CharField(max_length=5)
    replaces = ForeignKeyField("self", on_delete="RESTRICT", null=True, backref="+")


def term_marks(groups: Collection[int]) -> dict[tuple[int, int, str, int | None], str]:
    """The newest decisions of these groups by (group, pupil, kind, period)."""
    return {tuple(row[:4]): row[4] for row in _term_marks(groups)}


@prepared
def _term_marks(groups: Collection[int]) -> Any:
    columns = (TermMark.group, TermMark.pupil, TermMark.kind, TermMark.period, TermMark.value)
    return TermMark.select(*columns).where(TermMark.group.in_(groups)).order_by(TermMark.id).tuples()
