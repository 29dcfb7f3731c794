"""What plans are held against: the groups that follow them, their lessons, the hours of the curriculum."""

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from peewee import JOIN, fn

from ejournal.models.curriculum import CurriculumHour, Group, Subject
from ejournal.models.journal import LessonText
from ejournal.models.page_periods import PagePeriods
from ejournal.models.people import SchoolYear
from ejournal.models.plans import Plan, PlanItem
from ejournal.models.timetable import Lesson


class PlanLesson(NamedTuple):
    """A lesson as a plan sees it: the number of the item whose topic it took, and whether it has a topic.

    `number` is that of the lesson in its day.
    """

    day: date
    item: int | None
    written: bool
    number: int


def followers(plan: int) -> list[Group]:
    """The groups that follow a plan, with their subjects and years."""
    query = Group.select(Group, Subject, SchoolYear).join(Subject).switch(Group).join(SchoolYear)
    return list(query.where(Group.plan == plan).order_by(SchoolYear.valid_from, Group.name, Group.id))


def own_plan(groups: Collection[Group]) -> Plan | None:
    """The КТП that all of these groups follow and no other; None when there is none such."""
    followed = {group.plan_id for group in groups}
    if len(followed) != 1 or None in followed:
        return None
    (plan,) = followed
    followers = {row.id for row in Group.select(Group.id).where(Group.plan == plan)}
    found: Plan | None = Plan.get_or_none(Plan.id == plan)
    return found if followers <= {group.id for group in groups} else None


def of_subject(subject: int) -> list[Group]:
    """The groups of a subject that follow a plan, with their years, the newest years first."""
    query = Group.select(Group, SchoolYear).join(SchoolYear)
    mine = (Group.subject == subject) & Group.plan.is_null(False)
    return list(query.where(mine).order_by(SchoolYear.valid_from.desc(), Group.name, Group.id))


def lessons_of(groups: Collection[int], plan: int) -> dict[int, list[PlanLesson]]:
    """Every lesson of these groups in order, with the item of this plan that it took. One query."""
    return _lessons_of(groups, PlanItem.plan == plan)


def lessons_with_plans(groups: Collection[int]) -> dict[int, list[PlanLesson]]:
    """The same of groups each of which has a plan of its own. One query."""
    return _lessons_of(groups, PlanItem.plan == Group.plan)


def _lessons_of(groups: Collection[int], own: Any) -> dict[int, list[PlanLesson]]:
    topic = (LessonText.lesson == Lesson.id) & (LessonText.field == "topic")
    item = (PlanItem.id == LessonText.plan_item) & own
    query: Any = (
        Lesson.select(Lesson.group, Lesson.date, Lesson.number, PlanItem.number, LessonText.id)
        .join(Group)
        .switch(Lesson)
        .join(LessonText, JOIN.LEFT_OUTER, on=topic)
        .join(PlanItem, JOIN.LEFT_OUTER, on=item)
        .where(Lesson.group.in_(list(groups)))
        .order_by(Lesson.date, Lesson.number, Lesson.id)
        .tuples()
    )
    found: dict[int, list[PlanLesson]] = {group: [] for group in groups}
    for group, day, place, number, text in query:
        found[group].append(PlanLesson(day, number, text is not None, place))
    return found


def first_day(groups: Collection[int]) -> date | None:
    """The day of the first lesson that any of these groups has."""
    query: Any = Lesson.select(fn.MIN(Lesson.date)).where(Lesson.group.in_(list(groups)))
    found = query.scalar()
    return date.fromisoformat(found) if isinstance(found, str) else found


def lessons_before(year: SchoolYear, day: date) -> bool:
    """Whether a year has lessons before a day."""
    query = Lesson.select().join(Group).where((Group.year == year) & (Lesson.date < day))
    return bool(query.exists())


def goes_by_plan(groups: Collection[int]) -> bool:
    """Whether a lesson of any of these groups has a topic of a КТП."""
    topics = LessonText.select().join(Lesson).where(Lesson.group.in_(list(groups)))
    return bool(topics.where(LessonText.plan_item.is_null(False) & (LessonText.field == "topic")).exists())


class OpenLesson(NamedTuple):
    """A lesson without a topic, by which its own teacher goes on in the plan."""

    id: int
    group: int
    day: date


def next_open(groups: Collection[int], today: date) -> dict[int, OpenLesson]:
    """By group: its first lesson from today on that has no topic and no substitute. One query."""
    topic = (LessonText.lesson == Lesson.id) & (LessonText.field == "topic")
    ahead = Lesson.group.in_(list(groups)) & (Lesson.date >= today) & Lesson.substitute.is_null()
    query: Any = (
        Lesson.select(Lesson.id, Lesson.group, Lesson.date)
        .join(LessonText, JOIN.LEFT_OUTER, on=topic)
        .where(ahead & LessonText.id.is_null())
        .order_by(Lesson.date.desc(), Lesson.number.desc(), Lesson.id.desc())
        .tuples()
    )
    return {row[1]: OpenLesson(*row) for row in query}


def days_of_items(items: Collection[int], group: int) -> dict[int, date]:
    """The day of the last lesson of a group that took each of these items of a plan."""
    topics = LessonText.select(LessonText.plan_item, fn.MAX(Lesson.date)).join(Lesson)
    mine = LessonText.plan_item.in_(list(items)) & (LessonText.field == "topic") & (Lesson.group == group)
    query: Any = topics.where(mine).group_by(LessonText.plan_item).tuples()
    return {item: day if isinstance(day, date) else date.fromisoformat(day) for item, day in query}


class WeekHours(NamedTuple):
    """Hours a week of the curriculum, in tenths, of a grade, in a part of the year."""

    tenths: int
    grade: int | None
    part: Fraction


def hours_of(groups: Sequence[Group]) -> WeekHours | None:
    """The hours of the first of these groups; None: unknown.

    A group that is not of one class, or not of the curriculum, has none. One query, and two for periods.
    """
    group = next(iter(groups), None)
    if group is None or group.cohort_id is None or group.kind not in ("class", "part"):
        return None
    mine = (CurriculumHour.cohort == group.cohort_id) & (CurriculumHour.subject == group.subject_id)
    query: Any = CurriculumHour.select(CurriculumHour.tenths).where(
        mine & (CurriculumHour.year == group.year_id)
    )
    row = query.tuples().first()
    return WeekHours(int(row[0]), group.grade, PagePeriods(group.year_id).share(group)) if row else None


class Volume(NamedTuple):
    """A plan in the list of plans: how many items it has."""

    plan: int
    title: str
    version: int
    items: int


def volumes(plans: Collection[int]) -> dict[int, Volume]:
    """By plan. One query."""
    query: Any = (
        Plan.select(Plan.id, Plan.title, Plan.version, fn.COUNT(PlanItem.id))
        .join(PlanItem, JOIN.LEFT_OUTER, on=(PlanItem.plan == Plan.id))
        .where(Plan.id.in_(list(plans)))
        .group_by(Plan.id, Plan.title, Plan.version)
        .tuples()
    )
    return {row[0]: Volume(*row) for row in query}


def last_taken(year: int) -> dict[int, int]:
    """By page of a year: the highest number of its plan that a lesson took. One query."""
    query: Any = _taken(year).tuples()
    return {group: number for group, number, _ in query}


def lessons_left(year: int) -> dict[int, int]:
    """By page of a year: its lessons without a topic after the last one that took an item. One query."""
    taken = _taken(year).alias("taken")
    topic = (LessonText.lesson == Lesson.id) & (LessonText.field == "topic")
    later = taken.c.last.is_null() | (Lesson.starts_at > taken.c.last)
    begun = Group.passed_by.is_null() | (Lesson.date >= Group.passed_by)
    query: Any = (
        Lesson.select(Lesson.group, fn.COUNT(Lesson.id))
        .join(Group)
        .switch(Lesson)
        .join(LessonText, JOIN.LEFT_OUTER, on=topic)
        .join(taken, JOIN.LEFT_OUTER, on=(taken.c.page == Lesson.group))
        .where((Group.year == year) & LessonText.id.is_null() & later & begun)
        .group_by(Lesson.group)
        .tuples()
    )
    return dict(query)


def _taken(year: int) -> Any:
    """Page, highest number and last lesson of what was taken of its plan."""
    page, given = Group.alias(), Lesson.alias()
    number, last = fn.MAX(PlanItem.number).alias("number"), fn.MAX(given.starts_at).alias("last")
    return (
        given.select(given.group.alias("page"), number, last)
        .join(page)
        .switch(given)
        .join(LessonText, on=(LessonText.lesson == given.id))
        .join(PlanItem, on=((PlanItem.id == LessonText.plan_item) & (PlanItem.plan == page.plan)))
        .where((page.year == year) & (LessonText.field == "topic"))
        .group_by(given.group)
    )
