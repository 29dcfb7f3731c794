"""How much a page of the volume holds: the heights and widths of its blanks in templates/word/.

A Word file does not know its pages. Rows of the blanks have exact heights, so that what is counted here is
what Word and LibreOffice lay out; tests convert a volume and compare.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ejournal.documents.typeset import MM


class Layout(StrEnum):
    """Two facing pages for a stretch of lessons, or both sides of one sheet."""

    SPREAD = "spread"
    DENSE = "dense"


class Look(NamedTuple):
    """Letters of a cell of the blank: the look that has them, their size, the lines that its row takes."""

    name: str
    size: float
    lines: int


@dataclass(frozen=True)
class Geometry:
    """Heights in millimetres, widths in points (what is left of a cell between its margins), sizes in points.

    A left page holds `columns` of lessons, and as many pupils with notes as `left_height` takes; a right
    page holds `rows` of `lines` lines each, the last one leaves `closing_rows` for what closes the period.
    Looks go from the largest letters to the least.
    """

    blank: str
    columns: int
    left_height: float
    pupil_row: float
    note_line: float
    note_width: float
    note_size: float
    name_width: float
    names: tuple[Look, ...]
    heading_width: float
    about_width: float
    rows: int
    lines: int
    closing_rows: int
    topic: float
    homework: float
    remark: float
    size: float = 8.5
    small: float = 7


HEADING = (Look("", 12, 1), Look("small", 8.5, 2))  # in bold
ABOUT = (Look("", 8.5, 2), Look("small", 7, 3), Look("tiny", 5, 4))


CELL = 2.0  # mm: both margins of a cell

GEOMETRY = {
    Layout.SPREAD: Geometry(
        blank="journal.docx",
        columns=15,
        left_height=219,
        pupil_row=6,
        note_line=3.2,
        note_width=165 * MM,
        note_size=7.5,
        name_width=(45 - CELL) * MM,
        names=(Look("", 8.5, 1), Look("small", 7.5, 2), Look("tiny", 5.2, 3)),
        heading_width=(108 - CELL) * MM,
        about_width=(170 - CELL) * MM,
        rows=21,
        lines=3,
        closing_rows=3,
        topic=(68 - CELL) * MM,
        homework=(46 - CELL) * MM,
        remark=(30 - CELL) * MM,
    ),
    Layout.DENSE: Geometry(
        blank="journal_dense.docx",
        columns=26,
        left_height=144,
        pupil_row=4.9,
        note_line=3,
        note_width=250 * MM,
        note_size=7,
        name_width=(50 - CELL) * MM,
        names=(Look("", 8, 1), Look("small", 5.5, 2), Look("tiny", 4.3, 3)),
        heading_width=(192 - CELL) * MM,
        about_width=(254 - CELL) * MM,
        rows=25,
        lines=2,
        closing_rows=4,
        topic=(108 - CELL) * MM,
        homework=(80 - CELL) * MM,
        remark=(44 - CELL) * MM,
        size=7.5,
    ),
}

CONTENTS_HEIGHT, CONTENTS_ROW, CONTENTS_LINE = 226.0, 7.5, 3.8  # mm
CONTENTS_WIDTH, CONTENTS_SIZE = 165 * MM, 8.5  # points
CONTENTS_TITLE, CONTENTS_TEACHER, CONTENTS_TEXT = (82 - CELL) * MM, (46 - CELL) * MM, 9.5  # points
CONTENTS_LINES = 2  # of a row
ATTENDANCE_ROWS = 26
ATTENDANCE_NAME = (45 - CELL) * MM
ATTENDANCE_NAMES = (Look("", 8.5, 1), Look("small", 5.5, 2), Look("tiny", 4, 3))
ACTIVITY_ROWS = 26
ACTIVITY_WIDTHS = (41.0 * MM, 43.0 * MM, 31.0 * MM)  # of the pupil, the title, the leader
ACTIVITY_TEXT = (Look("", 8.5, 2), Look("small", 7, 3), Look("tiny", 4.5, 4))
PROGRESS_ROWS = 24
PROGRESS_SUBJECTS = 17
PROGRESS_NAME = (43 - CELL) * MM
# Lines that the row of one period takes; a pupil has a row for each.
PROGRESS_NAMES = (Look("", 8.5, 1), Look("small", 7, 1), Look("tiny", 5.5, 2), Look("least", 3.9, 3))
