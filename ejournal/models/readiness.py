"""What the journal of some classes lacks in a span of days: each query gives only what is missing."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import fn

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupMember, Period, Subject
from ejournal.models.journal import Absence, LessonText, Mark, MarkWithdrawal, RollCall, Work
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson


class Lack(NamedTuple):
    """A lesson that lacks something; `pupils` have no mark of a work, whose kind is `what`."""

    cohort: int
    group: int
    group_name: str
    subject: str
    lesson: int
    day: date
    number: int
    what: str = ""
    pupils: int = 0


COLUMNS = (Group.cohort, Group.id, Group.name, Subject.name, Lesson.id, Lesson.date, Lesson.number)


def _lessons(cohorts: Collection[int], first: date, last: date, now: datetime, *columns: Any) -> Any:
    over = Lesson.date.between(first, last) & (Lesson.ends_at <= now)
    query = Lesson.select(*COLUMNS, *columns).join(Group).join(Subject).switch(Lesson)
    return query.where(Group.cohort.in_(list(cohorts)) & over)


def unheld(cohorts: Collection[int], first: date, last: date, now: datetime) -> list[Lack]:
    """п. 4.5.2: lessons that are over and have no attendance."""
    held = RollCall.select(RollCall.id).where(RollCall.lesson == Lesson.id)
    query = _lessons(cohorts, first, last, now).where(~fn.EXISTS(held))
    return [Lack(*row) for row in query.order_by(Lesson.date, Lesson.number).tuples()]


def unwritten(field: str, cohorts: Collection[int], first: date, last: date, now: datetime) -> list[Lack]:
    """п. 3.6, 4.5.3: held lessons without a confirmed topic, or homework."""
    held = RollCall.select(RollCall.id).where(RollCall.lesson == Lesson.id)
    same = (LessonText.lesson == Lesson.id) & (LessonText.field == field) & ~LessonText.draft
    query = _lessons(cohorts, first, last, now).where(fn.EXISTS(held))
    query = query.where(~fn.EXISTS(LessonText.select(LessonText.id).where(same)))
    return [Lack(*row) for row in query.order_by(Lesson.date, Lesson.number).tuples()]


def unmarked(
    kinds: Collection[str],
    absences: Collection[str],
    cohorts: Collection[int],
    first: date,
    last: date,
    now: datetime,
) -> list[Lack]:
    """п. 4.5.4: works of these kinds with how many pupils were there and have no mark of them.

    `absences` are the codes of those who were not there.
    """
    later, mark = Absence.alias(), Mark.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    away = Absence.select(Absence.id).where(
        (Absence.lesson == Lesson.id)
        & (Absence.pupil == GroupMember.person)
        & Absence.code.in_(list(absences))
        & ~fn.EXISTS(newer)
    )
    slips = mark.select(mark.id).where(mark.slip_of == Mark.id)
    withdrawn = MarkWithdrawal.select(MarkWithdrawal.id).where(MarkWithdrawal.mark == Mark.id)
    has = Mark.select(Mark.id).where(
        (Mark.work == Work.id)
        & (Mark.pupil == GroupMember.person)
        & ~fn.EXISTS(slips)
        & ~fn.EXISTS(withdrawn)
    )
    query = (
        _lessons(cohorts, first, last, now, Work.kind, fn.COUNT(GroupMember.id))
        .join(Work, on=((Work.lesson == Lesson.id) & ~Work.removed & Work.kind.in_(list(kinds))))
        .switch(Lesson)
        .join(GroupMember, on=((GroupMember.group == Lesson.group) & in_force(GroupMember, Lesson.date)))
        .where((Group.grading != "none") & ~fn.EXISTS(away) & ~fn.EXISTS(has))
        .group_by(*COLUMNS, Work.id, Work.kind)
        .order_by(Lesson.date, Lesson.number)
    )
    return [Lack(*row) for row in query.tuples()]


class TermLack(NamedTuple):
    """A group and a period in which so many pupils have no term mark."""

    cohort: int
    group: int
    group_name: str
    subject: str
    period: int
    kind: str
    number: int
    pupils: int


def without_term_marks(cohorts: Collection[int], first: date, last: date, today: date) -> list[TermLack]:
    """Term marks of the periods of a span that have ended."""
    has = TermMark.select(TermMark.id).where(
        (TermMark.group == Group.id) & (TermMark.pupil == GroupMember.person) & (TermMark.period == Period.id)
    )
    lessons = Lesson.select(Lesson.id).where(
        (Lesson.group == Group.id) & Lesson.date.between(Period.valid_from, Period.valid_to)
    )
    columns = (Group.cohort, Group.id, Group.name, Subject.name, Period.id, Period.kind, Period.number)
    query: Any = (
        Group.select(*columns, fn.COUNT(GroupMember.id))
        .join(Subject)
        .switch(Group)
        .join(
            Period,
            on=(
                (Period.year == Group.year)
                & (Period.grade_from <= Group.grade)
                & (Period.grade_to >= Group.grade)
            ),
        )
        .join(GroupMember, on=((GroupMember.group == Group.id) & in_force(GroupMember, Period.valid_to)))
        .where(
            Group.cohort.in_(list(cohorts))
            & (Group.grading != "none")
            & Group.kind.in_(["class", "part", "home"])
        )
        .where((Period.valid_from >= first) & (Period.valid_to <= last) & (Period.valid_to < today))
        .where(~fn.EXISTS(has) & fn.EXISTS(lessons))
        .group_by(*columns)
        .order_by(Subject.name, Group.name, Period.number)
    )
    return [TermLack(*row) for row in query.tuples()]


def classes(year: SchoolYear) -> list[tuple[int, int, str]]:
    """Class, grade and letter of the classes of a year, in order."""
    query: Any = ClassYear.select(ClassYear.cohort, ClassYear.grade, ClassYear.letter)
    return list(query.where(ClassYear.year == year).order_by(ClassYear.grade, ClassYear.letter).tuples())
