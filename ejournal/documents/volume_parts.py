"""What a volume holds, before it is laid out in pages: the pages of its groups and the two summaries."""

from dataclasses import dataclass
from datetime import date

from ejournal.documents.pattern import Cell


@dataclass(frozen=True)
class Entry:
    """A lesson with its columns on the left page and its line on the right one; `number` is of the КТП.

    `day` is None of the column of a term mark: `topic` is its title then, and it has no line.
    """

    day: date | None
    topic: str
    width: int = 1
    number: str = ""
    homework: str = ""
    note: str = ""


@dataclass(frozen=True)
class Pupil:
    """A pupil under the number of the class's roll; a cell for every column, what is to be said below.

    `notes` are said on every page, `remarks` on the one with their column, told by its place.
    """

    number: int
    name: str
    cells: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Closing:
    """Hours by plan and held; works by plan and held, by what they are called («Контрольных»).

    Without a plan `planned` is None: whoever signs writes it by hand, and so the reason of a lag when
    `reasons` is empty.
    """

    planned: int | None
    held: int
    works: tuple[tuple[str, int, int], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One page of the electronic journal: a group and its subject.

    `members` tells the roll numbers of a group that is not the whole class, "" when it is; `role` is what
    its teachers are to it.
    """

    subject: str
    group: str
    period: str
    members: str
    teachers: tuple[str, ...]
    entries: tuple[Entry, ...]
    pupils: tuple[Pupil, ...]
    closing: Closing
    role: str = "Учитель"


@dataclass(frozen=True)
class Counts:
    """A pupil's line in the summary of attendance: seven numbers for every period, "" for nothing.

    Days missed: all, of illness; lessons missed: all, of illness, excused, not excused; times late.
    """

    number: str
    name: str
    counts: tuple[str, ...]


@dataclass(frozen=True)
class Attendance:
    """«Сводная ведомость учёта посещаемости»; `total` is the line of the class."""

    periods: tuple[str, ...]
    pupils: tuple[Counts, ...]
    total: Counts


@dataclass(frozen=True)
class Activity:
    """A pupil in a club or in внеурочная деятельность; without `number` it is the whole class.

    `hours` are those of a week, `span` the days in the half.
    """

    number: str
    name: str
    title: str
    leader: str
    where: str
    hours: str
    span: str


@dataclass(frozen=True)
class Term:
    """A pupil's line of one term: a mark for each subject, days and lessons missed, what was decided."""

    title: str
    marks: tuple[str, ...]
    days: str = ""
    lessons: str = ""
    decision: str = ""


@dataclass(frozen=True)
class ProgressPupil:
    number: int
    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Progress:
    """«Сводная ведомость учёта успеваемости»: the sheet that is kept 25 years; `tally` sums it up."""

    subjects: tuple[str, ...]
    pupils: tuple[ProgressPupil, ...]
    tally: str
