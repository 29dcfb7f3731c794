"""Checks of lessons: what is not written, by whom it is owed, when they are."""

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import Case, fn

from ejournal.db import in_force
from ejournal.models import readiness
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, GroupTeacher
from ejournal.models.enough_marks import counted_marks
from ejournal.models.gradings import mode_on
from ejournal.models.journal import Mark, Work
from ejournal.models.moves import was_moved
from ejournal.models.readiness import Lack, in_span
from ejournal.models.school_days import DayLike
from ejournal.models.stranded import substitute_away
from ejournal.models.substitutions import Replacement, TeacherAbsence
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.reports.checks.asked import PLACE, Asked, Found, held, marks_of_lesson, of_lesson, over, weekday
from ejournal.rules.checks import FIRST_GRADE, marks_due


def _places(code: str, lacks: Iterable[Lack]) -> list[Found]:
    return [Found(code, *lack[:5]) for lack in lacks]


def attendance(asked: Asked) -> Iterator[Found]:
    """п. 4.5.2: lessons that are over and not held.

    One whose teachers were all away is owed by nobody of them: who gives it is not decided (п. 4.2.2д).
    """
    for lack in readiness.listed(readiness.unheld(asked.scope).where(~_uncovered())):
        yield of_lesson("attendance", lack)


def uncovered(asked: Asked) -> list[Found]:
    """п. 4.2.2д: lessons of an absent teacher that somebody must decide about."""
    return _places("uncovered", readiness.listed(readiness.unheld(asked.scope).where(_uncovered())))


def _uncovered() -> Any:
    """Whether somebody teaches the page on the day, nobody of them is there, and nobody substitutes, or
    who was to substitute is away too.
    """
    taught, there = GroupTeacher.alias(), GroupTeacher.alias()
    gone = TeacherAbsence.select(TeacherAbsence.id).where(
        (TeacherAbsence.person == there.person) & in_force(TeacherAbsence, Lesson.date)
    )
    any_teacher = taught.select(taught.id).where(
        (taught.group == Lesson.group) & in_force(taught, Lesson.date)
    )
    present = there.select(there.id).where((there.group == Lesson.group) & in_force(there, Lesson.date))
    nobody = ~fn.EXISTS(present.where(~fn.EXISTS(gone)))
    return (Lesson.substitute.is_null() & fn.EXISTS(any_teacher) & nobody) | substitute_away()


def topics(asked: Asked) -> list[Found]:
    """п. 3.6, 4.5.2: held lessons without a topic that was confirmed."""
    return _places("topic", readiness.listed(_unwritten("topic", asked)))


def _unwritten(field: str, asked: Asked) -> Any:
    """Lessons without a text; of those that were not held only the ones that somebody owes."""
    found = readiness.unwritten(field, asked.scope, asked.empty)
    return found.where(held() | ~_uncovered()) if asked.empty else found


def homeworks(asked: Asked) -> list[Found]:
    """п. 4.5.3: held lessons with neither a homework nor «не задано», where homework is to be given.

    In grade 1 it is written when it was given; clubs and after-school groups give none.
    """
    grade = Group.grade.is_null() | (Group.grade != FIRST_GRADE)
    giving = Group.select(Group.id).where(Group.kind.in_(LESSON_KINDS) & grade)
    lacking = _unwritten("homework", asked).where(Lesson.group.in_(giving))
    return _places("homework", readiness.listed(lacking))


def no_teacher(asked: Asked) -> list[Found]:
    """п. 4.2.1: lessons that are over on days on which nobody teaches the page."""
    teaching = GroupTeacher.select(GroupTeacher.id).where(
        (GroupTeacher.group == Lesson.group) & in_force(GroupTeacher, Lesson.date)
    )
    bare = readiness.over(asked.scope).where(Lesson.substitute.is_null() & ~fn.EXISTS(teaching))
    return _places("no_teacher", readiness.listed(bare))


def no_roll(asked: Asked) -> list[Found]:
    """п. 4.5.2: lessons with marks whose attendance was never saved."""
    marked = readiness.unheld(asked.scope).where(fn.EXISTS(marks_of_lesson()))
    return _places("no_roll", readiness.listed(marked))


def no_marks(asked: Asked) -> list[Found]:
    """п. 4.5.4: held lessons of pages with marks on which nobody got one, and no work is being checked."""
    checking = Work.select(Work.id).where((Work.lesson == Lesson.id) & ~Work.removed)
    query: Any = Lesson.select(*PLACE).join(Group).where(over(asked) & held() & _marked())
    empty = query.where(~fn.EXISTS(checking) & ~fn.EXISTS(marks_of_lesson()))
    return [Found("no_marks", *row) for row in empty.tuples()]


def _marked() -> Any:
    return (mode_on(Lesson.date) == "five") & Group.kind.in_(LESSON_KINDS)


def few_marks(asked: Asked) -> list[Found]:
    """Lessons on which fewer marks were given than the school expects; none at all is another check.

    Fewer are expected in a small class: see rules.checks.
    """
    count, least = counted_marks(), asked.settings.check_lesson_marks
    pupils = GroupMember.select(fn.COUNT(GroupMember.id)).where(
        (GroupMember.group == Lesson.group) & in_force(GroupMember, Lesson.date)
    )
    query: Any = Lesson.select(*PLACE, count, pupils).join(Group).switch(Lesson)
    query = query.join(Work, on=(Work.lesson == Lesson.id)).join(Mark, on=(Mark.work == Work.id))
    query = query.where(over(asked) & _marked() & readiness.stands()).group_by(*PLACE)
    rows: Any = query.having(count < least).tuples()
    return [of_lesson("few_marks", row, amount=row[5]) for row in rows if row[5] < marks_due(row[6], least)]


def off_timetable(asked: Asked) -> list[Found]:
    """п. 4.5.4: lessons with marks at a time at which the timetable of their day has no lesson of the page.

    Moved lessons, those given instead of another page's, and days like another weekday are as they should.
    """
    own_class = DayLike.cohort.is_null() | (DayLike.cohort == Group.cohort)
    like = DayLike.select(DayLike.weekday).where((DayLike.date == Lesson.date) & own_class)
    on_day = (TimetableEntry.weekday == weekday(Lesson.date)) | TimetableEntry.weekday.in_(like)
    entry = TimetableEntry.select(TimetableEntry.id).where(
        (TimetableEntry.group == Lesson.group) & (TimetableEntry.number == Lesson.number)
    )
    planned = entry.where(on_day & in_force(TimetableEntry, Lesson.date))
    put_in = Replacement.select(Replacement.id).where(Replacement.lesson == Lesson.id)
    query: Any = Lesson.select(*PLACE).join(Group).where(in_span(asked.scope) & ~fn.EXISTS(planned))
    odd = query.where(~was_moved() & ~fn.EXISTS(put_in) & fn.EXISTS(marks_of_lesson()))
    return [Found("off_timetable", *row) for row in odd.tuples()]


def two_in_slot(asked: Asked) -> list[Found]:
    """п. 4.2.1: two lessons of one page at one time; double lessons follow each other and are none."""
    other = Lesson.alias()
    twice = (other.group == Lesson.group) & (other.date == Lesson.date) & (other.number < Lesson.number)
    query: Any = Lesson.select(*PLACE).join(other, on=(twice & _beside(other))).where(in_span(asked.scope))
    return [Found("two_in_slot", *row) for row in query.distinct().tuples()]


def _beside(other: Any) -> Any:
    """Whether another lesson is at the same time; numbers may differ where bells do."""
    return (other.starts_at < Lesson.ends_at) & (Lesson.starts_at < other.ends_at)


def clash(asked: Asked) -> list[Found]:
    """п. 4.2.1: two lessons under one number for a whole class, or for it and a part of it."""
    whole = Case(None, [(Group.kind == "class", Lesson.id)])
    page, slot = Case(None, [(Group.kind == "class", Group.id)]), (Group.cohort, Lesson.date, Lesson.number)
    query: Any = Lesson.select(fn.MAX(page), fn.MAX(whole), *slot[1:])
    query = query.join(Group).where(in_span(asked.scope) & Group.kind.in_(("class", "part")))
    twice = (fn.COUNT(whole) > 0) & (fn.COUNT(Group.id.distinct()) > 1)
    return [of_lesson("clash", (*row, None)) for row in query.group_by(*slot).having(twice).tuples()]
