"""What a session did, and what else became of the same cells and records of its lessons."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from peewee import fn

from ejournal.models import session_beside
from ejournal.models.audit import Audit, Revision
from ejournal.models.journal import Absence, Mark, MarkWithdrawal, RollCall, Work


class Deed(NamedTuple):
    """An entry of the chain: when, what kind, on which object, how many rows."""

    entry: int
    at: datetime
    kind: str
    object_kind: str
    object_id: int | None
    facts: int


class Change(NamedTuple):
    """A row that became of a cell or record; `mine`: of the session in the span; `fact` is its number.

    Of a mark `record` is the column and `value` the mark, "" when it was taken back; of attendance the value
    is the code; of a record its fields, None when it was removed.
    """

    kind: str
    lesson: int
    record: int
    pupil: int
    mine: bool
    fact: int
    value: Any


class Span(NamedTuple):
    """What is told of: a session from a moment until before another."""

    session: int
    since: datetime
    until: datetime

    def holds(self, session: int | None, at: datetime) -> bool:
        return session == self.session and self.since <= at < self.until


def deeds_of(span: Span) -> list[Deed]:
    """What the session did from a moment until before another, in order."""
    columns = (Audit.id, Audit.at, Audit.kind, Audit.object_kind, Audit.object_id, Audit.facts)
    query: Any = Audit.select(*columns).where(_own(span)).order_by(Audit.id)
    return [Deed(*row) for row in query.tuples()]


def worked_on(session: int, since: datetime) -> list[datetime]:
    """The moments of all that the session did since a moment: the first and the last; empty for nothing."""
    own = (Audit.session == session) & (Audit.at >= since)
    first, last = Audit.select(fn.MIN(Audit.at), fn.MAX(Audit.at)).where(own).scalar(as_tuple=True)
    return [first, last] if first else []


def lessons_of(span: Span) -> list[int]:
    """The lessons that the session wrote anything in, by number."""
    found = {lesson for (_, lesson, *_), *_ in _record_rows(span)}
    own = _keys(span)
    for model, joins in ((Mark, (Work,)), (MarkWithdrawal, (Mark, Work))):
        query: Any = model.select(Work.lesson)
        for table in joins:
            query = query.join(table)
        found |= {row[0] for row in query.where(model.deed.in_(own)).tuples()}
    query = Absence.select(Absence.lesson).where(Absence.deed.in_(own))
    return sorted(found | {row[0] for row in query.tuples()})


def changes(span: Span, before: int | None = None) -> list[Change]:
    """All that ever became of marks and attendance of these lessons, and of the records written in them.

    And of what it wrote beside lessons. In the order of the chain, up to an entry when it is given.
    """
    lessons = lessons_of(span)
    cells = [*_record_rows(span), *_marks(lessons), *_withdrawals(lessons), *_absences(lessons)]
    rows = [*cells, *session_beside.rows(_keys(span))]
    return [
        Change(*place, span.holds(session, at), *told)
        for place, (entry, at, session), told in sorted(rows, key=lambda row: row[1][0])
        if before is None or entry < before
    ]


def columns_there(lessons: list[int]) -> dict[int, tuple[int, str]]:
    """Lesson and kind of every column of these lessons that is not removed, by its number."""
    here = Work.lesson.in_(lessons) & ~Work.removed
    query: Any = Work.select(Work.id, Work.lesson, Work.kind).where(here)
    return {number: (lesson, kind) for number, lesson, kind in query.tuples()}


def held(span: Span) -> int:
    """How many lessons the session made held: that is not put back."""
    return int(RollCall.select().where(RollCall.deed.in_(_keys(span))).count())


def _own(span: Span) -> Any:
    return (Audit.session == span.session) & (Audit.at >= span.since) & (Audit.at < span.until)


def _keys(span: Span) -> Any:
    return Audit.select(Audit.deed).where(_own(span))


_BY = (Audit.id, Audit.at, Audit.session)
_Row = session_beside.Row


def _marks(lessons: list[int]) -> Iterator[_Row]:
    query: Any = Mark.select(*_BY, Work.lesson, Mark.work, Mark.pupil, Mark.id, Mark.value).join(Work)
    query = query.join(Audit, on=(Audit.deed == Mark.deed)).where(Work.lesson.in_(lessons))
    return ((("mark", *row[3:6]), row[:3], row[6:]) for row in query.order_by(Mark.id).tuples())


def _withdrawals(lessons: list[int]) -> Iterator[_Row]:
    query: Any = (
        MarkWithdrawal.select(*_BY, Work.lesson, Mark.work, Mark.pupil, Mark.id).join(Mark).join(Work)
    )
    query = query.join(Audit, on=(Audit.deed == MarkWithdrawal.deed)).where(Work.lesson.in_(lessons))
    return ((("mark", *row[3:6]), row[:3], (row[6], "")) for row in query.tuples())


def _absences(lessons: list[int]) -> Iterator[_Row]:
    query: Any = Absence.select(*_BY, Absence.lesson, Absence.pupil, Absence.id, Absence.code)
    query = query.join(Audit, on=(Audit.deed == Absence.deed)).where(Absence.lesson.in_(lessons))
    query = query.order_by(Absence.id).tuples()
    return ((("absence", row[3], 0, row[4]), row[:3], row[5:]) for row in query)


def _record_rows(span: Span) -> Iterator[_Row]:
    """Every version of the topics, homeworks and columns that the session wrote, by their lessons."""
    for table, kind in (("lesson_text", "text"), ("work", "work")):
        mine = Revision.deed.in_(_keys(span)) & (Revision.record_kind == table)
        these = Revision.record_id.in_(Revision.select(Revision.record_id).where(mine))
        query: Any = Revision.select(*_BY, Revision.record_id, Revision.version, Revision.fields)
        query = query.join(Audit, on=(Audit.deed == Revision.deed))
        query = query.where(these & (Revision.record_kind == table)).order_by(Revision.version)
        lessons: dict[int, int] = {}
        for *by, record, version, told in query.tuples():
            fields = json.loads(told)
            lesson = lessons.setdefault(record, fields["lesson"] if fields else 0)
            yield (kind, lesson, record, 0), (by[0], by[1], by[2]), (version, fields)
