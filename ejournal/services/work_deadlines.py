"""п. 4.5.4: until when a ВПР or a diagnostic work is marked: the deputy types it for each."""

from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.timetable import Lesson
from ejournal.models.work_deadlines import WorkDeadline
from ejournal.rules.deadlines import check_typed
from ejournal.rules.text import one_line
from ejournal.services.deeds import create, deed, revise

PAPER = 100  # signs


@deed("works.deadline", of="lesson", alone=True)
def set_deadline(
    lesson: Lesson, code: str, until: date | None, paper: str, *, by: Actor, now: datetime
) -> None:
    """п. 4.5.4: marks for this work are typed until the end of a day, and refused after it."""
    paper = one_line(paper, limit=PAPER, field="Основание")
    year = lesson.group.year
    last = check_typed(code, until, paper, (lesson.date, year.valid_to), now.date())
    work = {"group": lesson.group_id, "day": lesson.date, "number": lesson.number, "kind": code}
    row: WorkDeadline | None = WorkDeadline.get_or_none(**work)
    if row:
        revise(row, until=last, paper=paper)
    else:
        create(WorkDeadline, **work, until=last, paper=paper)
