"""The grid of a journal page: pupils × works of its lessons, each cell as one reader may see and fill it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ejournal.models import journal
from ejournal.models.curriculum import Membership
from ejournal.models.debts import written_later
from ejournal.models.journal import CellMark
from ejournal.models.memos import Old, old_values
from ejournal.models.outside import Outside, outside
from ejournal.models.page_facts import settled_marks
from ejournal.reports.cells import cell_view
from ejournal.reports.grid_columns import Column, Reader, Sheet, columns_of, moves
from ejournal.reports.roll import roll_names, roll_order
from ejournal.rules import marks
from ejournal.rules.attendance import missed
from ejournal.rules.gradings import FIVE, USUAL, Own
from ejournal.rules.outside import WEIGHT
from ejournal.rules.works import OWED, later
from ejournal.wording import clock_time, month_name


class Cell(NamedTuple):
    """A mark and an attendance code; look: e (in entry by the reader, until `until`), f (by another),
    a (absent), x (not in the group that day). `seen` and `event`, told where a cell may be
    typed in, are the newest mark and attendance event. `old` is what was annulled; `owes`: the
    work of the column was missed and is not written yet.
    """

    value: str = ""
    code: str = ""
    look: str = ""
    seen: int = 0
    event: int = 0
    until: str = ""
    old: Old | None = None
    owes: bool = False


Settled = tuple[int, str, bool]  # number, value, whether it stands
# The cells of a pupil that are a settled mark and nothing else, which most are; places of others not empty.
Filled = tuple[list[tuple[int, str]], set[int]]
EMPTY, OUTSIDE, NOTHING = Cell(), Cell(look="x"), (0, "")
PLAIN = {value: Cell(value) for scale in marks.SCALES.values() for value in scale}
LOOKS = {"entry": "e", "foreign": "f"}


class Row(NamedTuple):
    """A pupil; `note` says when the pupil came or left, missed counts lessons."""

    number: int
    id: int
    name: str
    note: str
    cells: tuple[Cell, ...]
    average: float | None
    missed: int
    mode: str = FIVE
    own: Own = USUAL


@dataclass(frozen=True)
class Grid:
    """The left-hand page of a group for a span, until today; months are names with widths in columns.

    `outside` are the marks of other organisations, a line for each statement.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    owes: bool
    corrected: bool
    outside: tuple[str, ...] = ()

    @cached_property
    def months(self) -> list[tuple[str, int]]:
        found = groupby(self.columns, key=lambda column: (column.day.year, column.day.month))
        return [(month_name(month), len(list(under))) for (_, month), under in found]

    @cached_property
    def legend(self) -> list[tuple[str, str]]:
        return sorted({(column.sign, column.title) for column in self.columns if column.sign})

    @cached_property
    def looks(self) -> set[str]:
        return {cell.look for row in self.rows for cell in row.cells}

    @cached_property
    def entry(self) -> bool:
        """Whether the reader may type anything here now."""
        return any(column.entry for column in self.columns)


class _Facts(NamedTuple):
    """What is stored about the cells of the page, by pupil, then by work or lesson: marks whose entry time
    is over, the newer ones, attendance; when lessons were handed in; what was annulled, by work and pupil;
    the works that a pupil owes; marks of other organisations.
    """

    settled: dict[int, dict[int, Settled]]
    fresh: dict[int, dict[int, CellMark]]
    codes: dict[int, dict[int, tuple[int, str]]]
    handed: dict[int, datetime]
    old: dict[tuple[int, int], Old]
    owed: dict[int, set[int]]
    outside: dict[int, list[Outside]]


def grid(sheet: Sheet, reader: Reader) -> Grid:
    """п. 4.5.4: the lessons of the sheet as columns, its pupils as rows; a constant number of queries."""
    ids = [lesson.id for lesson in sheet.lessons]
    settled = settled_marks(ids, reader.now)
    fresh = journal.cell_marks(ids, since=reader.now) if settled.newer else []
    facts = _Facts({}, {}, {}, journal.hand_ins(ids) if fresh else {}, old_values(ids), {}, {})
    for work, pupil, number, value, stands in settled.marks:
        facts.settled.setdefault(pupil, {})[work] = (number, value, stands)
    for mark in fresh:
        facts.fresh.setdefault(mark.pupil, {})[mark.work] = mark
    for (lesson, pupil), noted in journal.absences([*ids, *sheet.aside]).items():
        facts.codes.setdefault(pupil, {})[lesson] = noted
    columns = tuple(columns_of(sheet, reader))
    for work, pupil in _owed(columns, facts, sheet.group.id):
        facts.owed.setdefault(pupil, set()).add(work)
    stated = [] if reader.kind else outside([sheet.group.id], sheet.span.first, sheet.span.last)
    for given in stated:  # they are of no kind of work
        facts.outside.setdefault(given.pupil, []).append(given)
    rows = _rows(columns, sheet, facts, reader)
    return Grid(columns, rows, bool(facts.owed), bool(facts.old), tuple(_statements(rows, facts)))


def _statements(rows: tuple[Row, ...], facts: _Facts) -> Iterator[str]:
    """«Алёшин Арсений: 4 5 4 — Санаторий «Волга», № 5 от 20.10.2026»: they count, and stand in no column."""
    for row in rows if facts.outside else ():
        for told, under in groupby(facts.outside.get(row.id, ()), key=lambda one: one.told):
            yield f"{row.name}: {' '.join(one.value for one in under)} — {told}"


def _owed(columns: tuple[Column, ...], facts: _Facts, group: int) -> list[tuple[int, int]]:
    """п. 4.5.4: work and pupil of the works that were missed and not written later. One query, if any."""
    found = [
        (column, pupil)
        for column in columns
        if column.kind in OWED and not column.gone
        for pupil, codes in facts.codes.items()
        if missed(codes.get(column.lesson, NOTHING)[1]) and not _marked(facts, pupil, column.work)
    ]
    written = written_later(group) if found else ()
    return [(one.work, pupil) for one, pupil in found if (later(one.kind, one.day), pupil) not in written]


def _marked(facts: _Facts, pupil: int, work: int) -> bool:
    settled, fresh = facts.settled.get(pupil, {}).get(work), facts.fresh.get(pupil, {}).get(work)
    return settled[2] if settled else fresh is not None and not fresh.withdrawn


def _rows(columns: tuple[Column, ...], sheet: Sheet, facts: _Facts, reader: Reader) -> tuple[Row, ...]:
    """п. 2.1: everybody who was in the group in the span; who left stays with what was written."""
    stays: dict[int, list[Membership]] = {}
    for member in sheet.members:
        stays.setdefault(member.person, []).append(member)
    pupils = {pupil: sheet.known[pupil] for pupil in stays if pupil in sheet.known}
    called = roll_names(pupils)
    places = _Places(
        {column.work: place for place, column in enumerate(columns) if column.work},
        {column.lesson: place for place, column in enumerate(columns) if column.first},
        {place for place, column in enumerate(columns) if column.entry},
    )
    day = min(max(reader.now.date(), sheet.span.first), sheet.span.last)
    group, today, rows = sheet.group.id, reader.now.date(), []
    for number, pupil in enumerate(roll_order(pupils), start=1):
        note = moves(stays[pupil], sheet.left.get(pupil), sheet.span, today)
        filled = places.filled(pupil, facts)
        cells, average, away = _cells(columns, filled, pupil, stays[pupil], facts, reader)
        mode, own = sheet.ways.of(group, pupil, day), sheet.ways.beside(group, pupil, day)
        average = average if mode == FIVE else None
        rows.append(Row(number, pupil, called[pupil], note, cells, average, away, mode, own))
    return tuple(rows)


class _Places(NamedTuple):
    """Where among the columns is that of a work, the first one of a lesson, those that may be typed in."""

    works: dict[int, int]
    lessons: dict[int, int]
    entry: set[int]

    def filled(self, pupil: int, facts: _Facts) -> Filled:
        fresh, codes = facts.fresh.get(pupil, {}), facts.codes.get(pupil, {})
        others = self.entry | {self.works[work] for work in fresh if work in self.works}
        others |= {self.lessons[lesson] for lesson in codes if lesson in self.lessons}
        plain = []
        for work, (_, value, stands) in facts.settled.get(pupil, {}).items():
            place = self.works.get(work)
            if place is not None and stands and place not in others:
                plain.append((place, value))
            elif place is not None:
                others.add(place)
        return plain, others


def _cells(
    columns: tuple[Column, ...],
    filled: Filled,
    pupil: int,
    stays: list[Membership],
    facts: _Facts,
    reader: Reader,
) -> tuple[tuple[Cell, ...], float | None, int]:
    """The cells of a pupil with what they sum up to: the average of set marks, the lessons missed."""
    cells = _blanks(columns, stays)
    weighed = [(one.value, WEIGHT) for one in facts.outside.get(pupil, ())]
    marked, fresh = facts.settled.get(pupil, {}), facts.fresh.get(pupil, {})
    codes = facts.codes.get(pupil, {})
    plain, others = filled
    for place, value in plain:
        cells[place] = PLAIN.get(value) or Cell(value)
        weighed.append((value, columns[place].weight))
    for place in others:
        column = columns[place]
        event, code = codes.get(column.lesson, NOTHING) if column.first and codes else NOTHING
        mark = _mark(column, marked.get(column.work), fresh.get(column.work), facts, reader)
        if not mark.seen and not event:
            continue
        look = mark.look or ("a" if missed(code) else "")
        typed = (mark.seen, event) if column.entry else (0, 0)
        cells[place] = Cell(mark.value, code, look, *typed, mark.until)
        if mark.is_set:
            weighed.append((mark.value, column.weight))
    if facts.old or pupil in facts.owed:
        _sign(cells, columns, pupil, facts)
    away = sum(missed(code) for _, code in codes.values())  # of all lessons, whatever is looked at
    return tuple(cells), marks.weighted_average(weighed), away


def _sign(cells: list[Cell], columns: tuple[Column, ...], pupil: int, facts: _Facts) -> None:
    """п. 4.5.4: what was annulled is shown beside what stands now, and what is owed says so."""
    owed = facts.owed.get(pupil, ())
    for place, column in enumerate(columns):
        old = facts.old.get((column.work, pupil))
        if old or column.work in owed:
            cells[place] = cells[place]._replace(old=old, owes=column.work in owed)


class _Mark(NamedTuple):
    """The mark of a cell as the reader may see it; `seen` is 0 when there never was one."""

    seen: int = 0
    value: str = ""
    is_set: bool = False
    look: str = ""
    until: str = ""


NO_MARK = _Mark()


def _mark(
    column: Column, settled: Settled | None, mark: CellMark | None, facts: _Facts, reader: Reader
) -> _Mark:
    if settled:
        seen, value, stands = settled
        return _Mark(seen, value, True) if stands else _Mark(seen)
    if mark is None:
        return NO_MARK
    view = cell_view("", mark, reader.person, facts.handed.get(column.lesson), reader.now)
    until = clock_time(view.until) if view.until else ""
    return _Mark(view.seen, view.value, view.state == "set", LOOKS.get(view.state, ""), until)


def _blanks(columns: tuple[Column, ...], stays: list[Membership]) -> list[Cell]:
    """The cells as they are without anything: empty, or outside the group."""
    _, _, first, last = stays[0]
    if columns and first <= columns[0].day and (last is None or last >= columns[-1].day):
        return [EMPTY] * len(columns)  # whoever was there all the time, which is nearly everybody
    return [EMPTY if _is_member(stays, column.day) else OUTSIDE for column in columns]


def _is_member(stays: list[Membership], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for _, _, first, last in stays)
