"""«Журналы»: the pages of the journal that somebody may read, and the weeks of a class to close."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import curriculum, journal
from ejournal.models.curriculum import Group
from ejournal.models.people import class_names, names
from ejournal.models.timetable import begun_lessons, monday_of
from ejournal.wording import class_name, short_name

WEEKS = 3
MIXED = "Смешанные группы"

Teachers = frozenset[int]
Readable = Callable[[int | None, Teachers], bool]


@dataclass(frozen=True)
class PageLink:
    """One page; `part` is what its group is called beside the class, or ""."""

    group: int
    subject: str
    part: str
    teachers: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class ClassPages:
    """The pages of a class, or of the mixed groups."""

    title: str
    pages: tuple[PageLink, ...]


@dataclass(frozen=True)
class Week:
    """A week of a class: when it was closed, and how many of its begun lessons have no attendance."""

    monday: date
    sunday: date
    closed_at: datetime | None
    unheld: int


@dataclass(frozen=True)
class LedClass:
    """A class that the reader leads, with its last weeks, newest first."""

    cohort: int
    title: str
    weeks: tuple[Week, ...]


def pages(reader: int, readable: Readable, day: date) -> tuple[ClassPages, ...]:
    """п. 3.1: every page of the year that is within reach, by class; a constant number of queries."""
    teachers = curriculum.group_teachers(day)
    within = [group for group in curriculum.groups_on(day) if readable(group.cohort_id, _of(group, teachers))]
    known = names({person for group in within for person in _of(group, teachers)}, day)
    short = {person: short_name(*name) for person, name in known.items()}
    sections = []
    for cohort, title in [*_titles(day).items(), (None, MIXED)]:
        mine = [group for group in within if group.cohort_id == cohort]
        links = tuple(_link(group, title, _of(group, teachers), short, reader) for group in mine)
        sections.append(ClassPages(title, links))
    return tuple(section for section in sections if section.pages)


def _of(group: Group, teachers: dict[int, Teachers]) -> Teachers:
    return teachers.get(group.id, frozenset())


def _titles(day: date) -> dict[int, str]:
    return {cohort: f"{class_name(*parts)} класс" for cohort, parts in class_names(day).items()}


def _link(group: Group, title: str, teachers: Teachers, short: dict[int, str], reader: int) -> PageLink:
    return PageLink(
        group=group.id,
        subject=group.subject.name,
        part="" if group.name == title else group.name.removeprefix(f"{title}, "),
        teachers=tuple(sorted(short[person] for person in teachers if person in short)),
        own=reader in teachers,
    )


def led_classes(cohorts: Collection[int], now: datetime) -> tuple[LedClass, ...]:
    """п. 4.4.3: the last weeks of the classes that somebody leads; weeks without lessons are left out."""
    if not cohorts:
        return ()
    first = monday_of(now.date()) - timedelta(weeks=WEEKS - 1)
    lessons = begun_lessons(cohorts, first, now)
    held = journal.roll_calls([lesson for lesson, _, _ in lessons])
    closings = journal.closings(cohorts, first)
    unheld: dict[tuple[int, date], int] = {}
    for lesson, cohort, day in lessons:
        week = (cohort, monday_of(day))
        unheld[week] = unheld.get(week, 0) + (lesson not in held)
    return tuple(
        LedClass(cohort, title, _weeks(cohort, unheld, closings, now))
        for cohort, title in _titles(now.date()).items()
        if cohort in cohorts
    )


def _weeks(
    cohort: int,
    unheld: dict[tuple[int, date], int],
    closings: dict[tuple[int, date], datetime],
    now: datetime,
) -> tuple[Week, ...]:
    weeks = []
    for (led, monday), count in sorted(unheld.items(), reverse=True):
        closed_at = closings.get((cohort, monday))
        if led == cohort:
            closed = closed_at and closed_at.astimezone(now.tzinfo)
            weeks.append(Week(monday, monday + timedelta(days=6), closed, count))
    return tuple(weeks)
