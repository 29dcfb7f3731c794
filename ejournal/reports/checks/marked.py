"""Checks of marks: those that cannot stand as they do, and pupils who are asked too seldom."""

from datetime import timedelta
from typing import Any

from peewee import Case, fn

from ejournal.db import in_force, in_utc
from ejournal.models.curriculum import LESSON_KINDS, DayOff, Group, GroupMember, Period
from ejournal.models.gradings import Grading, mode_on
from ejournal.models.journal import Absence, Mark, Work
from ejournal.models.memos import Annulment, Memo
from ejournal.models.outside import stand
from ejournal.models.readiness import in_span, of_grade, stands
from ejournal.models.terms import TermMark, TermMarkReversal
from ejournal.models.timetable import Lesson
from ejournal.reports import readiness
from ejournal.reports.checks.asked import (
    PLACE,
    Asked,
    Found,
    absences,
    away,
    held,
    marks,
    marks_of_lesson,
    of_lesson,
    of_page,
    over,
)
from ejournal.rules import works
from ejournal.rules.checks import LONGEST_CHECKING, NO_VALUE
from ejournal.rules.marks import PAIRS, SCALES, split

CELL = (*PLACE, Mark.pupil, Work.kind)
SHORT_WORKS = tuple(kind.code for kind in works.KINDS if kind.weight < readiness.HEAVY and not kind.oral)


def _found(code: str, query: Any) -> list[Found]:
    return [Found(code, *row) for row in query.tuples()]


def unmarked(asked: Asked) -> list[Found]:
    """п. 4.5.4: control works and the like without a mark of everybody who was there, past their deadline."""
    today = asked.scope.now.date()
    return [one for one in unmarked_yet(asked) if one.due and one.due < today]


def unmarked_yet(asked: Asked) -> list[Found]:
    """п. 4.5.4: the same with those that it is still time for."""
    found = readiness.unmarked_by(asked.pages, asked.scope)
    return [
        of_lesson("works", lack, pupil=lack.pupil, work=lack.what, amount=lack.pupils, due=due)
        for lack, due in found
    ]


def empty_works(asked: Asked) -> list[Found]:
    """п. 4.5.4: columns of other written works that have no mark when every norm of checking has passed."""
    any_mark = Mark.select(Mark.id).where(Mark.work == Work.id)
    query: Any = Lesson.select(*PLACE, Work.kind).join(Group).switch(Lesson)
    query = query.join(Work, on=(Work.lesson == Lesson.id)).where(in_span(asked.scope))
    old = Lesson.date < asked.scope.now.date() - timedelta(days=LONGEST_CHECKING)
    query = query.where(old & ~Work.removed & Work.kind.in_(SHORT_WORKS) & (mode_on(Lesson.date) != "none"))
    rows: Any = query.where(~fn.EXISTS(any_mark)).tuples()
    return [of_lesson("empty_work", row, work=row[5]) for row in rows]


def mark_absent(asked: Asked) -> list[Found]:
    """п. 4.5.4: a mark of a pupil who was not at the lesson."""
    query: Any = absences().select(*PLACE, Mark.pupil, Work.kind).switch(Lesson)
    query = query.join(Work, on=(Work.lesson == Lesson.id)).join(Mark, on=(Mark.work == Work.id))
    same = Mark.pupil + 0 == Absence.pupil
    return _found("mark_absent", query.where(in_span(asked.scope) & same & stands()))


def mark_off(asked: Asked) -> list[Found]:
    """п. 4.5.4: lessons with marks on a day off, of everybody or of the class."""
    own = DayOff.cohort.is_null() | (DayOff.cohort == Group.cohort)
    off = DayOff.select(DayOff.id).where(own & Lesson.date.between(DayOff.valid_from, DayOff.valid_to))
    query: Any = Lesson.select(*PLACE).join(Group).where(in_span(asked.scope) & fn.EXISTS(off))
    return _found("mark_off", query.where(fn.EXISTS(marks_of_lesson())))


def odd_marks(asked: Asked) -> list[Found]:
    """п. 4.5.4: marks typed before their lesson, outside the scale, or of who is not in the group.

    One query for the three, for it goes through every mark.
    """
    scale = [(*SCALES["five"], *PAIRS), SCALES["pass"]]
    mode = mode_on(Lesson.date, Mark.pupil)
    own_scale = Case(None, [(mode == "five", Mark.value.in_(scale[0]))], Mark.value.in_(scale[1]))
    member = GroupMember.select(GroupMember.id).where(
        (GroupMember.group == Lesson.group) & (GroupMember.person == Mark.pupil)
    )
    member = member.where(in_force(GroupMember, Lesson.date))
    early, strange, known = Mark.at < Lesson.starts_at, ~own_scale, fn.EXISTS(member)
    code = Case(None, [(early, "mark_early"), (strange, "mark_scale")], "mark_stranger")
    query: Any = marks().select(code, *CELL).where(in_span(asked.scope) & (mode != "none"))
    return [Found(*row) for row in query.where((early | strange | ~known) & stands()).tuples()]


def mark_none(asked: Asked) -> list[Found]:
    """п. 4.5.4: marks of who learns without them: grade 1, pages and pupils that the school says so of."""
    without = mode_on(Lesson.date, Mark.pupil) == "none"
    some = (Group.grading == "none") | Group.id.in_(Grading.select(Grading.group))
    query: Any = marks().select(*CELL).where(in_span(asked.scope) & some & without & stands())
    return _found("mark_none", query)


def annulled(asked: Asked) -> list[Found]:
    """п. 4.5.4: marks that were annulled by a memo, with its number."""
    query: Any = Annulment.select(*CELL, Memo.number).join(Memo).switch(Annulment)
    query = query.join(Mark).join(Work).join(Lesson, on=(Work.lesson == Lesson.id))
    rows: Any = query.where(in_span(asked.scope)).tuples()
    return [Found("annulled", *row[:7])._replace(words=f"записка № {row[7]}") for row in rows]


def term_empty(asked: Asked) -> list[Found]:
    """п. 4.5.5: term marks of pupils who have no mark in the term on the page, nor one by a statement."""
    given = Mark.select(Mark.id).join(Work).join(Lesson, on=(Work.lesson == Lesson.id))
    given = given.where((Lesson.group == TermMark.group) & (Mark.pupil + 0 == TermMark.pupil) & stands())
    given = given.where(Lesson.date.between(Period.valid_from, Period.valid_to))
    stated = stand(TermMark.group, TermMark.pupil, Period.valid_from, Period.valid_to)
    later = TermMark.alias()
    newer = later.select(later.id).where(later.replaces == TermMark.id)
    columns = (TermMark.group, TermMark.pupil, Period.id, Period.valid_to, TermMark.value)
    query: Any = TermMark.select(*columns).join(Period).switch(TermMark).join(Group)
    query = query.where(TermMark.group.in_(list(asked.scope.groups)))
    query = query.where(mode_on(Period.valid_to, TermMark.pupil) != "none")
    query = query.where((Period.valid_to >= asked.scope.first) & (Period.valid_from <= asked.scope.last))
    query = query.where(TermMark.value.not_in(NO_VALUE) & ~fn.EXISTS(newer) & ~fn.EXISTS(given))
    gone = TermMarkReversal.select(TermMarkReversal.mark)
    query = query.where(~fn.EXISTS(stated) & TermMark.id.not_in(gone))
    return [
        Found("term_empty", group, 0, day, 0, None, pupil, period=period, words=f"стоит «{value}»")
        for group, pupil, period, day, value in query.tuples()
    ]


def long_without(asked: Asked) -> list[Found]:
    """п. 4.5.4: pupils without a mark on more than so many last lessons of a page, not counting absences.

    Counted since the pupil came to the group: who has just arrived was not left unasked for long.
    """
    since = _attended_since(asked)
    page, pupil = since.c.page, since.c.pupil
    given = Mark.select(Mark.id).join(Work).join(Lesson, on=(Work.lesson == Lesson.id))
    given = given.where((Lesson.group == page) & (Lesson.date >= since.c.day) & in_span(asked.scope))
    given = given.where((Mark.pupil + 0 == pupil) & stands())
    query: Any = Group.select(page, pupil).join(since, on=(Group.id == page)).with_cte(since)
    query = query.where(since.c.day.is_null(False) & ~fn.EXISTS(given))
    today, more = min(asked.scope.last, asked.scope.now.date()), asked.settings.check_without_mark
    return [of_page("long_without", page, today, pupil=pupil, amount=more) for page, pupil in query.tuples()]


def _attended_since(asked: Asked) -> Any:
    """For each pupil of a page with marks the day since which just too many lessons were attended."""
    today, more = min(asked.scope.last, asked.scope.now.date()), asked.settings.check_without_mark
    was_there = in_force(GroupMember, Lesson.date) & ~fn.EXISTS(away(Lesson.id, GroupMember.person))
    mine = Lesson.select(Lesson.date).where((Lesson.group == GroupMember.group) & over(asked))
    mine = mine.where(held() & was_there).order_by(Lesson.date.desc(), Lesson.number.desc())
    day = mine.limit(1).offset(more).alias("day")
    columns = (GroupMember.group.alias("page"), GroupMember.person.alias("pupil"), day)
    query: Any = GroupMember.select(*columns).join(Group)
    query = query.where((mode_on(today, GroupMember.person) == "five") & Group.kind.in_(LESSON_KINDS))
    query = query.where(GroupMember.group.in_(list(asked.scope.groups)) & in_force(GroupMember, today))
    return query.cte("since", materialized=True)


TWOS = ("2", *(pair for pair in PAIRS if "2" in split(pair)))
BETTER = tuple(value for value in (*SCALES["five"], *PAIRS) if value not in TWOS)


def _twos(asked: Asked) -> Any:
    return marks().select(*CELL).where(in_span(asked.scope) & Mark.value.in_(TWOS) & stands())


def two_left(asked: Asked) -> list[Found]:
    """A «2» without a better mark on the page within the next lessons, when all of them are over."""
    within = asked.settings.check_next_lessons
    ahead, given, better, work = Lesson.alias(), Lesson.alias(), Mark.alias(), Work.alias()
    after = (ahead.group == Lesson.group) & (ahead.date >= Lesson.date) & (ahead.starts_at > Lesson.starts_at)
    in_order = ahead.select(ahead.ends_at).where(after).order_by(ahead.date, ahead.number)
    last = in_order.limit(1).offset(within - 1)
    put_right = better.select(better.id).join(work, on=(better.work == work.id))
    put_right = put_right.join(given, on=(work.lesson == given.id))
    put_right = put_right.where((better.pupil + 0 == Mark.pupil) & better.value.in_(BETTER))
    put_right = put_right.where((given.group == Lesson.group) & (given.starts_at > Lesson.starts_at))
    put_right = put_right.where((given.date >= Lesson.date) & (given.ends_at <= last) & stands(better))
    return _found("two_left", _twos(asked).where((last <= in_utc(asked.scope.now)) & ~fn.EXISTS(put_right)))


def two_edge(asked: Asked) -> list[Found]:
    """A «2» on the first or the last lesson of the page in a period."""
    query: Any = _twos(asked).join(Period, on=of_grade())
    query = query.where(Lesson.date.between(Period.valid_from, Period.valid_to))
    other = Lesson.alias()
    beside = other.select(other.id).where(
        (other.group == Lesson.group) & other.date.between(Period.valid_from, Period.valid_to)
    )
    before, after = beside.where(other.date < Lesson.date), beside.where(other.date > Lesson.date)
    return _found("two_edge", query.where(~fn.EXISTS(before) | ~fn.EXISTS(after)))


def two_after(asked: Asked) -> list[Found]:
    """A «2» on the lesson of the page that follows one at which the pupil was absent."""
    earlier = Lesson.alias()
    before = (earlier.group == Lesson.group) & (earlier.date <= Lesson.date)
    last = earlier.select(earlier.id).where(before & (earlier.starts_at < Lesson.starts_at))
    last = last.order_by(earlier.date.desc(), earlier.number.desc()).limit(1)
    return _found("two_after", _twos(asked).where(fn.EXISTS(away(last, Mark.pupil))))
