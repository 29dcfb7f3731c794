"""A КТП on its page: its lessons with the days of every group that follows it, its steps, its doubts."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import plan_beside, plan_lessons, plan_reviews
from ejournal.models.curriculum import Group
from ejournal.models.page_periods import PagePeriods
from ejournal.models.people import names_on_days
from ejournal.models.plan_lessons import WeekHours
from ejournal.models.plan_reviews import PlanReview, Reviewed
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.models.settings import SchoolSettings
from ejournal.reports.plan_rows import Section, planned, sections
from ejournal.rules import plan_works
from ejournal.rules import plans as rules
from ejournal.rules.plans import CONTROLS, STATES, Course, Planned, State
from ejournal.wording import periods_short, short_name


@dataclass(frozen=True)
class StepLine:
    """A step of a plan with who took it."""

    id: int
    kind: str
    who: str
    at: datetime
    remark: str
    current: bool


@dataclass(frozen=True)
class CorrectionLine:
    """A correction of a plan: how many pairs of lessons became one, and when."""

    id: int
    at: datetime
    pairs: int
    group: str


@dataclass(frozen=True)
class Follower:
    """A group that follows a plan: how far it is."""

    id: int
    name: str
    course: Course
    when: str = ""  # «I–II четв.» when it is not taught the whole year

    @property
    def part(self) -> str:
        """«группа 1» of «7 класс, группа 1»."""
        return self.name.rpartition(", ")[2]


@dataclass(frozen=True)
class PlanPage:
    """A plan with all that its page tells; `taken` is the last number that a lesson took."""

    id: int
    title: str
    version: int
    subject: str
    state: State
    followers: tuple[Follower, ...]
    sections: tuple[Section, ...]
    count: int
    hours: int | None
    doubts: tuple[str, ...]
    steps: tuple[StepLine, ...]
    corrections: tuple[CorrectionLine, ...]

    @property
    def state_title(self) -> str:
        return STATES[self.state]

    @property
    def taken(self) -> int:
        return max((one.course.last for one in self.followers), default=0)

    @property
    def behind(self) -> Follower | None:
        """Whoever lacks the most lessons for the rest of the plan; None when nobody does."""
        worst = max(self.followers, key=lambda one: one.course.shortage, default=None)
        return worst if worst and worst.course.shortage > 0 else None

    @property
    def spare(self) -> int:
        """Lessons of the year that the plan does not reach in any of its groups."""
        return max(0, min((-one.course.shortage for one in self.followers), default=0)) if self.count else 0

    @property
    def remark(self) -> StepLine | None:
        """The remark that still has to be answered."""
        return self.steps[-1] if self.state is State.RETURNED else None


def page(plan: Plan, groups: Sequence[Group], school: SchoolSettings, now: datetime) -> PlanPage:
    """п. 4.5.1: a constant number of queries."""
    items = items_of([plan.id])
    lessons = plan_lessons.lessons_of([group.id for group in groups], plan.id)
    followers = tuple(
        Follower(group.id, group.name, rules.course(len(items), lessons[group.id]), _when(group))
        for group in groups
    )
    steps = plan_reviews.reviews([plan.id]).get(plan.id, [])
    week = plan_lessons.hours_of(groups)
    hours = _hours(week, school)
    today, courses = now.date(), [one.course for one in followers]
    one_hour = plan_works.one_hour(week and week.tenths, len(items), school.year_weeks)
    norms = plan_works.Norms(school.check_controls_day, groups[0].subject_id if groups else 0, one_hour)
    weeks = plan_beside.class_weeks(groups, CONTROLS, today) if items else {}
    followed = [
        plan_works.Followed(one.name, one.course, lessons[one.id], weeks[one.id])
        for one in followers
        if weeks
    ]
    return PlanPage(
        id=plan.id,
        title=plan.title,
        version=plan.version,
        subject=groups[0].subject.name if groups else "",
        state=rules.state(plan.version, steps),
        followers=followers,
        sections=sections(
            {item.number: planned(item) for item in items},
            {item.number: item.id for item in items},
            courses,
            today,
        ),
        count=len(items),
        hours=hours,
        doubts=tuple(_doubts(plan.id, items, hours, followed, norms, today)) if items else (),
        steps=_steps(steps, plan.version, now),
        corrections=_corrections(plan.id, followers, now),
    )


def plan_of(group: int) -> int | None:
    """The plan that a page follows now."""
    found: int | None = Group.get_by_id(group).plan_id
    return found


def is_empty(plan: int) -> bool:
    """Whether a plan has no lessons yet."""
    return not items_of([plan])


def _hours(found: WeekHours | None, school: SchoolSettings) -> int | None:
    """п. 2.2: the hours that the curriculum has for these groups; None when it says nothing."""
    weeks = school.year_weeks, school.year_weeks_first
    return rules.hours_of_year(found.tenths, found.grade, *weeks, found.part) if found else None


def _when(group: Group) -> str:
    taught = PagePeriods(group.year_id).of(group.grade, group.periods)
    return periods_short(taught.kind, taught.numbers)


def _doubts(
    plan: int,
    items: Sequence[PlanItem],
    hours: int | None,
    pages: Sequence[plan_works.Followed],
    norms: plan_works.Norms,
    today: date,
) -> Iterator[str]:
    """Each doubt once; those of days name the group when there are several."""
    known = {item.number: item for item in items}
    controls = len(plan_works.control_hours(known))
    yield from rules.doubts(len(items), controls, hours, plan_reviews.healed([plan])[plan])
    yield from plan_works.doubts_of_pages(known, pages, norms, today)


def _steps(steps: Sequence[Reviewed], version: int, now: datetime) -> tuple[StepLine, ...]:
    moments = [step.at.astimezone(now.tzinfo) for step in steps]
    days = [(step.by, at.date()) for step, at in zip(steps, moments, strict=True)]
    called = names_on_days(days) if days else {}
    return tuple(
        StepLine(
            id=step.id,
            kind=step.kind,
            who=short_name(*called[own]) if own in called else "",
            at=at,
            remark=step.remark,
            current=step.version == version,
        )
        for step, at, own in zip(steps, moments, days, strict=True)
    )


def _corrections(plan: int, followers: Sequence[Follower], now: datetime) -> tuple[CorrectionLine, ...]:
    called = {one.id: one.name for one in followers}
    return tuple(
        CorrectionLine(
            found.id,
            found.at.astimezone(now.tzinfo),
            len(json.loads(found.lines)),
            called.get(found.group_id, ""),
        )
        for found in plan_reviews.corrections(plan)
    )


@dataclass(frozen=True)
class Accepted:
    """A plan as it was accepted."""

    title: str
    who: str
    at: datetime
    sections: tuple[Section, ...]
    count: int


def accepted(plan: Plan, review: PlanReview, now: datetime) -> Accepted:
    """п. 4.5.1: the plan that was accepted then, whatever became of it."""
    rows = json.loads(review.items)
    at = review.at.astimezone(now.tzinfo)
    who = names_on_days({(review.by_id, at.date())}).get((review.by_id, at.date()))
    return Accepted(
        title=plan.title,
        who=short_name(*who) if who else "",
        at=at,
        sections=sections({number: Planned(*row) for number, row in enumerate(rows, start=1)}),
        count=len(rows),
    )
