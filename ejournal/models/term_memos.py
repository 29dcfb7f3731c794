"""Memos about term marks: told of and decided when their days are over; the old value stays readable."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from peewee import JOIN, BooleanField, CharField, ForeignKeyField, IntegerField, SmallIntegerField, fn

from ejournal.models.curriculum import Group, Period, Subject
from ejournal.models.journal import Fact
from ejournal.models.memos import Memo, Old
from ejournal.models.terms import Key, Term, TermGround, TermMark
from ejournal.prepared import prepared


class TermMemo(Fact):
    """п. 4.5.5: «Служебная записка» about a term mark; its number is of one row with those of lessons.

    `becomes` is the mark, or the sentence of learning without marks, that should stand.
    """

    mark_id: int
    year = SmallIntegerField()
    number = IntegerField()
    mark = ForeignKeyField(TermMark, on_delete="RESTRICT", backref="+")
    becomes = CharField(max_length=60)
    reason = CharField(max_length=20)
    words = CharField(max_length=300)
    evidence = CharField(max_length=200)


class TermMemoDecision(Fact):
    """What the deputy (of the own memo the director) decided."""

    memo = ForeignKeyField(TermMemo, on_delete="RESTRICT", backref="+")
    approved = BooleanField()
    words = CharField(max_length=300)


class TermAnnulment(Fact):
    """п. 4.5.5: a term mark that was a mistake: it stands no more and stays readable."""

    mark = ForeignKeyField(TermMark, on_delete="RESTRICT", backref="+")
    memo = ForeignKeyField(TermMemo, on_delete="RESTRICT", backref="+")


class ToldTerm(NamedTuple):
    """A memo with its term mark and what was decided of it, None while it waits."""

    id: int
    author: int
    at: datetime
    year: int
    number: int
    subject: str
    group: str
    page: int
    kind: str
    period: Period | None
    of: int
    was: str
    becomes: str
    reason: str
    words: str
    evidence: str
    decision: TermMemoDecision | None

    @property
    def approved(self) -> bool | None:
        return self.decision.approved if self.decision else None

    @property
    def decided(self) -> datetime | None:
        return self.decision.at if self.decision else None

    @property
    def decider(self) -> int | None:
        return self.decision.by_id if self.decision else None

    @property
    def answer(self) -> str | None:
        return self.decision.words if self.decision else None

    @property
    def deed(self) -> str | None:
        return self.decision.deed if self.decision else None


def corrected(groups: Collection[int]) -> dict[Key, Old]:
    """What stood before a memo put it right, by page, pupil and term, and the last memo. One query."""
    found: dict[Key, Old] = {}
    for group, pupil, kind, period, value, words, number in _corrected(groups):
        key = (group, pupil, Term(kind, period))
        before = found.get(key, Old("", None)).values
        found[key] = Old(f"{before} {words or value}".strip(), number)
    return found


@prepared
def _corrected(groups: Collection[int]) -> Any:
    whose = (TermMark.group, TermMark.pupil, TermMark.kind, TermMark.period, TermMark.value)
    found: Any = TermAnnulment.select(*whose, TermGround.words, TermMemo.number).join(TermMark)
    found = found.join(TermGround, JOIN.LEFT_OUTER, on=(TermGround.mark == TermMark.id))
    found = found.switch(TermAnnulment).join(TermMemo)
    return found.where(TermMark.group.in_(groups)).order_by(TermAnnulment.id).tuples()


def right_marks(pupil: int) -> set[int]:
    """The term marks of a pupil that were written by a memo instead of wrong ones. One query."""
    wrong = TermMark.alias()
    query: Any = TermMark.select(TermMark.id).join(wrong, on=(TermMark.replaces == wrong.id))
    query = query.join(TermAnnulment, on=(TermAnnulment.mark == wrong.id))
    return {row[0] for row in query.where(TermMark.pupil == pupil).tuples()}


def memos(author: int | None, limit: int) -> list[ToldTerm]:
    """The memos of an author, or of everybody: all that wait, and the newest of those that are decided."""
    mine = TermMemo.by == author if author else TermMemo.id > 0
    newest = _told().where(mine).order_by(TermMemo.id.desc())
    waiting = newest.where(TermMemoDecision.id.is_null())
    decided = newest.where(TermMemoDecision.id.is_null(False)).limit(limit)
    return [_as_told(row) for row in (*waiting, *decided)]


def memo(number: int) -> ToldTerm | None:
    """One memo."""
    return next((_as_told(row) for row in _told().where(TermMemo.id == number)), None)


def waiting_on(groups: Collection[int]) -> dict[int, int]:
    """The numbers of the memos that nobody has decided yet, by the term mark they are about."""
    decided = TermMemoDecision.select(TermMemoDecision.memo)
    query: Any = TermMemo.select(TermMemo.mark, TermMemo.number).join(TermMark)
    waiting = query.where(TermMark.group.in_(list(groups)) & TermMemo.id.not_in(decided))
    return dict(waiting.tuples())


def count_memos(author: int | None) -> int:
    mine = TermMemo.by == author if author else TermMemo.id > 0
    return int(TermMemo.select(fn.COUNT(TermMemo.id)).where(mine).scalar())


def next_number(year: int) -> int:
    """The number of the next memo of a calendar year, whatever it is about; under the lock of the chain."""
    newest: list[Any] = [
        model.select(fn.MAX(model.number)).where(model.year == year).scalar() for model in (Memo, TermMemo)
    ]
    return max(int(number or 0) for number in newest) + 1


def _told() -> Any:
    mark = (TermMark.kind, TermMark.value, TermMark.pupil, TermMark.group, Group.name, Subject.name)
    found = TermMemo.select(TermMemo, *mark, Period, TermGround.words, TermMemoDecision)
    found = found.join(TermMark).join(Group).join(Subject).switch(TermMark).join(Period, JOIN.LEFT_OUTER)
    found = found.switch(TermMark).join(
        TermGround, JOIN.LEFT_OUTER, on=(TermGround.mark == TermMark.id), attr="ground"
    )
    return found.switch(TermMemo).join(
        TermMemoDecision, JOIN.LEFT_OUTER, on=(TermMemoDecision.memo == TermMemo.id), attr="decision"
    )


def _as_told(row: Any) -> ToldTerm:
    mark = row.mark
    ground = getattr(mark, "ground", None)
    return ToldTerm(
        *(row.id, row.by_id, row.at, row.year, row.number),
        *(mark.group.subject.name, mark.group.name, mark.group_id, mark.kind, mark.period),
        *(mark.pupil_id, (ground.words if ground else "") or mark.value),
        *(row.becomes, row.reason, row.words, row.evidence),
        decision=getattr(row, "decision", None),
    )
