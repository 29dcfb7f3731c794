"""Everything that a printed journal is made of, read at once: a constant number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from ejournal.models import journal, lesson_texts, terms, volume
from ejournal.models.curriculum import Group, Period
from ejournal.models.grounds import touching
from ejournal.models.journal import WorkColumn
from ejournal.models.lesson_texts import WrittenText
from ejournal.models.lost import LostLesson, lost_lessons
from ejournal.models.memos import Old, columns_seen, old_values
from ejournal.models.outside import Outside, outside
from ejournal.models.own_journals import home_orders
from ejournal.models.page_facts import settled_marks
from ejournal.models.people import Name, SchoolYear, class_names, duties_on, names
from ejournal.models.term_memos import corrected
from ejournal.models.term_records import periods_of_groups
from ejournal.models.terms import Key, Term
from ejournal.models.volume import SpanLesson, Stay
from ejournal.reports.gradings import ways_of
from ejournal.reports.halves import Half
from ejournal.reports.roll import names_on_paper, roll_order
from ejournal.rules import marks
from ejournal.rules.attendance import EXEMPT
from ejournal.rules.gradings import NONE, Ways
from ejournal.rules.grounds import FIRST_NUMBER, holds

LATER = ("home", "extracurricular", "club", "after_school")
Days = list[tuple[date, date | None]]


STRIKE = "\u0336"  # over the sign before it


@dataclass(frozen=True)
class Facts:
    """A class in a half-year, as of `now`: for the second half, in the whole year.

    `halves` end with the half that is told of. Marks are those that are set, by (work, pupil); codes are
    attendance by (lesson, pupil); `lost` are lessons of the year until today that were not held;
    `members` are days by group and pupil; `roll` are the pupils of the class in the half with their
    numbers on every page; `old` is what a memo annulled, by (work, pupil). `groups` are those of all the
    halves. `classes` are the names of the year; `elsewhere` is what the pupils who came from other classes
    of the school have there.
    """

    year: SchoolYear
    halves: tuple[Half, ...]
    now: datetime
    groups: list[Group]
    lessons: dict[int, list[SpanLesson]]
    texts: dict[tuple[int, str], WrittenText]
    works: dict[int, list[WorkColumn]]
    marks: dict[tuple[int, int], str]
    old: dict[tuple[int, int], Old]
    outside: dict[int, list[Outside]]
    codes: dict[tuple[int, int], str]
    held: dict[int, tuple[datetime, int]]
    members: dict[int, dict[int, Days]]
    teachers: dict[int, list[int]]
    stays: dict[int, list[Stay]]
    home_orders: dict[int, str]
    roll: dict[int, int]
    called: dict[int, str]
    known: dict[int, Name]
    items: dict[int, tuple[int, str]]
    plans: dict[int, list[tuple[int, str]]]
    before: dict[int, int]
    lost: dict[int, list[LostLesson]]
    terms: dict[tuple[int, int, str, int | None], str]
    old_terms: dict[Key, Old]
    own_periods: dict[int, list[Period]]
    ways: Ways
    duties: list[tuple[int, str, int | None, str, date]]
    classes: dict[int, tuple[int, str]] = field(default_factory=dict)
    elsewhere: "Facts | None" = None

    def periods(self, group: Group) -> list[Period]:
        """The periods of a page that end in the half: it may have half-years where others have quarters."""
        return [
            one for one in self.own_periods[group.id] if self.half.first <= one.valid_to <= self.half.last
        ]

    def term(self, group: int, pupil: int, kind: str, period: Period | None) -> str:
        """A term mark; that of a page with periods of its own stands where the period of the class ends."""
        return self.terms.get((group, pupil, kind, self._own(group, period)), "")

    def old_term(self, group: int, pupil: int, kind: str, period: Period | None) -> Old | None:
        """п. 4.5.5: what a memo has annulled in the same place."""
        return self.old_terms.get((group, pupil, Term(kind, self._own(group, period))))

    def owes(self, group: int, pupil: int, period: Period | None, day: date) -> bool:
        """п. 4.5.5: whether a group gives a pupil a mark for a period, or the year, that ends on a day."""
        ends = not period or self._own(group, period) is not None
        return ends and self.is_member(group, pupil, day) and self.ways.of(group, pupil, day) != NONE

    def _own(self, group: int, period: Period | None) -> int | None:
        own = (one.id for one in self.own_periods[group] if period and one.valid_to == period.valid_to)
        return next(own, None) if period else None

    @property
    def half(self) -> Half:
        return self.halves[-1]

    def of_half(self, group: int) -> list[SpanLesson]:
        """The lessons of a group in the half that have begun."""
        return [
            lesson
            for lesson in self.lessons.get(group, [])
            if lesson.day >= self.half.first and lesson.starts_at <= self.now
        ]

    @property
    def pages(self) -> list[Group]:
        """п. 2.1: the groups that have pages for the half: the class's own, and others with anybody in it."""
        return [group for group in self.groups if group.kind == "class" or self.learn(group.id)]

    def learn(self, group: int) -> list[int]:
        """The pupils who were in a group on any day of the half until today."""
        until = min(self.half.last, self.now.date())
        return [
            pupil
            for pupil, days in self.members.get(group, {}).items()
            if any(first <= until and (last is None or last >= self.half.first) for first, last in days)
        ]

    def is_member(self, group: int, pupil: int, day: date) -> bool:
        return _within(self.members.get(group, {}).get(pupil, ()), day)

    def spans(self, pupil: int) -> list[tuple[date, date]]:
        """The days on which a pupil was in no other class of the school."""
        return [
            (
                stay.first if stay.came_from else date.min,
                stay.last if stay.last and stay.gone_to else date.max,
            )
            for stay in self.stays.get(pupil, ())
        ]

    def here(self, pupil: int, day: date) -> bool:
        return _within(self.spans(pupil), day)

    def gone(self, pupil: int, day: date) -> bool:
        """Whether a pupil had gone to another class of the school by a day."""
        stays = self.stays.get(pupil)
        last = stays[-1].last if stays and stays[-1].gone_to else None
        return last is not None and last < day

    def persons(self, role: str, cohort: int | None = None) -> list[int]:
        """Who had a duty on the last day of the half, or has it today."""
        return [person for person, held, led, _, _ in self.duties if held == role and led == cohort]


def read(cohort: int, year: SchoolYear, halves: tuple[Half, ...], now: datetime) -> Facts:
    """п. 4.2.4: what the volume of a class and the last of these halves tells, as of `now` (school time)."""
    first, last = halves[0].first, halves[-1].last
    stays = volume.stays(cohort, halves[-1].first, min(last, now.date()))
    stays = volume.with_moves(stays, cohort, year.valid_from)
    groups = volume.groups(cohort, year.id, {stay.pupil for stay in stays}, first, last)
    made = replace(
        of_groups(sorted(groups, key=_rank), stays, year, halves, now), classes=class_names(halves[-1].last)
    )
    came = [stay for stay in stays if stay.came_from]
    if not came:
        return made
    before = volume.groups_before(cohort, year.id, {stay.pupil for stay in came}, first, last)
    return replace(made, elsewhere=of_groups(before, came, year, halves, now))


def of_groups(
    groups: list[Group], stays: list[Stay], year: SchoolYear, halves: tuple[Half, ...], now: datetime
) -> Facts:
    """The same of these groups and of the pupils of these stays."""
    half, first, last = halves[-1], halves[0].first, halves[-1].last
    shown, pupils, ids = min(last, now.date()), {stay.pupil for stay in stays}, [one.id for one in groups]
    lessons, teachers = volume.lessons(ids, first, last), volume.teachers(ids, half.first, last)
    taught = [lesson for lesson in lessons if lesson.starts_at <= now]
    duties = duties_on(shown)
    known = names(pupils | {who for who, *_ in duties} | _staff(taught, teachers), shown)
    roll = {pupil: known[pupil] for pupil in pupils & known.keys()}
    items, begun, inside = _items(groups), [lesson.id for lesson in taught], _members(ids, first, last)
    return Facts(
        *(year, halves, now, groups),
        lessons=_by(lessons, "group"),
        texts=lesson_texts.texts(begun),
        works=_by(columns_seen(begun), "lesson"),
        marks=_set_marks(begun, now),
        old=old_values(begun),
        outside=_by(outside(ids, half.first, shown), "group"),
        codes=_codes(groups, taught, inside, sorted(pupils), (first, shown)),
        held=journal.roll_calls(begun),
        members=inside,
        teachers={group: list(dict.fromkeys(who for _, who in rows)) for group, rows in _grouped(teachers)},
        stays=_by(stays, "pupil"),
        home_orders=home_orders(pupils, [group.id for group in groups if group.kind == "home"]),
        roll={pupil: number for number, pupil in enumerate(roll_order(roll), start=1)},
        called=names_on_paper(roll),
        known=known,
        items={item: (number, kind) for _, item, number, kind in items},
        plans={plan: [(row[2], row[3]) for row in rows] for plan, rows in _grouped(items)},
        before=volume.lessons_before(ids, year.valid_from, half.first),
        lost=_by(lost_lessons(ids, year.valid_from, shown), "group"),
        terms=terms.term_marks(ids),
        old_terms=corrected(ids),
        own_periods=periods_of_groups(groups),
        ways=ways_of(groups),
        duties=duties,
    )


def _staff(lessons: list[SpanLesson], teachers: list[tuple[int, int]]) -> set[int]:
    return {one.substitute for one in lessons if one.substitute} | {who for _, who in teachers}


def _codes(
    groups: list[Group],
    lessons: list[SpanLesson],
    inside: dict[int, dict[int, Days]],
    pupils: list[int],
    span: tuple[date, date],
) -> dict[tuple[int, int], str]:
    """п. 4.4.3: by (lesson, pupil); ОСВ of whoever is released from practice, and was there."""
    rows = [row for row in touching(pupils, *span) if row.code == EXEMPT]
    subjects = {group.id: group.subject_id for group in groups}
    noted = journal.absences([lesson.id for lesson in lessons])
    released = {
        (lesson.id, row.pupil): EXEMPT
        for row in rows
        for lesson in lessons
        if row.subject == subjects[lesson.group] and holds(row, lesson.day, FIRST_NUMBER)
        if _within(inside.get(lesson.group, {}).get(row.pupil, ()), lesson.day)
    }
    return released | {cell: code for cell, (_, code) in noted.items() if code}


def _within(days: Iterable[tuple[date, date | None]], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in days)


def _items(groups: list[Group]) -> list[tuple[int, int, int, str]]:
    return volume.plan_items({group.plan_id for group in groups if group.plan_id})


def _rank(group: Group) -> int:
    """The lessons of the class come first, then those at home, then what is no lesson."""
    return LATER.index(group.kind) + 1 if group.kind in LATER else 0


def _by(rows: Sequence[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _grouped(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """Rows by what they begin with, each in its order."""
    for key, under in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0]):
        yield key, list(under)


def _set_marks(lessons: list[int], now: datetime) -> dict[tuple[int, int], str]:
    """п. 4.5.4: what is still in entry is not in the journal yet."""
    found = {
        (work, pupil): value for work, pupil, _, value, stands in settled_marks(lessons, now).marks if stands
    }
    fresh = [mark for mark in journal.cell_marks(lessons, since=now) if not mark.withdrawn]
    handed = journal.hand_ins(lessons) if fresh else {}
    for mark in fresh:
        if marks.is_set(mark.at, mark.entry_until, handed.get(mark.lesson), now):
            found[mark.work, mark.pupil] = mark.value
    return found


def _members(groups: list[int], first: date, last: date) -> dict[int, dict[int, Days]]:
    found: dict[int, dict[int, Days]] = {}
    for group, pupil, since, until in volume.members(groups, first, last):
        found.setdefault(group, {}).setdefault(pupil, []).append((since, until))
    return found


def struck(old: Old | None) -> str:
    """What was annulled, struck through, for a paper."""
    return "".join(f"{sign}{STRIKE}" for sign in old.values if sign != " ") if old else ""
