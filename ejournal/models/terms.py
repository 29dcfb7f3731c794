"""Term marks: the marks of a quarter, a half-year, a year."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import JOIN, CharField, DateField, ForeignKeyField, fn

from ejournal.models.curriculum import Group, Period
from ejournal.models.journal import Fact, Mark, MarkWithdrawal, Work
from ejournal.models.memos import Annulment
from ejournal.models.people import Person
from ejournal.models.reversals import Reversal
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared


class TermMark(Fact):
    """A term mark; kind: period (then `period` is set), year, exam, final.

    `replaces` is the decision that this one supersedes, or the one that was taken back before it.
    """

    group_id: int
    pupil_id: int
    period_id: int | None
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    period = ForeignKeyField(Period, on_delete="RESTRICT", null=True, backref="+")
    kind = CharField(max_length=10)
    value = CharField(max_length=5)
    replaces = ForeignKeyField("self", on_delete="RESTRICT", null=True, backref="+")


class TermMarkReversal(Fact):
    """п. 3.5: the first decision, of a session that was reversed, is taken back: since then there is none."""

    mark = ForeignKeyField(TermMark, on_delete="RESTRICT", unique=True, backref="+")
    reversal = ForeignKeyField(Reversal, on_delete="RESTRICT", backref="+")


class TermGround(Fact):
    """п. 4.5.5: what a term mark rests on: a reason (rules.term_marks.REASONS), a sentence instead of a
    mark (WORDS), the protocol of a debt that was cleared; "" for what there is not.
    """

    mark = ForeignKeyField(TermMark, on_delete="RESTRICT", backref="+")
    reason = CharField(max_length=20)
    words = CharField(max_length=60)
    paper = CharField(max_length=100)


class TermExtension(Fact):
    """п. 4.5.5: the deputy lets a page, or one pupil of it, get the term marks until a later day.

    `reason`: rules.term_marks.LONGER.
    """

    pupil_id: int | None
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    period = ForeignKeyField(Period, on_delete="RESTRICT", null=True, backref="+")
    kind = CharField(max_length=10)
    until = DateField()
    reason = CharField(max_length=20)


class TermExtensionWithdrawal(Fact):
    """п. 4.5.5: days that were given for term marks and are taken back: from then on they count no more."""

    extension = ForeignKeyField(TermExtension, on_delete="RESTRICT", backref="+")


class Term(NamedTuple):
    """What a term mark is for: a period, or (`period` is None) the year, the exam, the end of the course."""

    kind: str
    period: int | None = None


class Decision(NamedTuple):
    """A term mark that stands, with what it rests on; without a value it was taken back."""

    id: int
    value: str
    at: datetime
    reason: str = ""
    words: str = ""
    paper: str = ""
    changed: bool = False
    gone: str = ""  # the value that was taken back


Key = tuple[int, int, Term]  # group, pupil, term


def term_marks(groups: Collection[int]) -> dict[tuple[int, int, str, int | None], str]:
    """The newest decisions of these groups by (group, pupil, kind, period): the mark, or the sentence that
    stands instead of one; none that was taken back.
    """
    newest = {tuple(row[:4]): "" if row[6] else row[5] or row[4] for row in _term_marks(groups)}
    return {whose: said for whose, said in newest.items() if said}


@prepared
def _term_marks(groups: Collection[int]) -> Any:
    columns = (TermMark.group, TermMark.pupil, TermMark.kind, TermMark.period, TermMark.value)
    return (
        TermMark.select(*columns, TermGround.words, TermMarkReversal.id)
        .join(TermGround, JOIN.LEFT_OUTER, on=(TermGround.mark == TermMark.id))
        .switch(TermMark)
        .join(TermMarkReversal, JOIN.LEFT_OUTER, on=(TermMarkReversal.mark == TermMark.id))
        .where(TermMark.group.in_(groups))
        .order_by(TermMark.id)
        .tuples()
    )


def decisions(groups: Collection[int]) -> dict[Key, Decision]:
    """The same with what each rests on, and, without a value, those that were taken back. One query."""
    return {(row[0], row[1], Term(row[2], row[3])): _decision(row[4:]) for row in _decisions(groups)}


def _decision(row: tuple[Any, ...]) -> Decision:
    number, value, at, replaces, reason, words, paper, gone = row
    if gone:
        return Decision(number, "", at, gone=words or value)
    return Decision(number, value, at, reason or "", words or "", paper or "", replaces is not None)


@prepared
def _decisions(groups: Collection[int]) -> Any:
    whose = (TermMark.group, TermMark.pupil, TermMark.kind, TermMark.period)
    said = (TermGround.reason, TermGround.words, TermGround.paper)
    return (
        TermMark.select(*whose, TermMark.id, TermMark.value, TermMark.at, TermMark.replaces, *said)
        .select_extend(TermMarkReversal.id)
        .join(TermGround, JOIN.LEFT_OUTER, on=(TermGround.mark == TermMark.id))
        .switch(TermMark)
        .join(TermMarkReversal, JOIN.LEFT_OUTER, on=(TermMarkReversal.mark == TermMark.id))
        .where(TermMark.group.in_(groups))
        .order_by(TermMark.id)
        .tuples()
    )


def taken_back() -> Any:
    """п. 3.5: group, pupil and period whose term mark was taken back and not set again: a subquery."""
    later = TermMark.alias()
    newer = later.select(later.id).where(later.replaces == TermMark.id)
    found = TermMarkReversal.select(TermMark.group, TermMark.pupil, TermMark.period).join(TermMark)
    return found.where(TermMark.period.is_null(False) & ~fn.EXISTS(newer))


def extensions(groups: Collection[int]) -> dict[tuple[int, int | None, Term], date]:
    """Until when pages (the pupil is None) and single pupils have been given time. One query."""
    found: dict[tuple[int, int | None, Term], date] = {}
    for group, pupil, kind, period, until in _extensions(groups):
        key = (group, pupil, Term(kind, period))
        found[key] = max(until, found.get(key, until))
    return found


@prepared
def _extensions(groups: Collection[int]) -> Any:
    whose = (TermExtension.group, TermExtension.pupil, TermExtension.kind, TermExtension.period)
    query = TermExtension.select(*whose, TermExtension.until)
    return query.where(TermExtension.group.in_(groups) & _given()).order_by(TermExtension.id).tuples()


def _given() -> Any:
    back = TermExtensionWithdrawal
    return ~fn.EXISTS(back.select(back.id).where(back.extension == TermExtension.id))


def extensions_of(group: int, pupil: int | None, term: Term) -> list[TermExtension]:
    """The days given to a page, or to one pupil of it, that were not taken back."""
    of_pupil = TermExtension.pupil.is_null() if pupil is None else TermExtension.pupil == pupil
    of_period = TermExtension.period.is_null() if term.period is None else TermExtension.period == term.period
    mine = (TermExtension.group == group) & (TermExtension.kind == term.kind)
    found = TermExtension.select().where(mine & of_pupil & of_period & _given())
    return list(found.order_by(TermExtension.id))


class PeriodMark(NamedTuple):
    """A mark of a lesson that was neither replaced nor taken back; `gone` is when it was annulled."""

    group: int
    pupil: int
    value: str
    weight: int
    kind: str
    lesson: int
    day: date
    at: datetime
    entry_until: datetime
    gone: datetime | None = None


def marks_between(
    groups: Collection[int], first: date, last: date, pupil: int | None = None
) -> list[PeriodMark]:
    """Every such mark of these groups in a span, of one pupil when given, in order of days. One query."""
    return [PeriodMark(*row) for row in _marks_between(groups, first, last, pupil)]


@prepared
def _marks_between(groups: Collection[int], first: date, last: date, pupil: int | None) -> Any:
    who = Mark.pupil == pupil if pupil is not None else Mark.pupil.is_null(False)
    later = Mark.alias()
    replaced = later.select(later.id).where(later.slip_of == Mark.id)
    withdrawn = MarkWithdrawal.select(MarkWithdrawal.id).where(MarkWithdrawal.mark == Mark.id)
    work = (Work.weight, Work.kind, Work.lesson)
    return (
        Mark.select(Lesson.group, Mark.pupil, Mark.value, *work, Lesson.date, Mark.at, Mark.entry_until)
        .join(Work)
        .join(Lesson)
        .where(Lesson.group.in_(groups) & Lesson.date.between(first, last) & who)
        .where(~fn.EXISTS(replaced) & ~fn.EXISTS(withdrawn))
        .order_by(Lesson.date, Lesson.number, Mark.id)
        .tuples()
    )


def annulled_between(
    groups: Collection[int], first: date, last: date, pupil: int | None = None
) -> list[PeriodMark]:
    """The marks of a span that were annulled: what a term mark was judged by before that. One query."""
    return [PeriodMark(*row) for row in _annulled_between(groups, first, last, pupil)]


@prepared
def _annulled_between(groups: Collection[int], first: date, last: date, pupil: int | None) -> Any:
    who = Mark.pupil == pupil if pupil is not None else Mark.pupil.is_null(False)
    mark = (Lesson.group, Mark.pupil, Mark.value, Work.weight, Work.kind, Work.lesson, Lesson.date)
    return (
        Annulment.select(*mark, Mark.at, Mark.entry_until, Annulment.at)
        .join(Mark)
        .join(Work)
        .join(Lesson)
        .where(Lesson.group.in_(groups) & Lesson.date.between(first, last) & who)
        .order_by(Annulment.id)
        .tuples()
    )
