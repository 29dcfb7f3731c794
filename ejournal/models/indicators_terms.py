"""What a check counts of the programme and of term marks (п. 4.2.2г, 4.5.5)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import Case, fn

from ejournal.models.curriculum import Group, Period
from ejournal.models.indicators import held, summed
from ejournal.models.journal import Mark, Work
from ejournal.models.plans import PlanItem
from ejournal.models.readiness import Scope, of_grade, stands
from ejournal.models.terms import TermMark, TermMarkReversal
from ejournal.models.timetable import Lesson


def laid_out(groups: Collection[int], first: date, last: date) -> dict[int, tuple[int, int]]:
    """п. 4.2.2г: by page: its lessons of the span, and the held ones. One query."""
    query: Any = Lesson.select(Lesson.group, fn.COUNT(Lesson.id), summed(held()))
    mine = Lesson.group.in_(list(groups)) & Lesson.date.between(first, last)
    return {row[0]: (row[1], row[2]) for row in query.where(mine).group_by(Lesson.group).tuples()}


def controls_of_plans(plans: Collection[int], kinds: Collection[str]) -> list[tuple[int, int]]:
    """Plan and number of every control work of these plans. One query."""
    mine = PlanItem.plan.in_(list(plans)) & PlanItem.work_kind.in_(list(kinds))
    query: Any = PlanItem.select(PlanItem.plan, PlanItem.number).where(mine)
    return list(query.tuples())


def controls_given(
    groups: Collection[int], kinds: Collection[str], first: date, last: date
) -> dict[int, int]:
    """By page: the lessons of the span with a control work. One query."""
    query: Any = Lesson.select(Lesson.group, fn.COUNT(Lesson.id.distinct()))
    query = query.join(Work, on=(Work.lesson == Lesson.id))
    mine = Lesson.group.in_(list(groups)) & Lesson.date.between(first, last)
    query = query.where(mine & ~Work.removed & Work.kind.in_(list(kinds)))
    return dict(query.group_by(Lesson.group).tuples())


class Termed(NamedTuple):
    """The term mark that stands of a pupil; `first` is when the first decision was made."""

    group: int
    pupil: int
    period: int
    value: str
    first: datetime


def term_marks_of(scope: Scope, periods: Collection[int]) -> list[Termed]:
    """п. 4.5.5: of these periods, in order of decisions: the last one of each stands that was not taken back.

    One query.
    """
    gone = TermMark.id.in_(TermMarkReversal.select(TermMarkReversal.mark))
    value: Any = Case(None, [(gone, "")], TermMark.value)
    columns = (TermMark.group, TermMark.pupil, TermMark.period, value, TermMark.at)
    mine = TermMark.group.in_(list(scope.groups)) & TermMark.period.in_(list(periods))
    found: dict[tuple[int, ...], Termed] = {}
    query: Any = TermMark.select(*columns).where(mine).order_by(TermMark.id)
    for row in query.tuples():
        one = Termed(*row)
        known = found.get(one[:3])
        found[one[:3]] = one._replace(first=known.first) if known and known.value else one
    return [one for one in found.values() if one.value]


def marks_of_terms(
    scope: Scope, periods: Collection[int]
) -> dict[tuple[int, int, int], list[tuple[str, int]]]:
    """By page, pupil and period: marks that stand with their weights. One query."""
    query: Any = Lesson.select(Lesson.group, Mark.pupil, Period.id, Mark.value, Work.weight).join(Group)
    query = query.join(Period, on=of_grade()).switch(Lesson).join(Work, on=(Work.lesson == Lesson.id))
    query = query.join(Mark, on=(Mark.work == Work.id))
    inside = Lesson.date.between(Period.valid_from, Period.valid_to) & Period.id.in_(list(periods))
    query = query.where(Lesson.group.in_(list(scope.groups)) & inside & stands())
    found: dict[tuple[int, int, int], list[tuple[str, int]]] = {}
    for group, pupil, period, value, weight in query.tuples():
        found.setdefault((group, pupil, period), []).append((value, weight))
    return found
