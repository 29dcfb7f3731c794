"""The pages of a journal of its own: the cover, who is in it, what was done, the certifying sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ejournal.documents.own_journal_parts import (
    Briefing,
    FactsPage,
    HoursPage,
    ListPage,
    ReportPage,
    SessionRow,
    Sessions,
)
from ejournal.documents.typeset import MM
from ejournal.documents.volume_compose import Book, Line, contents
from ejournal.documents.volume_layout import CELL, GEOMETRY, Geometry, Layout
from ejournal.documents.volume_pages import Plain
from ejournal.documents.volume_parts import Part
from ejournal.documents.volume_sides import about_cells, closing_words, heading_cells, left
from ejournal.documents.volume_spreads import Line as SpreadLine
from ejournal.documents.volume_spreads import Spread, spreads
from ejournal.wording import DASH

if TYPE_CHECKING:
    from ejournal.documents.own_journal import OwnJournal

HOME = "home"
LIST_ROWS, SCHEDULE_ROWS, HOURS_ROWS, BRIEFING_ROWS = 30, 30, 24, 20
BY_HAND = 4  # lines of инструктажи that are left empty
HOUR = "1"
UNWIDE = 9.0  # mm: what no text stands in


def _geometry(topic: float, second: float, remark: float, closing_rows: int) -> Geometry:
    """The blank's widths in millimetres of what may take several lines."""
    return replace(
        GEOMETRY[Layout.SPREAD],
        topic=(topic - CELL) * MM,
        homework=(second - CELL) * MM,
        remark=(remark - CELL) * MM,
        closing_rows=closing_rows,
    )


GEOMETRIES = {
    HOME: _geometry(55, 40, UNWIDE, 6),
    "club": _geometry(90, UNWIDE, 42, 3),
    "extracurricular": _geometry(70, 30, 32, 3),
    "after_school": _geometry(74, 32, 36, 3),
}


def compose(journal: "OwnJournal") -> tuple[Any, ...]:
    """п. 2.1: the pages in order; what a kind has not is left out."""
    book = Book(journal.duplex)
    book.add(FactsPage("title", 0, facts=journal.facts))
    if journal.kind == HOME:
        _home(book, journal)
    else:
        _group(book, journal)
    book.pad(even=False)
    book.add(Plain("certifying", 0))
    return tuple(book.pages)


def _home(book: Book, journal: "OwnJournal") -> None:
    """The timetable, hours and term marks, then subject by subject: each begins on a page of its own."""
    lines = [Line(part.subject, ", ".join(part.teachers)) for part in journal.parts]
    places = [book.add(page) for page in contents(lines, (), book)]
    for page in (*_lists("schedule", journal.schedule, SCHEDULE_ROWS), *_hours(journal)):
        book.add(page)
    found = [[book.add(page) for page in _sessions(journal, part)] for part in journal.parts]
    told = [replace(line, first=own[0], last=own[-1]) for line, own in zip(lines, found, strict=True)]
    for place, page in zip(places, contents(told, (), book), strict=True):
        book.pages[place - 1] = replace(page, number=place, sheet=book.sheet(place))


def _group(book: Book, journal: "OwnJournal") -> None:
    """The list, spreads of attendance and of what was done, the report, the инструктажи."""
    for page in _lists("list", journal.roll, LIST_ROWS):
        book.add(page)
    geometry = GEOMETRIES[journal.kind]
    for part in journal.parts:
        for spread in spreads(part, geometry):
            book.pad(even=True)
            book.add(left(part, spread, geometry))
            book.add(_page(journal, part, spread))
    if journal.report:
        teacher = ", ".join(journal.parts[0].teachers)
        book.add(ReportPage("report", 0, heading=journal.report_title, rows=journal.report, teacher=teacher))
        rows = (*journal.briefings, *(Briefing(),) * BY_HAND)
        for page in _lists("briefings", rows, BRIEFING_ROWS):
            book.add(page)


def _lists(kind: str, rows: Sequence[Any], capacity: int) -> Iterator[ListPage]:
    for start in range(0, max(len(rows), 1), capacity):
        yield ListPage(kind, 0, rows=tuple(rows[start : start + capacity]))


def _hours(journal: "OwnJournal") -> Iterator[HoursPage]:
    for start in range(0, max(len(journal.hours), 1), HOURS_ROWS):
        rows = journal.hours[start : start + HOURS_ROWS]
        last = start + HOURS_ROWS >= len(journal.hours)
        yield HoursPage("hours", 0, terms=journal.terms, rows=rows, notes=journal.hours_told if last else "")


def _sessions(journal: "OwnJournal", part: Part) -> Iterator[Sessions]:
    return (_page(journal, part, spread) for spread in spreads(part, GEOMETRIES[journal.kind]))


def _page(journal: "OwnJournal", part: Part, spread: Spread) -> Sessions:
    geometry = GEOMETRIES[journal.kind]
    page = Sessions(
        journal.kind,
        0,
        subject=part.subject,
        heading=heading_cells(part, geometry),
        about=about_cells(part, geometry),
        rows=tuple(map(_row, spread.rows)),
    )
    if not spread.last:
        return page
    ended = "Далее записей нет" if part.entries else "Занятий в этом периоде не было"
    return replace(
        page,
        kind=f"{journal.kind}_last",
        rows=(*page.rows, SessionRow(DASH, DASH, ended, DASH, DASH, DASH)),
        closing=" ".join(
            (closing_words(part), *(text for name, text in journal.said if name == part.subject))
        ),
        teacher=", ".join(part.teachers),
    )


def _row(line: SpreadLine) -> SessionRow:
    """An hour by the clock of the school is a lesson: it stands in the first line of each."""
    number, day, topic, second, remark = line
    return SessionRow(number, day, topic, second, HOUR if day else "", remark)
