"""What a check of the journals is counted from: each query counts for whole pages, only what was owed.

A lesson is owed by its substitute, else by those who teach the page that day and are not away; one that
nobody owes (everybody was away, nobody was appointed) is counted nowhere (п. 4.2.2д).
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from peewee import JOIN, Case, Value, fn

from ejournal.db import in_force
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, GroupTeacher, Period
from ejournal.models.enough_marks import counted_marks
from ejournal.models.gradings import mode_on
from ejournal.models.grounds import released
from ejournal.models.journal import Absence, LessonText, Mark, RollCall, Work
from ejournal.models.memos import Annulment
from ejournal.models.outside import OutsideMark, stand
from ejournal.models.people import Enrolment, Informing
from ejournal.models.readiness import Scope, in_span, of_grade, stands
from ejournal.models.sessions import Session
from ejournal.models.stranded import substitute_away
from ejournal.models.substitutions import TeacherAbsence
from ejournal.models.timetable import Lesson

FIRST_GRADE = 1
PLACE = (Lesson.group, Lesson.id, Lesson.date, Lesson.number)


class Written(NamedTuple):
    """What of the owed lessons of a page is written; `teacher` is 0 when all who owed it are meant.

    `due` lessons are those with a homework to give; `…_in_time` was written on the day of the lesson.
    """

    group: int
    teacher: int
    lessons: int
    held: int
    topics: int
    due: int
    homeworks: int
    held_in_time: int
    topics_in_time: int
    homeworks_in_time: int
    from_plan: int
    substituted: int
    substituted_held: int


def written_of_pages(scope: Scope) -> list[Written]:
    """п. 3.7, 4.2.2б, 4.2.2в: by page; a lesson with two teachers is one. One query."""
    taught = GroupTeacher.alias()
    own = Lesson.substitute.is_null() & fn.EXISTS(taught.select(taught.id).where(_there(taught)))
    owed = own | (Lesson.substitute.is_null(False) & ~substitute_away())
    query = Lesson.select(Lesson.group, Value(0), *_counts()).join(Group).where(_over(scope) & owed)
    rows: Any = query.group_by(Lesson.group).tuples()
    return [Written(*row) for row in rows]


def written_of_teachers(scope: Scope) -> list[Written]:
    """п. 3.7, 4.2.2б, 4.2.2в: by page and whoever owed the lessons. One query."""
    taught = GroupTeacher.alias()
    own = Lesson.substitute.is_null() & _there(taught)
    who = fn.COALESCE(Lesson.substitute, taught.person)
    query: Any = Lesson.select(Lesson.group, who, *_counts()).join(Group).switch(Lesson)
    query = query.join(taught, JOIN.LEFT_OUTER, on=own).where(
        _over(scope) & who.is_null(False) & ~substitute_away()
    )
    return [Written(*row) for row in query.group_by(Lesson.group, who).tuples()]


def _over(scope: Scope) -> Any:
    return in_span(scope) & (Lesson.ends_at <= scope.now)


def _there(taught: Any) -> Any:
    """Whether a teacher of the page teaches it on the day of the lesson and is not away."""
    away = TeacherAbsence.select(TeacherAbsence.id).where(
        (TeacherAbsence.person == taught.person) & in_force(TeacherAbsence, Lesson.date)
    )
    return (taught.group == Lesson.group) & in_force(taught, Lesson.date) & ~fn.EXISTS(away)


def _counts() -> tuple[Any, ...]:
    called, topic, homework = held(), _text("topic"), _text("homework")
    in_plan = _text("topic", LessonText.plan_item.is_null(False))
    in_time = LessonText.late_days == 0
    due = Group.kind.in_(LESSON_KINDS) & (Group.grade.is_null() | (Group.grade != FIRST_GRADE))
    given = Lesson.substitute.is_null(False)
    return (
        fn.COUNT(Lesson.id),
        summed(called),
        summed(topic),
        summed(due),
        summed(due & homework),
        summed(held(RollCall.late_days == 0)),
        summed(_text("topic", in_time)),
        summed(due & _text("homework", in_time)),
        summed(in_plan & Group.plan.is_null(False)),
        summed(given),
        summed(given & called),
    )


def summed(condition: Any) -> Any:
    """How many rows a condition holds of."""
    return fn.SUM(Case(None, [(condition, 1)], 0))


def held(*more: Any) -> Any:
    """Whether the attendance of a lesson was saved; `more` are conditions of the roll call."""
    return fn.EXISTS(RollCall.select(RollCall.id).where(RollCall.lesson == Lesson.id, *more))


def _text(field: str, *more: Any) -> Any:
    mine = (LessonText.lesson == Lesson.id) & (LessonText.field == field) & ~LessonText.draft
    return fn.EXISTS(LessonText.select(LessonText.id).where(mine, *more))


class Pair(NamedTuple):
    """A pupil on a page with marks: how many marks there are, and how many lessons were missed."""

    group: int
    pupil: int
    marks: int
    missed: int


def pairs(scope: Scope, settled: timedelta) -> list[Pair]:
    """п. 3.7: the pupils of pages with marks on the last day, with their marks of the span. One query.

    Who came within `settled` days before the last one is not counted, nor who is released. Marks of
    statements of other organisations count.
    """
    counts, missed = _marks(scope).alias("counts"), _missed(scope).alias("missed")
    stated = stand(Group.id, GroupMember.person, scope.first, scope.last).select(fn.COUNT(OutsideMark.id))
    since = max(scope.first, scope.last - settled)
    columns = (Group.id, GroupMember.person, fn.COALESCE(counts.c.marks, 0) + stated)
    query: Any = GroupMember.select(*columns, fn.COALESCE(missed.c.lessons, 0)).join(Group)
    for one in (counts, missed):
        same = (one.c.page == Group.id) & (one.c.pupil == GroupMember.person)
        query = query.switch(GroupMember).join(one, JOIN.LEFT_OUTER, on=same)
    marked = mode_on(scope.last, GroupMember.person) == "five"
    mine = Group.id.in_(list(scope.groups)) & marked & Group.kind.in_(LESSON_KINDS)
    there = in_force(GroupMember, scope.last) & (GroupMember.valid_from <= since) & ~released(scope.last)
    return [Pair(*row) for row in query.where(mine & there).tuples()]


def _marks(scope: Scope) -> Any:
    page, pupil = Lesson.group.alias("page"), Mark.pupil.alias("pupil")
    query: Any = Lesson.select(page, pupil, counted_marks().alias("marks"))
    query = query.join(Work, on=(Work.lesson == Lesson.id)).join(Mark, on=(Mark.work == Work.id))
    return query.where(_over(scope) & stands()).group_by(Lesson.group, Mark.pupil)


def _missed(scope: Scope) -> Any:
    later = Absence.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    page, pupil = Lesson.group.alias("page"), Absence.pupil.alias("pupil")
    query: Any = Lesson.select(page, pupil, fn.COUNT(Lesson.id.distinct()).alias("lessons"))
    query = query.join(Absence, on=(Absence.lesson == Lesson.id))
    gone = Absence.code.not_in(("", "ОП")) & ~fn.EXISTS(newer)
    return query.where(_over(scope) & gone).group_by(Lesson.group, Absence.pupil)


def asked_and_present(scope: Scope) -> tuple[int, int]:
    """О5: of the held lessons of pages with marks: their marks, and how many times pupils were there.

    Two queries.
    """
    later = Absence.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    mine = (Absence.lesson == Lesson.id) & (Absence.pupil == GroupMember.person)
    gone = Absence.select(Absence.id).where(mine & Absence.code.not_in(("", "ОП")) & ~fn.EXISTS(newer))
    five = mode_on(Lesson.date, GroupMember.person) == "five"
    there: Any = Lesson.select(fn.COUNT(GroupMember.id)).join(Group).switch(Lesson)
    member = (GroupMember.group == Lesson.group) & in_force(GroupMember, Lesson.date)
    there = there.join(GroupMember, on=member).where(_over(scope) & held() & five & ~fn.EXISTS(gone))
    given: Any = Lesson.select(fn.COALESCE(counted_marks(), 0)).join(Group).switch(Lesson)
    given = given.join(Work, on=(Work.lesson == Lesson.id)).join(Mark, on=(Mark.work == Work.id))
    given = given.where(_over(scope) & held() & stands() & (mode_on(Lesson.date, Mark.pupil) == "five"))
    return int(given.scalar()), int(there.scalar())


class TermOf(NamedTuple):
    """A period of a page: how many lessons it has in all, its kind and days."""

    lessons: int
    kind: str
    first: date
    last: date


def terms_of_pages(scope: Scope) -> dict[int, TermOf]:
    """By page: the period that the span ends in. One query."""
    days = (Period.kind, Period.valid_from, Period.valid_to)
    query: Any = Lesson.select(Lesson.group, fn.COUNT(Lesson.id), *days)
    query = query.join(Group).join(Period, on=of_grade())
    around = (Period.valid_from <= scope.last) & (Period.valid_to >= scope.first)
    query = query.where(Lesson.group.in_(list(scope.groups)) & around)
    query = query.where(Lesson.date.between(Period.valid_from, Period.valid_to))
    rows = query.group_by(Lesson.group, *days).order_by(Period.valid_from)
    return {group: TermOf(*term) for group, *term in rows.tuples()}


class Timely(NamedTuple):
    """A written work: when the last of its marks was first typed, None when there is none."""

    group: int
    lesson: int
    day: date
    number: int
    kind: str
    ahead: date | None
    typed: datetime | None


def works_of(kinds: Collection[str], scope: Scope) -> list[Timely]:
    """п. 4.5.4: the works of these kinds in the lessons of the span; marks of who was away are later ones.

    One query.
    """
    event, newer = Absence.alias(), Absence.alias()
    away = event.select(event.id).where(
        (event.lesson == Lesson.id) & (event.pupil == Mark.pupil) & event.code.not_in(("", "ОП"))
    )
    away = away.where(~fn.EXISTS(newer.select(newer.id).where(newer.replaces == event.id)))
    ahead = Lesson.alias()
    later = ahead.select(fn.MIN(ahead.date)).where((ahead.group == Lesson.group) & (ahead.date > Lesson.date))
    typed = Mark.select(Mark.at).where((Mark.work == Work.id) & Mark.slip_of.is_null() & ~fn.EXISTS(away))
    newest = typed.order_by(Mark.at.desc()).limit(1)
    query: Any = Lesson.select(*PLACE, Work.kind, later, newest).join(Group)
    query = query.switch(Lesson).join(Work, on=(Work.lesson == Lesson.id))
    mine = _over(scope) & ~Work.removed & Work.kind.in_(list(kinds)) & (mode_on(Lesson.date) != "none")
    return [
        Timely(group, lesson, day, number, kind, _day(following), _moment(at))
        for group, lesson, day, number, kind, following, at in query.where(mine).tuples()
    ]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime | None:
    found: datetime | None = Mark.at.python_value(value)
    return found


def entries(scope: Scope) -> tuple[int, int]:
    """п. 4.5.2: topics, homeworks, roll calls and columns of the lessons; those that came too late."""
    found = [0, 0]
    for table, more in ((LessonText, ~LessonText.draft), (RollCall, True), (Work, ~Work.removed)):
        late = fn.COALESCE(summed(table.late_days > 0), 0)
        query: Any = table.select(fn.COUNT(table.id), late).join(Lesson).where(_over(scope))
        row = (query if more is True else query.where(more)).tuples().first()
        found = [found[0] + row[0], found[1] + row[1]]
    return found[0], found[1]


def annulled(scope: Scope) -> tuple[int, int]:
    """п. 4.5.4: marks of the lessons that were corrected by memo, and all that were set. Two queries."""
    here: Any = Mark.select(fn.COUNT(Mark.id)).join(Work).join(Lesson, on=(Work.lesson == Lesson.id))
    gone = Annulment.select(Annulment.id).where(Annulment.mark == Mark.id)
    standing = here.where(_over(scope) & stands())
    return int(here.where(_over(scope) & fn.EXISTS(gone)).scalar() or 0), int(standing.scalar() or 0)


def electronic(cohorts: Collection[int], day: date) -> list[tuple[int, int, int]]:
    """п. 4.6.1: child, guardian, class of whoever is informed electronically on a day. One query."""
    query: Any = Informing.select(Informing.child, Informing.guardian, Enrolment.cohort)
    query = query.join(Enrolment, on=(Enrolment.person == Informing.child) & in_force(Enrolment, day))
    mine = Informing.electronic & in_force(Informing, day) & Enrolment.cohort.in_(list(cohorts))
    return list(query.where(mine).tuples())


def signed_in(first: datetime, last: datetime) -> set[int]:
    """Everybody who signed in, or had a session still, between two moments. One query."""
    between = (Session.started_at <= last) & (Session.expires_at >= first)
    query: Any = Session.select(Session.person).where(between).distinct()
    return {person for (person,) in query.tuples()}


def pupils_of(cohorts: Collection[int], day: date) -> list[tuple[int, int]]:
    """Class and pupil of these classes on a day. One query."""
    query: Any = Enrolment.select(Enrolment.cohort, Enrolment.person)
    mine = Enrolment.cohort.in_(list(cohorts)) & in_force(Enrolment, day)
    return list(query.where(mine).tuples())
