"""Which pages are near the end of a period: what a teacher is to be told of."""

from datetime import date, timedelta
from typing import Any

from ejournal.db import in_force
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupTeacher, Period, Subject
from ejournal.models.gradings import mode_on
from ejournal.models.people import SchoolYear

LATE = timedelta(days=14)  # after its end a period may still be open for a page that was given time


def pages_near_end(teacher: int, today: date, open_days: int) -> list[Any]:
    """The pages with marks that somebody teaches today, while a period is about to end. One query."""
    mine = (GroupTeacher.group == Group.id) & (GroupTeacher.person == teacher) & in_force(GroupTeacher, today)
    ending = Period.valid_to.between(today - LATE, today + timedelta(days=open_days))
    near = (Period.year == Group.year) & (Period.grade_from <= Group.grade) & (Period.grade_to >= Group.grade)
    return list(
        Group.select(Group, Subject)
        .join(Subject)
        .switch(Group)
        .join(GroupTeacher, on=mine)
        .switch(Group)
        .join(Period, on=near & ending)
        .where((mode_on(Period.valid_to) != "none") & Group.kind.in_(LESSON_KINDS))
        .order_by(Group.grade, Group.name, Subject.name, Group.id)
        .distinct()
    )


def pages_of_year(day: date) -> list[Any]:
    """Every page with term marks of the school year that holds the day. One query."""
    return list(
        Group.select(Group, Subject)
        .join(Subject)
        .switch(Group)
        .join(SchoolYear)
        .where(in_force(SchoolYear, day) & Group.kind.in_(LESSON_KINDS) & Group.grade.is_null(False))
        .order_by(Group.grade, Group.name, Subject.name, Group.id)
    )
