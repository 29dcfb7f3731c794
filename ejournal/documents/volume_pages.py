"""The pages of a volume: the fields of each kind of page of its blanks."""

from dataclasses import dataclass

from ejournal.documents.pattern import Cell


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
    heading: tuple[Cell, ...] = ()
    about: tuple[Cell, ...] = ()
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
    heading: tuple[Cell, ...] = ()
    about: tuple[Cell, ...] = ()
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
class ActivityRow:
    number: str
    name: tuple[Cell, ...]
    title: tuple[Cell, ...]
    leader: tuple[Cell, ...]
    where: str
    hours: str
    span: str


@dataclass(frozen=True)
class ActivityPage(Plain):
    """«Сведения о занятиях в кружках, секциях, внеурочной деятельности»."""

    rows: tuple[ActivityRow, ...] = ()


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
