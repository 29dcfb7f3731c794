"""п. 4.5.5: who has too few marks for a term mark: two of one work are two, those of a statement count."""

from datetime import date, timedelta
from typing import Any

from peewee import JOIN, Case, Expression, fn

from ejournal.models.curriculum import CurriculumHour, Group, GroupMember, Period
from ejournal.models.gradings import mode_on
from ejournal.models.grounds import released
from ejournal.models.journal import Mark, Work
from ejournal.models.outside import OutsideMark, stand
from ejournal.models.page_hours import of_page
from ejournal.models.readiness import (
    DAY,
    Scope,
    TermLack,
    by_period,
    in_span,
    of_grade,
    stands,
    term_pupils,
)
from ejournal.models.timetable import Lesson

# The fewest marks where the hours are unknown, and by tenths of an hour a week, the greatest first.
Floors = tuple[int, list[tuple[int, int]]]


def counted_marks() -> Any:
    """How many marks there are in a query of them: «4/5» of one work is two."""
    return fn.SUM(Case(None, [(Mark.value.ilike("%/%"), 2)], 1))


def with_few_marks(
    scope: Scope, least: dict[str, Floors], near: timedelta, since: date | None = None
) -> list[TermLack]:
    """п. 4.5.5: pages and periods that end within `near`, with how many pupils have too few marks; those that
    have ended `since` a day as well.

    `least` is of a "half" and of a "quarter" (or trimester); who has the term mark needs none.
    """
    today = scope.now.date()
    ending = (Period.valid_from <= today) & Period.valid_to.between(since or today, today + near - DAY)
    given = _given(scope, ending)
    same = (given.c.group_id == Group.id) & (given.c.pupil_id == GroupMember.person)
    minimum = _minimum(least)
    query = term_pupils(scope, today).join(
        given, JOIN.LEFT_OUTER, on=(same & (given.c.period_id == Period.id))
    )
    query = query.join(CurriculumHour, JOIN.LEFT_OUTER, on=of_page())
    stated = stand(Group.id, GroupMember.person, Period.valid_from, Period.valid_to)
    own = fn.COALESCE(given.c.marks, 0)
    few = (own < minimum) & (own + stated.select(fn.COUNT(OutsideMark.id)) < minimum)
    return by_period(query.where(ending & few & ~released(today)))


def _minimum(least: dict[str, Floors]) -> Any:
    """How many marks the page of a row needs in its period."""
    half = (Period.kind == "half", _by_hours(*least["half"]))
    one_is_enough = mode_on(Period.valid_to, GroupMember.person) != "five"
    return Case(None, [(one_is_enough, 1), half], _by_hours(*least["quarter"]))


def _by_hours(unknown: int, steps: list[tuple[int, int]]) -> Any:
    return Case(None, [(CurriculumHour.tenths >= tenths, marks) for tenths, marks in steps], unknown)


def _given(scope: Scope, periods: Expression) -> Any:
    """How many marks that stand each pupil has on each page in these periods."""
    query: Any = (
        Lesson.select(
            Lesson.group.alias("group_id"),
            Mark.pupil.alias("pupil_id"),
            Period.id.alias("period_id"),
            counted_marks().alias("marks"),
        )
        .join(Group)
        .join(Period, on=(of_grade() & Lesson.date.between(Period.valid_from, Period.valid_to)))
        .switch(Lesson)
        .join(Work, on=(Work.lesson == Lesson.id))
        .join(Mark, on=(Mark.work == Work.id))
        .where(in_span(scope) & periods & stands())
        .group_by(Lesson.group, Mark.pupil, Period.id)
    )
    return query.alias("given")
