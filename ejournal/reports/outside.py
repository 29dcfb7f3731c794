"""«Отметки другой организации»: the statements of a pupil, and the pages that a new one may be for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from ejournal.db import in_force
from ejournal.models import outside
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, Subject
from ejournal.models.gradings import mode_on


@dataclass(frozen=True)
class Statement:
    """A statement with its marks by subject, «4 5 4»; `beside` are the others that share days with it."""

    id: int
    told: str
    first: date
    last: date
    marks: tuple[tuple[str, str], ...]
    beside: tuple[str, ...] = ()


def of_pupil(pupil: int) -> list[Statement]:
    """п. 2.1: the statements that stand, the newest first."""
    found = []
    for number, under in groupby(outside.of_pupil(pupil), key=lambda row: row[0].statement):
        rows = list(under)
        by_subject: dict[str, list[str]] = {}
        for mark, subject in rows:
            by_subject.setdefault(subject, []).append(mark.value)
        marks = tuple((subject, " ".join(values)) for subject, values in by_subject.items())
        first = rows[0][0]
        found.append(Statement(number, first.told, first.first, first.day, marks))
    return [replace(one, beside=tuple(_beside(one, found))) for one in found]


def _beside(one: Statement, others: list[Statement]) -> Iterator[str]:
    for other in others:
        if other is not one and other.first <= one.last and one.first <= other.last:
            yield other.told


def pages(pupil: int, today: date) -> dict[int, str]:
    """The pages with marks of 2–5 that a pupil has today, and their subjects."""
    mine = (GroupMember.person == pupil) & in_force(GroupMember, today)
    query: Any = GroupMember.select(Group.id, Subject.name).join(Group).join(Subject)
    marked = Group.kind.in_(LESSON_KINDS) & (mode_on(today, pupil) == "five")
    return dict(query.where(mine & marked).order_by(Subject.position, Subject.name).tuples())
