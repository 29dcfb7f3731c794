"""«Замечания по ведению журнала»: the pages of the remarks of approved certificates (domain: 1.7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ejournal.documents import typeset
from ejournal.documents.typeset import MM
from ejournal.documents.volume_layout import CELL
from ejournal.documents.volume_pages import Plain

TITLE = "Замечания по ведению журнала"
ROWS = 20  # of a page of the blank
LINES = 3  # of a row
SIZE = 8.5  # points
# Widths of the cells of the blank, in millimetres: what is told of a remark, and what it goes on in.
WIDTHS = {"day": 22, "place": 28, "text": 52, "checker": 26, "due": 17, "done": 17}


@dataclass(frozen=True)
class VolumeRemark:
    """A remark of a check as it is printed: its day and certificate, the page, what is wrong, who checked."""

    day: str
    place: str
    text: str
    checker: str
    due: str
    done: str


@dataclass(frozen=True)
class RemarkRow(VolumeRemark):
    """A row of the page; what did not fit into the row before it has no number."""

    number: str = ""


@dataclass(frozen=True)
class RemarksPage(Plain):
    rows: tuple[RemarkRow, ...] = ()


def remark_pages(remarks: Sequence[VolumeRemark]) -> Iterator[RemarksPage]:
    """п. 4.2.2: none when nothing was remarked; what is too long for a row goes on in the next."""
    rows = [row for number, one in enumerate(remarks, start=1) for row in _rows(number, one)]
    for start in range(0, len(rows), ROWS):
        yield RemarksPage("remarks", 0, rows=tuple(rows[start : start + ROWS]))


def _rows(number: int, one: VolumeRemark) -> Iterator[RemarkRow]:
    cells = [
        typeset.parts(getattr(one, name), (width - CELL) * MM, SIZE, LINES) for name, width in WIDTHS.items()
    ]
    for place, told in enumerate(zip_longest(*cells, fillvalue="")):
        named = dict(zip(WIDTHS, told, strict=True))
        yield RemarkRow(**named, number="" if place else str(number))
