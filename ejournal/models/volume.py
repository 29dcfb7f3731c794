"""What a printed journal asks of a class for a span of days: its groups, pupils, lessons, people."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from peewee import fn

from ejournal.db import touch
from ejournal.models.curriculum import LESSON_KINDS, Group, GroupMember, GroupTeacher, Subject
from ejournal.models.people import Enrolment, Person
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson

LAST = 1000  # the place of a subject that the curriculum does not name
DAY = timedelta(days=1)


class Stay(NamedTuple):
    """A pupil's days in the class, with the orders that began and ended them.

    `came_from` is the class that the pupil was in on the eve, `gone_to` the one of the day after.
    """

    pupil: int
    sex: str | None
    first: date
    last: date | None
    order: str | None
    left_order: str | None
    came_from: int | None = None
    gone_to: int | None = None


def stays(cohort: int, first: date, last: date) -> list[Stay]:
    """Everybody who was in the class in a span."""
    columns = (Enrolment.person, Person.sex, Enrolment.valid_from, Enrolment.valid_to)
    query: Any = Enrolment.select(*columns, Enrolment.order_number, Enrolment.left_order).join(Person)
    return [
        Stay(*row)
        for row in query.where((Enrolment.cohort == cohort) & touch(Enrolment, first, last))
        .order_by(Enrolment.valid_from)
        .tuples()
    ]


def with_moves(known: Collection[Stay], cohort: int, opened: date) -> list[Stay]:
    """п. 2.1: the same with the classes of the school that pupils came from, or went to, since a day."""
    columns = (Enrolment.person, Enrolment.cohort, Enrolment.valid_from, Enrolment.valid_to)
    others = Enrolment.person.in_([stay.pupil for stay in known]) & (Enrolment.cohort != cohort)
    query: Any = Enrolment.select(*columns).where(others).tuples()
    rows = list(query)
    left = {(pupil, until + DAY): own for pupil, own, _, until in rows if until and until >= opened}
    came = {(pupil, since - DAY): own for pupil, own, since, _ in rows}
    return [
        stay._replace(
            came_from=left.get((stay.pupil, stay.first)),
            gone_to=came.get((stay.pupil, stay.last)) if stay.last else None,
        )
        for stay in known
    ]


def groups_before(cohort: int, year: int, pupils: Collection[int], first: date, last: date) -> list[Any]:
    """The pages of other classes on which these pupils of a class were in a span."""
    theirs = GroupMember.select(GroupMember.group).where(
        GroupMember.person.in_(list(pupils)) & touch(GroupMember, first, last)
    )
    elsewhere = (Group.year == year) & (Group.cohort != cohort) & Group.kind.in_(LESSON_KINDS)
    query = Group.select(Group, Subject).join(Subject).where(elsewhere & Group.id.in_(theirs))
    return list(query.order_by(fn.COALESCE(Subject.position, LAST), Subject.name, Group.name, Group.id))


def groups(cohort: int, year: int, pupils: Collection[int], first: date, last: date) -> list[Any]:
    """п. 2.1: the journal pages of a class, and mixed ones with its pupils; subjects as in the curriculum."""
    shared = GroupMember.select(GroupMember.group).where(
        GroupMember.person.in_(list(pupils)) & touch(GroupMember, first, last)
    )
    mixed = (Group.kind == "mixed") & Group.id.in_(shared)
    query = (
        Group.select(Group, Subject)
        .join(Subject)
        .where((Group.year == year) & ((Group.cohort == cohort) | mixed))
    )
    return list(query.order_by(fn.COALESCE(Subject.position, LAST), Subject.name, Group.name, Group.id))


def members(groups: Collection[int], first: date, last: date) -> list[tuple[int, int, date, date | None]]:
    """Group, pupil, first and last day of everybody who was in these groups in a span."""
    columns = (GroupMember.group, GroupMember.person, GroupMember.valid_from, GroupMember.valid_to)
    query: Any = GroupMember.select(*columns).where(
        GroupMember.group.in_(list(groups)) & touch(GroupMember, first, last)
    )
    return list(query.order_by(GroupMember.valid_from).tuples())


def teachers(groups: Collection[int], first: date, last: date) -> list[tuple[int, int]]:
    """Group and teacher of everybody who taught these groups in a span, in order of time."""
    query: Any = GroupTeacher.select(GroupTeacher.group, GroupTeacher.person).where(
        GroupTeacher.group.in_(list(groups)) & touch(GroupTeacher, first, last)
    )
    return list(query.order_by(GroupTeacher.valid_from, GroupTeacher.id).tuples())


class SpanLesson(NamedTuple):
    """A lesson of one of the groups."""

    id: int
    group: int
    day: date
    starts_at: datetime
    ends_at: datetime
    substitute: int | None


def lessons(groups: Collection[int], first: date, last: date) -> list[SpanLesson]:
    """The lessons of these groups in a span, in order."""
    columns = (Lesson.id, Lesson.group, Lesson.date, Lesson.starts_at, Lesson.ends_at, Lesson.substitute)
    query: Any = Lesson.select(*columns).where(
        Lesson.group.in_(list(groups)) & Lesson.date.between(first, last)
    )
    return [SpanLesson(*row) for row in query.order_by(Lesson.starts_at, Lesson.id).tuples()]


def lessons_before(groups: Collection[int], first: date, day: date) -> dict[int, int]:
    """How many lessons each of these groups has from `first` until the day before `day`."""
    earlier = Lesson.group.in_(list(groups)) & (Lesson.date >= first) & (Lesson.date < day)
    query: Any = Lesson.select(Lesson.group, fn.COUNT(Lesson.id)).where(earlier).group_by(Lesson.group)
    return dict(query.tuples())


def plan_items(plans: Collection[int]) -> list[tuple[int, int, int, str]]:
    """Plan, item, number and kind of work of every item of these plans, in order."""
    columns = (PlanItem.plan, PlanItem.id, PlanItem.number, PlanItem.work_kind)
    query: Any = PlanItem.select(*columns).where(PlanItem.plan.in_(list(plans)))
    return list(query.order_by(PlanItem.plan, PlanItem.number).tuples())
