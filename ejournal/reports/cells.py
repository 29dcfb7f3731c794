"""The cells of a lesson: who was there and what stands in the columns, as one reader may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from ejournal.models import journal
from ejournal.models.journal import CellMark, Work
from ejournal.models.memos import Old, old_values
from ejournal.models.openings import Opened, opened, slot_of
from ejournal.models.page_facts import members_named
from ejournal.models.school_days import Calendar, calendar_of
from ejournal.models.second_marks import seconds
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Lesson, lesson_on, lessons_from
from ejournal.models.work_deadlines import Key, typed
from ejournal.reports.gradings import ways_of
from ejournal.reports.roll import roll_names
from ejournal.rules import marks, works
from ejournal.rules.deadlines import TYPED, page_deadline
from ejournal.rules.gradings import FIVE, USUAL, Own, Ways
from ejournal.rules.openings import marks_until

DEFAULT_KIND = "answer"


@dataclass(frozen=True)
class Column:
    """A column of marks; `open` says that a mark may still be typed today."""

    kind: str
    title: str
    sign: str
    oral: bool
    deadline: date
    open: bool
    work: int | None
    late_days: int
    two: bool
    second_page: int | None = None  # the page that gets the second of two marks

    @property
    def of_some(self) -> bool:
        """Whether it waits for some of the group alone."""
        return works.kind(self.kind).of_some

    @property
    def second(self) -> bool:
        """Whether it is of the second marks of another page's work, which are typed there."""
        return works.kind(self.kind).second

    @cached_property
    def blank(self) -> Cell:
        """A cell of it in which nothing was written yet: most of them."""
        return Cell(
            self.kind,
            title=self.title,
            sign=self.sign,
            oral=self.oral,
            deadline=self.deadline,
            open=self.open,
            two=self.two,
        )


class Cell(NamedTuple):
    """state: empty, entry (in entry by the reader), foreign (in entry by another), set.

    `title` to `open` are those of its column, for whoever meets the cell without the table's head; `old` is
    what was annulled in it, `two` says that it may hold «4/5».
    """

    column: str
    value: str = ""
    seen: int = 0
    state: str = "empty"
    until: datetime | None = None
    title: str = "Отметка"
    sign: str = ""
    oral: bool = True
    deadline: date | None = None
    open: bool = True
    old: Old | None = None
    two: bool = False


class PupilRow(NamedTuple):
    """A pupil of the group on the day of the lesson, with the attendance code and the marks."""

    number: int
    id: int
    name: str
    code: str
    event: int
    cells: tuple[Cell, ...]
    unmarked: int = 0  # earlier lessons since the last mark; the whole page alone tells it
    short: str = ""  # «2 из 3» marks of the term, when they are too few; as above
    told: str = ""  # why the pupil is away, or what parents told of; as above
    mode: str = FIVE
    own: Own = USUAL  # how the pupil is graded, when it is otherwise than the page


@dataclass(frozen=True)
class CellPage:
    """What one cell of the lesson page needs after it was saved or refused."""

    id: int
    today_lesson: int | None
    pupil: PupilRow


def cell_page(lesson: Lesson, pupil: int, reader: int, now: datetime) -> CellPage:
    """The row of one pupil; nameless and empty when the pupil was not in the group that day."""
    today = lesson_on(lesson.group_id, now.date())
    called = roll_names(members_named(lesson.group_id, lesson.date))
    if pupil not in called:
        return CellPage(lesson.id, today, PupilRow(0, pupil, "", "", 0, ()))
    ways, place = ways_of([lesson.group]), (lesson.group_id, pupil, lesson.date)
    event, code = journal.absences([lesson.id], pupil).get((lesson.id, pupil), (0, ""))
    handed_in = journal.hand_ins([lesson.id]).get(lesson.id)
    ahead = next_day(lesson, lessons_from(lesson.group_id, lesson.date, lesson.date))
    shown = columns(lesson, ahead, ways, now)
    second = second_values([one.work for one in shown if one.work and one.second_page], reader, now, pupil)
    typed = {mark.work: mark for mark in journal.cell_marks([lesson.id], pupil)}
    old = old_values([lesson.id], pupil)
    cells = (
        column_cell(column, typed.get(cell[0]), old.get(cell), second.get(cell, ""), reader, handed_in, now)
        for column in shown
        for cell in [(column.work or 0, pupil)]
    )
    mode, own = ways.of(*place), ways.beside(*place)
    row = PupilRow(0, pupil, called[pupil], code, event, tuple(cells), mode=mode, own=own)
    return CellPage(lesson.id, today, row)


def next_day(lesson: Lesson, ahead: Iterable[tuple[date, int]]) -> date | None:
    """The first later day among the lessons from this one on."""
    return next((day for day, _ in ahead if day > lesson.date), None)


def columns(lesson: Lesson, next_day: date | None, ways: Ways, now: datetime) -> tuple[Column, ...]:
    """The works in the order they were added, after the column of oral answers, which is always there."""
    if not ways.any_marks(lesson.group_id, lesson.date):
        return ()
    added = journal.works([lesson.id])
    answers = next((work for work in added if work.kind == DEFAULT_KIND), None)
    made = [answers, *(work for work in added if work.kind != DEFAULT_KIND)]
    calendar = calendar_of(lesson.group.cohort_id, lesson.date, school_settings().school_week)
    openings = opened([slot_of(lesson)], now.date()).get(lesson.id, ())
    own = any(work and work.kind in TYPED for work in made)
    known = typed([lesson.group_id], lesson.date, lesson.date) if own else {}
    return tuple(_column(lesson, work, next_day, calendar, openings, known, now) for work in made)


def _column(
    lesson: Lesson,
    work: Work | None,
    next_day: date | None,
    calendar: Calendar,
    openings: Collection[Opened],
    known: dict[Key, date],
    now: datetime,
) -> Column:
    chosen = works.kind(work.kind if work else DEFAULT_KIND)
    group, ahead = lesson.group, [next_day] if next_day else []
    own = known.get((group.id, lesson.date, lesson.number, chosen.code))
    school_day = calendar.is_school_day
    norm = page_deadline(chosen, group.subject.name, group.grade, lesson.date, ahead, school_day, own)
    until = marks_until(openings, norm, chosen.oral)
    return Column(
        kind=chosen.code,
        title=chosen.title,
        sign=chosen.sign,
        oral=chosen.oral,
        deadline=until,
        open=now.date() <= until,
        work=work.id if work else None,
        late_days=work.late_days if work else 0,
        two=chosen.two,
        second_page=work.second_page_id if work else None,
    )


def second_values(
    works: Collection[int], reader: int, now: datetime, pupil: int | None = None
) -> dict[tuple[int, int], str]:
    """п. 4.5.4: what stands on other pages for these works, by work and pupil, as the reader may see it."""
    found = seconds(works, pupil) if works else {}
    handed = journal.hand_ins({mark.lesson for mark in found.values()}) if found else {}
    return {
        place: cell_view("", mark, reader, handed.get(mark.lesson), now).value
        for place, mark in found.items()
    }


def column_cell(
    column: Column,
    mark: CellMark | None,
    old: Old | None,
    second: str,
    reader: int,
    handed_in: datetime | None,
    now: datetime,
) -> Cell:
    """A cell that says of itself which column it stands in and until when it may be filled.

    `second` is the mark that stands on another page for the same work.
    """
    if mark is None:
        return column.blank if old is None else column.blank._replace(old=old)
    view = cell_view(column.kind, mark, reader, handed_in, now)
    return column.blank._replace(
        value=both(view.value, second), seen=view.seen, state=view.state, until=view.until, old=old
    )


def both(first: str, second: str) -> str:
    """Two marks of a work as they are typed, wherever the second one stands."""
    return f"{first}{marks.BETWEEN}{second}" if first and second else first


def cell_view(
    column: str, mark: CellMark | None, reader: int, handed_in: datetime | None, now: datetime
) -> Cell:
    """A cell as the reader may see it: what is in entry is visible to its author only."""
    if mark is None:
        return Cell(column)
    if mark.withdrawn:
        return Cell(column, seen=mark.id)
    if marks.is_set(mark.at, mark.entry_until, handed_in, now):
        return Cell(column, mark.value, mark.id, "set")
    if mark.by != reader:
        return Cell(column, seen=mark.id, state="foreign")
    return Cell(column, mark.value, mark.id, "entry", mark.entry_until.astimezone(now.tzinfo))


def shown_marks(lesson: Lesson, seen: set[int], reader: int, now: datetime) -> dict[int, str]:
    """What a page that is perhaps old showed the reader in the cells whose newest mark was then `seen`."""
    handed_in = journal.hand_ins([lesson.id]).get(lesson.id)
    standing = journal.cell_marks([lesson.id])
    newest = {mark.id: cell_view("", mark, reader, handed_in, now).value for mark in standing}
    sent = [work.id for work in journal.works([lesson.id]) if work.second_page_id] if standing else []
    second = second_values(sent, reader, now)
    return {
        **journal.mark_values(seen, reader),
        **{
            mark.id: both(newest[mark.id], second.get((mark.work, mark.pupil), ""))
            for mark in standing
            if mark.id in seen
        },
        0: "",
    }


def shown_codes(seen: set[int]) -> dict[int, str]:
    """The same for attendance: codes by the newest event then seen."""
    return {**dict(journal.absence_codes(seen)), 0: ""}
