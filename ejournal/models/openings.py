"""Openings: lessons whose day is over take records again, until a day and for a reason that is kept."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import JOIN, CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.models.curriculum import Group
from ejournal.models.journal import Fact
from ejournal.models.people import Cohort, Person
from ejournal.models.timetable import Lesson, classes_of_pupils, lesson_at
from ejournal.prepared import prepared


class Opening(Fact):
    """The lessons of the days `first`–`last` are open to `until`: one of them, those of a class, or all.

    `ground`: rules.openings.Ground; one lesson is that of a `group` with a `number`, for lessons are laid
    out anew. With `days` each lesson is open for so many days of its own, `until` is when the last one ends.
    `reason` and `paper` (an order or an act) are what people wrote of it; `filler` is who writes by order.
    """

    group_id: int | None
    cohort_id: int | None
    filler_id: int | None
    ground = CharField(max_length=20)
    group = ForeignKeyField(Group, on_delete="RESTRICT", null=True, backref="+")
    number = SmallIntegerField(null=True)
    filler = ForeignKeyField(Person, on_delete="RESTRICT", null=True, backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", null=True, backref="+")
    first = DateField()
    last = DateField()
    until = DateField()
    days = SmallIntegerField(null=True)
    reason = CharField(max_length=300)
    paper = CharField(max_length=100)


class OpeningWithdrawal(Fact):
    """An opening that is taken back: from then on it opens nothing."""

    opening = ForeignKeyField(Opening, on_delete="RESTRICT", backref="+")


class Slot(NamedTuple):
    """What an opening must know of a lesson; `cohort` is None for a mixed group."""

    lesson: int
    group: int
    cohort: int | None
    day: date
    number: int


Home = tuple[int, date, date, date, int | None]  # class, first, last, until, days


class Opened(NamedTuple):
    """Until when a lesson is open, and on which ground."""

    until: date
    ground: str


def slot_of(lesson: Lesson) -> Slot:
    """The slot of a lesson that was loaded with its group."""
    return Slot(lesson.id, lesson.group_id, lesson.group.cohort_id, lesson.date, lesson.number)


def opened(slots: Collection[Slot], today: date) -> dict[int, list[Opened]]:
    """Those of these lessons that are open today beyond their own day.

    One query, none for today's; one more when a class learnt from home and there are mixed groups.
    """
    past = [slot for slot in slots if slot.day < today]
    if not past:
        return {}
    rows = list(_openings(min(slot.day for slot in past), max(slot.day for slot in past), today))
    found: dict[int, list[Opened]] = {}
    for ground, group, number, cohort, first, last, until, days in rows:
        for slot in past:
            own = (group, number) == (slot.group, slot.number) if group else cohort in (None, slot.cohort)
            end = slot.day + timedelta(days=days) if days else until
            if own and first <= slot.day <= last and today <= end:
                found.setdefault(slot.lesson, []).append(Opened(end, ground))
    home = [(row[3], *row[4:]) for row in rows if row[0] == "remote" and row[3]]
    for lesson, end in _mixed_from_home(home, [slot for slot in past if not slot.cohort]).items():
        if today <= end:
            found.setdefault(lesson, []).append(Opened(end, "remote"))
    return found


def _mixed_from_home(home: Collection[Home], mixed: Collection[Slot]) -> dict[int, date]:
    """Until when lessons of mixed groups are open whose classes all learnt from home on the day."""
    touched = [one for one in mixed if any(first <= one.day <= last for _, first, last, *_ in home)]
    found = {}
    for slot, classes in _with_classes(touched):
        ends = {
            cohort: slot.day + timedelta(days=days) if days else until
            for cohort, first, last, until, days in home
            if first <= slot.day <= last
        }
        if classes and classes <= ends.keys():
            found[slot.lesson] = min(ends[cohort] for cohort in classes)
    return found


def _with_classes(slots: Collection[Slot]) -> list[tuple[Slot, frozenset[int]]]:
    classes = classes_of_pupils([slot.lesson for slot in slots]) if slots else {}
    return [(slot, classes[slot.lesson]) for slot in slots]


@prepared
def _openings(first: date, last: date, today: date) -> Any:
    """Ground, lesson, class, days and end of every opening of these days that is not over yet."""
    place = (Opening.ground, Opening.group, Opening.number, Opening.cohort)
    columns = (*place, Opening.first, Opening.last, Opening.until, Opening.days)
    here = (Opening.until >= today) & (Opening.last >= first) & (Opening.first <= last)
    standing = Opening.select(*columns).join(OpeningWithdrawal, JOIN.LEFT_OUTER)
    return standing.where(here & OpeningWithdrawal.id.is_null()).tuples()


def openings_ever(slot: Slot, written: date) -> set[str]:
    """The grounds on which a lesson was open on a day, also those that were taken back afterwards."""
    own = (Opening.group == slot.group) & (Opening.number == slot.number)
    wide = Opening.group.is_null() & (Opening.cohort.is_null() | (Opening.cohort == slot.cohort))
    here = (Opening.first <= slot.day) & (Opening.last >= slot.day) & (Opening.until >= written)
    query: Any = Opening.select(Opening.ground, Opening.days).where((own | wide) & here).tuples()
    ends = ((ground, slot.day + timedelta(days=days) if days else written) for ground, days in query)
    found = {ground for ground, end in ends if written <= end}
    return found | ({"remote"} if not slot.cohort and _was_from_home(slot, written) else set())


def _was_from_home(slot: Slot, written: date) -> bool:
    """Whether all classes of a mixed group learnt from home on the day, and the lesson was still open."""
    place = (Opening.cohort, Opening.first, Opening.last, Opening.until, Opening.days)
    here = (Opening.ground == "remote") & (Opening.first <= slot.day) & (Opening.last >= slot.day)
    rows: Any = Opening.select(*place).where(here & Opening.cohort.is_null(False)).tuples()
    end = _mixed_from_home(list(rows), [slot]).get(slot.lesson)
    return end is not None and written <= end


def fillers(lesson: Lesson, today: date) -> frozenset[int]:
    """п. 2.12: who writes the rest of a lesson by order, while the order holds; nobody on its own day."""
    if lesson.date >= today:
        return frozenset()
    return frozenset(row[0] for row in _fillers(lesson.group_id, lesson.number, lesson.date, today))


@prepared
def _fillers(group: int, number: int, day: date, today: date) -> Any:
    mine = (Opening.group == group) & (Opening.number == number) & (Opening.first == day)
    holds = (Opening.until >= today) & Opening.filler.is_null(False) & OpeningWithdrawal.id.is_null()
    return (
        Opening.select(Opening.filler).join(OpeningWithdrawal, JOIN.LEFT_OUTER).where(mine & holds).tuples()
    )


@prepared
def _to_fill(person: int, today: date) -> Any:
    holds = (Opening.filler == person) & (Opening.until >= today) & OpeningWithdrawal.id.is_null()
    columns = (Opening.group, Opening.first, Opening.number)
    return Opening.select(*columns).join(OpeningWithdrawal, JOIN.LEFT_OUTER).where(holds).tuples()


def to_fill(person: int, today: date) -> list[Lesson]:
    """The lessons that somebody writes by order, in order."""
    found = (lesson_at(*slot) for slot in _to_fill(person, today))
    return sorted((one for one in found if one), key=lambda one: (one.date, one.number))


WITHDRAWN = ("failure", "order", "year")  # grounds that are taken back by themselves


def of_ground(ground: str, first: date, last: date) -> list[Opening]:
    """The openings on a ground whose lessons touch a span and which stand, the newest first."""
    taken_back = OpeningWithdrawal.select(OpeningWithdrawal.opening)
    touching = (Opening.first <= last) & (Opening.last >= first) & Opening.id.not_in(taken_back)
    query = Opening.select().where((Opening.ground == ground) & touching)
    return list(query.order_by(Opening.first.desc(), Opening.id.desc()))


def year_begins(day: date, today: date) -> bool:
    """п. 4.2.1: whether an opening of the year holds both days: its timetable may still be set in order."""
    found = of_ground("year", day, day)
    return any(one.first <= day and today <= one.until for one in found)


def of_lesson(group: int, day: date, number: int) -> list[Opening]:
    """The openings of one lesson which stand."""
    taken_back = OpeningWithdrawal.select(OpeningWithdrawal.opening)
    own = (Opening.group == group) & (Opening.number == number) & (Opening.first == day)
    return list(Opening.select().where(own & Opening.id.not_in(taken_back)))


def from_home(lessons: Collection[Lesson], first: date, last: date) -> dict[int, frozenset[int | None]]:
    """Of these lessons of a span: the classes that learn them from home, {None}: everybody does.

    Of a mixed group, when only some of its classes do, those. One query, one more for mixed groups.
    """
    days = list(remote_days(first, last))
    here = {
        lesson.id: {cohort for cohort, _, since, until in days if since <= lesson.date <= until}
        for lesson in lessons
    }
    mixed = [one.id for one in lessons if not one.group.cohort_id and here[one.id] - {None}]
    classes = classes_of_pupils(mixed) if mixed else {}
    found: dict[int, frozenset[int | None]] = {}
    for lesson in lessons:
        own: frozenset[int | None] = classes.get(lesson.id) or frozenset({lesson.group.cohort_id})
        at_home = own & here[lesson.id]
        if None in here[lesson.id] or at_home == own:
            found[lesson.id] = frozenset({None})
        elif at_home:
            found[lesson.id] = frozenset(at_home)
    return found


def remote(cohort: int | None, first: date, last: date) -> list[tuple[str, date, date]]:
    """Why and when a class (None: a mixed group) learns from home in a span."""
    return [row[1:] for row in remote_days(first, last) if row[0] in (None, cohort)]


@prepared
def remote_days(first: date, last: date) -> Any:
    """Class (None: everybody), reason, first and last day of learning from home in a span."""
    standing = Opening.select(Opening.cohort, Opening.reason, Opening.first, Opening.last).join(
        OpeningWithdrawal, JOIN.LEFT_OUTER
    )
    touching = (Opening.first <= last) & (Opening.last >= first)
    return standing.where((Opening.ground == "remote") & touching & OpeningWithdrawal.id.is_null()).tuples()
