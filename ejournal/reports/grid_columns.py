"""The columns of the grid of a journal page: its works, and which of them the reader may fill now."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from ejournal.models.curriculum import Group, Membership
from ejournal.models.journal import WorkColumn
from ejournal.models.openings import Opened, Slot, opened
from ejournal.models.people import Name
from ejournal.models.school_days import calendar_of
from ejournal.models.timetable import GroupLesson
from ejournal.models.work_deadlines import typed
from ejournal.reports.cells import DEFAULT_KIND
from ejournal.reports.periods import Span
from ejournal.rules import deadlines, works
from ejournal.rules.gradings import Ways
from ejournal.rules.openings import marks_until
from ejournal.rules.works import WorkKind
from ejournal.wording import date_short, past_ending


class Column(NamedTuple):
    """A work of a lesson, or the lesson itself when it has none; `sign` and `title` name the kind of work.

    `open`: the reader may type marks here now, until the end of `deadline`; `roll`: and attendance, which
    is typed in the first column of today's lesson; `held`: attendance was saved; `gone`: it was taken away
    and holds annulled marks alone.
    """

    lesson: int
    day: date
    first: bool
    kind: str = ""
    sign: str = ""
    title: str = ""
    work: int = 0
    weight: int = 0
    late_days: int = 0
    deadline: date | None = None
    open: bool = False
    roll: bool = False
    held: bool = False
    gone: bool = False

    @property
    def entry(self) -> bool:
        return self.open or self.roll

    @property
    def late(self) -> bool:
        """Whether it is open because its works are still being checked, not because it is today's."""
        return self.open and self.deadline is not None and self.deadline > self.day


class Sheet(NamedTuple):
    """What the grid is of: a group in a span, its lessons that are not ahead, the days of all its lessons
    from the span on, the lessons whose attendance was saved, who was in it, their names, school days a week,
    the last days by order of those who left, the works of its lessons that are shown, how the page and its
    pupils are graded, and (`aside`) the lessons of the span without a work of the kind that is looked at.
    """

    group: Group
    span: Span
    lessons: list[GroupLesson]
    days: list[date]
    held: Collection[int]
    members: list[Membership]
    known: dict[int, Name]
    week: int
    left: dict[int, date]
    made: list[WorkColumn]
    ways: Ways
    aside: Collection[int] = ()


class Reader(NamedTuple):
    """Who reads the grid, when, and whether that person gives a lesson."""

    person: int
    gives: Callable[[GroupLesson], bool]
    now: datetime
    kind: str = ""  # the one kind of work that is looked at


def columns_of(sheet: Sheet, reader: Reader) -> Iterator[Column]:
    """A column for each work, in the order they were added; that of answers first in today's own lesson."""
    group = sheet.group.id
    marked = cache(lambda day: sheet.ways.any_marks(group, day))
    made: dict[int, list[WorkColumn]] = {}
    for added in sheet.made:
        made.setdefault(added.lesson, []).append(added)
    deadline, today = _Deadlines(sheet), reader.now.date()
    openings = _openings(sheet, today)
    for lesson in sheet.lessons:
        given = lesson.starts_at <= reader.now and reader.gives(lesson)
        own = given and lesson.date == today
        held = lesson.id in sheet.held
        under = _of_lesson(made.get(lesson.id, []), own and marked(lesson.date) and not reader.kind)
        for place, (kind, work) in enumerate(under or NO_WORKS):
            there = kind and not (work and work.removed)
            until = deadline(kind, lesson) if kind and given and there and marked(lesson.date) else None
            if until and kind and lesson.id in openings:
                until = marks_until(openings[lesson.id], until, kind.oral)
            yield _column(lesson, place == 0, kind, work, until, today, own and place == 0, held)


def _openings(sheet: Sheet, today: date) -> dict[int, list[Opened]]:
    group, cohort = sheet.group.id, sheet.group.cohort_id
    slots = [Slot(one.id, group, cohort, one.date, one.number) for one in sheet.lessons]
    return opened(slots, today)


Under = list[tuple[WorkKind | None, WorkColumn | None]]
NO_WORKS: Under = [(None, None)]


def _of_lesson(added: list[WorkColumn], answers: bool) -> Under:
    """The works under one lesson; `answers`: with one for oral answers, whether or not it was made yet."""
    found: Under = [(works.kind(work.kind), work) for work in added]
    if not answers:
        return found
    oral = [one for one in found if one[0] and one[0].code == DEFAULT_KIND]
    return [*(oral or [(works.kind(DEFAULT_KIND), None)]), *(one for one in found if one not in oral)]


def _column(
    lesson: GroupLesson,
    first: bool,
    kind: WorkKind | None,
    work: WorkColumn | None,
    until: date | None,
    today: date,
    roll: bool,
    held: bool,
) -> Column:
    """Made at once: a page has forty of them."""
    gone = work is not None and work.removed
    return Column(
        lesson.id,
        lesson.date,
        first,
        kind.code if kind else "",
        kind.sign if kind else "",
        (f"{kind.title}, колонка убрана" if gone else kind.title) if kind else "",
        work.id if work else 0,
        work.weight if work else kind.weight if kind else 0,
        work.late_days if work else 0,
        until,
        until is not None and today <= until,
        roll,
        held,
        gone,
    )


class _Deadlines:
    """п. 4.5.4: until when the columns of a group are open; the calendar is asked once."""

    def __init__(self, sheet: Sheet) -> None:
        self._group, self._grade = sheet.group.id, sheet.group.grade
        self._subject = sheet.group.subject.name
        self._days = sheet.days
        some = any(work.kind in deadlines.TYPED for work in sheet.made)
        self._typed = typed([sheet.group.id], sheet.span.first, sheet.span.last) if some else {}
        self._calendar = calendar_of(sheet.group.cohort_id, sheet.span.first, sheet.week)

    def __call__(self, kind: WorkKind, lesson: GroupLesson) -> date:
        """The last day of a work of a lesson."""
        own = self._typed.get((self._group, lesson.date, lesson.number, kind.code))
        return deadlines.page_deadline(
            kind,
            self._subject,
            self._grade,
            lesson.date,
            self._days,
            self._calendar.is_school_day,
            own,
        )


def moves(stays: list[Membership], left: date | None, span: Span, today: date) -> str:
    """«прибыл 05.11, выбыл 12.11»: what happened inside the span, until today.

    `left` is the last day by the order: the page keeps who left as far as something is written later.
    """
    moves = []
    for _, sex, first, last in stays:
        ending = past_ending(sex)
        if first > span.first:
            moves.append(f"прибыл{ending} {date_short(first)}")
        gone = min(last, left) if last and left else last
        if gone and gone < min(span.last, today):
            moves.append(f"выбыл{ending} {date_short(gone)}")
    return ", ".join(moves)
