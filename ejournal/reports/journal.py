"""«Страница журнала»: pupils × lessons of a group for a span of days, read-only."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from ejournal.models import journal
from ejournal.models.curriculum import Group, memberships
from ejournal.models.journal import CellMark, LessonText
from ejournal.models.people import Name, names
from ejournal.models.timetable import Lesson, lessons_of_group, teachers_on
from ejournal.reports import periods
from ejournal.reports.cells import cell_view
from ejournal.reports.periods import Span
from ejournal.reports.roll import missed, roll_key, roll_names
from ejournal.rules import marks, works
from ejournal.wording import date_short, days_late, join_and, month_name, short_name


@dataclass(frozen=True)
class Column:
    """A work of a lesson, or the lesson itself when it has none; `sign` and `title` name the kind of work."""

    lesson: int
    day: date
    first: bool
    sign: str = ""
    title: str = ""
    work: int = 0
    weight: int = 0
    late_days: int = 0


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; look: e (in entry by the reader), a (absent), x (not in the group that day)."""

    text: str = ""
    look: str = ""


TEXTS = (("topic", "тема"), ("homework", "задание"))
EMPTY, OUTSIDE = Cell(), Cell("", "x")


@dataclass(frozen=True)
class Row:
    """A pupil; `note` says when the pupil came or left, missed counts lessons."""

    number: int
    name: str
    note: str
    cells: tuple[Cell, ...]
    average: float | None
    missed: int


@dataclass(frozen=True)
class Entry:
    """A lesson on the right-hand page; `width` is the number of its columns on the left-hand one."""

    id: int
    day: date
    width: int
    topic: str
    homework: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class JournalPage:
    """Everything the page shows; `ahead` are lessons of the span that come after today."""

    group: int
    title: str
    subject: str
    teachers: tuple[str, ...]
    span: Span
    spans: tuple[Span, ...]
    months: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ahead: tuple[Lesson, ...]

    @property
    def legend(self) -> list[tuple[str, str]]:
        return sorted({(column.sign, column.title) for column in self.columns if column.sign})

    @property
    def looks(self) -> set[str]:
        return {cell.look for row in self.rows for cell in row.cells}


@dataclass(frozen=True)
class _Facts:
    """What is stored about the lessons of the page, and who reads it when."""

    marks: dict[tuple[int, int], CellMark]
    codes: dict[tuple[int, int], tuple[int, str]]
    handed: dict[int, datetime]
    reader: int
    now: datetime


def page(
    group: Group, reader: int, period: int | None, first: date | None, last: date | None, now: datetime
) -> JournalPage:
    """The page as `reader` may see it, until today; a constant number of queries."""
    today = now.date()
    spans = periods.of_group(group)
    span = periods.choose(spans, period, first, last, today)
    lessons = lessons_of_group(group.id, span.first, span.last)
    begun = [lesson for lesson in lessons if lesson.date <= today]
    members = memberships(group.id, span.first, span.last)
    teachers = teachers_on(group.id, min(max(today, span.first), span.last))
    known = names(
        {*teachers, *(row[0] for row in members), *(lesson.substitute_id or 0 for lesson in begun)},
        min(today, span.last),
    )
    columns = _columns(begun)
    return JournalPage(
        group=group.id,
        title=group.name,
        subject=group.subject.name,
        teachers=tuple(short_name(*known[person]) for person in sorted(teachers) if person in known),
        span=span,
        spans=spans,
        months=_months(columns),
        entries=_entries(begun, columns, known, now),
        columns=columns,
        rows=_rows(columns, members, known, span, _facts(begun, reader, now)),
        ahead=tuple(lesson for lesson in lessons if lesson.date > today),
    )


def _columns(lessons: list[Lesson]) -> tuple[Column, ...]:
    """A column for each work, in the order they were added; one for a lesson without works."""
    made: dict[int, list[journal.Work]] = {}
    for work in journal.works([lesson.id for lesson in lessons]):
        made.setdefault(work.lesson_id, []).append(work)
    columns = []
    for lesson in lessons:
        for place, work in enumerate(made.get(lesson.id, [None])):
            columns.append(_column(lesson, work, place == 0))
    return tuple(columns)


def _column(lesson: Lesson, work: journal.Work | None, first: bool) -> Column:
    if work is None:
        return Column(lesson.id, lesson.date, first)
    kind = works.kind(work.kind)
    return Column(lesson.id, lesson.date, first, kind.sign, kind.title, work.id, work.weight, work.late_days)


def _months(columns: tuple[Column, ...]) -> tuple[tuple[str, int], ...]:
    """Month and number of columns under it."""
    found = groupby(columns, key=lambda column: (column.day.year, column.day.month))
    return tuple((month_name(month), len(list(under))) for (_, month), under in found)


def _facts(lessons: list[Lesson], reader: int, now: datetime) -> _Facts:
    ids = [lesson.id for lesson in lessons]
    return _Facts(
        marks={(mark.work, mark.pupil): mark for mark in journal.cell_marks(ids)},
        codes=journal.absences(ids),
        handed=journal.hand_ins(ids),
        reader=reader,
        now=now,
    )


Membership = tuple[int, str, date, date | None]


def _rows(
    columns: tuple[Column, ...],
    members: list[Membership],
    known: dict[int, Name],
    span: Span,
    facts: _Facts,
) -> tuple[Row, ...]:
    """п. 2.1: everybody who was in the group in the span; who left stays with what was written."""
    stays: dict[int, list[Membership]] = {}
    for member in members:
        stays.setdefault(member[0], []).append(member)
    pupils = {pupil: known[pupil] for pupil in stays if pupil in known}
    called = roll_names(pupils)
    ordered = sorted(pupils, key=lambda pupil: roll_key(pupils[pupil]))
    return tuple(
        _row(number, called[pupil], stays[pupil], columns, span, facts)
        for number, pupil in enumerate(ordered, start=1)
    )


def _row(
    number: int, name: str, stays: list[Membership], columns: tuple[Column, ...], span: Span, facts: _Facts
) -> Row:
    pupil = stays[0][0]
    seen = [_cell(column, pupil, stays, facts) for column in columns]
    average = [(value, column.weight) for column, (_, value) in zip(columns, seen, strict=True) if value]
    codes = (facts.codes.get((column.lesson, pupil), (0, ""))[1] for column in columns if column.first)
    return Row(
        number=number,
        name=name,
        note=_moves(stays, span, facts.now.date()),
        cells=tuple(cell for cell, _ in seen),
        average=marks.weighted_average(average),
        missed=sum(missed(code) for code in codes),
    )


def _cell(column: Column, pupil: int, stays: list[Membership], facts: _Facts) -> tuple[Cell, str]:
    """The cell and, when it holds a set mark, its value; what is in entry is seen by its author alone."""
    mark = facts.marks.get((column.work, pupil))
    code = facts.codes.get((column.lesson, pupil), (0, ""))[1] if column.first else ""
    if mark is None and not code:
        return (EMPTY if _is_member(stays, column.day) else OUTSIDE), ""
    view = cell_view("", mark, facts.reader, facts.handed.get(column.lesson), facts.now)
    look = "e" if view.state == "entry" else "a" if missed(code) else ""
    text = " ".join(part for part in (view.value, code) if part)
    return Cell(text, look), view.value if view.state == "set" else ""


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


def _entries(
    lessons: list[Lesson], columns: tuple[Column, ...], known: dict[int, Name], now: datetime
) -> tuple[Entry, ...]:
    """The right-hand page, a line for each lesson."""
    ids = [lesson.id for lesson in lessons]
    texts, held = journal.texts(ids), journal.roll_calls(ids)
    under = {lesson: list(found) for lesson, found in groupby(columns, key=lambda column: column.lesson)}
    return tuple(
        Entry(
            id=lesson.id,
            day=lesson.date,
            width=len(under[lesson.id]),
            topic=_written(texts.get((lesson.id, "topic"))),
            homework=_written(texts.get((lesson.id, "homework"))),
            notes=tuple(_notes(lesson, texts, held.get(lesson.id), under[lesson.id], known, now)),
        )
        for lesson in lessons
    )


def _written(text: LessonText | None) -> str:
    """A confirmed text: a draft is not written in the journal yet."""
    if text is None or text.draft:
        return ""
    until = f" (на {date_short(text.due)})" if text.due else ""
    return "не задано" if text.absent else text.text + until


def _notes(
    lesson: Lesson,
    texts: dict[tuple[int, str], LessonText],
    held: tuple[datetime, int] | None,
    columns: list[Column],
    known: dict[int, Name],
    now: datetime,
) -> list[str]:
    """A substitution is named (п. 4.2.2д); what was written late stays marked so."""
    notes = []
    if lesson.substitute_id in known:
        notes.append(f"замена: {short_name(*known[lesson.substitute_id])}")
    if held is None and lesson.ends_at <= now:
        notes.append("посещаемость не отмечена")
    parts = [(text.late_days, name) for field, name in TEXTS if (text := texts.get((lesson.id, field)))]
    parts += [(held[1], "посещаемость")] if held else []
    parts += [(column.late_days, f"работа {column.sign}") for column in columns]
    for days in sorted({days for days, _ in parts if days}):
        notes.append(f"{join_and([name for late, name in parts if late == days])}: {days_late(days)}")
    return notes
