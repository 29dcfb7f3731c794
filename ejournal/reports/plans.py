"""A КТП on its page: its lessons with the days of every group that follows it, its steps, its doubts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from ejournal.models import plan_beside, plan_corrections, plan_lessons, plan_reviews
from ejournal.models.curriculum import Group
from ejournal.models.page_periods import PagePeriods
from ejournal.models.people import names_on_days
from ejournal.models.plan_corrections import Line
from ejournal.models.plan_lessons import PlanLesson, WeekHours
from ejournal.models.plan_reviews import PlanCorrection, PlanReview, Reviewed
from ejournal.models.plans import Plan, PlanItem, items_of
from ejournal.models.settings import SchoolSettings
from ejournal.reports.plan_rows import Section, planned, sections
from ejournal.rules import plan_works
from ejournal.rules import plans as rules
from ejournal.rules.healing import BY_HAND
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
    """A correction of a plan: how many pairs of lessons became one, and when; how many a load undid."""

    id: int
    at: datetime
    pairs: int
    group: str
    gone: int
    undone: date | None
    why: str = ""
    own: bool = True  # of this plan, not of another one that its page followed


@dataclass(frozen=True)
class Follower:
    """A group that follows a plan: how far it is."""

    id: int
    name: str
    course: Course
    when: str = ""  # «I–II четв.» when it is not taught the whole year
    passed: int = 0
    begins: date | None = None  # the day of its first lesson after that, else of its first one
    late: bool = False  # its lessons begin in the middle of the year with the first topic

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
        return max((number for one in self.followers for number in one.course.facts), default=0)

    @property
    def late(self) -> Follower | None:
        """Whoever begins with the first topic in the middle of the year; None when nobody does."""
        return next((one for one in self.followers if one.late), None) if self.count else None

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
    followers = tuple(_follower(group, len(items), lessons[group.id]) for group in groups)
    steps = plan_reviews.reviews([plan.id]).get(plan.id, [])
    made_one = plan_corrections.lines_of([plan.id], [group.id for group in groups])
    healed = sum(line.correction.plan_id == plan.id and line.undone is None for line in made_one)
    week = plan_lessons.hours_of(groups)
    hours = _hours(week, school)
    today, courses = now.date(), [one.course for one in followers]
    one_hour = plan_works.one_hour(week and week.tenths, len(items), school.year_weeks)
    norms = plan_works.Norms(school.check_controls_day, groups[0].subject_id if groups else 0, one_hour)
    weeks = plan_beside.class_weeks(groups, CONTROLS, today) if items else {}
    followed = [_followed(one, lessons[one.id], weeks[one.id]) for one in followers if weeks]
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
        doubts=tuple(_doubts(items, hours, healed, followed, norms, today)) if items else (),
        steps=_steps(steps, plan.version, now),
        corrections=_corrections(made_one, followers, now, plan.id),
    )


def _follower(group: Group, count: int, lessons: Sequence[PlanLesson]) -> Follower:
    course = rules.course(count, lessons, rules.begun(group.passed, group.passed_by))
    first = lessons[0].day if lessons else None
    late = bool(first and rules.is_late(group.year.valid_from, first)) and not course.last
    begins = group.passed_by or first
    return Follower(group.id, group.name, course, _when(group), group.passed or 0, begins, late)


def _followed(
    page: Follower, lessons: Sequence[PlanLesson], week: plan_beside.ClassWeek
) -> plan_works.Followed:
    return plan_works.Followed(page.name, page.course, lessons, week)


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
    items: Sequence[PlanItem],
    hours: int | None,
    healed: int,
    pages: Sequence[plan_works.Followed],
    norms: plan_works.Norms,
    today: date,
) -> Iterator[str]:
    """Each doubt once; those of days name the group when there are several."""
    known = {item.number: item for item in items}
    controls = len(plan_works.control_hours(known))
    yield from rules.doubts(len(items), controls, hours, healed)
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


def _corrections(
    lines: Sequence[Line], followers: Sequence[Follower], now: datetime, plan: int
) -> tuple[CorrectionLine, ...]:
    """Those of this plan, and those of its pages when they followed another."""
    called = {one.id: one.name for one in followers}
    return tuple(
        _correction(made, list(group), called, now, plan)
        for made, group in groupby(lines, key=lambda line: line.correction)
    )


def _correction(
    made: PlanCorrection, lines: Sequence[Line], called: Mapping[int, str], now: datetime, plan: int
) -> CorrectionLine:
    gone = [line.undone for line in lines if line.undone]
    at = made.at.astimezone(now.tzinfo)
    by_hand = all(line.by_hand for line in lines if line.undone)
    whose, day = called.get(made.group_id, ""), max(gone, default=None)
    own = made.plan_id == plan
    return CorrectionLine(made.id, at, len(lines), whose, len(gone), day, BY_HAND[by_hand], own)


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
