"""What is open after its day: days of failure with their acts, lessons that nobody can fill (п. 4.5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.documents.failure import FailureAct
from ejournal.models import appointments, openings, people, substitutions
from ejournal.models.openings import Opening
from ejournal.models.orphans import orphaned
from ejournal.models.people import SchoolYear, year_of_work
from ejournal.models.settings import SchoolSettings
from ejournal.reports.absent_names import called
from ejournal.reports.substitutions import Teacher, teachers
from ejournal.wording import date_words, initials_first, span


@dataclass(frozen=True)
class Failure:
    """Days on which the journal or ЕСИА did not work; `open` says that they still take records."""

    id: int
    days: str
    what: str
    act: str
    until: date
    open: bool


@dataclass(frozen=True)
class Orphan:
    """A lesson that is not written, and whose teachers are away or gone."""

    lesson: int
    day: date
    number: int
    group: str
    subject: str
    teachers: str


@dataclass(frozen=True)
class Given:
    """A lesson that somebody fills by order."""

    id: int
    day: date
    number: int
    group: str
    subject: str
    who: str
    order: str
    until: date


@dataclass(frozen=True)
class Start:
    """The opening of the year."""

    id: int
    days: str
    order: str
    open: bool


@dataclass(frozen=True)
class OpeningsPage:
    """The page of a year of work; None of it when no year is open."""

    failures: tuple[Failure, ...]
    start: Start | None
    orphans: tuple[Orphan, ...]
    given: tuple[Given, ...]
    teachers: Sequence[Teacher]


def page(now: datetime) -> OpeningsPage:
    """Constant in queries."""
    today = now.date()
    year = year_of_work(today)
    free = substitutions.absent(today, today)
    away = {absence.person_id for absence in free}
    left = _orphans(now)
    others = [one for one in teachers(today) if one.id not in away] if left else []
    if year is None:
        return OpeningsPage((), None, left, (), others)
    started = _start(year, today)
    return OpeningsPage(_failures(year, today), started, left, _given(year, today), others)


def _failures(year: SchoolYear, today: date) -> tuple[Failure, ...]:
    return tuple(
        Failure(
            id=one.id,
            days=span(one.first, one.last),
            what=one.reason,
            act=one.paper,
            until=one.until,
            open=one.until >= today,
        )
        for one in openings.of_ground("failure", year.valid_from, year.valid_to)
    )


def _start(year: SchoolYear, today: date) -> Start | None:
    found = openings.of_ground("year", year.valid_from, year.valid_to)
    if not found:
        return None
    return Start(found[0].id, span(found[0].first, found[0].last), found[0].paper, found[0].until >= today)


def _given(year: SchoolYear, today: date) -> tuple[Given, ...]:
    """п. 2.12: what is filled by order and not over yet."""
    found = openings.of_ground("order", year.valid_from, year.valid_to)
    lasting = [one for one in found if one.until >= today]
    pages = substitutions.pages({one.group_id or 0 for one in lasting})
    known = called((one.filler_id, today) for one in lasting if one.filler_id)
    return tuple(
        Given(
            id=one.id,
            day=one.first,
            number=one.number or 0,
            group=pages[one.group_id or 0].name,
            subject=pages[one.group_id or 0].subject.name,
            who=known.get((one.filler_id or 0, today), ""),
            order=one.paper,
            until=one.until,
        )
        for one in lasting
    )


def _orphans(now: datetime) -> tuple[Orphan, ...]:
    left = orphaned(now)
    if not left:
        return ()
    pages = substitutions.pages({one.group for one in left})
    known = called((who, one.day) for one in left for who in one.teachers)
    return tuple(
        Orphan(
            lesson=one.id,
            day=one.day,
            number=one.number,
            group=pages[one.group].name,
            subject=pages[one.group].subject.name,
            teachers=", ".join(sorted(known.get((who, one.day), "") for who in one.teachers)),
        )
        for one in left
    )


def act(opening: Opening, school: SchoolSettings, deputy: str) -> FailureAct:
    """п. 4.5.2: the paper of a day of failure; the technical specialist is that of the day (п. 4.1.3)."""
    first, last = opening.first, opening.last
    days = date_words(first) if first == last else f"с {date_words(first)} по {date_words(last)}"
    return FailureAct(
        school=school.school_full_name or school.school_name,
        place=school.school_place,
        number=opening.paper,
        days=days,
        what=opening.reason.rstrip("."),
        until=opening.until,
        deputy=deputy,
        technician=_technician(last),
    )


def _technician(day: date) -> str:
    """Who signs beside the deputy, whose name stands in the same order: «О.П. Орлов»."""
    year = year_of_work(day)
    person = appointments.technician(year, day) if year else None
    found = people.names([person], day).values() if person else ()
    return next((initials_first(*name) for name in found), "")
