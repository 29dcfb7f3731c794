"""The term marks of the demo: two days before the end of a period, by the weighted average of its marks.

Those of the year come with the last of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from peewee import fn

from ejournal.access import Role
from ejournal.demo.pages import Page
from ejournal.demo.seed import Act, Writer
from ejournal.models.curriculum import Period
from ejournal.models.journal import Mark, MarkWithdrawal, Work
from ejournal.models.people import SchoolYear
from ejournal.models.terms import TermMark
from ejournal.models.timetable import Lesson
from ejournal.rules.marks import weighted_average
from ejournal.rules.term_marks import Norms, propose_year

BEFORE_END = timedelta(days=2)
THRESHOLDS = ((4.6, "5"), (3.6, "4"), (2.6, "3"))  # domain facts, 7.3
SET = "terms.set"
KINDS = ("class", "part", "home")

Weighed = dict[tuple[int, int], list[tuple[str, int]]]


@dataclass(slots=True)
class Set:
    """The term marks of a group, by pupil; without a period those of the year."""

    group: int
    period: int | None
    values: dict[int, str]

    def write(self, writer: Writer) -> None:
        for pupil, value in self.values.items():
            writer.fact(
                TermMark,
                group=self.group,
                pupil=pupil,
                period=self.period,
                kind="period" if self.period else "year",
                value=value,
                replaces=None,
            )


def acts(pages: Sequence[Page], year: SchoolYear, monday: date, zone: tzinfo) -> Iterator[Act]:
    """What teachers set in the week for the periods that end in it, of groups without term marks yet."""
    for period in Period.select().where((Period.year == year) & _in_week(Period.valid_to, monday)):
        weighed = _weighed(period)
        done = _done(period)
        day = period.valid_to - BEFORE_END
        for place, page in enumerate(pages):
            if page.id in done or not _concerns(page, period):
                continue
            at = datetime.combine(day, time(14), zone) + timedelta(minutes=2 * place)
            values = {who: _value(weighed.get((page.id, who), [])) for who in page.pupils(day)}
            parts = [Set(page.id, period.id, values)]
            if period.valid_to == year.valid_to:
                parts.append(Set(page.id, None, _of_year(page.id, values)))
            yield Act(at, page.teacher(day), Role.TEACHER, SET, "teaching_group", page.id, parts)


def _of_year(group: int, last: dict[int, str]) -> dict[int, str]:
    """The marks of the year of whoever has a mark of the last period."""
    before: dict[int, list[str]] = defaultdict(list)
    query: Any = TermMark.select(TermMark.pupil, TermMark.value).where(TermMark.group == group)
    for pupil, value in query.join(Period).order_by(Period.number).tuples():
        before[pupil].append(value)
    return {pupil: propose_year([*before[pupil], value], Norms()).value for pupil, value in last.items()}


def _done(period: Period) -> set[int]:
    query: Any = TermMark.select(TermMark.group).where(TermMark.period == period).distinct()
    return {row[0] for row in query.tuples()}


def _in_week(column: Any, monday: date) -> Any:
    return column.between(monday, monday + timedelta(days=6))


def _concerns(page: Page, period: Period) -> bool:
    grades = period.grade_from <= page.grade <= period.grade_to
    taught = any(period.valid_from <= slot.day <= period.valid_to for slot in page.slots)
    return page.marked and page.kind in KINDS and grades and taught


def _weighed(period: Period) -> Weighed:
    """The marks of the period that stand so far with their weights, by group and pupil."""
    later = Mark.alias()
    replaced = later.select(later.id).where(later.slip_of == Mark.id)
    withdrawn = MarkWithdrawal.select(MarkWithdrawal.id).where(MarkWithdrawal.mark == Mark.id)
    query: Any = (
        Mark.select(Lesson.group, Mark.pupil, Mark.value, Work.weight)
        .join(Work)
        .join(Lesson)
        .where(Lesson.date.between(period.valid_from, period.valid_to))
        .where(~fn.EXISTS(replaced) & ~fn.EXISTS(withdrawn))
    )
    found: Weighed = defaultdict(list)
    for group, pupil, value, weight in query.tuples():
        found[group, pupil].append((value, weight))
    return found


def _value(marks: list[tuple[str, int]]) -> str:
    mean = weighted_average(marks)
    if mean is None:
        return "н/а"
    return next((value for least, value in THRESHOLDS if round(mean, 2) >= least), "2")  # as it is shown
