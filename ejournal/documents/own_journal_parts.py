"""What a journal of its own holds before it is laid out, and the pages that a volume has not."""

from dataclasses import dataclass

from ejournal.documents.pattern import Cell
from ejournal.documents.volume_pages import Plain


@dataclass(frozen=True)
class Fact:
    """A line of the cover or of the report: what is told, and it."""

    label: str
    value: str


@dataclass(frozen=True)
class Member:
    """A line of «Список группы»; `until` is "" while the pupil is in it."""

    number: str
    name: str
    own_class: str
    since: str
    until: str


@dataclass(frozen=True)
class Slot:
    """A line of «Расписание занятий»."""

    weekday: str
    at: str
    subject: str
    teacher: str
    room: str


@dataclass(frozen=True)
class SubjectHours:
    """What was to be taught of a subject and what was; a mark for each period that the journal names."""

    subject: str
    teacher: str
    weekly: str
    planned: str
    given: str
    marks: tuple[Cell, ...]


@dataclass(frozen=True)
class Briefing:
    """A lesson whose topic names an инструктаж; an empty line is filled by hand."""

    day: str = ""
    topic: str = ""
    who: str = ""


@dataclass(frozen=True)
class FactsPage(Plain):
    """The cover."""

    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class ListPage(Plain):
    """A page that is one table: the pupils, the timetable, инструктажи."""

    rows: tuple[Member | Slot | Briefing, ...] = ()


@dataclass(frozen=True)
class HoursPage(Plain):
    """«Часы и итоговые отметки»."""

    terms: tuple[Cell, ...] = ()
    rows: tuple[SubjectHours, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class ReportPage(Plain):
    heading: str = ""
    rows: tuple[Fact, ...] = ()
    teacher: str = ""


@dataclass(frozen=True)
class SessionRow:
    """A line of a lesson. `number` is that of the КТП, at home the mark; `second` is the homework, the form
    or the режимный момент, `remark` who was in charge or what is to be said.
    """

    number: str
    day: str
    topic: str
    second: str
    hours: str
    remark: str


@dataclass(frozen=True)
class Sessions(Plain):
    """What was done, hour by hour; the last page of a group (kind …_last) closes the period."""

    subject: str = ""
    heading: tuple[Cell, ...] = ()
    about: tuple[Cell, ...] = ()
    rows: tuple[SessionRow, ...] = ()
    closing: str = ""
    teacher: str = ""
