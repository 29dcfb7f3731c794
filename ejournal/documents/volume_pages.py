"""The volume laid out: which page holds what, under which number, on which sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from ejournal.documents import typeset
from ejournal.documents.pattern import Cell
from ejournal.documents.volume_layout import (
    ATTENDANCE_ROWS,
    CONTENTS_HEIGHT,
    CONTENTS_LINE,
    CONTENTS_ROW,
    CONTENTS_SIZE,
    CONTENTS_WIDTH,
    GEOMETRY,
    PROGRESS_ROWS,
    PROGRESS_SUBJECTS,
    Geometry,
    Layout,
)
from ejournal.documents.volume_parts import Attendance, Entry, Part, Progress, ProgressPupil
from ejournal.documents.volume_spreads import Spread, spreads
from ejournal.wording import DASH, month_name

COUNTS = 7  # numbers of the summary of attendance in every period
COUNT_TITLES = (
    "дней всего",
    "дней по болезни",
    "уроков всего",
    "уроков по болезни",
    "по уважительной причине",
    "без уважительной причины",
    "опозданий",
)


@dataclass(frozen=True)
class Plain:
    """A page that is the same in every volume: title, certifying, empty."""

    kind: str
    number: int
    sheet: int = 0


@dataclass(frozen=True)
class ContentsRow:
    number: str
    title: str
    teacher: str
    pages: str
    sheets: str


@dataclass(frozen=True)
class Contents(Plain):
    rows: tuple[ContentsRow, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class LeftRow:
    number: str
    name: tuple[Cell, ...]
    marks: tuple[Cell, ...]


@dataclass(frozen=True)
class Left(Plain):
    """«Учёт посещаемости и отметок»."""

    subject: str = ""
    about: str = ""
    months: tuple[Cell, ...] = ()
    days: tuple[Cell, ...] = ()
    rows: tuple[LeftRow, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class RightRow:
    number: str
    day: str
    topic: str
    homework: str
    remark: str


@dataclass(frozen=True)
class Right(Plain):
    """«Содержание уроков»; the last one of a group (kind right_last) closes the period."""

    subject: str = ""
    about: str = ""
    rows: tuple[RightRow, ...] = ()
    closing: str = ""
    teacher: str = ""


@dataclass(frozen=True)
class AttendanceRow:
    number: str
    name: tuple[Cell, ...]
    counts: tuple[Cell, ...]


@dataclass(frozen=True)
class AttendancePage(Plain):
    periods: tuple[Cell, ...] = ()
    titles: tuple[Cell, ...] = ()
    rows: tuple[AttendanceRow, ...] = ()


@dataclass(frozen=True)
class ProgressRow:
    number: tuple[Cell, ...]
    name: tuple[Cell, ...]
    term: str
    marks: tuple[Cell, ...]
    days: str
    lessons: str
    decision: str


@dataclass(frozen=True)
class ProgressPage(Plain):
    """A page of the summary of progress; the last one (kind progress_last) sums up."""

    subjects: tuple[Cell, ...] = ()
    rows: tuple[ProgressRow, ...] = ()
    tally: str = ""


@dataclass
class _Book:
    """The pages so far; printed on both sides, two of them make a sheet."""

    duplex: bool
    pages: list[Any] = field(default_factory=list)

    def add(self, page: Any) -> int:
        number = len(self.pages) + 1
        self.pages.append(replace(page, number=number, sheet=self.sheet(number)))
        return number

    def sheet(self, page: int) -> int:
        return (page + 1) // 2 if self.duplex else page

    def pad(self, *, even: bool) -> None:
        """When printed on both sides, go on to a page that is even, or odd."""
        if self.duplex and len(self.pages) % 2 != (1 if even else 0):
            self.add(Plain("empty", 0))


@dataclass(frozen=True)
class _Line:
    """A line of the contents and the pages that it points to."""

    title: str
    teacher: str
    first: int
    last: int


def compose(
    parts: Sequence[Part], attendance: Attendance, progress: Progress, layout: Layout, duplex: bool
) -> tuple[Any, ...]:
    """The pages in order: spreads face each other, what is kept longer has sheets of its own."""
    book = _Book(duplex)
    book.add(Plain("title", 0))
    blank = [_Line("", "", 0, 0)] * (len(parts) + 3)
    places = [book.add(page) for page in _contents(blank, parts, book)]
    lines = [_add_part(book, part, layout) for part in parts]
    for title, made in (
        ("Сводная ведомость учёта посещаемости", _attendance(attendance)),
        ("Сводная ведомость учёта успеваемости", _progress(progress)),
        ("Лист-заверитель", [Plain("certifying", 0)]),
    ):
        numbers = [_add_alone(book, page) for page in made]
        lines.append(_Line(title, "", numbers[0], numbers[-1]))
    for place, page in zip(places, _contents(lines, parts, book), strict=True):
        book.pages[place - 1] = replace(page, number=place, sheet=book.sheet(place))
    return tuple(book.pages)


def _add_alone(book: _Book, page: Any) -> int:
    """A page on a sheet of its own."""
    book.pad(even=False)
    return book.add(page)


def _add_part(book: _Book, part: Part, layout: Layout) -> _Line:
    geometry = GEOMETRY[layout]
    numbers = []
    for spread in spreads(part, geometry):
        book.pad(even=layout is Layout.SPREAD)
        numbers.append(book.add(_left(part, spread, geometry)))
        numbers.append(book.add(_right(part, spread)))
    title = part.subject if not part.members else f"{part.subject}, {part.group}"
    return _Line(title, ", ".join(part.teachers), numbers[0], numbers[-1])


def _contents(lines: Sequence[_Line], parts: Sequence[Part], book: _Book) -> Iterator[Contents]:
    rows = [
        ContentsRow(
            str(number),
            line.title,
            line.teacher,
            _range(line.first, line.last),
            _range(book.sheet(line.first), book.sheet(line.last)),
        )
        for number, line in enumerate(lines, start=1)
    ]
    notes = "\n".join(f"{part.subject}, {part.members}" for part in parts if part.members)
    capacity = int(CONTENTS_HEIGHT // CONTENTS_ROW)
    chunks = [rows[start : start + capacity] for start in range(0, len(rows), capacity)]
    tall = len(typeset.lines(notes, CONTENTS_WIDTH, CONTENTS_SIZE)) * CONTENTS_LINE if notes else 0
    if len(chunks[-1]) * CONTENTS_ROW + tall > CONTENTS_HEIGHT:
        chunks.append([])
    for place, chunk in enumerate(chunks, start=1):
        yield Contents("contents", 0, rows=tuple(chunk), notes=notes if place == len(chunks) else "")


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _left(part: Part, spread: Spread, geometry: Geometry) -> Left:
    free = geometry.columns - len(spread.columns)
    struck = (Cell("", "struck"),) * free
    return Left(
        "left",
        0,
        subject=part.subject,
        about=_about(part),
        months=(*_months(spread.columns), *((Cell("", "struck", free),) if free else ())),
        days=(*(_day(entry) for entry in spread.columns), *struck),
        rows=tuple(
            LeftRow(
                str(pupil.number),
                (_name(pupil.name + mark, geometry),),
                (*pupil.cells[spread.first : spread.first + len(spread.columns)], *struck),
            )
            for pupil, mark in spread.pupils
        ),
        notes="\n".join(spread.notes),
    )


def _about(part: Part) -> str:
    teachers = f"Учитель: {', '.join(part.teachers)}" if part.teachers else ""
    return " · ".join(text for text in (part.group, part.period, teachers) if text)


def _name(name: str, geometry: Geometry) -> Cell:
    fits = typeset.width(name, geometry.size) <= geometry.name_width * typeset.SURE
    return Cell(name, "" if fits else "small")


def _months(columns: Sequence[Entry]) -> Iterator[Cell]:
    """The months over the days; the column of a term mark has none."""
    for day, under in groupby(columns, key=lambda entry: entry.day and (entry.day.year, entry.day.month)):
        wide = len(list(under))
        yield Cell(month_name(day[1]), "", wide) if day else Cell("", "term", wide)


def _day(entry: Entry) -> Cell:
    return Cell(str(entry.day.day)) if entry.day else Cell(entry.topic, "term")


def _right(part: Part, spread: Spread) -> Right:
    rows = tuple(RightRow(*line) for line in spread.rows)
    if not spread.last:
        return Right("right", 0, subject=part.subject, about=_about(part), rows=rows)
    ended = "Далее записей нет" if part.entries else "Уроков в этом периоде не было"
    return Right(
        "right_last",
        0,
        subject=part.subject,
        about=_about(part),
        rows=(*rows, RightRow(DASH, DASH, ended, DASH, DASH)),
        closing=_closing(part),
        teacher=", ".join(part.teachers),
    )


def _closing(part: Part) -> str:
    planned, held = part.closing.planned, part.closing.held
    behind = planned - held
    kept = "Программа выполнена." if behind <= 0 else f"Отставание {behind} ч."
    works = "; ".join(f"{name}: по плану {plan}, проведено {fact}" for name, plan, fact in part.closing.works)
    return f"По плану {planned} ч, проведено {held} ч. {kept}" + (f" {works}." if works else "")


def _attendance(summary: Attendance) -> Iterator[AttendancePage]:
    everybody = [*summary.pupils, summary.total]
    for start in range(0, len(everybody), ATTENDANCE_ROWS):
        yield AttendancePage(
            "attendance",
            0,
            periods=tuple(Cell(title, "", COUNTS) for title in summary.periods),
            titles=tuple(Cell(title) for title in COUNT_TITLES) * len(summary.periods),
            rows=tuple(
                AttendanceRow(row.number, (_summary_name(row.name),), tuple(map(Cell, row.counts)))
                for row in everybody[start : start + ATTENDANCE_ROWS]
            ),
        )


def _summary_name(name: str) -> Cell:
    return _name(name, GEOMETRY[Layout.SPREAD])


def _progress(summary: Progress) -> Iterator[ProgressPage]:
    terms = max([len(pupil.terms) for pupil in summary.pupils], default=1)
    step = max(PROGRESS_ROWS // terms, 1)
    spans = [
        (first, start)
        for first in range(0, max(len(summary.subjects), 1), PROGRESS_SUBJECTS)
        for start in range(0, max(len(summary.pupils), 1), step)
    ]
    for place, (first, start) in enumerate(spans, start=1):
        shown = slice(first, first + PROGRESS_SUBJECTS)
        last = place == len(spans)
        yield ProgressPage(
            "progress_last" if last else "progress",
            0,
            subjects=tuple(map(Cell, summary.subjects[shown])),
            rows=tuple(
                row for pupil in summary.pupils[start : start + step] for row in _progress_rows(pupil, shown)
            ),
            tally=summary.tally if last else "",
        )


def _progress_rows(pupil: ProgressPupil, shown: slice) -> Iterator[ProgressRow]:
    name = _summary_name(pupil.name)
    for place, term in enumerate(pupil.terms):
        number = Cell("", "more") if place else Cell(str(pupil.number))
        yield ProgressRow(
            (number,),
            (Cell("", "more") if place else name,),
            term.title,
            tuple(map(Cell, term.marks[shown])),
            term.days,
            term.lessons,
            term.decision,
        )
