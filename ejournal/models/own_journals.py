"""Groups with a journal of their own: who was in them, by which order, and their week."""

from collections.abc import Collection
from datetime import date
from typing import Any

from ejournal.db import in_force, touch
from ejournal.models.curriculum import OWN_JOURNALS, Group, GroupMember, Subject
from ejournal.models.people import Enrolment, Person, SchoolYear
from ejournal.models.timetable import TimetableEntry
from ejournal.models.volume import Stay


def groups_of_year(year: SchoolYear) -> list[Any]:
    """п. 2.1: the groups of a year with a journal of their own, with their subjects."""
    mine = (Group.year == year) & Group.kind.in_(OWN_JOURNALS)
    query = Group.select(Group, Subject).join(Subject).where(mine)
    return list(query.order_by(Subject.position, Subject.name, Group.grade, Group.name, Group.id))


ACTIVITIES = ("club", "extracurricular")


def activities(year: SchoolYear, pupils: Collection[int], first: date, last: date) -> dict[int, str]:
    """п. 2.1: the clubs and курсы внеурочной деятельности in which these pupils are in a span, by name."""
    theirs = GroupMember.select(GroupMember.group).where(
        GroupMember.person.in_(list(pupils)) & touch(GroupMember, first, last)
    )
    mine = (Group.year == year) & Group.kind.in_(ACTIVITIES) & Group.id.in_(theirs)
    query: Any = Group.select(Group.id, Subject.name).join(Subject).where(mine)
    return dict(query.order_by(Subject.position, Subject.name, Group.name, Group.id).tuples())


def of_pupil(groups: Collection[int], pupil: int) -> set[int]:
    """Those of these groups that a pupil was ever in."""
    mine = GroupMember.group.in_(list(groups)) & (GroupMember.person == pupil)
    query: Any = GroupMember.select(GroupMember.group).where(mine)
    return {row[0] for row in query.tuples()}


def stays(groups: Collection[int], first: date, last: date) -> list[Stay]:
    """Everybody who was in these groups in a span, by the order of the group or else of the class."""
    columns = (GroupMember.person, Person.sex, GroupMember.valid_from, GroupMember.valid_to)
    query: Any = GroupMember.select(*columns, GroupMember.order_number).join(Person)
    here = GroupMember.group.in_(list(groups)) & touch(GroupMember, first, last)
    found = list(dict.fromkeys(query.where(here).order_by(GroupMember.valid_from).tuples()))
    came, left = _orders({pupil for pupil, *_ in found})
    return [
        Stay(pupil, sex, since, until, order or came.get((pupil, since)), left.get((pupil, until)))
        for pupil, sex, since, until, order in found
    ]


def _orders(pupils: Collection[int]) -> tuple[dict[Any, str], dict[Any, str | None]]:
    """The orders by which pupils came to a class and left it, by pupil and day."""
    columns = (Enrolment.person, Enrolment.valid_from, Enrolment.valid_to)
    query: Any = Enrolment.select(*columns, Enrolment.order_number, Enrolment.left_order)
    rows = list(query.where(Enrolment.person.in_(list(pupils))).tuples())
    came = {(pupil, since): order for pupil, since, _, order, _ in rows}
    return came, {(pupil, until): left for pupil, _, until, _, left in rows if until}


def home_orders(pupils: Collection[int], groups: Collection[int]) -> dict[int, str]:
    """The order by which a pupil learns at home, by pupil."""
    mine = GroupMember.person.in_(list(pupils)) & GroupMember.group.in_(list(groups))
    query: Any = GroupMember.select(GroupMember.person, GroupMember.order_number)
    known = query.where(mine & GroupMember.order_number.is_null(False)).order_by(GroupMember.valid_from)
    return dict(known.tuples())


def home_orders_of(group: int) -> list[str]:
    """The orders by which somebody is in a group."""
    known = (GroupMember.group == group) & GroupMember.order_number.is_null(False)
    query: Any = GroupMember.select(GroupMember.order_number).where(known).tuples()
    return [row[0] for row in query]


def classes_of(pupils: Collection[int], first: date, last: date) -> dict[int, int]:
    """The class of each of these pupils in a span, the later one when there were two."""
    query: Any = Enrolment.select(Enrolment.person, Enrolment.cohort)
    here = Enrolment.person.in_(list(pupils)) & touch(Enrolment, first, last)
    return dict(query.where(here).order_by(Enrolment.valid_from).tuples())


def week(groups: Collection[int], day: date) -> list[tuple[int, int, int, str]]:
    """Group, weekday, number and room of the weekly lessons in force on a day, in order."""
    columns = (TimetableEntry.group, TimetableEntry.weekday, TimetableEntry.number, TimetableEntry.room)
    query: Any = TimetableEntry.select(*columns)
    here = TimetableEntry.group.in_(list(groups)) & in_force(TimetableEntry, day)
    return list(query.where(here).order_by(TimetableEntry.weekday, TimetableEntry.number).tuples())
