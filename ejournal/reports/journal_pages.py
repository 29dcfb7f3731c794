"""«Журналы»: the pages of the journal that somebody may read, and the weeks of a class to close."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import curriculum, journal
from ejournal.models.curriculum import LESSON_KINDS, Group
from ejournal.models.people import class_names, names
from ejournal.models.timetable import ClassLesson, lessons_of_classes, monday_of, teaching_days
from ejournal.models.weeks import closings
from ejournal.wording import class_name, short_name

WEEKS = 3
WEEK = timedelta(days=6)
YEAR = timedelta(days=366)  # as long as a week may be closed after it (services.attendance)
MIXED = "Смешанные группы"

Teachers = frozenset[int]
Readable = Callable[[frozenset[int], Teachers], bool]


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
    """A week of a class: when it is over and when it was closed; its begun lessons without attendance.

    `apart`: sessions without it that have journals of their own, and no place in the attendance of the class.
    """

    monday: date
    sunday: date
    over_at: datetime
    over: bool
    closed_at: datetime | None
    unheld: tuple[ClassLesson, ...]
    apart: tuple[ClassLesson, ...]


@dataclass(frozen=True)
class LedClass:
    """A class that the reader leads, with its last weeks, newest first."""

    cohort: int
    title: str
    weeks: tuple[Week, ...]


def pages(reader: int, readable: Readable, day: date) -> tuple[ClassPages, ...]:
    """п. 3.1: every page of the year that is within reach, by class; a constant number of queries."""
    teachers = curriculum.group_teachers(day)
    groups = curriculum.groups_on(day)
    classes = curriculum.classes_of_groups(groups, day)
    within = [group for group in groups if readable(classes[group.id], _of(group, teachers))]
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
    """п. 4.4.3: of the classes that somebody leads the weeks still open, and the last ones, newest first."""
    if not cohorts:
        return ()
    closed = closings(cohorts, now.date() - YEAR)
    shown = _weeks_shown(cohorts, closed.keys(), now.date())
    first = min((monday for _, monday in shown), default=now.date())
    lessons = lessons_of_classes(cohorts, first, monday_of(now.date()) + WEEK)
    weeks: dict[tuple[int, date], list[ClassLesson]] = {}
    for lesson in lessons:
        if (lesson.cohort, monday_of(lesson.day)) in shown:
            weeks.setdefault((lesson.cohort, monday_of(lesson.day)), []).append(lesson)
    begun = [lesson.id for found in weeks.values() for lesson in found if lesson.starts_at <= now]
    held = journal.roll_calls(begun).keys()
    return tuple(
        LedClass(
            cohort,
            title,
            tuple(
                _week(monday, mine, held, closed.get((cohort, monday)), now)
                for (led, monday), mine in sorted(weeks.items(), key=lambda week: week[0], reverse=True)
                if led == cohort and mine[0].starts_at <= now
            ),
        )
        for cohort, title in _titles(now.date()).items()
        if cohort in cohorts
    )


def week_of(cohort: int, monday: date, now: datetime) -> Week | None:
    """п. 4.4.3: one week of a class; None when it has no lessons, or none has begun."""
    lessons = lessons_of_classes([cohort], monday, monday + WEEK)
    begun = [lesson.id for lesson in lessons if lesson.starts_at <= now]
    if not begun:
        return None
    closed_at = closings([cohort], monday).get((cohort, monday))
    return _week(monday, lessons, journal.roll_calls(begun).keys(), closed_at, now)


def _weeks_shown(
    cohorts: Collection[int], closed: Collection[tuple[int, date]], today: date
) -> set[tuple[int, date]]:
    """Classes with the Mondays of their weeks of this year that are not closed, and of the last three."""
    taught = {(cohort, monday_of(day)) for cohort, day in teaching_days(cohorts, today - YEAR, today)}
    recent = monday_of(today) - timedelta(weeks=WEEKS - 1)
    return {week for week in taught if week not in closed or week[1] >= recent}


def _week(
    monday: date,
    lessons: list[ClassLesson],
    held: Collection[int],
    closed_at: datetime | None,
    now: datetime,
) -> Week:
    over_at = max(lesson.ends_at for lesson in lessons)
    unheld = [lesson for lesson in lessons if lesson.starts_at <= now and lesson.id not in held]
    return Week(
        monday=monday,
        sunday=monday + WEEK,
        over_at=over_at.astimezone(now.tzinfo),
        over=now >= over_at,
        closed_at=closed_at and closed_at.astimezone(now.tzinfo),
        unheld=tuple(lesson for lesson in unheld if lesson.kind in LESSON_KINDS),
        apart=tuple(lesson for lesson in unheld if lesson.kind not in LESSON_KINDS),
    )
