"""The grid of a journal page: pupils × works of its lessons, each cell as one reader may see and fill it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from ejournal.models import journal
from ejournal.models.curriculum import Group, Membership
from ejournal.models.journal import CellMark, WorkColumn
from ejournal.models.people import Name
from ejournal.models.timetable import Calendar, GroupLesson
from ejournal.reports.cells import DEFAULT_KIND, cell_view
from ejournal.reports.periods import Span
from ejournal.reports.roll import missed, roll_names, roll_order
from ejournal.rules import deadlines, marks, works
from ejournal.wording import clock_time, date_short, month_name


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


class Cell(NamedTuple):
    """A mark and an attendance code; look: e (in entry by the reader, until `until`), f (by another),
    a (absent), x (not in the group that day). `seen` and `event`, told where a cell may be
    typed in, are the newest mark and attendance event.
    """

    value: str = ""
    code: str = ""
    look: str = ""
    seen: int = 0
    event: int = 0
    until: str = ""


EMPTY, OUTSIDE, NOTHING = Cell(), Cell(look="x"), (0, "")
LOOKS = {"entry": "e", "foreign": "f"}


@dataclass(frozen=True)
class Row:
    """A pupil; `note` says when the pupil came or left, missed counts lessons."""

    number: int
    id: int
    name: str
    note: str
    cells: tuple[Cell, ...]
    average: float | None
    missed: int


@dataclass(frozen=True)
class Grid:
    """The left-hand page of a group for a span, until today; months are names with widths in columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def months(self) -> list[tuple[str, int]]:
        found = groupby(self.columns, key=lambda column: (column.day.year, column.day.month))
        return [(month_name(month), len(list(under))) for (_, month), under in found]

    @property
    def legend(self) -> list[tuple[str, str]]:
        return sorted({(column.sign, column.title) for column in self.columns if column.sign})

    @property
    def looks(self) -> set[str]:
        return {cell.look for row in self.rows for cell in row.cells}

    @property
    def entry(self) -> bool:
        """Whether the reader may type anything here now."""
        return any(column.entry for column in self.columns)


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


class _Facts(NamedTuple):
    """What is stored about the cells of the page, by (work or lesson, pupil): marks whose entry time is over,
    with whether they stand, the newer ones, attendance; and when lessons were handed in.
    """

    settled: dict[tuple[int, int], tuple[int, str, bool]]
    fresh: dict[tuple[int, int], CellMark]
    codes: dict[tuple[int, int], tuple[int, str]]
    handed: dict[int, datetime]


def grid(sheet: Sheet, reader: Reader) -> Grid:
    """п. 4.5.4: the lessons of the sheet as columns, its pupils as rows; a constant number of queries."""
    ids = [lesson.id for lesson in sheet.lessons]
    fresh = journal.cell_marks(ids, since=reader.now)
    facts = _Facts(
        {(work, pupil): mark for work, pupil, *mark in journal.settled_marks(ids, reader.now)},
        {(mark.work, mark.pupil): mark for mark in fresh},
        journal.absences(ids),
        journal.hand_ins(ids) if fresh else {},
    )
    columns = tuple(_columns(sheet, reader))
    return Grid(columns, _rows(columns, sheet, facts, reader))


def _columns(sheet: Sheet, reader: Reader) -> Iterator[Column]:
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
            yield column._replace(
                first=place == 0,
                roll=today and place == 0,
                held=lesson.id in sheet.held,
                **open_until(column, reader.now.date()) if given and marked and column.kind else {},
            )


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

    def __call__(self, column: Column, today: date) -> dict[str, Any]:
        until = deadlines.deadline(
            works.kind(column.kind),
            deadlines.subject_family(self._group.subject.name),
            self._group.grade or 1,
            column.day,
            next((day for day in self._days if day > column.day), None),
            self._calendar.is_school_day,
        )
        return {"deadline": until, "open": today <= until}


def _rows(columns: tuple[Column, ...], sheet: Sheet, facts: _Facts, reader: Reader) -> tuple[Row, ...]:
    """п. 2.1: everybody who was in the group in the span; who left stays with what was written."""
    stays: dict[int, list[Membership]] = {}
    for member in sheet.members:
        stays.setdefault(member.person, []).append(member)
    pupils = {pupil: sheet.known[pupil] for pupil in stays if pupil in sheet.known}
    called = roll_names(pupils)
    return tuple(
        Row(
            number=number,
            id=pupil,
            name=called[pupil],
            note=_moves(stays[pupil], sheet.span, reader.now.date()),
            **_cells(columns, pupil, stays[pupil], facts, reader),
        )
        for number, pupil in enumerate(roll_order(pupils), start=1)
    )


def _cells(
    columns: tuple[Column, ...], pupil: int, stays: list[Membership], facts: _Facts, reader: Reader
) -> dict[str, Any]:
    """The cells of a pupil with what they sum up to: the average of set marks, the lessons missed."""
    cells: list[Cell] = []
    weighed, away = [], 0
    blank = {day: EMPTY if _is_member(stays, day) else OUTSIDE for day in {column.day for column in columns}}
    for column in columns:
        event, code = facts.codes.get((column.lesson, pupil), NOTHING) if column.first else NOTHING
        mark = _mark(column.work, column.lesson, pupil, facts, reader)
        if not mark.seen and not event:
            cells.append(blank[column.day])
            continue
        look = mark.look or ("a" if missed(code) else "")
        typed = (mark.seen, event) if column.entry else (0, 0)
        cells.append(Cell(mark.value, code, look, *typed, mark.until))
        away += missed(code)
        if mark.is_set:
            weighed.append((mark.value, column.weight))
    return {"cells": tuple(cells), "average": marks.weighted_average(weighed), "missed": away}


class _Mark(NamedTuple):
    """The mark of a cell as the reader may see it; `seen` is 0 when there never was one."""

    seen: int = 0
    value: str = ""
    is_set: bool = False
    look: str = ""
    until: str = ""


NO_MARK = _Mark()


def _mark(work: int, lesson: int, pupil: int, facts: _Facts, reader: Reader) -> _Mark:
    settled = facts.settled.get((work, pupil))
    if settled:
        seen, value, stands = settled
        return _Mark(seen, value, True) if stands else _Mark(seen)
    mark = facts.fresh.get((work, pupil))
    if mark is None:
        return NO_MARK
    view = cell_view("", mark, reader.person, facts.handed.get(lesson), reader.now)
    until = clock_time(view.until) if view.until else ""
    return _Mark(view.seen, view.value, view.state == "set", LOOKS.get(view.state, ""), until)


def _is_member(stays: list[Membership], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for _, _, first, last in stays)


def _moves(stays: list[Membership], span: Span, today: date) -> str:
    """«прибыл 05.11, выбыл 12.11»: what happened inside the span, until today."""
    moves = []
    for _, sex, first, last in stays:
        ending = "а" if sex == "f" else ""
        if first > span.first:
            moves.append(f"прибыл{ending} {date_short(first)}")
        if last and last < min(span.last, today):
            moves.append(f"выбыл{ending} {date_short(last)}")
    return ", ".join(moves)
