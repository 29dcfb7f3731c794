"""What happened in a lesson: texts and works are records with history, the rest are append-only facts."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import (
    JOIN,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
    fn,
)

from ejournal.db import MomentField, Table, in_force
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.people import Cohort, Person
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson


class LessonText(Table):
    """Record: the topic or the homework of a lesson (`field`); a draft until confirmed on the day.

    `absent` says «не задано»; `due` is the homework's day when it is not the next lesson;
    `late_days` > 0 stays for ever as «внесено с опозданием».
    """

    lesson_id: int
    plan_item_id: int | None
    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    field = CharField(max_length=10)
    text = TextField()
    absent = BooleanField()
    due = DateField(null=True)
    draft = BooleanField()
    plan_item = ForeignKeyField(PlanItem, on_delete="RESTRICT", null=True, backref="+")
    saved_at = MomentField()
    saved_by = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    late_days = SmallIntegerField()
    version = IntegerField(default=1)


class Work(Table):
    """Record: a column of marks in a lesson; `kind` is a code of rules.works."""

    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=30)
    weight = SmallIntegerField()
    added_at = MomentField()
    added_by = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    late_days = SmallIntegerField()
    removed = BooleanField(default=False)
    version = IntegerField(default=1)


class Fact(Table):
    """Base of append-only rows; `deed` is the key of the audit entry that seals them."""

    deed = CharField(max_length=32)
    at = MomentField()
    by_id: int
    by = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")


class Mark(Fact):
    """п. 4.5.4: a typed mark; in entry until `entry_until` or the hand-in, then set for ever.

    `slip_of` is the mark that this one replaced while still in entry (описка).
    """

    work = ForeignKeyField(Work, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    place = SmallIntegerField()
    value = CharField(max_length=5)
    entry_until = MomentField()
    slip_of = ForeignKeyField("self", on_delete="RESTRICT", null=True, backref="+")


class MarkWithdrawal(Fact):
    """A mark taken back while still in entry."""

    mark = ForeignKeyField(Mark, on_delete="RESTRICT", backref="+")


class HandIn(Fact):
    """«Сдать урок»: what was in entry is set from this moment."""

    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")


class RollCall(Fact):
    """п. 4.5.2: attendance was saved: the lesson is held. `late_days` > 0 stays for ever."""

    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    late_days = SmallIntegerField()


class Absence(Fact):
    """An attendance event: code Н, ОП or «» (present again); `replaces` is the event it supersedes."""

    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    pupil = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    code = CharField(max_length=3)
    late_days = SmallIntegerField()
    replaces = ForeignKeyField("self", on_delete="RESTRICT", null=True, backref="+")


class WeekClosing(Fact):
    """п. 4.4.3: the class teacher closed the week that begins on `monday`."""

    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    monday = DateField()


class CellMark(NamedTuple):
    """The newest mark of a cell, withdrawn or not."""

    id: int
    lesson: int
    work: int
    pupil: int
    value: str
    at: datetime
    by: int
    entry_until: datetime
    withdrawn: bool


def cell_marks(lessons: Collection[int], pupil: int | None = None) -> list[CellMark]:
    """The newest mark of every cell of these lessons (of one pupil, when given), in order of typing."""
    later = Mark.alias()
    replaced = later.select(later.id).where(later.slip_of == Mark.id)
    who = Mark.pupil == pupil if pupil is not None else Mark.pupil.is_null(False)
    query: Any = (
        Mark.select(
            Mark.id,
            Work.lesson,
            Mark.work,
            Mark.pupil,
            Mark.value,
            Mark.at,
            Mark.by,
            Mark.entry_until,
            MarkWithdrawal.id.is_null(False),
        )
        .join(Work)
        .switch(Mark)
        .join(MarkWithdrawal, JOIN.LEFT_OUTER, on=(MarkWithdrawal.mark == Mark.id))
        .where(Work.lesson.in_(list(lessons)) & ~fn.EXISTS(replaced) & who)
        .order_by(Mark.id)
        .tuples()
    )
    return [CellMark(*row) for row in query]


def absences(lessons: Collection[int], pupil: int | None = None) -> dict[tuple[int, int], tuple[int, str]]:
    """Newest attendance event by (lesson, pupil): its id and code."""
    who = Absence.pupil == pupil if pupil is not None else Absence.pupil.is_null(False)
    query: Any = (
        Absence.select(Absence.lesson, Absence.pupil, Absence.id, Absence.code)
        .where(Absence.lesson.in_(list(lessons)) & who)
        .order_by(Absence.id)
        .tuples()
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in query}


def mark_values(marks: Collection[int], author: int) -> dict[int, str]:
    """Values of these marks, if the author typed them and has not taken them back."""
    mine = Mark.id.in_(list(marks)) & (Mark.by == author)
    taken_back = MarkWithdrawal.select(MarkWithdrawal.mark)
    query: Any = Mark.select(Mark.id, Mark.value).where(mine & Mark.id.not_in(taken_back))
    return dict(query.tuples())


def absence_codes(events: Collection[int]) -> dict[int, str]:
    """Codes of these attendance events."""
    query: Any = Absence.select(Absence.id, Absence.code).where(Absence.id.in_(list(events)))
    return dict(query.tuples())


def works(lessons: Collection[int]) -> list[Any]:
    """Columns of marks of these lessons, in the order they were added."""
    return list(Work.select().where(Work.lesson.in_(list(lessons)) & ~Work.removed).order_by(Work.id))


def texts(lessons: Collection[int]) -> dict[tuple[int, str], Any]:
    """Topics and homeworks by (lesson, field)."""
    found = LessonText.select().where(LessonText.lesson.in_(list(lessons)))
    return {(text.lesson_id, text.field): text for text in found}


def hand_ins(lessons: Collection[int]) -> dict[int, datetime]:
    """The last hand-in of each lesson that has one."""
    return _last(HandIn, lessons)


def roll_calls(lessons: Collection[int]) -> dict[int, tuple[datetime, int]]:
    """By held lesson: the last change of its attendance, and by how many days the latest one was late."""
    ids = list(lessons)
    called = RollCall.select(RollCall.lesson, RollCall.at, RollCall.late_days).where(RollCall.lesson.in_(ids))
    noted = Absence.select(Absence.lesson, Absence.at, Absence.late_days).where(Absence.lesson.in_(ids))
    found: dict[int, tuple[datetime, int]] = {}
    for lesson, at, late in (called | noted).tuples():
        known = found.get(lesson, (at, late))
        found[lesson] = (max(known[0], at), max(known[1], late))
    return found


def _last(model: Any, lessons: Collection[int]) -> dict[int, datetime]:
    query = model.select(model.lesson, model.at).where(model.lesson.in_(list(lessons))).order_by(model.id)
    return dict(query.tuples())


def closings(cohorts: Collection[int | None], since: date) -> dict[tuple[int, date], datetime]:
    """When these classes closed their weeks, by class and Monday."""
    mine = WeekClosing.cohort.in_([cohort for cohort in cohorts if cohort]) & (WeekClosing.monday >= since)
    query: Any = WeekClosing.select(WeekClosing.cohort, WeekClosing.monday, WeekClosing.at).where(mine)
    return {(cohort, monday): at for cohort, monday, at in query.tuples()}


def closed_weeks(cohorts: Collection[int], monday: date) -> set[int]:
    """Which of these classes have closed the week."""
    mine = WeekClosing.cohort.in_(list(cohorts)) & (WeekClosing.monday == monday)
    query: Any = WeekClosing.select(WeekClosing.cohort).where(mine).tuples()
    return {row[0] for row in query}


class Homework(NamedTuple):
    """A confirmed homework; `due` is None when it is for the next lesson of the group."""

    lesson: int
    group: int
    given: date
    subject: str
    text: str
    due: date | None


def homeworks_of_pupil(pupil: int, given_since: date, first: date, last: date) -> list[Homework]:
    """Homeworks given to a pupil from a day until `last`, or earlier when due in `first` … `last`."""
    wanted = Lesson.date.between(given_since, last) | LessonText.due.between(first, last)
    query: Any = (
        LessonText.select(Lesson.id, Lesson.group, Lesson.date, Subject.name, LessonText.text, LessonText.due)
        .join(Lesson)
        .join(Group)
        .join(Subject)
        .switch(Lesson)
        .join(GroupMember, on=(GroupMember.group == Lesson.group))
        .where((GroupMember.person == pupil) & in_force(GroupMember, Lesson.date) & wanted)
        .where((LessonText.field == "homework") & ~LessonText.draft & ~LessonText.absent)
        .order_by(Lesson.date, Lesson.number)
        .tuples()
    )
    return [Homework(*row) for row in query]


def last_taken(lessons: Collection[int]) -> dict[int, int]:
    """п. 4.5.1: by lesson, the highest number of the КТП that earlier lessons of its group took."""
    earlier = Lesson.alias()
    query: Any = (
        Lesson.select(Lesson.id, fn.MAX(PlanItem.number))
        .join(earlier, on=((earlier.group == Lesson.group) & (earlier.starts_at < Lesson.starts_at)))
        .join(LessonText, on=(LessonText.lesson == earlier.id))
        .join(PlanItem, on=(LessonText.plan_item == PlanItem.id))
        .where(Lesson.id.in_(list(lessons)))
        .group_by(Lesson.id)
        .tuples()
    )
    return dict(query)
