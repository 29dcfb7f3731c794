"""The lessons of a КТП as its page shows them: by section, with their works and days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ejournal.models.plans import PlanItem
from ejournal.rules import works
from ejournal.rules.plan_columns import practical_of
from ejournal.rules.plan_works import control_hours
from ejournal.rules.plans import Course, Planned
from ejournal.wording import fold


class Days(NamedTuple):
    """The days of a lesson of a plan in one group: when it is to be, when it was."""

    planned: date | None
    fact: date | None


@dataclass(frozen=True)
class Row:
    """A lesson of a plan; `about` is its work, its form of control, its practical hours, or ""."""

    id: int
    number: int
    topic: str
    homework: str
    about: str
    resources: str
    note: str
    control: bool
    practical: bool
    days: tuple[Days, ...]


@dataclass(frozen=True)
class Section:
    """Lessons of a plan that stand together under one title; an hour each."""

    title: str
    rows: tuple[Row, ...]

    @property
    def hours(self) -> str:
        """«12 ч, контрольных 1, практических 2»."""
        controls, practicals = sum(row.control for row in self.rows), sum(row.practical for row in self.rows)
        told = [f"{len(self.rows)} ч"]
        told += [f"контрольных {controls}"] if controls else []
        return ", ".join([*told, *([f"практических {practicals}"] if practicals else [])])


def sections(
    lessons: Mapping[int, Planned],
    ids: Mapping[int, int] | None = None,
    courses: Sequence[Course] = (),
    today: date = date.max,
) -> tuple[Section, ...]:
    """Lessons by their numbers, with their ids and their days in each of the courses, where there are any."""
    controls = control_hours(lessons)
    found = []
    for title, group in groupby(lessons.items(), key=lambda lesson: lesson[1].section):
        rows = tuple(
            _row(
                ids[number] if ids else 0,
                number,
                item,
                number in controls,
                tuple(_days(one, number, today) for one in courses),
            )
            for number, item in group
        )
        found.append(Section(title, rows))
    return tuple(found)


def planned(item: PlanItem) -> Planned:
    """A lesson of a plan as the rules know it."""
    return Planned(*(getattr(item, name) for name in Planned._fields))


def _row(number: int, place: int, item: Planned, control: bool, days: tuple[Days, ...]) -> Row:
    kind = works.kind(item.work_kind).title if item.work_kind else ""
    form = item.control_form or ""
    practical = f"практических часов {item.practical}" if item.practical else ""
    told = [kind, form if fold(form) != fold(kind) else "", practical]
    return Row(
        id=number,
        number=place,
        topic=item.topic,
        homework=item.homework,
        about=" · ".join(text for text in told if text),
        resources=item.resources or "",
        note=item.note or "",
        control=control,
        practical=practical_of(item) is not None,
        days=days,
    )


def _days(course: Course, number: int, today: date) -> Days:
    """A topic that was taken for a lesson to come is no fact yet."""
    taken = course.facts.get(number)
    if taken is not None and taken <= today:
        return Days(None, taken)
    return Days(taken or course.planned.get(number), None)
