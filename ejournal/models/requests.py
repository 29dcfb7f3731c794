"""Requests to the deputy: what arrived too late to be written, kept until the deputy decides."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import CharField, ForeignKeyField, IntegerField, TextField, fn

from ejournal.db import MomentField, Table
from ejournal.models.curriculum import Group, Subject
from ejournal.models.people import Person
from ejournal.models.timetable import Lesson


class LateRequest(Table):
    """Record: one request of one author; `made_at` is when the server got it."""

    author_id: int
    author = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    made_at = MomentField()
    version = IntegerField(default=1)


class LateLine(Table):
    """Record: one value that was refused for its time.

    `field` is "topic", "homework", "roll", "presence" or a code of rules.works; `arrived_at` is when the
    server refused it, `typed_at` when the browser claims that it was typed: nothing is judged by that.
    `ticket` is the SHA-256 of the refusal's ticket, so that it is kept once.
    """

    request = ForeignKeyField(LateRequest, on_delete="RESTRICT", backref="+")
    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    field = CharField(max_length=30)
    value = TextField()
    typed_at = MomentField(null=True)
    arrived_at = MomentField()
    clause = CharField(max_length=20)
    sentence = TextField()
    ticket = CharField(max_length=64)
    version = IntegerField(default=1)


class KeptLine(NamedTuple):
    """A line with its request and its lesson."""

    request: int
    author: int
    made_at: datetime
    lesson: int
    day: date
    number: int
    subject: str
    group: str
    pupil: int | None
    field: str
    value: str
    typed_at: datetime | None
    arrived_at: datetime
    clause: str
    sentence: str


def lock_author(person: int) -> None:
    """Make requests of one person wait for each other (SQLite has one writer anyway)."""
    Person.select(Person.id).where(Person.id == person).for_update().get()


def kept_tickets(tickets: Collection[str]) -> dict[str, int]:
    """Request by ticket, of those tickets that are kept already."""
    mine = LateLine.ticket.in_(list(tickets))
    query: Any = LateLine.select(LateLine.ticket, LateLine.request).where(mine).tuples()
    return dict(query)


def count_requests(author: int | None) -> int:
    return int(LateRequest.select(fn.COUNT(LateRequest.id)).where(_of(author)).scalar())


def lines_of(requests: Collection[int]) -> list[KeptLine]:
    """The lines of these requests, newest request first, as they were made."""
    lesson = (Lesson.id, Lesson.date, Lesson.number, Subject.name, Group.name)
    line = (LateLine.pupil, LateLine.field, LateLine.value, LateLine.typed_at, LateLine.arrived_at)
    said = (LateLine.clause, LateLine.sentence)
    query: Any = (
        LateLine.select(LateRequest.id, LateRequest.author, LateRequest.made_at, *lesson, *line, *said)
        .join(LateRequest)
        .switch(LateLine)
        .join(Lesson)
        .join(Group)
        .join(Subject)
        .where(LateLine.request.in_(list(requests)))
        .order_by(LateRequest.id.desc(), LateLine.id)
        .tuples()
    )
    return [KeptLine(*row) for row in query]


def _of(author: int | None) -> Any:
    return LateRequest.author == author if author else LateRequest.id > 0
