"""The journal pages of one school year as the demo's life needs them: read once, in a few queries."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple
from zlib import crc32

from ejournal.models.curriculum import Group, GroupMember, GroupTeacher, Period, Subject
from ejournal.models.people import Person, SchoolYear
from ejournal.models.plans import PlanItem
from ejournal.models.school_days import calendar_of
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson
from ejournal.rules.deadlines import Family, subject_family
from ejournal.rules.language import check_topic
from ejournal.rules.marks import SCALES
from ejournal.rules.refusal import Refusal

Span = tuple[date, date | None]
# Kinds of subjects for works and abilities, beside those of the norms: stems of their names.
STEMS = {
    "физическ": "physical",
    "музык": "music",
    "изобраз": "arts",
    "труд": "arts",
    "технолог": "arts",
    "кружок": "circle",
    "продлённ": "circle",
}


class Item(NamedTuple):
    """A lesson of the КТП."""

    id: int | None
    topic: str
    homework: str
    work: str


REST = Item(None, "Повторение и обобщение изученного за год", "", "")  # beyond the plan


@dataclass(slots=True)
class Slot:
    """A lesson of a page: its place on the page, its term and its place in the term."""

    id: int
    day: date
    number: int
    starts: datetime
    index: int
    term: int
    in_term: int


def _day(slot: Slot) -> date:
    return slot.day


@dataclass(slots=True)
class Page:
    """A group with all its lessons of the year in order; `key` does not depend on the database."""

    id: int
    key: int
    subject: str
    family: str
    norms: Family
    cohort: int | None
    kind: str
    grade: int
    marked: bool
    is_school_day: Callable[[date], bool]
    items: list[Item] = field(default_factory=list)
    members: dict[int, Span] = field(default_factory=dict)
    teachers: list[tuple[int, Span]] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    def item(self, slot: Slot) -> Item:
        """The item that an undisturbed year comes to at a lesson."""
        return self.items[slot.index] if slot.index < len(self.items) else REST

    def pupils(self, day: date) -> list[int]:
        return [who for who, (first, last) in self.members.items() if first <= day <= (last or day)]

    def teacher(self, day: date) -> int:
        return min(who for who, (first, last) in self.teachers if first <= day <= (last or day))

    def week(self, monday: date) -> list[Slot]:
        """The lessons of a week."""
        first, after = (
            bisect_left(self.slots, day, key=_day) for day in (monday, monday + timedelta(days=7))
        )
        return self.slots[first:after]

    def next_day(self, slot: Slot, after: date) -> date | None:
        """The first day of a later lesson after a day."""
        return next((other.day for other in self.slots[slot.index + 1 :] if other.day > after), None)


class Move(NamedTuple):
    """The days of a pupil who comes to a class or leaves it within the year."""

    cohort: int
    first: date
    last: date | None


class Lost(NamedTuple):
    """Days on which a class has no lessons although the timetable has laid them out."""

    cohort: int
    first: date
    last: date


def load(
    year: SchoolYear, zone: tzinfo, lost: Sequence[Lost] = (), moves: Mapping[int, Move] | None = None
) -> list[Page]:
    """Every page of the year; lessons of the lost days are left out.

    `moves` are the days of pupils who come or leave within the year, whether that is stored yet or not.
    """
    plans, week = _items(year), school_settings().school_week
    pages = {group.id: _page(group, year, week, lost) for group in _groups(year)}
    for group in _groups(year):
        pages[group.id].items = [_said(item, group.subject.name) for item in plans[group.plan_id or 0]]
    for model, put in ((GroupMember, _add_member), (GroupTeacher, _add_teacher)):
        for group, person, first, last in _dated(model, year):
            put(pages[group], person, (first, last))
    _add_lessons(pages, year, zone, lost)
    for person, move in (moves or {}).items():
        _move(pages.values(), person, move)
    return list(pages.values())


def keys(pages: Iterable[Page]) -> dict[int, int]:
    """The СНИЛС of every member of these pages, as a number."""
    members = {person for page in pages for person in page.members}
    query: Any = Person.select(Person.id, Person.snils).where(Person.id.in_(members)).tuples()
    return {person: int(snils) for person, snils in query}


def _move(pages: Iterable[Page], person: int, move: Move) -> None:
    for page in pages:
        if page.cohort == move.cohort and page.kind == "class":
            page.members[person] = (move.first, move.last)


def _groups(year: SchoolYear) -> list[Any]:
    query = Group.select(Group, Subject).join(Subject).where(Group.year == year)
    return list(query.order_by(Group.id))


def _page(group: Any, year: SchoolYear, week: int, lost: Sequence[Lost]) -> Page:
    calendar = calendar_of(group.cohort_id, year.valid_from, week)
    spans = [off for off in lost if off.cohort == group.cohort_id]
    return Page(
        id=group.id,
        key=crc32(f"{year.name} {group.subject.name} {group.name}".encode()),
        subject=group.subject.name,
        family=family_of(group.subject.name),
        norms=subject_family(group.subject.name),
        cohort=group.cohort_id,
        kind=group.kind,
        grade=group.grade or 1,
        marked=bool(SCALES[group.grading]),
        is_school_day=lambda day: (
            calendar.is_school_day(day) and not any(off.first <= day <= off.last for off in spans)
        ),
    )


def family_of(subject: str) -> str:
    """The kind of a subject."""
    norms = subject_family(subject).value
    return next((family for stem, family in STEMS.items() if stem in subject.casefold()), norms)


def _items(year: SchoolYear) -> dict[int, list[Item]]:
    used = Group.select(Group.plan).where((Group.year == year) & Group.plan.is_null(False))
    columns = (PlanItem.plan, PlanItem.id, PlanItem.topic, PlanItem.homework, PlanItem.work_kind)
    query: Any = PlanItem.select(*columns).where(PlanItem.plan.in_(used)).order_by(PlanItem.number).tuples()
    found: dict[int, list[Item]] = defaultdict(list)
    for plan, *item in query:
        found[plan].append(Item(*item))
    return found


def _said(item: Item, subject: str) -> Item:
    """п. 3.6: an item without a Russian word cannot be taken: the teacher types it with Russian ones."""
    if subject_family(subject) is not Family.FOREIGN:
        return item
    try:
        check_topic(item.topic, subject)
    except Refusal as refusal:
        return item._replace(id=None, topic=refusal.repair or REST.topic)
    return item


def _dated(model: Any, year: SchoolYear) -> Any:
    columns = (model.group, model.person, model.valid_from, model.valid_to)
    return model.select(*columns).join(Group).where(Group.year == year).order_by(model.id).tuples()


def _add_member(page: Page, person: int, span: Span) -> None:
    page.members[person] = span


def _add_teacher(page: Page, person: int, span: Span) -> None:
    page.teachers.append((person, span))


def _add_lessons(pages: dict[int, Page], year: SchoolYear, zone: tzinfo, lost: Sequence[Lost]) -> None:
    terms = list(Period.select().where(Period.year == year).order_by(Period.grade_from, Period.number))
    columns = (Lesson.group, Lesson.id, Lesson.date, Lesson.number, Lesson.starts_at)
    query: Any = Lesson.select(*columns).join(Group).where(Group.year == year)
    for group, number, day, place, starts in query.order_by(Lesson.date, Lesson.number, Lesson.id).tuples():
        page = pages[group]
        if any(off.cohort == page.cohort and off.first <= day <= off.last for off in lost):
            continue
        term = _term(terms, page.grade, day)
        before = page.slots[-1] if page.slots else None
        in_term = before.in_term + 1 if before and before.term == term else 0
        at = starts.astimezone(zone)
        page.slots.append(Slot(number, day, place, at, len(page.slots), term, in_term))


def _term(terms: list[Period], grade: int, day: date) -> int:
    for term in terms:
        if term.grade_from <= grade <= term.grade_to and term.valid_from <= day <= term.valid_to:
            return int(term.number)
    return 0
