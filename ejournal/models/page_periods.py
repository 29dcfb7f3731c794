"""Pages of the journal that are taught in some periods of the year alone (п. 4.2.1)."""

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ejournal.models.curriculum import DayOff, Group, Period
from ejournal.models.settings import school_settings

DAY = timedelta(days=1)
Span = tuple[date, date]


class Taught(NamedTuple):
    """When a page is taught: periods of a kind by number, and their days; no days at all: the whole year.

    The holidays before a period are its own, so that every day of the year is of one period.
    """

    kind: str = ""
    numbers: tuple[int, ...] = ()
    days: tuple[Span, ...] = ()

    def on(self, day: date) -> bool:
        return not self.days or any(first <= day <= last for first, last in self.days)

    def after(self, day: date) -> bool:
        """Whether the page is taught on that day or later."""
        return not self.days or self.days[-1][1] >= day


WHOLE_YEAR = Taught()


def numbers_of(periods: str | None) -> tuple[int, ...]:
    """The periods that are stored of a page: «1,2»; none of them: the whole year."""
    return tuple(int(number) for number in periods.split(",")) if periods else ()


class PagePeriods:
    """When pages of a year are taught. No query until a page has periods of its own, then one or two."""

    def __init__(self, year: int) -> None:
        self._year = year

    @cached_property
    def _periods(self) -> list[Period]:
        return list(Period.select().where(Period.year == self._year).order_by(Period.valid_from))

    @cached_property
    def _off(self) -> list[DayOff]:
        """Days that were never to be taught: what a quarantine took counts as taught."""
        return [day for day in DayOff.select() if not day.lost]

    def of_grade(self, grade: int | None) -> list[Period]:
        """The periods of a grade in order; none for a page of several grades."""
        usual = [one for one in self._periods if not one.extra]
        return [one for one in usual if grade and one.grade_from <= grade <= one.grade_to]

    def of(self, grade: int | None, periods: str | None) -> Taught:
        """When a page of a grade with these periods is taught."""
        if not periods:
            return WHOLE_YEAR
        wanted, found, first = numbers_of(periods), [], None
        known = self.of_grade(grade)
        for period in known:
            if period.number in wanted:
                found.append((first or period.valid_from, period.valid_to))
            first = period.valid_to + DAY
        kind = known[0].kind if known else ""
        return Taught(kind, wanted, tuple(found)) if found else WHOLE_YEAR

    def share(self, group: Group) -> Fraction:
        """How much of the school days of the year lies in the periods of a page."""
        wanted = numbers_of(group.periods)
        if not wanted:
            return Fraction(1)
        days = {one.number: self._school_days(one, group.cohort_id) for one in self.of_grade(group.grade)}
        whole, own = sum(days.values()), sum(days.get(number, 0) for number in wanted)
        return Fraction(own, whole) if own else Fraction(1)

    def _school_days(self, period: Period, cohort: int | None) -> int:
        off = [day for day in self._off if day.cohort_id in (None, cohort)]
        count = (period.valid_to - period.valid_from).days + 1
        days = (period.valid_from + timedelta(days=more) for more in range(count))
        week = school_settings().school_week
        return sum(day.isoweekday() <= week and not _covered(day, off) for day in days)


def _covered(day: date, off: Collection[DayOff]) -> bool:
    return any(one.valid_from <= day <= one.valid_to for one in off)
