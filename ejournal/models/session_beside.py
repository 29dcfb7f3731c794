"""What a session did beside lessons that an appended fact takes back: term marks, grounds, closed weeks."""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, Value

from ejournal.models.audit import Audit
from ejournal.models.grounds import AbsenceGround, AbsenceGroundEnd
from ejournal.models.journal import Fact, WeekClosing
from ejournal.models.outside import OutsideStatement, OutsideWithdrawal
from ejournal.models.reversals import WeekReopening
from ejournal.models.terms import (
    TermExtension,
    TermExtensionWithdrawal,
    TermGround,
    TermMark,
    TermMarkReversal,
)

HOLDS = "1"  # a ground, a closing, a statement that was not ended since
CORRECTIONS = ("", "Н")  # grounds of a fact that was set right: the fact itself is of its lesson
# Each with the fact that ends it and the name of its field.
PAIRS: tuple[tuple[str, type[Fact], type[Fact], str], ...] = (
    ("ground", AbsenceGround, AbsenceGroundEnd, "ground"),
    ("week", WeekClosing, WeekReopening, "closing"),
    ("outside", OutsideStatement, OutsideWithdrawal, "statement"),
    ("extension", TermExtension, TermExtensionWithdrawal, "extension"),
)
_BY = (Audit.id, Audit.at, Audit.session)
Row = tuple[tuple[str, int, int, int], tuple[int, datetime, int | None], tuple[int, Any]]


def rows(deeds: Any) -> Iterator[Row]:
    """All that ever became of what these deeds (a subquery of their keys) wrote beside lessons.

    As models.session_deeds.Change tells it, with no lesson: a term mark is known by the first decision of its
    term, the others by their own number. One query, and two for each kind of these that there is.
    """
    found = _kinds(deeds)
    if "term" in found:
        yield from _term_marks(deeds)
    for kind, table, ends, name in PAIRS:
        if kind in found:
            yield from _pair(kind, table, ends, getattr(ends, name), deeds)


def _kinds(deeds: Any) -> set[str]:
    tables: list[tuple[str, type[Any]]] = [("term", TermMark), ("term", TermMarkReversal)]
    tables += [(kind, table) for kind, made, ends, _ in PAIRS for table in (made, ends)]
    asked = (table.select(Value(kind).cast("TEXT")).where(table.deed.in_(deeds)) for kind, table in tables)
    query: Any = reduce(or_, asked)
    return {row[0] for row in query.tuples()}


def _term_marks(deeds: Any) -> Iterator[Row]:
    whose = (TermMark.group, TermMark.pupil, TermMark.kind, TermMark.period)
    back = TermMarkReversal.select(TermMarkReversal.mark).where(TermMarkReversal.deed.in_(deeds))
    touched: Any = TermMark.select(*whose).where(TermMark.deed.in_(deeds) | TermMark.id.in_(back)).tuples()
    mine = set(touched)
    said = (TermMark.id, TermMark.value, TermGround.reason, TermGround.words, TermGround.paper)
    query: Any = TermMark.select(*_BY, *whose, *said).join(Audit, on=(Audit.deed == TermMark.deed))
    query = query.switch(TermMark).join(TermGround, JOIN.LEFT_OUTER, on=(TermGround.mark == TermMark.id))
    query = query.where(TermMark.group.in_(list({key[0] for key in mine}))).order_by(TermMark.id)
    first: dict[Any, int] = {}
    things: dict[int, Any] = {}
    for row in query.tuples():
        key, (number, value, *grounds) = row[3:7], row[7:]
        if key in mine:
            things[number] = thing = ("term", 0, first.setdefault(key, number), key[1])
            yield thing, row[:3], (number, (value, *(one or "" for one in grounds)))
    gone: Any = TermMarkReversal.select(*_BY, TermMarkReversal.mark)
    gone = gone.join(Audit, on=(Audit.deed == TermMarkReversal.deed))
    for *by, number in gone.where(TermMarkReversal.mark.in_(list(things))).tuples():
        yield things[number], (by[0], by[1], by[2]), (number, "")


def _pair(kind: str, table: type[Any], ends: type[Any], link: Any, deeds: Any) -> Iterator[Row]:
    ended = ends.select(link).where(ends.deed.in_(deeds))
    here = table.deed.in_(deeds) | table.id.in_(ended)
    if table is AbsenceGround:
        here &= AbsenceGround.code.not_in(CORRECTIONS)
    pupil = getattr(table, "pupil", None)
    columns = (*_BY, table.id, *([pupil] if pupil else []))
    made = table.select(*columns).join(Audit, on=(Audit.deed == table.deed)).where(here)
    whose: dict[int, int] = {}
    for *by, number, who in ((*row, 0)[:5] for row in made.tuples()):
        whose[number] = who or 0
        yield (kind, 0, number, who or 0), (by[0], by[1], by[2]), (number, HOLDS)
    gone = ends.select(*_BY, link, ends.id).join(Audit, on=(Audit.deed == ends.deed))
    for *by, number, end in gone.where(link.in_(list(whose))).tuples():
        yield (kind, 0, number, whose[number]), (by[0], by[1], by[2]), (end, "")
