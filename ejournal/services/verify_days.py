"""п. 4.5.2, 4.5.4: whether every lesson still stands on the day on which its facts were written.

A lesson itself is no fact: moved in the database for a minute, it would let a mark in «задним числом». The
facts tell: each was written so many days after the day of its lesson as its stamp says.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ejournal.models.journal import Absence, Fact, Mark, RollCall, Work
from ejournal.models.memos import MemoDecision
from ejournal.models.openings import openings_ever, slot_of
from ejournal.models.reversals import Reversal
from ejournal.models.timetable import Lesson
from ejournal.models.timetable import lesson as lesson_of
from ejournal.rules.openings import FOR_MARKS
from ejournal.rules.works import KINDS
from ejournal.wording import date_numeric

ORAL = [kind.code for kind in KINDS if kind.oral]


def faults(zone: ZoneInfo) -> Iterator[str]:
    """A sentence for every lesson whose date and bell, or day and facts, do not belong together.

    `zone` is the school's.
    """
    wrong: Counter[tuple[int, date]] = Counter()
    for lesson, day, starts_at in Lesson.select(Lesson.id, Lesson.date, Lesson.starts_at).tuples().iterator():
        if starts_at.astimezone(zone).date() != day:
            yield f"урок {lesson}: дата {date_numeric(day)} и время звонка не сходятся"
    for model in (RollCall, Absence):
        wrong += Counter(_misplaced(_stamped(model), zone))
    wrong += Counter(_misplaced(_oral_marks(zone), zone))
    for (lesson, day), count in sorted(wrong.items()):
        yield f"урок {lesson} от {date_numeric(day)}: записей, сделанных в другой день, — {count}"


def _misplaced(rows: Any, zone: ZoneInfo) -> Iterator[tuple[int, date]]:
    """Lesson and day of every row that was written before the bell, or on another day than its stamp says."""
    for lesson, day, starts_at, at, late in rows:
        if at < starts_at or (at.astimezone(zone).date() - day).days != late:
            yield lesson, day


def _stamped(model: type[Fact]) -> Any:
    columns = (Lesson.id, Lesson.date, Lesson.starts_at, model.at, model.late_days)  # type: ignore[attr-defined]  # of both
    return model.select(*columns).join(Lesson).tuples().iterator()


def _oral_marks(zone: ZoneInfo) -> Iterator[tuple[int, date, datetime, datetime, int]]:
    """Marks of oral kinds belong to the day of the lesson, unless the deputy let them in later."""
    columns = (Lesson.id, Lesson.date, Lesson.starts_at, Mark.at, Mark.deed)
    query: Any = Mark.select(*columns).join(Work).join(Lesson).where(Work.kind.in_(ORAL)).tuples()
    for lesson, day, starts_at, at, deed in query.iterator():
        written = at.astimezone(zone).date()
        late = (written - day).days if written > day and _let_in(lesson, written, deed) else 0
        yield lesson, day, starts_at, at, late


def _let_in(number: int, written: date, deed: str) -> bool:
    """п. 4.5.4: by the decision about a memo or a session, or while the lesson was open for marks."""
    if any(by.select().where(by.deed == deed).exists() for by in (MemoDecision, Reversal)):
        return True
    found = lesson_of(number)
    return found is not None and bool(FOR_MARKS & openings_ever(slot_of(found), written))
