"""«Страница журнала»: the grid of a group for a span of days, and beside it what its lessons were about."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import NamedTuple

from ejournal.models import lesson_texts, own_journals
from ejournal.models.audit import newest_entry
from ejournal.models.curriculum import (
    LESSON_KINDS,
    NO_HOMEWORK,
    OWN_JOURNALS,
    Group,
    memberships,
    teacher_spans,
)
from ejournal.models.lesson_texts import WrittenText
from ejournal.models.memos import columns_seen
from ejournal.models.movements import left_school
from ejournal.models.page_facts import held_late
from ejournal.models.people import Name, names
from ejournal.models.plans import count_items
from ejournal.models.timetable import GroupLesson, lessons_of_group
from ejournal.models.volume import SpanLesson
from ejournal.reports import grid_terms, periods
from ejournal.reports.gradings import ways_of
from ejournal.reports.grid import Grid, grid
from ejournal.reports.grid_columns import Column, Reader, Sheet
from ejournal.reports.grid_terms import TermColumn
from ejournal.reports.periods import Asked, Span
from ejournal.reports.stamps import clarified, late_stamps
from ejournal.rules import marks, works
from ejournal.rules.sessions import TITLES
from ejournal.wording import date_short, join_and, sentence, short_name

ON_A_SHEET = 64  # columns of the grid that a sheet of A4 on its side takes when it is printed
AHEAD = timedelta(days=60)  # beyond the span: the next lesson decides until when a work may be marked

Taught = list[tuple[int, date, date | None]]


class Viewer(NamedTuple):
    """Who looks and when; `gives`: whether that person may fill a lesson of these teachers; days a week.

    `kind`: the one kind of work that is looked at, "" for all.
    """

    person: int
    gives: Callable[[frozenset[int]], bool]
    week: int
    now: datetime
    kind: str = ""


class Entry(NamedTuple):
    """A lesson on the right-hand page; `width` is the number of its columns on the left-hand one."""

    id: int
    day: date
    width: int
    topic: str
    homework: str
    notes: tuple[str, ...]
    late: bool


@dataclass(frozen=True)
class JournalPage:
    """Everything the page shows, as of the audit entry `newest`; `ahead` are lessons after today.

    `second` is the title of what stands beside the topics, "" for nothing; `own` is told of what has a
    journal of its own; `termed` says whether there are term marks, `terms` are those of the span.
    """

    group: int
    plan: int | None
    title: str
    subject: str
    grading: str
    teachers: tuple[str, ...]
    span: Span
    spans: tuple[Span, ...]
    entries: tuple[Entry, ...]
    grid: Grid
    ahead: tuple[GroupLesson, ...]
    newest: int
    kind: str
    kinds: tuple[tuple[str, str], ...]
    second: str
    own: str
    termed: bool
    terms: tuple[TermColumn, ...] = ()

    @property
    def of_kind(self) -> works.WorkKind | None:
        """The kind of work whose average the grid tells, None for that of everything."""
        return works.kind(self.kind) if self.kind else None

    @property
    def marked(self) -> bool:
        """Whether anybody here may get a mark."""
        return any(marks.SCALES[mode] for mode in self._modes)

    @property
    def values(self) -> tuple[str, ...]:
        """The marks that may be typed here: of the page, and of pupils with an own way of grading."""
        return tuple(value for _, value in self.pad)

    @property
    def pad(self) -> tuple[tuple[str, str], ...]:
        """The same with the way of grading that each belongs to: a pupil is offered those of the own one."""
        there = [mode for mode in marks.SCALES if mode in self._modes]
        return tuple((mode, value) for mode in there for value in marks.SCALES[mode])

    @property
    def _modes(self) -> set[str]:
        return {self.grading, *(row.mode for row in self.grid.rows)}

    @property
    def sheets(self) -> tuple[Span, ...]:
        """The months of what is too wide for a sheet of paper; none of what fits."""
        columns = self.grid.columns
        return tuple(periods.months(columns[0].day, columns[-1].day)) if len(columns) > ON_A_SHEET else ()

    @property
    def year(self) -> str:
        """The address of all the periods together."""
        return f"from={self.spans[0].first}&to={self.spans[-1].last}"


def page(group: Group, asked: Asked, viewer: Viewer) -> JournalPage:
    """The page as the viewer may see it, until today; a constant number of queries."""
    newest, today = newest_entry(), viewer.now.date()
    spans = periods.of_group(group)
    span = periods.choose(spans, asked, today)
    lessons = lessons_of_group(group.id, span.first, span.last + AHEAD)
    taught = teacher_spans(group.id)
    teachers = _teachers_on(taught, min(max(today, span.first), span.last))
    held = held_late([lesson.id for lesson in lessons if lesson.date <= min(today, span.last)])
    sheet = _sheet(group, span, lessons, held, teachers, viewer)
    gives = cache(viewer.gives)  # nearly all lessons have the same teachers
    reader = Reader(viewer.person, lambda lesson: gives(_givers(lesson, taught)), viewer.now, viewer.kind)
    kinds, sheet = _kinds(sheet), _of_kind(sheet, viewer.kind)
    left = grid(sheet, reader)
    return JournalPage(
        group=group.id,
        plan=group.plan_id,
        title=group.name,
        subject=group.subject.name,
        grading=sheet.ways.page(group.id, min(max(today, span.first), span.last)),
        teachers=tuple(short_name(*sheet.known[who]) for who in sorted(teachers) if who in sheet.known),
        span=span,
        spans=spans,
        entries=_entries(sheet, left.columns, held, viewer.now),
        grid=left,
        ahead=tuple(lesson for lesson in lessons if today < lesson.date <= span.last),
        newest=newest,
        kind=viewer.kind,
        kinds=kinds,
        second="Домашнее задание" if group.kind not in NO_HOMEWORK else TITLES.get(group.kind, ""),
        own=_own(group, len(held)) if group.kind in OWN_JOURNALS else "",
        termed=group.kind in LESSON_KINDS,
        terms=grid_terms.columns(group, span, spans),
    )


def _own(group: Group, held: int) -> str:
    """п. 2.1: what a page with a journal of its own tells: the order, hours given and by the КТП."""
    orders = sorted(set(own_journals.home_orders_of(group.id))) if group.kind == "home" else []
    planned = count_items(group.plan_id) if group.plan_id else 0
    told = [
        f"приказ {join_and(orders)}" if orders else "",
        f"в этом периоде проведено {held} ч",
        f"по КТП на год {planned} ч" if planned else "",
    ]
    return sentence(", ".join(filter(None, told)))


def _kinds(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The kinds of work of the span, in the order of the table of kinds."""
    there = {works.kind(one.kind).base for one in sheet.made}
    return tuple((kind.code, kind.title) for kind in works.KINDS if kind.code in there)


def _of_kind(sheet: Sheet, kind: str) -> Sheet:
    """Only the works of a kind, with those that were written later, and their lessons."""
    if not kind:
        return sheet
    made = [one for one in sheet.made if works.kind(one.kind).base == kind]
    there = {one.lesson for one in made}
    aside = [one.id for one in sheet.lessons if one.id not in there]
    return sheet._replace(made=made, lessons=[one for one in sheet.lessons if one.id in there], aside=aside)


def _sheet(
    group: Group,
    span: Span,
    lessons: list[GroupLesson],
    held: Collection[int],
    teachers: frozenset[int],
    viewer: Viewer,
) -> Sheet:
    """What the grid is of; people are called as on the last day shown."""
    last = min(viewer.now.date(), span.last)
    begun = [lesson for lesson in lessons if lesson.date <= last]
    members = memberships(group.id, span.first, span.last)
    shown = {*teachers, *(who.person for who in members), *(lesson.substitute or 0 for lesson in begun)}
    days = [lesson.date for lesson in lessons]
    gone = left_school({who.person for who in members if who.last}, span.first)
    made = columns_seen([lesson.id for lesson in begun])
    called, ways = names(shown, last), ways_of([group])
    return Sheet(group, span, begun, days, held, members, called, viewer.week, gone, made, ways)


def _teachers_on(taught: Taught, day: date) -> frozenset[int]:
    return frozenset(person for person, first, last in taught if first <= day <= (last or day))


def _givers(lesson: GroupLesson, taught: Taught) -> frozenset[int]:
    """Who gives a lesson: the substitute, else the teachers of the group on its day."""
    return frozenset({lesson.substitute}) if lesson.substitute else _teachers_on(taught, lesson.date)


def _entries(
    sheet: Sheet, columns: tuple[Column, ...], held: dict[int, int], now: datetime
) -> tuple[Entry, ...]:
    """п. 3.6: what every lesson was about; what was written late stays marked so."""
    texts = lesson_texts.texts([lesson.id for lesson in sheet.lessons])
    homework = sheet.group.kind not in NO_HOMEWORK
    under = {lesson: list(found) for lesson, found in groupby(columns, key=lambda column: column.lesson)}
    late = {
        lesson.id: late_stamps(
            lesson.id,
            texts,
            held.get(lesson.id),
            [(column.late_days, column.sign) for column in under[lesson.id]],
        )
        for lesson in sheet.lessons
    }
    return tuple(
        Entry(
            id=lesson.id,
            day=lesson.date,
            width=len(under[lesson.id]),
            topic=written(texts.get((lesson.id, "topic"))),
            homework=_second(homework, texts, lesson.id),
            notes=(
                *notes(lesson, lesson.id in held, sheet.known, now),
                *late[lesson.id],
                *clarified(lesson.id, lesson.date, texts, now),
            ),
            late=bool(late[lesson.id]),
        )
        for lesson in sheet.lessons
    )


def _second(homework: bool, texts: dict[tuple[int, str], WrittenText], lesson: int) -> str:
    """п. 2.1: the homework; of what has none, the form or режимный момент of the session."""
    if homework:
        return written(texts.get((lesson, "homework")))
    topic = texts.get((lesson, "topic"))
    return topic.form or "" if topic and not topic.draft else ""


def written(text: WrittenText | None) -> str:
    """A confirmed text, "" when there is none: a draft is not written in the journal yet."""
    if text is None or text.draft:
        return ""
    until = f" (на {date_short(text.due)})" if text.due else ""
    return "не задано" if text.absent else text.text + until


def notes(lesson: GroupLesson | SpanLesson, held: bool, known: dict[int, Name], now: datetime) -> list[str]:
    """A substitution is named (п. 4.2.2д), and attendance that is not noted."""
    told = [f"замена: {short_name(*known[lesson.substitute])}"] if lesson.substitute in known else []
    return told if held or lesson.ends_at > now else [*told, "посещаемость не отмечена"]
