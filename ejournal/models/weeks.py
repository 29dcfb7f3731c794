"""Weeks that class teachers close: which lessons lie in a closed one."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from ejournal.models.journal import WeekClosing
from ejournal.models.reversals import reopened
from ejournal.models.timetable import Lesson, classes_of_pupils, monday_of
from ejournal.prepared import prepared


def closed(lessons: Collection[Lesson]) -> set[int]:
    """п. 4.4.3: those of these lessons whose week every class of their group has closed.

    The classes of a mixed group are those of its pupils on the day of the lesson.
    """
    if not lessons:
        return set()
    classes = _classes(lessons)
    mondays = [monday_of(lesson.date) for lesson in lessons]
    weeks = set(_closings(frozenset().union(*classes.values()), min(mondays), max(mondays)))
    return {
        lesson.id
        for lesson, monday in zip(lessons, mondays, strict=True)
        if classes[lesson.id] and all((cohort, monday) in weeks for cohort in classes[lesson.id])
    }


def _classes(lessons: Collection[Lesson]) -> dict[int, frozenset[int]]:
    """The classes of each lesson, with the lessons of mixed groups asked for at once."""
    cohorts = {lesson.id: lesson.group.cohort_id for lesson in lessons}
    mixed = [lesson for lesson, cohort in cohorts.items() if not cohort]
    own = {lesson: frozenset({cohort}) for lesson, cohort in cohorts.items() if cohort}
    return own | (classes_of_pupils(mixed) if mixed else {})


@prepared
def _closings(cohorts: Collection[int], first: date, last: date) -> Any:
    """Class and Monday of every week in a span that one of these classes has closed."""
    mine = WeekClosing.cohort.in_(cohorts) & WeekClosing.monday.between(first, last)
    mine &= WeekClosing.id.not_in(reopened())
    return WeekClosing.select(WeekClosing.cohort, WeekClosing.monday).where(mine).tuples()


def closing_of(cohort: int, monday: date) -> WeekClosing | None:
    """The closing of a week, unless it was opened again."""
    mine = (WeekClosing.cohort == cohort) & (WeekClosing.monday == monday)
    found: WeekClosing | None = WeekClosing.get_or_none(mine, WeekClosing.id.not_in(reopened()))
    return found


def closings(cohorts: Collection[int | None], since: date) -> dict[tuple[int, date], datetime]:
    """When these classes closed their weeks, by class and Monday."""
    mine = WeekClosing.cohort.in_([cohort for cohort in cohorts if cohort]) & (WeekClosing.monday >= since)
    mine &= WeekClosing.id.not_in(reopened())
    query: Any = WeekClosing.select(WeekClosing.cohort, WeekClosing.monday, WeekClosing.at).where(mine)
    return {(cohort, monday): at for cohort, monday, at in query.tuples()}
