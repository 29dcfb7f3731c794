"""п. 4.2.1: the timetable of the whole school for the wall, by days and classes: as .docx and as .xlsx."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import zip_longest

from xlsxwriter import Workbook

from ejournal.documents import paper
from ejournal.documents.pattern import Cell, clean

BLANK = "timetable.docx"
HEAD = "head"  # the look of a cell of a heading
LAST = "last"  # of the last lesson of a day: the others stay on one page with the next
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
A3, A4 = 8, 9  # as .xlsx numbers the sizes of paper


@dataclass(frozen=True)
class WallRow:
    """A row of the wall: the day with the classes, or the number of a lesson with what each class has."""

    first: tuple[Cell, ...]
    lessons: tuple[Cell, ...]

    @property
    def head(self) -> bool:
        return self.first[0].look == HEAD


@dataclass(frozen=True)
class Wall:
    """The week of all classes; `since` is «действует с 30 ноября 2026 г.»."""

    school: str
    since: str
    rows: tuple[WallRow, ...]
    director: str
    deputy: str

    @property
    def title(self) -> str:
        return f"Расписание уроков, {self.since}"


def row(first: str, lessons: tuple[str, ...], look: str = "") -> WallRow:
    """A row of one look."""
    return WallRow((Cell(first, look),), tuple(Cell(text, look) for text in lessons))


def days_apart(rows: Sequence[WallRow]) -> tuple[WallRow, ...]:
    """The rows with the last lesson of each day told: a day is not divided between pages."""
    return tuple(
        WallRow(*(tuple(cell._replace(look=LAST) for cell in cells) for cells in (one.first, one.lessons)))
        if not one.head and (after is None or after.head)
        else one
        for one, after in zip_longest(rows, rows[1:])
    )


def render(wall: Wall, made: datetime) -> bytes:
    """The timetable as .docx, A3 landscape, made at that moment."""
    wall = replace(wall, rows=days_apart(wall.rows))
    return paper.render(BLANK, wall, title=wall.title, author=wall.school, made=made)


def sheet(wall: Wall) -> bytes:
    """The timetable as .xlsx, to be printed on one page of A3."""
    lines = (wall.school, wall.title, f"УТВЕРЖДАЮ. Директор ____________ {wall.director}", "")
    return book(lines, wall.rows, A3)


def book(lines: Sequence[str], rows: Sequence[WallRow], size: int) -> bytes:
    """Rows under some lines of a heading as .xlsx, landscape, on the width of one page."""
    written = BytesIO()
    with Workbook(written, OPTIONS) as made:
        page = made.add_worksheet("Расписание")
        usual = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "Times New Roman"}
        plain, head = made.add_format(usual), made.add_format(usual | {"bold": True, "bg_color": "#D9E2EA"})
        title = made.add_format({"bold": True, "font_size": 14, "font_name": "Times New Roman"})
        for number, line in enumerate(lines):
            page.write_string(number, 0, clean(line), title)
        for number, one in enumerate(rows, start=len(lines)):
            for column, cell in enumerate((*one.first, *one.lessons)):
                page.write_string(number, column, clean(cell.text), head if one.head else plain)
        page.set_column(0, 0, 14)
        page.set_column(1, max((len(one.lessons) for one in rows), default=1), 22)
        page.set_landscape()
        page.set_paper(size)
        page.fit_to_pages(1, 0)
    return written.getvalue()


SAMPLE = Wall(
    school="МОУ «Ёлкинская школа» & <Ко>",
    since="действует с 30 ноября 2026 г.",
    rows=(
        row("Понедельник", ("7 «Ё» & <8>", "1"), HEAD),
        row("1", ("Алгебра & <начала>, каб. 12\nДлинноназванная-Преображенско-Задунайская наука", "")),
    ),
    director="Длиннофамильцева-Преображенско-Задунайская А.-М.",
    deputy="Дымова Д.Ю.",
)
EMPTY = Wall(school="МОУ «Ёлкинская школа»", since="действует с 1 июня", rows=(), director="", deputy="")
