"""The volume laid out: which page holds what, under which number, on which sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from ejournal.documents import typeset
from ejournal.documents.volume_layout import (
    CONTENTS_HEIGHT,
    CONTENTS_LINE,
    CONTENTS_LINES,
    CONTENTS_ROW,
    CONTENTS_SIZE,
    CONTENTS_TEACHER,
    CONTENTS_TEXT,
    CONTENTS_TITLE,
    CONTENTS_WIDTH,
    GEOMETRY,
    Layout,
)
from ejournal.documents.volume_pages import Contents, ContentsRow, Plain
from ejournal.documents.volume_parts import Activity, Attendance, Part, Progress
from ejournal.documents.volume_remarks import TITLE, VolumeRemark, remark_pages
from ejournal.documents.volume_sides import left, right
from ejournal.documents.volume_spreads import spreads
from ejournal.documents.volume_summaries import activity_pages, attendance_pages, progress_pages

ATTENDANCE, PROGRESS = "Сводная ведомость учёта посещаемости", "Сводная ведомость учёта успеваемости"
ACTIVITIES, CERTIFYING = "Сведения о занятиях в кружках, секциях, внеурочной деятельности", "Лист-заверитель"
MEMBERS = "Состав групп, номера по списку класса:"


@dataclass
class Book:
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
class Line:
    """A line of the contents and the pages that it points to."""

    title: str
    teacher: str
    first: int = 0
    last: int = 0


def compose(
    parts: Sequence[Part],
    attendance: Attendance,
    progress: Progress,
    activities: Sequence[Activity],
    layout: Layout,
    duplex: bool,
    remarks: Sequence[VolumeRemark] = (),
) -> tuple[Any, ...]:
    """The pages in order: spreads face each other, what is kept longer has sheets of its own."""
    book = Book(duplex)
    book.add(Plain("title", 0))
    after = _after(attendance, progress, activities, remarks)
    lines = [*map(_line, parts), *(Line(title, "") for title in after)]
    places = [book.add(page) for page in contents(lines, parts, book)]
    numbers = [_add_part(book, part, layout) for part in parts]
    numbers += [[_add_alone(book, page) for page in made] for made in after.values()]
    lines = [
        replace(line, first=found[0], last=found[-1]) for line, found in zip(lines, numbers, strict=True)
    ]
    for place, page in zip(places, contents(lines, parts, book), strict=True):
        book.pages[place - 1] = replace(page, number=place, sheet=book.sheet(place))
    return tuple(book.pages)


def _after(
    attendance: Attendance,
    progress: Progress,
    activities: Sequence[Activity],
    remarks: Sequence[VolumeRemark],
) -> dict[str, list[Any]]:
    """What follows the pages of the subjects: title and pages; clubs and remarks when there are any."""
    after: dict[str, list[Any]] = {
        ATTENDANCE: [*attendance_pages(attendance)],
        PROGRESS: [*progress_pages(progress)],
    }
    if made := [*activity_pages(activities)]:
        after[ACTIVITIES] = made
    if remarks:
        after[TITLE] = [*remark_pages(remarks)]
    return after | {CERTIFYING: [Plain("certifying", 0)]}


def _add_alone(book: Book, page: Any) -> int:
    """A page on a sheet of its own."""
    book.pad(even=False)
    return book.add(page)


def _line(part: Part) -> Line:
    title = part.subject if not part.members else f"{part.subject}, {part.group}"
    return Line(title, ", ".join(part.teachers))


def _add_part(book: Book, part: Part, layout: Layout) -> list[int]:
    geometry = GEOMETRY[layout]
    numbers = []
    for spread in spreads(part, geometry):
        book.pad(even=layout is Layout.SPREAD)
        numbers.append(book.add(left(part, spread, geometry)))
        numbers.append(book.add(right(part, spread, geometry)))
    return numbers


def contents(lines: Sequence[Line], parts: Sequence[Part], book: Book) -> Iterator[Contents]:
    rows = [row for number, line in enumerate(lines, start=1) for row in _rows(number, line, book)]
    members = [f"{part.subject}, {part.members}" for part in parts if part.members]
    notes = "\n".join([MEMBERS, *members]) if members else ""
    capacity = int(CONTENTS_HEIGHT // CONTENTS_ROW)
    chunks = [rows[start : start + capacity] for start in range(0, len(rows), capacity)]
    tall = len(typeset.lines(notes, CONTENTS_WIDTH, CONTENTS_SIZE)) * CONTENTS_LINE if notes else 0
    if len(chunks[-1]) * CONTENTS_ROW + tall > CONTENTS_HEIGHT:
        chunks.append([])
    for place, chunk in enumerate(chunks, start=1):
        yield Contents("contents", 0, rows=tuple(chunk), notes=notes if place == len(chunks) else "")


def _rows(number: int, line: Line, book: Book) -> Iterator[ContentsRow]:
    """The rows of a line: a title or teachers too long for one go on in the next."""
    titles = typeset.parts(line.title, CONTENTS_TITLE, CONTENTS_TEXT, CONTENTS_LINES)
    teachers = typeset.parts(line.teacher, CONTENTS_TEACHER, CONTENTS_TEXT, CONTENTS_LINES)
    places = (_range(line.first, line.last), _range(book.sheet(line.first), book.sheet(line.last)))
    for place, (title, teacher) in enumerate(zip_longest(titles, teachers, fillvalue="")):
        first = place == 0
        yield ContentsRow(str(number) if first else "", title, teacher, *(places if first else ("", "")))


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
