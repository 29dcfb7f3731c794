"""Учебный план: subjects of a class with hours, teachers and periods; its week and year by the norms."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ejournal.models.curriculum import (
    CurriculumHour,
    Group,
    Subject,
    group_teachers,
    hours_of,
    pages_of_year,
)
from ejournal.models.curriculum_changes import HourVersion, hour_versions
from ejournal.models.people import ClassYear, SchoolYear
from ejournal.models.people import names as names_of
from ejournal.models.settings import SchoolSettings
from ejournal.models.subject_periods import SubjectPeriods
from ejournal.reports.norms import norms, volumes
from ejournal.rules.curriculum import Volume, beyond_year, hours, over_week, weeks_of
from ejournal.rules.norms import Norm
from ejournal.rules.plans import hours_of_year
from ejournal.wording import class_name, periods_short, short_name

NOBODY = "учителя нет"


@dataclass(frozen=True)
class PageLine:
    """A page of the journal of a subject: who teaches it, and when, "" all the year round."""

    group: int
    name: str
    teachers: str
    periods: str


@dataclass(frozen=True)
class SubjectLine:
    """A subject of a class: hours a week, «0,5», and a year; "" and None when the curriculum lacks it."""

    subject: int
    name: str
    hours: str
    yearly: int | None
    pages: tuple[PageLine, ...]


@dataclass(frozen=True)
class Totals:
    """A class: hours of its week, «28–29» when they are not those of every period, and of its year."""

    cohort: int
    name: str
    week: str
    most: int
    year: int
    volume: Volume | None
    told: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What was changed of a class by hand: «3 → 2»."""

    at: datetime
    who: str
    subject: str
    what: str


@dataclass(frozen=True)
class ClassPlan:
    """The curriculum of a class with its changes, the newest first."""

    totals: Totals
    lines: tuple[SubjectLine, ...]
    changes: tuple[Change, ...]
    others: tuple[str, ...]  # subjects that may be added


def index(year: SchoolYear, today: date, school: SchoolSettings) -> tuple[Totals, ...]:
    """п. 4.2.1: every class of a year. A constant number of queries."""
    whole = _Year(year, today, school)
    return tuple(whole.totals(own) for own in whole.classes)


def page(own: ClassYear, now: datetime, school: SchoolSettings) -> ClassPlan:
    """п. 4.2.1: the curriculum of one class. A constant number of queries."""
    whole = _Year(own.year, now.date(), school)
    lines = tuple(whole.lines(own))
    named = {line.name for line in lines if line.hours}
    others = tuple(sorted(name for name in whole.subjects.values() if name not in named))
    return ClassPlan(whole.totals(own), lines, tuple(_changes(own, whole.subjects, now)), others)


class _Year:
    """What the curriculum of a year is told by, asked for at once."""

    def __init__(self, year: SchoolYear, today: date, school: SchoolSettings) -> None:
        self._year, self._school = year, school
        self._day = min(max(today, year.valid_from), year.valid_to)
        self._hours: dict[int, list[CurriculumHour]] = {}
        for row in hours_of(year):
            self._hours.setdefault(row.cohort_id, []).append(row)
        self._spread = SubjectPeriods(year, pages_of_year(year, None, today))
        self._volumes = volumes(self._day)

    @cached_property
    def classes(self) -> list[ClassYear]:
        rows = ClassYear.select().where(ClassYear.year == self._year)
        return list(rows.order_by(ClassYear.grade, ClassYear.letter))

    @cached_property
    def subjects(self) -> dict[int, str]:
        """In the order of the curriculum; those without a place come last."""
        known = sorted(Subject.select(), key=lambda one: (one.position is None, one.position, one.name))
        return {one.id: one.name for one in known}

    @cached_property
    def _norms(self) -> Mapping[int, Norm]:
        return norms({own.grade for own in self.classes}, self._day, self._school.school_week)

    @cached_property
    def _teachers(self) -> Mapping[int, frozenset[int]]:
        return group_teachers(self._day)

    @cached_property
    def _names(self) -> Mapping[int, str]:
        known = names_of({one for those in self._teachers.values() for one in those}, self._day)
        return {person: short_name(*name) for person, name in known.items()}

    def totals(self, own: ClassYear) -> Totals:
        rows = self._hours.get(own.cohort_id, [])
        spread = ((row.tenths, self._spread.of(own.cohort_id, row.subject_id).numbers) for row in rows)
        weeks = weeks_of(spread, self._spread.numbers(own.cohort_id, own.grade))
        most, volume = self._norms[own.grade].week_lessons, self._volumes.get(own.grade)
        year = sum(self._yearly(own, row) for row in rows)
        told = (*over_week(weeks[-1], most), *beyond_year(year, volume)) if rows else ()
        return Totals(
            cohort=own.cohort_id,
            name=class_name(own.grade, own.letter),
            week="–".join(dict.fromkeys((hours(weeks[0]), hours(weeks[-1])))),
            most=most,
            year=year,
            volume=volume,
            told=told,
        )

    def _yearly(self, own: ClassYear, row: CurriculumHour) -> int:
        weeks = self._school.year_weeks, self._school.year_weeks_first
        share = self._spread.of(own.cohort_id, row.subject_id).share
        return hours_of_year(row.tenths, own.grade, *weeks, share)

    def lines(self, own: ClassYear) -> Iterator[SubjectLine]:
        rows = {row.subject_id: row for row in self._hours.get(own.cohort_id, [])}
        for subject, name in self.subjects.items():
            groups = self._spread.pages.get((own.cohort_id, subject), [])
            row = rows.get(subject)
            if row or groups:
                yield SubjectLine(
                    subject=subject,
                    name=name,
                    hours=hours(row.tenths) if row else "",
                    yearly=self._yearly(own, row) if row else None,
                    pages=tuple(map(self._page, groups)),
                )

    def _page(self, group: Group) -> PageLine:
        taught = self._spread.periods.of(group.grade, group.periods)
        those = sorted(self._names.get(one, "") for one in self._teachers.get(group.id, ()))
        when = periods_short(taught.kind, taught.numbers) if taught.numbers else ""
        return PageLine(group.id, group.name, ", ".join(filter(None, those)) or NOBODY, when)


def _changes(own: ClassYear, subjects: Mapping[int, str], now: datetime) -> list[Change]:
    """What was changed since the curriculum of a class was first written, the newest first. Two queries."""
    mine = [one for one in hour_versions() if (one.cohort, one.year) == (own.cohort_id, own.year.id)]
    first = _whole(mine)
    before: dict[int, int | None] = {}
    found = []
    for one in mine:
        was = before.get(one.subject)
        before[one.subject] = one.tenths
        if one.version and was != one.tenths and (was is not None or one.deed != first):
            found.append((one, _said(was, one.tenths)))
    known = names_of({one.by for one, _ in found if one.by}, own.year.valid_to)
    return [
        Change(
            at=one.at.astimezone(now.tzinfo),
            who=short_name(*known[one.by]) if one.by in known else "командой на сервере",
            subject=subjects.get(one.subject, ""),
            what=what,
        )
        for one, what in reversed(found)
    ]


def _whole(versions: Collection[HourVersion]) -> str:
    """The deed that wrote the whole curriculum of a class first, a file; "" when it came by subjects."""
    first = next((one.deed for one in versions if one.version == 1), "")
    return first if sum(one.deed == first and one.version == 1 for one in versions) > 1 else ""


def _said(was: int | None, now: int | None) -> str:
    if now is None:
        return f"{hours(was or 0)} → убран"
    return f"{hours(was)} → {hours(now)}" if was is not None else f"добавлен, {hours(now)} ч"
