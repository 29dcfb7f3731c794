"""Groups that are made by hand, for they are of no class as a whole (п. 2.1)."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from ejournal.db import in_force
from ejournal.models.curriculum import OWN_JOURNALS, Group, GroupMember, Subject
from ejournal.models.people import ClassYear, Enrolment, SchoolYear

BY_HAND = (*OWN_JOURNALS, "mixed")


class Seat(NamedTuple):
    """A pupil and the class of a day."""

    pupil: int
    cohort: int
    grade: int
    letter: str


def pupils_on(year: SchoolYear, day: date) -> list[Seat]:
    """Everybody who is in a class of the year on a day, by classes."""
    query: Any = (
        Enrolment.select(Enrolment.person, Enrolment.cohort, ClassYear.grade, ClassYear.letter)
        .join(ClassYear, on=(ClassYear.cohort == Enrolment.cohort))
        .where((ClassYear.year == year) & in_force(Enrolment, day))
        .order_by(ClassYear.grade, ClassYear.letter)
    )
    return [Seat(*row) for row in query.tuples()]


def made_by_hand(year: SchoolYear) -> list[Any]:
    """The groups of a year, with their subjects."""
    mine = (Group.year == year) & Group.kind.in_(BY_HAND)
    query = Group.select(Group, Subject).join(Subject).where(mine)
    return list(query.order_by(Group.kind, Subject.name, Group.grade, Group.name, Group.id))


def seats_of(groups: Collection[int]) -> list[GroupMember]:
    """Everybody who ever was in these groups, in order of time."""
    mine = GroupMember.group.in_(list(groups))
    return list(GroupMember.select().where(mine).order_by(GroupMember.valid_from, GroupMember.id))


def class_pages(group: Group, cohorts: Collection[int]) -> list[Group]:
    """The pages of these classes, or of their parts, in the subject of a group."""
    same = (Group.year == group.year_id) & (Group.subject == group.subject_id)
    mine = same & Group.cohort.in_(list(cohorts)) & Group.kind.in_(("class", "part"))
    return list(Group.select().where(mine).order_by(Group.id))
