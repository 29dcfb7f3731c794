"""A timetable that is being made, and lessons that are declared to go together (п. 4.2.1)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import CharField, DateField, ForeignKeyField, SmallIntegerField

from ejournal.db import Table, in_force
from ejournal.models.curriculum import Group, Subject
from ejournal.models.people import SchoolYear
from ejournal.models.week import Entry, with_periods

Slot = tuple[int, int]  # weekday, number
Together = dict[Slot, list[frozenset[int]]]  # the pages that are declared to go together


class TimetableDraft(Table):
    """The timetable that is being made for a year, to be in force from `valid_from`: a convenience."""

    year_id: int
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", unique=True, backref="+")
    valid_from = DateField()


class DraftLesson(Table):
    """A weekly lesson of a draft."""

    group_id: int
    draft_id: int
    draft = ForeignKeyField(TimetableDraft, on_delete="RESTRICT", backref="+")
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    weekday = SmallIntegerField()
    number = SmallIntegerField()
    room = CharField(max_length=30)


class DraftCombined(Table):
    """A page that goes together with others in a draft: `first` is the same for all of them."""

    group_id: int
    first_id: int
    draft = ForeignKeyField(TimetableDraft, on_delete="RESTRICT", backref="+")
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    first = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    weekday = SmallIntegerField()
    number = SmallIntegerField()


class CombinedLesson(Table):
    """The same in a timetable that is in force (класс-комплект, two classes in the gym)."""

    group_id: int
    first_id: int
    group = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    first = ForeignKeyField(Group, on_delete="RESTRICT", backref="+")
    weekday = SmallIntegerField()
    number = SmallIntegerField()
    valid_from = DateField()
    valid_to = DateField(null=True)


def draft_of(year: SchoolYear) -> TimetableDraft | None:
    """The timetable that is being made for a year."""
    found: TimetableDraft | None = TimetableDraft.get_or_none(TimetableDraft.year == year)
    return found


def draft_entries(draft: TimetableDraft) -> list[Entry]:
    """Every lesson of a draft, in order of time; its `id` is that of the DraftLesson. Two queries."""
    of_page = (Group.id, Group.cohort, Group.kind, Group.name, Subject.name)
    when = (DraftLesson.weekday, DraftLesson.number, DraftLesson.room, DraftLesson.id)
    query: Any = (
        DraftLesson.select(*of_page, *when, Group.grade, Group.periods)
        .join(Group)
        .join(Subject)
        .where(DraftLesson.draft == draft)
        .order_by(DraftLesson.weekday, DraftLesson.number, Group.name, DraftLesson.id)
        .tuples()
    )
    return with_periods(query, draft.year_id)


def together_in(draft: TimetableDraft) -> Together:
    """What is declared to go together in a draft."""
    columns = (DraftCombined.weekday, DraftCombined.number, DraftCombined.first, DraftCombined.group)
    query: Any = DraftCombined.select(*columns).where(DraftCombined.draft == draft).tuples()
    return _together(query)


def together_on(year: SchoolYear, day: date) -> Together:
    """The same in the timetable that is in force on a day."""
    columns = (CombinedLesson.weekday, CombinedLesson.number, CombinedLesson.first, CombinedLesson.group)
    query: Any = CombinedLesson.select(*columns).join(Group, on=CombinedLesson.group)
    return _together(query.where((Group.year == year) & in_force(CombinedLesson, day)).tuples())


def _together(rows: Iterable[tuple[int, int, int, int]]) -> Together:
    sets: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for weekday, number, first, group in rows:
        sets[weekday, number, first].add(group)
    found: Together = defaultdict(list)
    for (weekday, number, _), pages in sorted(sets.items()):
        found[weekday, number].append(frozenset(pages))
    return dict(found)
