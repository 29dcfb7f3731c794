"""The lessons of a year, laid out from the timetable."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from ejournal.access import Actor
from ejournal.models.audit import Revision
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.moves import moved_away, weekdays
from ejournal.models.openings import year_begins
from ejournal.models.people import Duty, SchoolYear
from ejournal.models.school_days import Calendar, calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.substitutions import not_held
from ejournal.models.timetable import Bell, Lesson, TimetableEntry
from ejournal.models.written import any_written, unwritten
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import create_many, deed, moment, remove, remove_many, revise
from ejournal.services.pages import Pages

BATCH = 500
BEGUN = "Уроки этих классов с того дня уже ведутся: новое расписание вводят с сегодняшнего дня или позже."


@deed("timetable.lay_out", of="school_year")
def lay_out(year: SchoolYear, *, by: Actor, now: datetime) -> None:
    """п. 4.2.1: make the lessons that the timetable asks for and that do not exist yet; repeatable."""
    insert_missing(year, now)


def insert_missing(year: SchoolYear, now: datetime) -> None:
    """The same as a part of the deed that is being done."""
    _insert(missing_lessons(year, now))


def _insert(lessons: Iterable[dict[str, Any]]) -> None:
    rows = list(lessons)
    for start in range(0, len(rows), BATCH):
        Lesson.insert_many(rows[start : start + BATCH]).execute()


class WeekLesson(NamedTuple):
    """A lesson of a week; `part` is the number of a group of the class or ""; `extra`: внеурочная."""

    class_name: str
    subject: str
    part: str
    weekday: int
    number: int
    room: str
    extra: bool


Slot = tuple[int, int, int]  # group, weekday, number


def replace(year: SchoolYear, week: Sequence[WeekLesson], since: date) -> None:
    """п. 4.2.1: make this the timetable of its classes from a day on, under the current deed.

    Lessons from that day on of which nothing is written are laid out anew; the rest stays as it is.
    """
    pages = Pages(year)
    wanted: dict[Slot, str] = {}
    for lesson in week:
        group = pages.page_of(lesson.class_name, lesson.subject, lesson.part, lesson.extra)
        wanted[group.id, lesson.weekday, lesson.number] = lesson.room
    classes = {pages.class_of(name).cohort_id for name in {lesson.class_name for lesson in week}}
    put_in_force(year, _of_classes(year, classes), wanted, since)
    _lead_extra({group for group, _, _ in wanted}, since)


def put_in_force(year: SchoolYear, groups: Any, wanted: dict[Slot, str], since: date) -> None:
    """п. 4.2.1: from a day on these groups (numbers or a query) have the lessons that are wanted, no others.

    Refused in the past once anything is written of their lessons since that day, but while the year is
    being opened: then what is written stays, and the rest is made anew.
    """
    today = moment().date()
    if since < today and any_written(groups, since) and not year_begins(since, today):
        raise Refusal("4.2.1", BEGUN)
    with laid_out_anew(year, groups, since):
        kept = _end_others(groups, wanted, since)
        new = (
            {"group": group, "weekday": weekday, "number": number, "room": room, "valid_from": since}
            for (group, weekday, number), room in wanted.items()
            if (group, weekday, number) not in kept
        )
        create_many(TimetableEntry, new)


def _of_classes(year: SchoolYear, classes: Collection[int | None]) -> Any:
    return Group.select(Group.id).where((Group.year == year) & Group.cohort.in_(list(classes)))


def _end_others(groups: Any, wanted: dict[Slot, str], since: date) -> set[Slot]:
    """End the lessons of the week that are not wanted so; the slots of those that go on."""
    later = TimetableEntry.valid_to.is_null() | (TimetableEntry.valid_to >= since)
    kept = set()
    for entry in TimetableEntry.select().where(TimetableEntry.group.in_(groups) & later):
        slot = (entry.group_id, entry.weekday, entry.number)
        if wanted.get(slot) == entry.room and entry.valid_from <= since and entry.valid_to is None:
            kept.add(slot)
        elif entry.valid_from >= since:
            remove(entry)
        else:
            revise(entry, valid_to=since - timedelta(days=1))
    return kept


def _lead_extra(groups: Collection[int], since: date) -> None:
    """Внеурочное занятие of a class is led by its class teacher, unless somebody leads it already."""
    led = Group.id.in_(list(groups)) & (Group.kind == "extracurricular")
    free = Group.id.not_in(GroupTeacher.select(GroupTeacher.group))
    held = (Duty.cohort == Group.cohort) & (Duty.role == "class_teacher") & Duty.valid_to.is_null()
    query: Any = Group.select(Group.id, Duty.person).join(Duty, on=held).where(led & free).tuples()
    rows = ({"group": group, "person": person, "valid_from": since} for group, person in query)
    create_many(GroupTeacher, rows)


def clear(which: Any) -> None:
    """Remove lessons under the current deed; those that have a history end it."""
    known = Revision.select(Revision.record_id).where(Revision.record_kind == Lesson._meta.table_name)
    remembered = list(Lesson.select().where(which & Lesson.id.in_(known)))
    if remembered:
        remove_many(remembered)
    Lesson.delete().where(which).execute()


@contextmanager
def laid_out_anew(year: SchoolYear, groups: Any, since: date) -> Iterator[None]:
    """Change the timetable of groups from a day on: lessons that nothing is written of follow it."""
    clear(Lesson.group.in_(groups) & (Lesson.date >= since) & unwritten())
    yield
    insert_missing(year, moment())


@contextmanager
def taken_back(entries: Collection[int]) -> Iterator[None]:
    """The same while these weekly lessons are taken back."""
    rows = list(
        TimetableEntry.select(TimetableEntry, Group).join(Group).where(TimetableEntry.id.in_(list(entries)))
    )
    if not rows:
        yield
        return
    year = SchoolYear.get_by_id(rows[0].group.year_id)
    since = min(min(row.valid_from, row.valid_to or row.valid_from) for row in rows)
    with laid_out_anew(year, _of_classes(year, {row.group.cohort_id for row in rows}), since):
        yield


def missing_lessons(year: SchoolYear, now: datetime) -> Iterator[dict[str, Any]]:
    """The columns of every lesson that the timetable asks for and that does not exist yet."""
    present: set[Any] = set(
        Lesson.select(Lesson.group, Lesson.date, Lesson.number)
        .where(Lesson.date.between(year.valid_from, year.valid_to))
        .tuples()
    )
    groups = Group.select(Group.id).where(Group.year == year)
    present |= {gone[:3] for gone in not_held(groups, year.valid_from, year.valid_to)}
    present |= moved_away(groups, year.valid_from, year.valid_to)
    instead = weekdays(year.valid_from, year.valid_to)
    calendars: dict[int | None, Calendar] = {}
    bells = list(Bell.select())
    mine = TimetableEntry.select(TimetableEntry, Group).join(Group).where(Group.year == year)
    for entry in mine.order_by(TimetableEntry.id):
        cohort = entry.group.cohort_id
        if cohort not in calendars:
            calendars[cohort] = calendar_of(cohort, year.valid_from, school_settings().school_week)
        for day in _days(entry, year, instead):
            if calendars[cohort].is_school_day(day) and (entry.group_id, day, entry.number) not in present:
                yield _lesson(entry, day, _bell(bells, entry.group.grade, entry.number, day), now)


def bell_of(grade: int | None, number: int, day: date) -> Bell:
    """п. 4.2.1: when lesson `number` of a grade is on a day; refused when there is no such bell."""
    return _bell(list(Bell.select()), grade, number, day)


def _bell(bells: list[Bell], grade: int | None, number: int, day: date) -> Bell:
    """A group of several grades goes by the bells of the eldest."""
    fitting = [
        bell
        for bell in bells
        if bell.number == number
        and bell.valid_from <= day <= (bell.valid_to or day)
        and (grade is None or bell.grade_from <= grade <= bell.grade_to)
    ]
    if not fitting:
        raise Refusal("4.2.1", f"Для урока № {number} нет звонка: задайте расписание звонков.")
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


def _lesson(entry: Any, day: date, bell: Bell, now: datetime) -> dict[str, Any]:
    return {
        "group": entry.group_id,
        "date": day,
        "number": entry.number,
        "room": entry.room,
        "starts_at": datetime.combine(day, bell.starts, now.tzinfo),
        "ends_at": datetime.combine(day, bell.ends, now.tzinfo),
    }
