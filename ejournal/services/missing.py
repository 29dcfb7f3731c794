"""The lessons that the timetable of a year asks for and that do not exist yet (п. 4.2.1)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from ejournal.models.curriculum import Group
from ejournal.models.grade_breaks import GradeBreak, breaks_of_grades
from ejournal.models.moves import moved, weekdays
from ejournal.models.page_periods import PagePeriods
from ejournal.models.people import SchoolYear
from ejournal.models.school_days import Calendar, calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.substitutions import not_held, put_in
from ejournal.models.timetable import Bell, Lesson, TimetableEntry, monday_of
from ejournal.models.week import mixed_classes
from ejournal.rules.refusal import Refusal
from ejournal.rules.timetable import FREE

Slot = tuple[int, date, int]  # group, day, number
PARTS = ("part", "mixed")


class _Lacking(NamedTuple):
    """A lesson that is not there, with its entry and the time at which it is to be given."""

    entry: Any
    day: date
    number: int

    @property
    def slot(self) -> Slot:
        return self.entry.group_id, self.day, self.number


def missing_lessons(year: SchoolYear, now: datetime) -> Iterator[dict[str, Any]]:
    """The columns of every lesson that the timetable asks for and that does not exist yet.

    One that was moved is asked for at its new time. On days that are over what stands there already, off the
    timetable, is a lesson too: nothing else of its class is laid beside it, and its page gets one less.
    """
    today, span = now.date(), (year.valid_from, year.valid_to)
    groups = Group.select(Group.id).where(Group.year == year)
    standing: Any = Lesson.select(Lesson.group, Lesson.date, Lesson.number).where(Lesson.date.between(*span))
    present: set[Slot] = set(standing.tuples())
    away, bells = moved(groups, *span), BellBook()
    taken = present | {cancelled[:3] for cancelled in not_held(groups, *span)}
    due: set[Slot] = set()
    lacking = [one for one in _asked(year, away, due, today) if one.slot not in taken]
    strays = {slot for slot in present - due if slot[1] <= today}
    for one in _beside(lacking, strays, set(away.values()), today) if strays else lacking:
        yield _lesson(one, bells.of(one.entry.group.grade, one.number, one.day), now)


def _asked(year: SchoolYear, away: Mapping[Slot, Slot], due: set[Slot], today: date) -> Iterator[_Lacking]:
    """Every lesson of the timetable on a school day in the periods of its page; `due` gets the times of
    those until today.
    """
    instead, periods = weekdays(year.valid_from, year.valid_to), PagePeriods(year.id)
    calendars: dict[int | None, Calendar] = {}
    resting = breaks_of_grades(year)  # of a page of several classes, that has no days off of its own
    mine = TimetableEntry.select(TimetableEntry, Group).join(Group).where(Group.year == year)
    for entry in mine.order_by(TimetableEntry.id):
        cohort = entry.group.cohort_id
        if cohort not in calendars:
            calendars[cohort] = calendar_of(cohort, year.valid_from, school_settings().school_week)
        free = () if cohort else [one for one in resting if _of_grade(one, entry.group.grade)]
        taught = periods.of(entry.group.grade, entry.group.periods)
        for day in filter(taught.on, _days(entry, year, instead)):
            own = (entry.group_id, day, entry.number)
            if day <= today:
                due.add(own)
            _, given, number = away.get(own, own)
            off = any(one.valid_from <= given <= one.valid_to for one in free)
            if calendars[cohort].is_school_day(given) and not off:
                yield _Lacking(entry, given, number)


def _of_grade(one: GradeBreak, grade: int | None) -> bool:
    return grade is not None and one.grade_from <= grade <= one.grade_to


def _beside(
    lacking: Collection[_Lacking], strays: Collection[Slot], arrived: Collection[Slot], today: date
) -> list[_Lacking]:
    """п. 4.2.1: those of these lessons that may stand beside what stands off the timetable until today."""
    pages = {page.id: page for page in Group.select().where(Group.id.in_({slot[0] for slot in strays}))}
    mixed, none = mixed_classes(today), frozenset[int]()
    busy: dict[tuple[int, date, int], list[Any]] = {}
    for group, day, number in strays:
        for cohort in _classes(pages[group], mixed.get(group, none)):
            busy.setdefault((cohort, day, number), []).append(pages[group])
    own = Counter((group, monday_of(day)) for group, day, _ in set(strays) - set(arrived) - put_in())
    kept, free = [], []
    for one in lacking:
        group, (page, day, number) = one.entry.group, one.slot
        others = [
            other
            for cohort in _classes(group, mixed.get(page, none))
            for other in busy.get((cohort, day, number), ())
        ]
        if day > today:
            kept.append(one)
        elif any(_clash(group, other) for other in others):
            own[page, monday_of(day)] -= 1
        else:
            free.append(one)
    for one in free:
        week = (one.entry.group_id, monday_of(one.day))
        own[week] -= 1
        if own[week] < 0:
            kept.append(one)
    return kept


def _classes(group: Any, mixed: frozenset[int]) -> Collection[int]:
    return [group.cohort_id] if group.cohort_id else mixed


def _clash(one: Any, other: Any) -> bool:
    """Whether two pages of a class cannot be taught at once: different parts of it can."""
    if one.kind in FREE or other.kind in FREE:
        return False
    return not (one.kind in PARTS and other.kind in PARTS and one.name != other.name)


def bell_of(grade: int | None, number: int, day: date) -> Bell:
    """п. 4.2.1: when lesson `number` of a grade is on a day; refused when there is no such bell."""
    return BellBook().of(grade, number, day)


class BellBook:
    """All bells. One query."""

    def __init__(self) -> None:
        self._bells: dict[int, list[Bell]] = {}
        for bell in Bell.select():
            self._bells.setdefault(bell.number, []).append(bell)

    def of(self, grade: int | None, number: int, day: date) -> Bell:
        """A group of several grades goes by the bells of the eldest."""
        fitting = [
            bell
            for bell in self._bells.get(number, ())
            if bell.valid_from <= day <= (bell.valid_to or day)
            and (grade is None or bell.grade_from <= grade <= bell.grade_to)
        ]
        if not fitting:
            whose = f" в {grade} классе" if grade else ""
            said = f"Для {number}-го урока{whose} нет звонка"
            raise Refusal("4.2.1", f"{said}: добавьте его на странице «Учебный год», «Изменить звонки».")
        return max(fitting, key=lambda bell: bell.grade_to)


def _days(entry: Any, year: SchoolYear, instead: Mapping[tuple[int | None, date], int]) -> Iterator[date]:
    """The days of an entry: its weekdays but those taught by another one, and the days taught by its own."""
    first = max(entry.valid_from, year.valid_from)
    last = min(entry.valid_to or year.valid_to, year.valid_to)
    other = {day: weekday for (cohort, day), weekday in instead.items() if cohort is None}
    own = entry.group.cohort_id
    other |= {day: weekday for (cohort, day), weekday in instead.items() if own and cohort == own}
    yield from (day for day, weekday in other.items() if weekday == entry.weekday and first <= day <= last)
    day = first + timedelta(days=(entry.weekday - first.isoweekday()) % 7)
    while day <= last:
        if day not in other:
            yield day
        day += timedelta(days=7)


def _lesson(one: _Lacking, bell: Bell, now: datetime) -> dict[str, Any]:
    return {
        "group": one.entry.group_id,
        "date": one.day,
        "number": one.number,
        "room": one.entry.room,
        "starts_at": datetime.combine(one.day, bell.starts, now.tzinfo),
        "ends_at": datetime.combine(one.day, bell.ends, now.tzinfo),
    }
