"""What the pupils of a page have beside it: days of their class, control works of other pages (п. 2.2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ejournal.models.curriculum import Group, Subject, classes_of_groups
from ejournal.models.indicators_terms import controls_of_plans
from ejournal.models.journal import Work
from ejournal.models.plan_lessons import PlanLesson, lessons_with_plans
from ejournal.models.plans import PlanItem
from ejournal.models.timetable import Lesson

IN_CLASS = ("class", "part", "mixed")  # groups whose lessons are the day of a class


@dataclass(frozen=True)
class Beside:
    """A page beside another one: its lessons, the numbers of the control works of its plan.

    `given` are the days of control works to come that its lessons have got already.
    """

    subject: int
    title: str
    lessons: Sequence[PlanLesson]
    controls: Collection[int]
    given: Collection[date]
    passed: int | None = None
    passed_by: date | None = None


@dataclass(frozen=True)
class ClassWeek:
    """By day the numbers of the first and the last lesson of a class, and the pages of its pupils."""

    edges: Mapping[date, tuple[int, int]]
    pages: Sequence[Beside]


def class_weeks(groups: Sequence[Group], kinds: Collection[str], today: date) -> dict[int, ClassWeek]:
    """By each of these groups the pages of its classes, of this year of theirs. Five queries.

    Who is taught at home, or comes after lessons, has no such days. `kinds` are those of control works.
    """
    years = {group.year_id for group in groups}
    mine = Group.year.in_(years) & Group.kind.in_(IN_CLASS)
    every = list(Group.select(Group, Subject).join(Subject).where(mine).order_by(Subject.name, Group.id))
    classes = classes_of_groups({group.id: group for group in (*every, *groups)}.values(), today)
    near = {
        group.id: [
            one
            for one in every
            if group.kind in IN_CLASS and one.year_id == group.year_id and classes[one.id] & classes[group.id]
        ]
        for group in groups
    }
    known = _known({one.id: one for found in near.values() for one in found}.values(), kinds, today)
    return {
        group.id: ClassWeek(
            _edges(known[one.id] for one in near[group.id]) if group.cohort_id else {},
            [known[one.id] for one in near[group.id]],
        )
        for group in groups
    }


def _known(groups: Iterable[Group], kinds: Collection[str], today: date) -> dict[int, Beside]:
    pages = list(groups)
    ids = [group.id for group in pages]
    lessons, given = lessons_with_plans(ids), _given(ids, kinds, today)
    controls = _controls({group.plan_id for group in pages if group.plan_id}, kinds)
    return {
        one.id: Beside(
            one.subject_id,
            one.subject.name,
            lessons[one.id],
            controls.get(one.plan_id or 0, ()),
            given.get(one.id, ()),
            one.passed,
            one.passed_by,
        )
        for one in pages
    }


def _edges(pages: Iterable[Beside]) -> dict[date, tuple[int, int]]:
    found: dict[date, tuple[int, int]] = {}
    for page in pages:
        for lesson in page.lessons:
            first, last = found.get(lesson.day, (lesson.number, lesson.number))
            found[lesson.day] = min(first, lesson.number), max(last, lesson.number)
    return found


def _controls(plans: Collection[int], kinds: Collection[str]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for plan, number in controls_of_plans(plans, kinds):
        found.setdefault(plan, []).append(number)
    return found


def _given(groups: Collection[int], kinds: Collection[str], today: date) -> dict[int, list[date]]:
    """By group the days from today on whose lessons have a column of a work of these kinds."""
    works: Any = Work.select(Lesson.group, Lesson.date).join(Lesson)
    ahead = Lesson.group.in_(list(groups)) & (Lesson.date >= today)
    found: dict[int, list[date]] = {}
    for group, day in works.where(ahead & ~Work.removed & Work.kind.in_(list(kinds))).tuples():
        found.setdefault(group, []).append(day)
    return found


def works_of_plans(plans: Collection[int], kinds: Collection[str]) -> dict[int, dict[int, PlanItem]]:
    """By plan and number: its works of these kinds, and what has their topics after them. One query."""
    work = PlanItem.alias()
    same = (work.plan == PlanItem.plan) & (work.topic == PlanItem.topic) & (work.number <= PlanItem.number)
    query: Any = PlanItem.select().join(work, on=same).distinct()
    wanted = work.plan.in_(list(plans)) & work.work_kind.in_(list(kinds))
    found: dict[int, dict[int, PlanItem]] = {}
    for item in query.where(wanted):
        found.setdefault(item.plan_id, {})[item.number] = item
    return found
