"""The week of a class as it is to be held, where a lesson of it may be moved, what was moved (п. 4.2.1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ejournal.models import people
from ejournal.models import substitutions as stored
from ejournal.models.bells import numbers_over
from ejournal.models.moves import days_like, moves
from ejournal.models.norms import capacities
from ejournal.models.school_days import calendar_of
from ejournal.models.timetable import bell_numbers, monday_of
from ejournal.models.timetable import lesson as lesson_of
from ejournal.models.together import standing, together_of
from ejournal.models.week import Entry, part_members, week_given
from ejournal.reports.exchanges import Standing, Weeks, exchangeable
from ejournal.reports.exchanges import standing as in_days
from ejournal.reports.school_week import KINDS, Choice, part_title
from ejournal.rules.timetable import PlannedLesson, Together, clashes_at, planned
from ejournal.wording import class_name, date_short, weekday_name, weekday_short

AROUND = timedelta(days=35)
PARTS = ("part", "mixed")  # beside lessons of these another part may be taught


@dataclass(frozen=True)
class MoveCell:
    """A time of the week: its lessons (number, title, whether the chosen one may change places with it), and
    for the chosen lesson why it cannot stand here: "" where it can, None where the time is not asked about.
    """

    value: str
    told: str
    lessons: tuple[tuple[int, str, bool], ...]
    busy: str | None


@dataclass(frozen=True)
class MoveLine:
    """A lesson that is given at another time."""

    id: int
    title: str
    told: str
    order: str
    open: bool


@dataclass(frozen=True)
class LikeLine:
    """A day that is taught by another weekday."""

    id: int
    day: date
    who: str
    weekday: str
    order: str
    open: bool


@dataclass(frozen=True)
class MovesPage:
    """A week of a class; `days` that are taught, `rows` by lesson number; the chosen lesson in words."""

    classes: tuple[Choice, ...]
    cohort: int
    title: str
    monday: date
    days: tuple[date, ...]
    rows: tuple[tuple[int, tuple[MoveCell, ...]], ...]
    chosen: str
    moved: tuple[MoveLine, ...]
    like: tuple[LikeLine, ...]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)


def page(asked: int, day: date, lesson: int, now: datetime, school_week: int) -> MovesPage | None:
    """п. 4.2.1: the week that holds a day; None when no year is open or it has no classes.

    The chosen lesson may be of another week. A constant number of queries.
    """
    monday, today, grades = monday_of(day), now.date(), people.class_names(now.date())
    classes = {cohort: class_name(*own) for cohort, own in grades.items()}
    if not classes:
        return None
    cohort = asked if asked in classes else next(iter(classes))
    calendar = calendar_of(cohort, monday, school_week)
    week = [monday + timedelta(days=more) for more in range(7)]
    days = tuple(filter(calendar.is_school_day, week))
    given = {one.entry.id: one for one in _week(monday)}
    elsewhere = () if lesson in given else _elsewhere(lesson)
    chosen = next((one for one in (*given.values(), *elsewhere) if one.entry.id == lesson), None)
    numbers = sorted(bell_numbers(monday) | {one.entry.number for one in given.values()})
    together = together_of(standing(monday, [one.entry for one in given.values()]))
    own = [one for one in given.values() if one.entry.cohort == cohort or cohort in one.lesson.classes]
    busy, swaps = {}, set[int]()
    if chosen:
        over = {(today, number) for number in numbers_over(grades[cohort][0], now)}
        slots = [
            (day, number) for day in _to_come(days, today) for number in numbers if (day, number) not in over
        ]
        busy = _busy(chosen.lesson, [one.lesson for one in given.values()], slots, together)
        weeks = Weeks(elsewhere or given.values(), given.values())
        swaps = exchangeable(chosen, own, weeks, together, today, over)
    return MovesPage(
        classes=tuple(Choice(str(number), f"{name} класс") for number, name in classes.items()),
        cohort=cohort,
        title=classes[cohort],
        monday=monday,
        days=days,
        rows=tuple((one, tuple(_cell(day, one, own, busy, swaps) for day in days)) for one in numbers),
        chosen=_told(chosen.entry) if chosen else "",
        moved=_moved(today),
        like=_like(today, classes),
    )


def _to_come(days: tuple[date, ...], today: date) -> list[date]:
    """Those of the days that are not over and of the year of work. One query."""
    year = people.year_of_work(today)
    return [day for day in days if year and today <= day and year.valid_from <= day <= year.valid_to]


def _week(monday: date) -> list[Standing]:
    members, none = part_members(monday), frozenset[int]()
    week = [
        (entry, planned(*entry[:8], *more, members=members.get(entry.page, none)))
        for entry, *more in week_given(monday)
    ]
    return in_days(monday, week)


def _elsewhere(lesson: int) -> list[Standing]:
    """The week of a lesson that is of another week than that which is shown."""
    found = lesson_of(lesson)
    return _week(monday_of(found.date)) if found else []


def _busy(
    chosen: PlannedLesson,
    week: list[PlannedLesson],
    times: list[tuple[date, int]],
    together: Together,
) -> dict[tuple[int, int], str]:
    """Why the chosen lesson cannot stand at each of these times of the week; "" where it can.

    Not asked of the times at which its page has a lesson.
    """
    own = {(one.weekday, one.number) for one in week if one.page == chosen.page}
    slots = [(day.isoweekday(), number) for day, number in times]
    found = clashes_at(chosen, week, [slot for slot in slots if slot not in own], together, capacities())
    return {slot: ", ".join(sorted({KINDS[one.kind] for one in those})) for slot, those in found.items()}


def _cell(
    day: date, number: int, own: list[Standing], busy: dict[tuple[int, int], str], swaps: set[int]
) -> MoveCell:
    slot = (day.isoweekday(), number)
    here = [one.entry for one in own if one.slot == slot]
    beside = all(entry.kind in PARTS for entry in here)
    return MoveCell(
        value=f"{day}:{number}",
        told=f"{weekday_short(day)} {date_short(day)}, {number}-й урок",
        lessons=tuple((entry.id, _subject(entry), entry.id in swaps) for entry in here),
        busy=busy.get(slot) if beside else None,
    )


def _subject(entry: Entry) -> str:
    return ", ".join(filter(None, (entry.subject, part_title(entry))))


def _told(entry: Entry) -> str:
    return f"{entry.subject}, {entry.name}: {weekday_name(entry.weekday)}, {entry.number}-й урок"


def _moved(today: date) -> tuple[MoveLine, ...]:
    found = moves(today - AROUND, today + AROUND)
    pages = stored.pages({one.group_id for one in found})
    return tuple(
        MoveLine(
            id=one.id,
            title=f"{pages[one.group_id].subject.name}, {pages[one.group_id].name}",
            told=f"{_when(one.from_date, one.from_number)} → {_when(one.to_date, one.to_number)}",
            order=one.order_number,
            open=one.from_date >= today,
        )
        for one in found
    )


def _when(day: date, number: int) -> str:
    return f"{weekday_short(day)} {date_short(day)}, {number}-й урок"


def _like(today: date, classes: dict[int, str]) -> tuple[LikeLine, ...]:
    return tuple(
        LikeLine(
            id=row.id,
            day=row.date,
            who=f"{classes.get(row.cohort_id, '')} класс" if row.cohort_id else "вся школа",
            weekday=weekday_name(row.weekday),
            order=row.order_number,
            open=row.date >= today,
        )
        for row in days_like(today - AROUND, today + 4 * AROUND)
    )
