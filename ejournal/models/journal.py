"""What happened in a lesson: texts and works are records with history, the rest are append-only facts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from peewee import (
    JOIN,
    BooleanField,
    CharField,
    DateField,
    DeferredForeignKey,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
    fn,
)

from ejournal.db import MomentField, Table
from ejournal.models.curriculum import Group
from ejournal.models.people import Cohort, Person
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson
from ejournal.prepared import prepared


class LessonText(Table):
    """Record: the topic or the homework of a lesson (`field`); a draft until confirmed on the day.

    `form` of a topic is its режимный момент in a ГПД, the form of внеурочная деятельность;
    `absent` says «не задано»; `due` is the homework's day when it is not the next lesson;
    `late_days` > 0 stays for ever as «внесено с опозданием».
    """

    lesson_id: int
    plan_item_id: int | None
    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    field = CharField(max_length=10)
    text = TextField()
    form = CharField(max_length=60, null=True)
    absent = BooleanField()
    due = DateField(null=True)
    draft = BooleanField()
    plan_item = ForeignKeyField(PlanItem, on_delete="RESTRICT", null=True, backref="+")
    saved_at = MomentField()
    saved_by = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    late_days = SmallIntegerField()
    version = IntegerField(default=1)


class Work(Table):
    """Record: a column of marks in a lesson; `kind` is a code of rules.works.

    `second_page` is the page that gets the second marks of a work; `source` is, there, the work they are of.
    """

    second_page_id: int | None
    lesson = ForeignKeyField(Lesson, on_delete="RESTRICT", backref="+")
    kind = CharField(max_length=30)
    weight = SmallIntegerField()
    added_at = MomentField()
    added_by = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    late_days = SmallIntegerField()
    removed = BooleanField(default=False)
    second_page = ForeignKeyField(Group, on_delete="RESTRICT", null=True, backref="+")
    source = ForeignKeyField("self", on_delete="RESTRICT", null=True, backref="+")
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


class AbsenceChange(Fact):
    """п. 4.4.2, 4.4.3: an attendance event that rests on a ground (models.grounds), not on a roll call."""

    absence = ForeignKeyField(Absence, on_delete="RESTRICT", unique=True, backref="+")
    ground = DeferredForeignKey("AbsenceGround", on_delete="RESTRICT", backref="+")


class WeekClosing(Fact):
    """п. 4.4.3: the class teacher closed the week that begins on `monday`."""

    cohort_id: int
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


def cell_marks(
    lessons: Collection[int], pupil: int | None = None, since: datetime | None = None
) -> list[CellMark]:
    """The newest mark of every cell of these lessons, in order of typing.

    Of one pupil, when given; when `since` is, only those whose entry time is not over at that moment.
    """
    return [CellMark(*row) for row in _cell_marks(lessons, pupil, since)]


@prepared
def _cell_marks(lessons: Collection[int], pupil: int | None, since: datetime | None) -> Any:
    who = Mark.pupil == pupil if pupil is not None else Mark.pupil.is_null(False)
    if since is not None:
        who &= Mark.entry_until > since
    return (
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
        .where(Work.lesson.in_(lessons) & ~fn.EXISTS(_slips()) & who)
        .order_by(Mark.id)
        .tuples()
    )


def _slips() -> Any:
    later = Mark.alias()
    return later.select(later.id).where(later.slip_of == Mark.id)


@prepared
def standing(lessons: Collection[int]) -> Any:
    """Pupil, lesson and value of every mark of these lessons that was neither replaced nor taken back."""
    later = Mark.alias()
    return (
        Mark.select(Mark.pupil, Work.lesson, Mark.value)
        .join(Work)
        .switch(Mark)
        .join(later, JOIN.LEFT_OUTER, on=(later.slip_of == Mark.id))
        .switch(Mark)
        .join(MarkWithdrawal, JOIN.LEFT_OUTER, on=(MarkWithdrawal.mark == Mark.id))
        .where(Work.lesson.in_(lessons) & later.id.is_null() & MarkWithdrawal.id.is_null())
        .tuples()
    )


def absences(lessons: Collection[int], pupil: int | None = None) -> dict[tuple[int, int], tuple[int, str]]:
    """Newest attendance event by (lesson, pupil): its id and code."""
    return {(row[0], row[1]): (row[2], row[3]) for row in _absences(lessons, pupil)}


@prepared
def _absences(lessons: Collection[int], pupil: int | None) -> Any:
    who = Absence.pupil == pupil if pupil is not None else Absence.pupil.is_null(False)
    here = Absence.select(Absence.lesson, Absence.pupil, Absence.id, Absence.code)
    return here.where(Absence.lesson.in_(lessons) & who).order_by(Absence.id).tuples()


def mark_values(marks: Collection[int], author: int) -> dict[int, str]:
    """Values of these marks, if the author typed them and has not taken them back."""
    mine = Mark.id.in_(list(marks)) & (Mark.by == author)
    taken_back = MarkWithdrawal.select(MarkWithdrawal.mark)
    query: Any = Mark.select(Mark.id, Mark.value).where(mine & Mark.id.not_in(taken_back)).tuples()
    return dict(query)


@prepared
def absence_codes(events: Collection[int]) -> Any:
    """Id and code of these attendance events."""
    return Absence.select(Absence.id, Absence.code).where(Absence.id.in_(events)).tuples()


@prepared
def works(lessons: Collection[int]) -> Any:
    """Columns of marks of these lessons, in the order they were added."""
    return Work.select().where(Work.lesson.in_(lessons) & ~Work.removed).order_by(Work.id)


@prepared
def works_ever(lessons: Collection[int]) -> Any:
    """The same with those that were taken away: a mark that was annulled in them is told of."""
    return Work.select().where(Work.lesson.in_(lessons)).order_by(Work.id)


class WorkColumn(NamedTuple):
    """A column of marks of a lesson, to be read; one that was `removed` has annulled marks alone."""

    lesson: int
    id: int
    kind: str
    weight: int
    late_days: int
    removed: bool = False


def work_columns(lessons: Collection[int]) -> list[WorkColumn]:
    """The same, to be read alone."""
    return [WorkColumn(*row) for row in _work_columns(lessons)]


@prepared
def _work_columns(lessons: Collection[int]) -> Any:
    columns = (Work.lesson, Work.id, Work.kind, Work.weight, Work.late_days)
    return Work.select(*columns).where(Work.lesson.in_(lessons) & ~Work.removed).order_by(Work.id).tuples()


def hand_ins(lessons: Collection[int]) -> dict[int, datetime]:
    """The last hand-in of each lesson that has one."""
    return dict(_hand_ins(lessons))


@prepared
def _hand_ins(lessons: Collection[int]) -> Any:
    here = HandIn.lesson.in_(lessons)
    return HandIn.select(HandIn.lesson, HandIn.at).where(here).order_by(HandIn.id).tuples()


def roll_calls(lessons: Collection[int]) -> dict[int, tuple[datetime, int]]:
    """By held lesson: the last change of its attendance, and by how many days the latest one was late.

    What the class teacher corrects is neither: it holds no lesson and is no lateness of its teacher.
    """
    found: dict[int, tuple[datetime, int]] = {}
    for lesson, at, late in _attendance(lessons):
        known = found.get(lesson, (at, late))
        found[lesson] = (max(known[0], at), max(known[1], late))
    return found


@prepared
def _attendance(lessons: Collection[int]) -> Any:
    called, noted = (
        table.select(table.lesson, table.at, table.late_days).where(table.lesson.in_(lessons))
        for table in (RollCall, Absence)
    )
    of_class_teacher = AbsenceChange.select(AbsenceChange.id).where(AbsenceChange.absence == Absence.id)
    return (called + noted.where(~fn.EXISTS(of_class_teacher))).tuples()
