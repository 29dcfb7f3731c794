"""Families on paper (п. 4.4.5, 4.6.6): who they are, and which of them wait for a sheet too long."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ejournal.models import weekly
from ejournal.models.people import names, year_of_work
from ejournal.models.settings import SchoolSettings
from ejournal.models.timetable import monday_of, teaching_days
from ejournal.reports.informing import forms
from ejournal.reports.roll import roll_order
from ejournal.wording import plural, short_name

WEEK = timedelta(weeks=1)
HOLIDAYS = 8 * WEEK  # how far back weeks without lessons are looked for


class Paper(NamedTuple):
    """The guardians of a child who are informed on paper; `since`: without a gap."""

    guardians: tuple[int, ...]
    since: date


def year_begun(today: date) -> date:
    """The first day of the year of work, before which nobody is told anything."""
    year = year_of_work(today)
    return min(year.valid_from, today) if year else date.min


def days_since(last: date | None, paper: Paper, begun: date, today: date) -> int:
    """Days since a family was informed, went on paper, or the year began: whatever came last."""
    return (today - max(last or date.min, paper.since, begun)).days


def free_weeks(cohorts: Collection[int], today: date) -> dict[int, set[date]]:
    """The Mondays of the newest weeks in which a class has no lessons: there is nothing to tell of."""
    first = monday_of(today) - HOLIDAYS
    days = teaching_days(cohorts, first, monday_of(today) + WEEK)
    taught = {(cohort, monday_of(day)) for cohort, day in days}
    mondays = [first + WEEK * number for number in range((today - first) // WEEK + 1)]
    return {cohort: {monday for monday in mondays if (cohort, monday) not in taught} for cohort in cohorts}


def is_late(days: int, free: Collection[date], school: SchoolSettings, today: date) -> bool:
    """п. 4.6.6: once a week, while there are lessons; the days of a week without them do not count."""
    passed = (today - timedelta(days=ago) for ago in range(days))
    counted = days - sum(monday_of(day) in free for day in passed) if days > school.sheet_overdue_days else 0
    return counted > school.sheet_overdue_days


def on_paper(cohorts: Collection[int], school: SchoolSettings, day: date) -> dict[int, dict[int, Paper]]:
    """п. 4.4.5: by class and child: the guardians who chose paper or whose diary is shut, and since when."""
    known = forms(cohorts, school, day)
    return {
        cohort: {
            child: Paper(tuple(known.on_paper(child, day)), known.since(child, day))
            for child in known.children(cohort, day)
        }
        for cohort in cohorts
    }


def overdue(cohorts: Collection[int], school: SchoolSettings, now: datetime) -> dict[int, tuple[str, ...]]:
    """п. 4.4.5, 4.6.6: by class: the children whose families were not informed for too long, with days."""
    today = now.date()
    found = on_paper(cohorts, school, today)
    pupils = {pupil for own in found.values() for pupil in own}
    told, known = weekly.last_informed(pupils), names(pupils, today)
    begun, free = (year_begun(today), free_weeks(cohorts, today)) if pupils else (today, {})
    late: dict[int, tuple[str, ...]] = {}
    for cohort, own in found.items():
        for pupil in roll_order({pupil: known[pupil] for pupil in own if pupil in known}):
            days = days_since(told.get(pupil), own[pupil], begun, today)
            if is_late(days, free[cohort], school, today):
                told_of = f"{short_name(*known[pupil])} ({days} {plural(days, 'день', 'дня', 'дней')})"
                late[cohort] = (*late.get(cohort, ()), told_of)
    return late
