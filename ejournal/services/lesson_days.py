"""п. 4.5.2, 4.5.4: whether every lesson still stands on the day on which its facts were written.

A lesson itself is no fact: moved in the database for a minute, it would let a mark in «задним числом». The
facts tell: each was written so many days after the bell as its stamp says. No time zone is needed for that.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ejournal.models.journal import Absence, Fact, Mark, RollCall, Work
from ejournal.models.timetable import Lesson
from ejournal.rules.works import KINDS
from ejournal.wording import date_numeric

DAY = timedelta(days=1)
WEST, EAST = timedelta(hours=2), timedelta(hours=12)  # how far ahead of UTC the zones of Russia are
ORAL = [kind.code for kind in KINDS if kind.oral]


def faults() -> Iterator[str]:
    """A sentence for every lesson whose date and bell, or bell and facts, do not belong together."""
    wrong: Counter[tuple[int, date]] = Counter()
    for lesson, day, starts_at in Lesson.select(Lesson.id, Lesson.date, Lesson.starts_at).tuples().iterator():
        if not (starts_at + WEST).date() <= day <= (starts_at + EAST).date():
            yield f"урок {lesson}: дата {date_numeric(day)} и время звонка не сходятся"
    for model in (RollCall, Absence):
        wrong += Counter(_misplaced(_stamped(model)))
    wrong += Counter(_misplaced(_oral_marks()))
    for (lesson, day), count in sorted(wrong.items()):
        yield f"урок {lesson} от {date_numeric(day)}: записей, сделанных в другой день, — {count}"


def _misplaced(rows: Any) -> Iterator[tuple[int, date]]:
    """Lesson and day of every row that was written earlier or later after the bell than its stamp says."""
    for lesson, day, starts_at, at, late in rows:
        if not (late - 1) * DAY < at - starts_at < (late + 1) * DAY or at < starts_at:
            yield lesson, day


def _stamped(model: type[Fact]) -> Any:
    columns = (Lesson.id, Lesson.date, Lesson.starts_at, model.at, model.late_days)  # type: ignore[attr-defined]  # of both
    return model.select(*columns).join(Lesson).tuples().iterator()


def _oral_marks() -> Iterator[tuple[int, date, datetime, datetime, int]]:
    """Marks of oral kinds belong to the day of the lesson: none of them is late."""
    columns = (Lesson.id, Lesson.date, Lesson.starts_at, Mark.at)
    query: Any = Mark.select(*columns).join(Work).join(Lesson).where(Work.kind.in_(ORAL)).tuples()
    for lesson, day, starts_at, at in query.iterator():
        yield lesson, day, starts_at, at, 0
