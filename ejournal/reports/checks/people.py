"""Checks of attendance, and of how many control works a class has."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import fn

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupMember
from ejournal.models.journal import Absence, RollCall, Work
from ejournal.models.people import Enrolment
from ejournal.models.readiness import in_span
from ejournal.models.timetable import Lesson, monday_of
from ejournal.reports.checks.asked import PLACE, Asked, Found, absences, away, of_class
from ejournal.reports.readiness import WEEK, open_weeks
from ejournal.rules.attendance import ABSENT
from ejournal.rules.plans import CONTROLS
from ejournal.wording import span


def open_weeks_of(asked: Asked) -> list[Found]:
    """п. 4.4.3: weeks that are over and that the class teacher has not closed."""
    scope = asked.scope
    weeks = open_weeks(list(asked.cohorts), scope.first, scope.last, scope.now.date())
    return [of_class("weeks", cohort, day, words=span(day, day + WEEK)) for cohort, day in weeks]


def absent_between(asked: Asked) -> list[Found]:
    """п. 4.5.2: a pupil absent from one lesson who was at the one before and at the one after.

    Two queries: those that stand alone in their day are few.
    """
    rows: Any = (
        absences().select(Absence.id, Absence.pupil, Lesson.date, Lesson.number).where(in_span(asked.scope))
    )
    times = {(pupil, day, number): event for event, pupil, day, number in rows.tuples()}
    alone = [
        event
        for (pupil, day, number), event in times.items()
        if (pupil, day, number - 1) not in times and (pupil, day, number + 1) not in times
    ]
    if not alone:
        return []
    query: Any = absences().select(*PLACE, Absence.pupil).where(Absence.id.in_(alone))
    both = fn.EXISTS(_beside(-1)) & fn.EXISTS(_beside(1))
    return [Found("absent_between", *row) for row in query.where(both).tuples()]


def _beside(step: int) -> Any:
    """A held lesson that the absent pupil attended right before (-1) or after (1), as a subquery."""
    beside, member = Lesson.alias(), GroupMember.alias()
    query: Any = member.select(member.id).join(beside, on=(beside.group == member.group))
    query = query.where((member.person == Absence.pupil) & in_force(member, Lesson.date))
    query = query.where((beside.date == Lesson.date) & (beside.number == Lesson.number + step))
    called = RollCall.select(RollCall.id).where(RollCall.lesson == beside.id)
    return query.where(fn.EXISTS(called) & ~fn.EXISTS(away(beside.id, Absence.pupil)))


def absent_days(asked: Asked) -> list[Found]:
    """Pupils with absences on so many days whose reason nobody has told (п. 4.4.2)."""
    days = fn.COUNT(Lesson.date.distinct())
    query: Any = absences().select(Enrolment.cohort, Absence.pupil, days, fn.MAX(Lesson.id))
    query = query.join(Enrolment, on=(Enrolment.person == Absence.pupil) & in_force(Enrolment, Lesson.date))
    query = query.where(Lesson.date.between(asked.scope.first, asked.scope.last) & (Absence.code == ABSENT))
    query = query.where(Enrolment.cohort.in_(list(asked.cohorts)))
    query = query.group_by(Enrolment.cohort, Absence.pupil)
    rows: Any = query.having(days >= asked.settings.check_absent_days).tuples()
    last = min(asked.scope.last, asked.scope.now.date())
    return [
        of_class("absent_days", cohort, last, pupil=pupil, amount=count)._replace(lesson=lesson)
        for cohort, pupil, count, lesson in rows
    ]


def controls(asked: Asked) -> Iterator[Found]:
    """п. 4.2.2б: days and weeks on which a class has more control works than the school allows.

    Works in the parts of a class, or two in one lesson, are one work for each pupil.
    """
    columns = (Group.cohort, Group.subject, Lesson.date, fn.MIN(Lesson.id))
    query: Any = Lesson.select(*columns).join(Group).switch(Lesson).join(Work, on=(Work.lesson == Lesson.id))
    query = query.where(in_span(asked.scope) & ~Work.removed & Work.kind.in_(list(CONTROLS)))
    query = query.where(Group.cohort.is_null(False)).group_by(Group.cohort, Group.subject, Lesson.date)
    given: Any = query.order_by(Lesson.date).tuples()
    days: dict[tuple[int, date], list[int]] = defaultdict(list)
    weeks: dict[tuple[int, date], list[int]] = defaultdict(list)
    for cohort, _, day, lesson in given:
        days[cohort, day].append(lesson)
        weeks[cohort, monday_of(day)].append(lesson)
    yield from _too_many("controls_day", days, asked.settings.check_controls_day)
    yield from _too_many("controls_week", weeks, asked.settings.check_controls_week)


def _too_many(code: str, times: dict[tuple[int, date], list[int]], limit: int) -> Iterator[Found]:
    for (cohort, day), lessons in times.items():
        if len(lessons) > limit:
            words = span(day, day + WEEK) if code == "controls_week" else ""
            first = of_class(code, cohort, day, amount=len(lessons), words=words)
            yield first._replace(lesson=lessons[limit])
