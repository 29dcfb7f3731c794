"""Memos: a mistake or a late record is told of and decided, and the old value stays with its trace."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import (
    JOIN,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    fn,
)

from ejournal.models.curriculum import Group, Subject
from ejournal.models.journal import Fact, Mark, Work, WorkColumn
from ejournal.models.people import Person
from ejournal.models.requests import LateLine, LateRequest
from ejournal.models.reversals import Reversal
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared


class Memo(Fact):
    """п. 4.5.4: «Служебная записка»: number in its calendar year; kind: mark (a mistake), opening (a lesson).

    `mark` is the set mark that is wrong; `becomes` is what should stand, "" for nothing; `pupil` is whose
    mark it is instead. `reason` is a code of rules.memos, `words` and `evidence` are the author's.
    """

    lesson_id: int
    mark_id: int | None
    pupil_id: int | None
    year = SmallIntegerField()
    number = IntegerField()
    kind = CharField(max_length=10)
    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    mark = ForeignKeyField(Mark, on_delete="RESTRICT", null=True, backref="+")
    becomes = CharField(max_length=5)
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    reason = CharField(max_length=20)
    words = CharField(max_length=300)
    evidence = CharField(max_length=200)


class MemoDecision(Fact):
    """What the deputy (of the own memo the director) decided; `until` is when what it opens is shut again."""

    memo = ForeignKeyField(Memo, on_delete="RESTRICT", backref="+")
    approved = BooleanField()
    words = CharField(max_length=300)
    until = DateField(null=True)


class RequestDecision(Fact):
    """The same of a request that came from a dropped line."""

    request_id: int
    request = ForeignKeyField(LateRequest, on_delete="RESTRICT", backref="+")
    approved = BooleanField()
    words = CharField(max_length=300)
    until = DateField(null=True)


class Annulment(Fact):
    """п. 4.5.4: a set mark that was a mistake: it stands no more and stays readable.

    With its memo, or with the reversal of a session in which somebody else had typed it.
    """

    mark = ForeignKeyField(Mark, on_delete="RESTRICT", backref="+")
    memo = ForeignKeyField(Memo, on_delete="RESTRICT", null=True, backref="+")
    reversal = ForeignKeyField(Reversal, on_delete="RESTRICT", null=True, backref="+")


class Annulled(NamedTuple):
    """A mark that was annulled: where it stood, what it was, and by which memo, if not by a reversal."""

    lesson: int
    work: int
    pupil: int
    value: str
    number: int | None
    at: datetime


class Old(NamedTuple):
    """Values that were annulled in a cell, the oldest first, and the number of the last memo.

    None when the deputy has annulled it last, with what a whole session had written.
    """

    values: str
    memo: int | None


def annulled(lessons: Collection[int], pupil: int | None = None) -> list[Annulled]:
    """The annulled marks of these lessons, of one pupil when given, the oldest first."""
    return [Annulled(*row) for row in _annulled(lessons, pupil)]


def old_values(lessons: Collection[int], pupil: int | None = None) -> dict[tuple[int, int], Old]:
    """What stood before in the cells of these lessons, by work and pupil."""
    found: dict[tuple[int, int], Old] = {}
    for gone in annulled(lessons, pupil):
        values, _ = found.get((gone.work, gone.pupil), ("", None))
        found[gone.work, gone.pupil] = Old(f"{values} {gone.value}".strip(), gone.number)
    return found


def columns_seen(lessons: Collection[int]) -> list[WorkColumn]:
    """п. 3.5, 4.5.4: columns of marks, and those taken away after set marks of theirs were annulled."""
    return [WorkColumn(*row) for row in _columns_seen(lessons)]


@prepared
def _columns_seen(lessons: Collection[int]) -> Any:
    columns = (Work.lesson, Work.id, Work.kind, Work.weight, Work.late_days, Work.removed)
    seen = ~Work.removed | Work.id.in_(Annulment.select(Mark.work).join(Mark))
    return Work.select(*columns).where(Work.lesson.in_(lessons) & seen).order_by(Work.id).tuples()


@prepared
def _annulled(lessons: Collection[int], pupil: int | None) -> Any:
    who = Mark.pupil == pupil if pupil is not None else Mark.pupil.is_null(False)
    columns = (Work.lesson, Mark.work, Mark.pupil, Mark.value, Memo.number, Annulment.at)
    found = Annulment.select(*columns).join(Mark).join(Work).switch(Annulment)
    found = found.join(Memo, JOIN.LEFT_OUTER)
    return found.where(Work.lesson.in_(lessons) & who).order_by(Annulment.id).tuples()


class Told(NamedTuple):
    """A memo with its lesson and what was decided of it, None while it waits."""

    id: int
    author: int
    at: datetime
    year: int
    number: int
    kind: str
    lesson: int
    day: date
    place: int
    subject: str
    group: str
    mark: int | None
    was: str | None
    work: str | None
    of: int | None
    becomes: str
    pupil: int | None
    reason: str
    words: str
    evidence: str
    approved: bool | None
    decided: datetime | None
    decider: int | None
    answer: str | None
    until: date | None
    deed: str | None


def memos(author: int | None, limit: int) -> list[Told]:
    """The memos of an author, or of everybody: all that wait, and the newest of those that are decided."""
    mine = Memo.by == author if author else Memo.id > 0
    newest = _told().where(mine).order_by(Memo.id.desc())
    waiting = newest.where(MemoDecision.id.is_null()).tuples()
    decided = newest.where(MemoDecision.id.is_null(False)).limit(limit).tuples()
    return [Told(*row) for row in (*waiting, *decided)]


def memo(number: int) -> Told | None:
    """One memo."""
    return next((Told(*row) for row in _told().where(Memo.id == number).tuples()), None)


def waiting_for(mark: int) -> Memo | None:
    """The memo about a mark that nobody has decided yet."""
    decided = MemoDecision.select(MemoDecision.memo)
    found: Memo | None = Memo.get_or_none((Memo.mark == mark) & Memo.id.not_in(decided))
    return found


def count_memos(author: int | None) -> int:
    mine = Memo.by == author if author else Memo.id > 0
    return int(Memo.select(fn.COUNT(Memo.id)).where(mine).scalar())


def requests_shown(author: int | None, limit: int) -> list[int]:
    """The requests of an author, or of everybody: all that wait, and the newest of those that are decided."""
    mine = LateRequest.author == author if author else LateRequest.id > 0
    newest = LateRequest.select(LateRequest.id).join(RequestDecision, JOIN.LEFT_OUTER).where(mine)
    newest = newest.order_by(LateRequest.id.desc())
    waiting: Any = newest.where(RequestDecision.id.is_null()).tuples()
    decided: Any = newest.where(RequestDecision.id.is_null(False)).limit(limit).tuples()
    return [row[0] for row in (*waiting, *decided)]


def asked_of(lesson: int) -> set[tuple[str, int | None, str]]:
    """Field, pupil and value of every line about a lesson in the requests that were approved."""
    query: Any = LateLine.select(LateLine.field, LateLine.pupil, LateLine.value)
    query = query.join(RequestDecision, on=(RequestDecision.request == LateLine.request))
    return set(query.where((LateLine.lesson == lesson) & RequestDecision.approved).tuples())


def decisions(requests: Collection[int]) -> dict[int, RequestDecision]:
    """What was decided of these requests."""
    found = RequestDecision.select().where(RequestDecision.request.in_(list(requests)))
    return {one.request_id: one for one in found}


def _told() -> Any:
    lesson = (Memo.lesson, Lesson.date, Lesson.number, Subject.name, Group.name)
    mark = (Memo.mark, Mark.value, Work.kind, Mark.pupil)
    said = (MemoDecision.approved, MemoDecision.at, MemoDecision.by)
    verdict = (*said, MemoDecision.words, MemoDecision.until, MemoDecision.deed)
    own = (Memo.id, Memo.by, Memo.at, Memo.year, Memo.number, Memo.kind)
    asked = (Memo.becomes, Memo.pupil, Memo.reason, Memo.words, Memo.evidence)
    found = Memo.select(*own, *lesson, *mark, *asked, *verdict).join(Lesson).join(Group).join(Subject)
    found = found.switch(Memo).join(Mark, JOIN.LEFT_OUTER).join(Work, JOIN.LEFT_OUTER)
    return found.switch(Memo).join(MemoDecision, JOIN.LEFT_OUTER)
