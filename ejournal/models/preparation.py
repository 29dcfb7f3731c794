"""What is there already for work to begin: counts, one query."""

from typing import Any, NamedTuple

from peewee import SQL, Select, fn

from ejournal.db import database
from ejournal.models.appointments import Appointment
from ejournal.models.curriculum import CurriculumHour, Group, GroupTeacher
from ejournal.models.people import ClassYear, Duty, Employment, Enrolment, SchoolYear
from ejournal.models.timetable import Lesson, TimetableEntry


class Counts(NamedTuple):
    """How many of each there are in a year; `untaught` are pages of lessons, КТП is asked of every page.

    `orders` are those signed about who answers for the journal.
    """

    classes: int
    hours: int
    staff: int
    pupils: int
    untaught: int
    planned: int
    planless: int
    entries: int
    lessons: int
    led: int
    deputies: int
    directors: int
    administrators: int
    orders: int


def counts(year: SchoolYear) -> Counts:
    """One query for all."""
    every = Group.select(Group.id).where(Group.year == year)
    pages = every.where(Group.kind.in_(["class", "part"]))
    taught = GroupTeacher.select(GroupTeacher.group)
    classes = ClassYear.select(ClassYear.cohort).where(ClassYear.year == year)
    asked = (
        classes,
        CurriculumHour.select().where(CurriculumHour.year == year),
        Employment.select().where(Employment.valid_to.is_null()),
        Enrolment.select().where(Enrolment.valid_to.is_null() & Enrolment.cohort.in_(classes)),
        pages.where(Group.id.not_in(taught)),
        every.where(Group.plan.is_null(False)),
        every.where(Group.plan.is_null()),
        TimetableEntry.select().join(Group).where(Group.year == year),
        Lesson.select().join(Group).where(Group.year == year),
        *(_holders(role) for role in ("class_teacher", "deputy", "director", "administrator")),
        Appointment.select().where((Appointment.year == year) & Appointment.signed_on.is_null(False)),
    )
    query: Any = Select([], [_count(one) for one in asked])
    (row,) = database.execute(query).fetchall()
    return Counts(*row)


def _holders(role: str) -> Any:
    return Duty.select().where((Duty.role == role) & Duty.valid_to.is_null())


def _count(query: Any) -> Any:
    return query.select(fn.COUNT(SQL("1")))
