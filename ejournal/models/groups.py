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
    last: date | None  # in the class, by order


def pupils_on(year: SchoolYear, day: date) -> list[Seat]:
    """Everybody who is in a class of the year on a day, by classes."""
    query: Any = (
        Enrolment.select(
            Enrolment.person, Enrolment.cohort, ClassYear.grade, ClassYear.letter, Enrolment.valid_to
        )
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


def days_on(
    years: Collection[int], subjects: Collection[int], people: Collection[int], kinds: Collection[str]
) -> dict[tuple[int, int], list[tuple[date, date | None]]]:
    """By person and subject: first and last days on the pages of these kinds. One query."""
    pages = Group.year.in_(list(years)) & Group.subject.in_(list(subjects)) & Group.kind.in_(list(kinds))
    columns = (GroupMember.person, Group.subject, GroupMember.valid_from, GroupMember.valid_to)
    query: Any = GroupMember.select(*columns).join(Group).where(pages & GroupMember.person.in_(list(people)))
    found: dict[tuple[int, int], list[tuple[date, date | None]]] = {}
    for person, subject, first, last in query.tuples():
        found.setdefault((person, subject), []).append((first, last))
    return found


def subjects_apart(year: SchoolYear, person: int, since: date) -> set[int]:
    """The subjects in which a pupil is at home or in a mixed group, on a day or later."""
    later = GroupMember.valid_to.is_null() | (GroupMember.valid_to >= since)
    pages = (Group.year == year) & Group.kind.in_(("home", "mixed"))
    query: Any = Group.select(Group.subject).join(GroupMember, on=(GroupMember.group == Group.id))
    return {row[0] for row in query.where(pages & (GroupMember.person == person) & later).tuples()}


def pages_with(pages: Collection[Group], people: Collection[int], since: date) -> list[Group]:
    """Those of these pages on which one of these people is on a day or later."""
    mine = GroupMember.group.in_([page.id for page in pages]) & GroupMember.person.in_(list(people))
    later = GroupMember.valid_to.is_null() | (GroupMember.valid_to >= since)
    query: Any = GroupMember.select(GroupMember.group).where(mine & later).distinct().tuples()
    known = {group for (group,) in query}
    return [page for page in pages if page.id in known]


def class_pages(group: Group, cohorts: Collection[int]) -> list[Group]:
    """The pages of these classes, or of their parts, in the subject of a group."""
    same = (Group.year == group.year_id) & (Group.subject == group.subject_id)
    mine = same & Group.cohort.in_(list(cohorts)) & Group.kind.in_(("class", "part"))
    return list(Group.select().where(mine).order_by(Group.id))


def classes_with_pages(year: SchoolYear) -> set[int]:
    """The classes of a year that have a page of the journal."""
    query: Any = Group.select(Group.cohort).where((Group.year == year) & Group.cohort.is_null(False))
    return {cohort for (cohort,) in query.distinct().tuples()}
