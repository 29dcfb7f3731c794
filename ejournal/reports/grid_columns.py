"""The columns of the grid of a journal page: its works, and which of them the reader may fill now."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple

from ejournal.models import journal
from ejournal.models.curriculum import Group, Membership
from ejournal.models.journal import WorkColumn
from ejournal.models.people import Name
from ejournal.models.timetable import Calendar, GroupLesson
from ejournal.reports.cells import DEFAULT_KIND
from ejournal.reports.periods import Span
from ejournal.rules import deadlines, marks, works


class Column(NamedTuple):
    """A work of a lesson, or the lesson itself when it has none; `sign` and `title` name the kind of work.

    `open`: the reader may type marks here now, until the end of `deadline`; `roll`: and attendance, which
    is typed in the first column of today's lesson; `held`: attendance was saved.
    """

    lesson: int
    day: date
    first: bool
    kind: str = ""
    sign: str = ""
    title: str = ""
    work: int = 0
    weight: int = 0
    late_days: int = 0
    deadline: date | None = None
    open: bool = False
    roll: bool = False
    held: bool = False

    @property
    def entry(self) -> bool:
        return self.open or self.roll

    @property
    def late(self) -> bool:
        """Whether it is open because its works are still being checked, not because it is today's."""
        return self.open and self.deadline is not None and self.deadline > self.day


class Sheet(NamedTuple):
    """What the grid is of: a group in a span, its lessons that are not ahead, the days of all its lessons
    from the span on, the lessons whose attendance was saved, who was in it, their names, school days a week.
    """

    group: Group
    span: Span
    lessons: list[GroupLesson]
    days: list[date]
    held: Collection[int]
    members: list[Membership]
    known: dict[int, Name]
    week: int


class Reader(NamedTuple):
    """Who reads the grid, when, and whether that person gives a lesson."""

    person: int
    gives: Callable[[GroupLesson], bool]
    now: datetime


def columns_of(sheet: Sheet, reader: Reader) -> Iterator[Column]:
    """A column for each work, in the order they were added; that of answers first in today's own lesson."""
    marked = bool(marks.SCALES[sheet.group.grading])
    made: dict[int, list[WorkColumn]] = {}
    for work in journal.work_columns([lesson.id for lesson in sheet.lessons]):
        made.setdefault(work.lesson, []).append(work)
    open_until = _Deadlines(sheet)
    for lesson in sheet.lessons:
        given = lesson.starts_at <= reader.now and reader.gives(lesson)
        today = given and lesson.date == reader.now.date()
        under = _of_lesson(lesson, made.get(lesson.id, []), today and marked)
        for place, column in enumerate(under):
            timed = open_until(column, reader.now.date()) if given and marked and column.kind else column
            yield timed._replace(first=place == 0, roll=today and place == 0, held=lesson.id in sheet.held)


def _of_lesson(lesson: GroupLesson, added: list[WorkColumn], answers: bool) -> list[Column]:
    """The columns of one lesson; `answers`: with one for oral answers, whether or not it was made yet."""
    blank = Column(lesson.id, lesson.date, True)
    if answers and all(work.kind != DEFAULT_KIND for work in added):
        return [_column(blank, DEFAULT_KIND, None), *(_column(blank, work.kind, work) for work in added)]
    ordered = sorted(added, key=lambda work: answers and work.kind != DEFAULT_KIND)
    return [_column(blank, work.kind, work) for work in ordered] or [blank]


def _column(blank: Column, code: str, work: WorkColumn | None) -> Column:
    kind = works.kind(code)
    named = blank._replace(kind=code, sign=kind.sign, title=kind.title, weight=kind.weight)
    return (
        named if work is None else named._replace(work=work.id, weight=work.weight, late_days=work.late_days)
    )


class _Deadlines:
    """п. 4.5.4: until when the columns of a group are open; the calendar is asked once."""

    def __init__(self, sheet: Sheet) -> None:
        self._group = sheet.group
        self._days = sheet.days
        self._calendar = Calendar(sheet.group.cohort_id, sheet.span.first, sheet.week)

    def __call__(self, column: Column, today: date) -> Column:
        """The column with its deadline."""
        until = deadlines.page_deadline(
            works.kind(column.kind),
            self._group.subject.name,
            self._group.grade,
            column.day,
            self._days,
            self._calendar.is_school_day,
        )
        return column._replace(deadline=until, open=today <= until)
