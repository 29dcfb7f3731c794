"""The pages of the summaries, of which two are kept apart from the volume in time."""

from collections.abc import Iterator, Sequence

from ejournal.documents.pattern import Cell
from ejournal.documents.volume_layout import (
    ACTIVITY_ROWS,
    ACTIVITY_TEXT,
    ACTIVITY_WIDTHS,
    ATTENDANCE_NAME,
    ATTENDANCE_NAMES,
    ATTENDANCE_ROWS,
    PROGRESS_NAME,
    PROGRESS_NAMES,
    PROGRESS_ROWS,
    PROGRESS_SUBJECTS,
)
from ejournal.documents.volume_pages import (
    ActivityPage,
    ActivityRow,
    AttendancePage,
    AttendanceRow,
    ProgressPage,
    ProgressRow,
)
from ejournal.documents.volume_parts import Activity, Attendance, Progress, ProgressPupil
from ejournal.documents.volume_sides import fitted

COUNTS = 7  # numbers of the summary of attendance in every period
COUNT_TITLES = (
    "дней всего",
    "дней по болезни",
    "уроков всего",
    "уроков по болезни",
    "по уважительной причине",
    "без уважительной причины",
    "опозданий",
)


def attendance_pages(summary: Attendance) -> Iterator[AttendancePage]:
    """«Сводная ведомость учёта посещаемости»."""
    everybody = [*summary.pupils, summary.total]
    for start in range(0, len(everybody), ATTENDANCE_ROWS):
        yield AttendancePage(
            "attendance",
            0,
            periods=tuple(Cell(title, "", COUNTS) for title in summary.periods),
            titles=tuple(Cell(title) for title in COUNT_TITLES) * len(summary.periods),
            rows=tuple(
                AttendanceRow(
                    row.number,
                    (fitted(row.name, ATTENDANCE_NAME, ATTENDANCE_NAMES),),
                    tuple(map(Cell, row.counts)),
                )
                for row in everybody[start : start + ATTENDANCE_ROWS]
            ),
        )


def activity_pages(activities: Sequence[Activity]) -> Iterator[ActivityPage]:
    """«Сведения о занятиях в кружках, секциях, внеурочной деятельности»; no page when there are none."""
    for start in range(0, len(activities), ACTIVITY_ROWS):
        shown = activities[start : start + ACTIVITY_ROWS]
        yield ActivityPage("activities", 0, rows=tuple(map(_activity_row, shown)))


def _activity_row(one: Activity) -> ActivityRow:
    texts = zip((one.name, one.title, one.leader), ACTIVITY_WIDTHS, strict=True)
    name, title, leader = (fitted(text, width, ACTIVITY_TEXT) for text, width in texts)
    return ActivityRow(one.number, (name,), (title,), (leader,), one.where, one.hours, one.span)


def progress_pages(summary: Progress) -> Iterator[ProgressPage]:
    """«Сводная ведомость учёта успеваемости»; subjects that do not fit go on after everybody."""
    terms = max([len(pupil.terms) for pupil in summary.pupils], default=1)
    step = max(PROGRESS_ROWS // terms, 1)
    spans = [
        (first, start)
        for first in range(0, max(len(summary.subjects), 1), PROGRESS_SUBJECTS)
        for start in range(0, max(len(summary.pupils), 1), step)
    ]
    for place, (first, start) in enumerate(spans, start=1):
        shown = slice(first, first + PROGRESS_SUBJECTS)
        last = place == len(spans)
        yield ProgressPage(
            "progress_last" if last else "progress",
            0,
            subjects=tuple(map(Cell, summary.subjects[shown])),
            rows=tuple(
                row for pupil in summary.pupils[start : start + step] for row in _progress_rows(pupil, shown)
            ),
            tally=summary.tally if last else "",
        )


def _progress_rows(pupil: ProgressPupil, shown: slice) -> Iterator[ProgressRow]:
    looks = [look._replace(lines=look.lines * len(pupil.terms)) for look in PROGRESS_NAMES]  # one tall cell
    name = fitted(pupil.name, PROGRESS_NAME, looks)
    for place, term in enumerate(pupil.terms):
        number = Cell("", "more") if place else Cell(str(pupil.number))
        yield ProgressRow(
            (number,),
            (Cell("", "more") if place else name,),
            term.title,
            tuple(map(Cell, term.marks[shown])),
            term.days,
            term.lessons,
            term.decision,
        )
