"""Б1 of a check: weekly sheets of the families on paper, handed over of those that were due (п. 4.4.5)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ejournal.models import weekly
from ejournal.models.settings import SchoolSettings
from ejournal.models.timetable import monday_of, teaching_days
from ejournal.reports.informing import Forms, forms
from ejournal.rules.certificates import Ratio

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class OnPaper:
    """`weeks` are class and Monday of those whose sheets were due; `handed` are pupil and Monday."""

    weeks: frozenset[tuple[int, date]]
    forms: Forms
    handed: frozenset[tuple[int, date]]
    sheet_day: int

    def ratio(self) -> Ratio:
        """Б1: sheets that were handed over ÷ weeks × children on paper on the day when a sheet is ready."""
        due = {
            (child, monday)
            for cohort, monday in self.weeks
            for child in self.forms.children(cohort, ready_on(monday, self.sheet_day))
        }
        return Ratio(len(due & self.handed), len(due))


def read(cohorts: Collection[int], first: date, last: date, school: SchoolSettings) -> OnPaper:
    """п. 4.4.5: the sheets that became ready in a span, of weeks with lessons. Three queries."""
    begun = monday_of(first) - WEEK
    days = teaching_days(cohorts, begun, last)
    weeks = {(cohort, monday_of(day)) for cohort, day in days}
    due = {week for week in weeks if first <= ready_on(week[1], school.sheet_day) <= last}
    handed = frozenset(weekly.handed(cohorts, begun, last))
    return OnPaper(frozenset(due), forms(cohorts, school, last), handed, school.sheet_day)


def ready_on(monday: date, sheet_day: int) -> date:
    """The day on which the sheets of a week are ready: within it, or on the Monday after it."""
    return monday + (WEEK if sheet_day == 1 else DAY * (sheet_day - 1))
