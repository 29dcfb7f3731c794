"""The lessons of a year, laid out from the timetable."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from ejournal.access import Actor
from ejournal.models.audit import Revision
from ejournal.models.curriculum import Group, GroupTeacher
from ejournal.models.draft import CombinedLesson
from ejournal.models.lists import BROUGHT
from ejournal.models.openings import year_begins
from ejournal.models.people import Duty, SchoolYear
from ejournal.models.timetable import Lesson, TimetableEntry
from ejournal.models.written import any_written, unwritten
from ejournal.rules.refusal import Refusal
from ejournal.services import ahead
from ejournal.services.deeds import create_many, deed, moment, remove, remove_many, revise
from ejournal.services.missing import missing_lessons
from ejournal.services.pages import Pages

BATCH = 500
PAIR = 2  # lessons are combined with at least one other
BEGUN = (
    "Уроки этих классов с того дня уже ведутся: новое расписание вводят с сегодняшнего дня или позже. "
    "В начале года прошедшие дни открывает «Открытие года» на странице «Открытые дни»."
)


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
    put_in_force(year, _brought(year, classes), wanted, since)
    _lead_extra({group for group, _, _ in wanted}, since)
    ahead.check(year, wanted, since)


def put_in_force(year: SchoolYear, groups: Any, wanted: dict[Slot, str], since: date) -> None:
    """п. 4.2.1: from a day on these groups (numbers or a query) have the lessons that are wanted, no others.

    Refused when a lesson that was moved is none of them. Lessons of days that are over are left alone,
    written or not, but while the year is being opened: then what is written stays, and the rest is made
    anew. Declared combinations follow the week.
    """
    today = moment().date()
    if since < today and _begun(groups, since, today) and not year_begins(since, today):
        raise Refusal("4.2.1", BEGUN)
    ahead.check_kept(groups, wanted, since, today)
    with laid_out_anew(year, groups, since):
        kept = _end_others(groups, wanted, since)
        new = (
            {"group": group, "weekday": weekday, "number": number, "room": room, "valid_from": since}
            for (group, weekday, number), room in wanted.items()
            if (group, weekday, number) not in kept
        )
        create_many(TimetableEntry, new)
        _part_combined(groups, wanted, since)


def _begun(groups: Any, since: date, today: date) -> bool:
    """Whether these groups had lessons between a day and today, or anything is written of those since."""
    before = Lesson.group.in_(groups) & (Lesson.date >= since) & (Lesson.date < today)
    return Lesson.select(Lesson.id).where(before).exists() or any_written(groups, since)


def _of_classes(year: SchoolYear, classes: Collection[int | None]) -> Any:
    return Group.select(Group.id).where((Group.year == year) & Group.cohort.in_(list(classes)))


def _brought(year: SchoolYear, classes: Collection[int | None]) -> Any:
    """The same pages without those made by hand: the week of a class says nothing of lessons at home."""
    return _of_classes(year, classes).where(Group.kind.in_(BROUGHT))


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


def _part_combined(groups: Any, wanted: Collection[Slot], since: date) -> None:
    """End what was declared of lessons that stand there no more, and of one that stays alone."""
    later = CombinedLesson.valid_to.is_null() | (CombinedLesson.valid_to >= since)
    mine = {group.id for group in Group.select(Group.id).where(Group.id.in_(groups))}
    sets: dict[tuple[int, int, int], list[Any]] = {}
    for row in CombinedLesson.select().where(later):
        sets.setdefault((row.weekday, row.number, row.first_id), []).append(row)
    for (weekday, number, _), rows in sets.items():
        gone = [row for row in rows if row.group_id in mine and (row.group_id, weekday, number) not in wanted]
        for row in rows if gone and len(rows) - len(gone) < PAIR else gone:
            if row.valid_from >= since:
                remove(row)
            else:
                revise(row, valid_to=since - timedelta(days=1))


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
