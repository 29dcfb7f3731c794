"""«Группы»: who learns at home, goes to a club, an after-school or a mixed group (п. 2.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ejournal.models import groups as stored
from ejournal.models.curriculum import Group, GroupMember, group_teachers, subjects_in_order
from ejournal.models.groups import Seat
from ejournal.models.own_journals import week
from ejournal.models.people import Name, SchoolYear, names, year_of_work
from ejournal.models.settings import school_settings
from ejournal.reports.roll import roll_names, roll_order
from ejournal.rules.curriculum import HOUR, hours
from ejournal.rules.groups import KINDS, home_hours
from ejournal.rules.least_marks import read_steps
from ejournal.wording import class_name, decimal, short_name


@dataclass(frozen=True)
class Line:
    """A group in the list; `lessons` are of the week in the timetable, `hours` as they were declared."""

    id: int
    subject: str
    name: str
    teachers: str
    pupils: int
    hours: str
    lessons: int


@dataclass(frozen=True)
class OfKind:
    """`doubts`: who has more or fewer hours at home than the norm of the grade."""

    title: str
    lines: tuple[Line, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """A pupil's days in a group; `last` is None while they go on, `stays` when they are not over."""

    pupil: int
    name: str
    first: date
    last: date | None
    order: str
    stays: bool


@dataclass(frozen=True)
class Page:
    line: Line
    kind: str
    title: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class OfClass:
    """Pupils to choose from, number and name, by the roll of a class."""

    title: str
    pupils: tuple[tuple[int, str], ...]


def year_of(today: date) -> SchoolYear | None:
    """The year whose groups are kept."""
    return year_of_work(today)


def index(year: SchoolYear, today: date) -> tuple[OfKind, ...]:
    """п. 2.1: the groups of a year by kind; a constant number of queries."""
    groups = stored.made_by_hand(year)
    lines = dict(zip([one.id for one in groups], _lines(groups, _day(year, today)), strict=True))
    told = {"home": _home_hours([one for one in groups if one.kind == "home"], _day(year, today))}
    made = (
        OfKind(title, tuple(lines[one.id] for one in groups if one.kind == kind), told.get(kind, ()))
        for kind, title in KINDS.items()
    )
    return tuple(one for one in made if one.lines)


def _home_hours(groups: Collection[Group], day: date) -> tuple[str, ...]:
    """domain facts, 7.9: whose hours at home, of all subjects, are not those of the grade."""
    pages, steps = {one.id: one for one in groups}, read_steps(school_settings().home_hours)
    own: dict[int, list[Group]] = {}
    for row in stored.seats_of(pages):
        if _on(row, day):
            own.setdefault(row.person_id, []).append(pages[row.group_id])
    called = roll_names(names(own, day)) if own else {}
    found = []
    for pupil, mine in own.items():
        has, norm = sum(one.week_tenths or 0 for one in mine), home_hours(steps, mine[0].grade or 0)
        if norm and has and has != norm * HOUR and pupil in called:
            found.append(f"{called[pupil]}: {hours(has)} ч в неделю, норма {mine[0].grade} класса — {norm}")
    return tuple(sorted(found))


def page(group: Group, today: date) -> Page:
    """The group with everybody who ever was in it, the present ones first."""
    rows, day = stored.seats_of([group.id]), _day(group.year, today)
    known = names({row.person_id for row in rows}, day)
    called = roll_names(known)
    place = {pupil: number for number, pupil in enumerate(roll_order(known))}
    members = [
        Member(
            row.person_id,
            called[row.person_id],
            row.valid_from,
            row.valid_to,
            row.order_number or "",
            row.valid_to is None or row.valid_to >= today,
        )
        for row in rows
        if row.person_id in called
    ]
    members.sort(key=lambda one: (not one.stays, place[one.pupil], one.first))
    return Page(_lines([group], day)[0], group.kind, KINDS[group.kind], tuple(members))


def choices(year: SchoolYear, today: date, cohort: int | None = None) -> tuple[OfClass, ...]:
    """The pupils of the classes on a day, or of one class."""
    seats = [one for one in stored.pupils_on(year, _day(year, today)) if cohort in (None, one.cohort)]
    known = names([one.pupil for one in seats], _day(year, today))
    classes: dict[int, list[Seat]] = {}
    for one in seats:
        if one.pupil in known:
            classes.setdefault(one.cohort, []).append(one)
    return tuple(_of_class(own, known) for own in classes.values())


def subjects() -> list[str]:
    """The names to choose a subject from."""
    return [one.name for one in subjects_in_order()]


def _of_class(seats: list[Seat], known: dict[int, Name]) -> OfClass:
    own = {one.pupil: known[one.pupil] for one in seats}
    called = roll_names(own)
    pupils = tuple((pupil, called[pupil]) for pupil in roll_order(own))
    return OfClass(class_name(seats[0].grade, seats[0].letter), pupils)


def _day(year: SchoolYear, today: date) -> date:
    """The day to tell of: today, or the first or last one of the year."""
    return min(max(today, year.valid_from), year.valid_to)


def _lines(groups: Collection[Group], day: date) -> list[Line]:
    ids = [one.id for one in groups]
    taught = group_teachers(day) if ids else {}
    known = names({who for one in ids for who in taught.get(one, ())}, day)
    rows = stored.seats_of(ids)
    lessons = [group for group, *_ in week(ids, day)]
    return [
        Line(
            one.id,
            one.subject.name,
            one.name,
            ", ".join(sorted(short_name(*known[who]) for who in taught.get(one.id, ()) if who in known)),
            len({row.person_id for row in rows if row.group_id == one.id and _on(row, day)}),
            decimal(one.week_tenths / HOUR, 1 if one.week_tenths % HOUR else 0) if one.week_tenths else "",
            lessons.count(one.id),
        )
        for one in groups
    ]


def _on(row: GroupMember, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)
