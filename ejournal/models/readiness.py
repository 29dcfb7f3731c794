"""What the pages of a journal lack in a span of days: each query gives only what is missing."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from peewee import Expression, Tuple, Value, fn

from ejournal.db import in_force, touch
from ejournal.models.curriculum import (
    LESSON_KINDS,
    NO_HOMEWORK,
    Group,
    GroupMember,
    GroupTeacher,
    Period,
    Subject,
)
from ejournal.models.gradings import mode_on
from ejournal.models.grounds import released
from ejournal.models.journal import Absence, HandIn, LessonText, Mark, MarkWithdrawal, RollCall, Work
from ejournal.models.people import ClassYear, Duty, Enrolment, SchoolYear
from ejournal.models.terms import TermMark, taken_back
from ejournal.models.timetable import Lesson


class Scope(NamedTuple):
    """Which pages are asked about, in which days; only what is over at `now` (school time) can be lacking."""

    groups: Collection[int]
    first: date
    last: date
    now: datetime


class PageOf(NamedTuple):
    """A page of the journal of a class; `own_class` is None for a mixed group, which has several."""

    cohort: int
    group: int
    name: str
    subject: str
    grade: int | None
    own_class: int | None
    kind: str = "class"


class Lack(NamedTuple):
    """A lesson that lacks something; `pupils` have no mark of a work, whose kind is `what`, or one in entry.

    `ahead` is the day of the next lesson of the page, `pupil` one of those without a mark, when asked for.
    """

    group: int
    lesson: int
    day: date
    number: int
    substitute: int | None
    pupils: int = 0
    what: str = ""
    ahead: date | None = None
    pupil: int = 0


class TermLack(NamedTuple):
    """A page and a period in which so many pupils lack something."""

    group: int
    period: int
    kind: str
    number: int
    pupils: int


LESSON = (Lesson.group, Lesson.id, Lesson.date, Lesson.number, Lesson.substitute)
DAY = timedelta(days=1)


def classes(year: SchoolYear) -> list[tuple[int, int, str]]:
    """Class, grade and letter of the classes of a year, in order."""
    query: Any = ClassYear.select(ClassYear.cohort, ClassYear.grade, ClassYear.letter)
    return list(query.where(ClassYear.year == year).order_by(ClassYear.grade, ClassYear.letter).tuples())


def pages(year: SchoolYear, cohorts: Collection[int], first: date, last: date) -> list[PageOf]:
    """п. 2.1: the pages of these classes, those of mixed groups under every class that has pupils there."""
    columns = (Group.id, Group.name, Subject.name, Group.grade, Group.cohort, Group.kind)
    own: Any = Group.select(Group.cohort, *columns).join(Subject)
    own = own.where((Group.year == year) & Group.cohort.in_(list(cohorts)))
    mixed: Any = (
        Group.select(Enrolment.cohort, *columns)
        .join(Subject)
        .switch(Group)
        .join(GroupMember, on=(GroupMember.group == Group.id) & touch(GroupMember, first, last))
        .join(Enrolment, on=(Enrolment.person == GroupMember.person) & touch(Enrolment, first, last))
        .where((Group.year == year) & (Group.kind == "mixed") & Enrolment.cohort.in_(list(cohorts)))
        .distinct()
    )
    return [PageOf(*row) for row in [*own.tuples(), *mixed.tuples()]]


def classless_pages(year: SchoolYear) -> list[PageOf]:
    """п. 2.1: the pages of clubs and after-school groups, which are of no class; their `cohort` is 0."""
    columns = (Value(0), Group.id, Group.name, Subject.name, Group.grade, Group.cohort, Group.kind)
    query: Any = Group.select(*columns).join(Subject)
    none = Group.cohort.is_null() & (Group.kind != "mixed")
    return [PageOf(*row) for row in query.where((Group.year == year) & none).tuples()]


def pages_of_teacher(year: SchoolYear, teacher: int) -> set[int]:
    """The pages of a year that somebody ever taught, or has a lesson of as a substitute."""
    own: Any = GroupTeacher.select(GroupTeacher.group).join(Group)
    own = own.where((GroupTeacher.person == teacher) & (Group.year == year))
    given: Any = Lesson.select(Lesson.group).where(Lesson.substitute == teacher)
    given = given.where(Lesson.date.between(year.valid_from, year.valid_to))
    return {row[0] for row in own.union(given).tuples()}


def pages_taught(teacher: int, first: date, last: date) -> set[int]:
    """п. 4.2.2: the pages that somebody teaches on a day of a span."""
    mine = (GroupTeacher.person == teacher) & touch(GroupTeacher, first, last)
    query: Any = GroupTeacher.select(GroupTeacher.group).where(mine).tuples()
    return {row[0] for row in query}


def pages_given(teacher: int, first: date, last: date) -> set[int]:
    """п. 4.2.2: the pages of which somebody has given a lesson instead of another in a span."""
    given = (Lesson.substitute == teacher) & Lesson.date.between(first, last)
    query: Any = Lesson.select(Lesson.group).where(given).distinct().tuples()
    return {row[0] for row in query}


def over(scope: Scope) -> Any:
    """The lessons that are over; a query, to be counted or listed."""
    return Lesson.select().where(in_span(scope) & (Lesson.ends_at <= scope.now))


def in_span(scope: Scope) -> Expression:
    """The lessons of the pages and days that are asked about."""
    here: Expression = Lesson.group.in_(list(scope.groups)) & Lesson.date.between(scope.first, scope.last)
    return here


def unheld(scope: Scope) -> Any:
    """п. 4.5.2: lessons that are over and have no attendance; a query, to be counted or listed."""
    return over(scope).where(~fn.EXISTS(roll_calls()))


def unwritten(field: str, scope: Scope, empty: bool = False) -> Any:
    """п. 3.6, 4.5.3: held lessons without a confirmed topic, or homework; to be counted or listed.

    `empty`: those that are over and were not held as well.
    Homework is asked of lessons that have it: not of a ГПД, ДО or внеурочная деятельность.
    """
    same = (LessonText.lesson == Lesson.id) & (LessonText.field == field) & ~LessonText.draft
    written = LessonText.select(LessonText.id).where(same)
    lacking = over(scope).where(~fn.EXISTS(written))
    if not empty:
        lacking = lacking.where(fn.EXISTS(roll_calls()))
    if field != "homework":
        return lacking
    without = Group.select(Group.id).where(Group.kind.in_(NO_HOMEWORK))
    return lacking.where(Lesson.group.not_in(without))


def roll_calls() -> Any:
    """What tells that a lesson is held."""
    return RollCall.select(RollCall.id).where(RollCall.lesson == Lesson.id)


def counted(query: Any) -> dict[int, int]:
    """How many lessons of such a query each page has."""
    return dict(query.select(Lesson.group, fn.COUNT(Lesson.id)).group_by(Lesson.group).tuples())


def listed(query: Any) -> list[Lack]:
    """The lessons of such a query, in order."""
    rows = query.select(*LESSON).order_by(Lesson.date, Lesson.number, Lesson.id).tuples()
    return [Lack(*row) for row in rows]


def in_entry(scope: Scope) -> list[Lack]:
    """п. 4.5.4: lessons with marks that are not set yet: a paper made now would be without them."""
    after = HandIn.select(HandIn.id).where((HandIn.lesson == Lesson.id) & (HandIn.at >= Mark.at))
    query: Any = (
        Lesson.select(*LESSON, fn.COUNT(Mark.id))
        .join(Work, on=(Work.lesson == Lesson.id))
        .join(Mark, on=(Mark.work == Work.id))
        .where(in_span(scope) & (Mark.entry_until > scope.now) & stands() & ~fn.EXISTS(after))
        .group_by(*LESSON)
        .order_by(Lesson.date, Lesson.number, Lesson.id)
    )
    return [Lack(*row) for row in query.tuples()]


def unmarked(kinds: Collection[str], absent: Collection[str], scope: Scope) -> list[Lack]:
    """п. 4.5.4: works of these kinds with how many pupils were there and have no mark of them.

    `absent` are the codes of who was not there.
    """
    later, next_one = Absence.alias(), Lesson.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    away = Absence.select(Absence.id).where(
        (Absence.lesson == Lesson.id)
        & (Absence.pupil == GroupMember.person)
        & Absence.code.in_(list(absent))
        & ~fn.EXISTS(newer)
    )
    ahead = (next_one.group == Lesson.group) & (next_one.date > Lesson.date)
    following = next_one.select(fn.MIN(next_one.date)).where(ahead)
    query: Any = (
        over(scope)
        .select(*LESSON, fn.COUNT(GroupMember.id), Work.kind, following, fn.MIN(GroupMember.person))
        .join(Group)
        .switch(Lesson)
        .join(Work, on=((Work.lesson == Lesson.id) & ~Work.removed & Work.kind.in_(list(kinds))))
        .switch(Lesson)
        .join(GroupMember, on=((GroupMember.group == Lesson.group) & in_force(GroupMember, Lesson.date)))
        .where(~fn.EXISTS(_mark()) & ~fn.EXISTS(away) & ~released(Lesson.date))
        .where(mode_on(Lesson.date, GroupMember.person) != "none")
        .group_by(*LESSON, Work.id, Work.kind)
        .order_by(Lesson.date, Lesson.number, Work.id)
    )
    return [Lack(*row) for row in query.tuples()]


def _mark() -> Any:
    """A mark of the cell; `+ 0` keeps SQLite from reading all marks that the pupil ever got."""
    mine = (Mark.work == Work.id) & (Mark.pupil + 0 == GroupMember.person)
    return Mark.select(Mark.id).where(mine & stands())


def stands(mark: Any = Mark) -> Expression:
    """Whether a mark was neither retyped nor taken back."""
    later = Mark.alias()
    retyped = later.select(later.id).where(later.slip_of == mark.id)
    withdrawn = MarkWithdrawal.select(MarkWithdrawal.id).where(MarkWithdrawal.mark == mark.id)
    condition: Expression = ~fn.EXISTS(retyped) & ~fn.EXISTS(withdrawn)
    return condition


def without_term_marks(scope: Scope) -> list[TermLack]:
    """п. 4.5.5: pages and ended periods with how many pupils have no term mark."""
    ended = Period.valid_to < scope.now.date()
    return by_period(term_pupils(scope, Period.valid_to).where(ended))


def of_grade() -> Expression:
    """Whether a period is one of the grade of a page."""
    grades: Expression = (Period.grade_from <= Group.grade) & (Period.grade_to >= Group.grade)
    own = (Group.term_kind.is_null() & Period.extra.is_null()) | (Group.term_kind == Period.kind)
    same: Expression = (Period.year == Group.year) & grades & own
    return same


def term_pupils(scope: Scope, day: Any) -> Any:
    """Pages, periods of the span and their pupils on a day without a term mark, where there were lessons."""
    has = TermMark.select(TermMark.id).where(
        (TermMark.group == Group.id)
        & (TermMark.pupil == GroupMember.person)
        & (TermMark.period == Period.id)
        & TermMark.replaces.is_null()  # the first decision; its index has them alone
        & Tuple(TermMark.group, TermMark.pupil, TermMark.period).not_in(taken_back())
    )
    lessons = Lesson.select(Lesson.id).where(
        (Lesson.group == Group.id) & Lesson.date.between(Period.valid_from, Period.valid_to)
    )
    return (
        Group.select()
        .join(Period, on=of_grade())
        .join(GroupMember, on=((GroupMember.group == Group.id) & in_force(GroupMember, day)))
        .where(Group.id.in_(list(scope.groups)) & Group.kind.in_(LESSON_KINDS))
        .where(mode_on(Period.valid_to, GroupMember.person) != "none")
        .where((Period.valid_from >= scope.first) & (Period.valid_to <= scope.last))
        .where(fn.EXISTS(lessons) & ~fn.EXISTS(has))
    )


def by_period(query: Any) -> list[TermLack]:
    columns = (Group.id, Period.id, Period.kind, Period.number)
    rows = query.select(*columns, fn.COUNT(GroupMember.id)).group_by(*columns)
    return [TermLack(*row) for row in rows.order_by(Period.number, Group.id).tuples()]


def teaching(groups: Collection[int]) -> list[tuple[int, int, date, date | None]]:
    """Page, teacher, first and last day of everybody who ever taught one of these pages."""
    columns = (GroupTeacher.group, GroupTeacher.person, GroupTeacher.valid_from, GroupTeacher.valid_to)
    query: Any = GroupTeacher.select(*columns).where(GroupTeacher.group.in_(list(groups)))
    return list(query.order_by(GroupTeacher.id).tuples())


def class_teachers(day: date) -> list[tuple[int, int]]:
    """п. 4.4: class and class teacher of every class that has one on a day."""
    mine = (Duty.role == "class_teacher") & in_force(Duty, day)
    query: Any = Duty.select(Duty.cohort, Duty.person).where(mine).order_by(Duty.id)
    return list(query.tuples())
