"""The life of a school year: what its people would have done by a day, week after week.

The whole year follows from the lists and the timetable, so a demo that is started again on a later day
goes on where it stopped. Lessons that a person has touched are left to that person.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from peewee import fn

from ejournal.access import Role
from ejournal.demo import nature, pages, reasons, sittings, substitutes, term_marks
from ejournal.demo.chronicle import Chronicle
from ejournal.demo.pages import Lost, Move, Page, Slot
from ejournal.demo.parts import Closed, Column
from ejournal.demo.seed import RECORD, SUBSTITUTE, Act, Writer
from ejournal.models.audit import Audit
from ejournal.models.journal import Work
from ejournal.models.people import ClassYear, Duty, SchoolYear
from ejournal.models.timetable import monday_of
from ejournal.models.weeks import closings

WEEK = timedelta(days=7)
CLOSED_AFTER = timedelta(days=12)  # a week is closed on the Saturday of the week after it
LOOK_BACK = timedelta(days=42)  # further back nothing is open, and nobody is asked about a missed work


@dataclass
class Happenings:
    """What befalls the school beside its lessons; the acts are those not done yet."""

    moves: dict[int, Move] = field(default_factory=dict)  # pupils who come or leave within the year
    lost: list[Lost] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


def live(
    year: SchoolYear,
    today: date,
    zone: tzinfo,
    happenings: Happenings | None = None,
    progress: Callable[[date], None] | None = None,
) -> int:
    """Do all that is to be done in a year before `today`, in batches of a week.

    Returns how many lessons got their first record.
    """
    return _Life(year, zone, happenings or Happenings()).until(today, progress or (lambda monday: None))


class _Life:
    def __init__(self, year: SchoolYear, zone: tzinfo, happenings: Happenings) -> None:
        self.year, self.zone, self.happenings = year, zone, happenings
        self.pages = pages.load(year, zone, happenings.lost, happenings.moves)
        days = sorted({slot.day for page in self.pages for slot in page.slots})
        pupils = {who: nature.pupil(who, key, days) for who, key in pages.keys(self.pages).items()}
        self.chronicle = Chronicle(pupils)
        self.substitutes = substitutes.of_year(self.pages, year.name)
        self.deputy = _first(Role.DEPUTY)
        self.leaders = _leaders(year)
        self.last = days[-1] if days else year.valid_from
        self.written, self.touched = _records()
        self.floor = _newest(zone)

    def until(self, today: date, progress: Callable[[date], None]) -> int:
        writer, waiting = Writer(), [replace(act, at=max(act.at, self.floor)) for act in self.happenings.acts]
        lessons: set[int | None] = set()
        border = self._midnight(today)
        for monday in self._mondays(today):
            waiting += [act for act in self._week(monday) if act.at < border]
            waiting.sort(key=lambda act: act.at)
            ready = min(border, self._midnight(monday + WEEK))
            while waiting and waiting[0].at < ready:
                lessons |= {waiting[0].object_id} if waiting[0].of == "lesson" else set()
                writer.seal(waiting.pop(0))
            writer.flush()
            progress(monday)
            writer = Writer()  # others may have written meanwhile
        return len(lessons - self.written.keys())

    def _mondays(self, today: date) -> Iterator[date]:
        """Weeks with something to do, to the last one that has begun; the year's end has two weeks more."""
        monday = monday_of(self.year.valid_from)
        if self.written and self.floor.date() - LOOK_BACK > monday:
            monday = monday_of(self.floor.date() - LOOK_BACK)
        while monday < today and monday <= self.last + 2 * WEEK:
            yield monday
            monday += WEEK

    def _week(self, monday: date) -> Iterator[Act]:
        self.closed = closings(set(self.leaders), monday)
        for page in self.pages:
            for slot in page.week(monday):
                yield from self._lesson(page, slot)
        for act in term_marks.acts(self.pages, self.year, monday, self.zone):
            act.at = max(act.at, self.floor)
            yield act
        for place, (cohort, leader) in enumerate(self.leaders.items()):
            if (cohort, monday) not in self.closed and self._has_lessons(cohort, monday):
                at = self._midnight(monday + CLOSED_AFTER) + timedelta(hours=12, minutes=3 * place)
                before = at - timedelta(hours=1)
                known = (self.pages, self.chronicle.pupils, cohort, leader, monday, before)
                close = Act(at, leader, Role.CLASS_TEACHER, "week.close", "cohort", cohort)
                close.parts = [Closed(cohort, monday)]
                for act in (*reasons.of_week(*known), close):
                    act.at = max(act.at, self.floor)
                    yield act

    def _lesson(self, page: Page, slot: Slot) -> Iterator[Act]:
        """The acts of a lesson that are not done yet; those of the day of the newest entry come after it."""
        acts = sittings.acts(self.chronicle, page, slot, self.substitutes.get(slot.id), self.deputy)
        if slot.id in self.touched:
            return
        done = self.written.get(slot.id, 0)
        _recall(acts[:done])
        for act in acts[done:]:
            late = act.at.date() > slot.day and (page.cohort, monday_of(slot.day)) in self.closed
            if late or (act.at < self.floor and act.at.date() < self.floor.date()):
                return
            act.at = max(act.at, self.floor)
            yield act

    def _has_lessons(self, cohort: int, monday: date) -> bool:
        return any(page.cohort == cohort and page.week(monday) for page in self.pages)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self.zone)


def _recall(done: list[Act]) -> None:
    """Give the columns that are stored already their numbers."""
    columns = [part for act in done for part in act.parts if isinstance(part, Column)]
    for column in columns:
        stored = Work.get_or_none((Work.lesson == column.lesson) & (Work.kind == column.kind))
        column.id = stored.id if stored else 0


def _records() -> tuple[dict[int, int], set[int]]:
    """By lesson: how many of its acts are done; and the lessons that a person has touched."""
    on_lessons = Audit.object_kind == "lesson"
    ours = Audit.kind.in_([RECORD, SUBSTITUTE])
    done: Any = Audit.select(Audit.object_id, fn.COUNT(Audit.id)).where(on_lessons & ours)
    theirs: Any = Audit.select(Audit.object_id).where(on_lessons & ~ours)
    return dict(done.group_by(Audit.object_id).tuples()), {row[0] for row in theirs.tuples()}


def _newest(zone: tzinfo) -> datetime:
    """The first whole second after the newest entry of the chain."""
    row = Audit.select(Audit.at).order_by(Audit.id.desc()).first()
    at = row.at.astimezone(zone) if row else datetime(2000, 1, 1, tzinfo=zone)
    return at.replace(microsecond=0) + timedelta(seconds=1)


def _first(role: Role) -> int | None:
    """Somebody who has a duty."""
    found: Any = Duty.select(Duty.person).where(Duty.role == role).order_by(Duty.id).tuples().first()
    return found[0] if found else None


def _leaders(year: SchoolYear) -> dict[int, int]:
    """The class teacher of every class of a year."""
    query: Any = Duty.select(Duty.cohort, Duty.person).where(
        (Duty.role == Role.CLASS_TEACHER)
        & (Duty.valid_from <= year.valid_to)
        & (Duty.valid_to.is_null() | (Duty.valid_to >= year.valid_from))
        & Duty.cohort.in_(ClassYear.select(ClassYear.cohort).where(ClassYear.year == year))
    )
    return dict(query.order_by(Duty.id).tuples())
