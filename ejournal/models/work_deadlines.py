"""Until when ВПР and diagnostics are marked: the deputy types it for each (domain facts, 7.4)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table
from ejournal.models.curriculum import Group
from ejournal.prepared import prepared


class WorkDeadline(Table):
    """Record: marks of a kind of work of one lesson are typed until the end of a day; `paper` is the ground.

    The lesson is that of a `group` with a `number` on a day, for lessons are laid out anew.
    """

    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    day = DateField()
    number = SmallIntegerField()
    kind = CharField(max_length=30)
    until = DateField()
    paper = CharField(max_length=100)


Key = tuple[int, date, int, str]  # group, day, number of the lesson, kind of work


def typed(groups: Collection[int], first: date, last: date) -> dict[Key, date]:
    """The deadlines that were typed for works of these pages in a span. One query."""
    return {
        (group, day, number, kind): until for group, day, number, kind, until in _typed(groups, first, last)
    }


@prepared
def _typed(groups: Collection[int], first: date, last: date) -> Any:
    work = (WorkDeadline.group, WorkDeadline.day, WorkDeadline.number, WorkDeadline.kind)
    here = WorkDeadline.group.in_(groups) & WorkDeadline.day.between(first, last)
    return WorkDeadline.select(*work, WorkDeadline.until).where(here).tuples()
