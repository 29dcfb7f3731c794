"""Who wrote what stands in the cells of a journal page, and when: told beside a cell that is looked at."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ejournal.models import journal
from ejournal.models.curriculum import Group
from ejournal.models.journal import Absence
from ejournal.models.people import names
from ejournal.models.timetable import lessons_of_group
from ejournal.reports.cells import cell_view
from ejournal.rules import works
from ejournal.wording import initials_first, moment

Said = tuple[int, int, str, datetime, int]  # lesson, pupil, what, when, by whom


def of_page(group: Group, first: date, last: date, reader: int, now: datetime) -> dict[str, str]:
    """By «lesson-pupil»: a line for each mark and for the attendance, as the reader may see them.

    What another has in entry is not told (п. 4.5.4); a constant number of queries.
    """
    lessons = [lesson.id for lesson in lessons_of_group(group.id, first, min(last, now.date()))]
    said = [*_marks(lessons, reader, now), *_attendance(lessons)]
    known = names({by for *_, by in said}, now.date())
    told: dict[str, list[str]] = defaultdict(list)
    for lesson, pupil, what, at, by in said:
        who = f"{initials_first(*known[by])}, " if by in known else ""
        told[f"{lesson}-{pupil}"].append(f"{what} — {who}{moment(at.astimezone(now.tzinfo))}")
    return {cell: "\n".join(lines) for cell, lines in told.items()}


def _marks(lessons: list[int], reader: int, now: datetime) -> Iterator[Said]:
    kinds = {work.id: works.kind(work.kind).title.lower() for work in journal.work_columns(lessons)}
    handed_in = journal.hand_ins(lessons)
    for mark in journal.cell_marks(lessons):
        shown = cell_view("", mark, reader, handed_in.get(mark.lesson), now).value
        if shown and mark.work in kinds:
            yield mark.lesson, mark.pupil, f"«{shown}», {kinds[mark.work]}", mark.at, mark.by


def _attendance(lessons: list[int]) -> Iterator[Said]:
    """The newest event of each cell; one that took an absence back says so."""
    columns = (Absence.lesson, Absence.pupil, Absence.code, Absence.at, Absence.by)
    events: Any = Absence.select(*columns).where(Absence.lesson.in_(lessons)).order_by(Absence.id).tuples()
    newest = {row[:2]: row for row in events}
    for lesson, pupil, code, at, by in newest.values():
        yield lesson, pupil, f"«{code}»" if code else "пропуск снят", at, by
