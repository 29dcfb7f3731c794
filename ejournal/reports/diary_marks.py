"""The marks of a pupil as the family may see them, and which of them a memo has put right."""

from dataclasses import dataclass
from datetime import datetime

from ejournal.models import journal
from ejournal.models.journal import CellMark
from ejournal.models.memos import old_values
from ejournal.models.timetable import PupilLesson
from ejournal.rules import marks, works
from ejournal.rules.works import WorkKind


@dataclass(frozen=True)
class SetMark:
    """A set mark and where it stands."""

    lesson: PupilLesson
    value: str
    kind: WorkKind
    weight: int
    corrected: bool


def set_marks(pupil: int, lessons: list[PupilLesson], now: datetime) -> list[SetMark]:
    """п. 4.5.4: the family sees a mark once it is set, never one in entry, the right one of a mistake."""
    by_id = {lesson.id: lesson for lesson in lessons}
    cells = journal.cell_marks(list(by_id), pupil)
    old = old_values({cell.lesson for cell in cells}, pupil)
    handed = journal.hand_ins({cell.lesson for cell in cells})
    made = {work.id: work for work in journal.works_ever({cell.lesson for cell in cells})}
    found = [
        SetMark(
            by_id[cell.lesson],
            "" if cell.withdrawn else cell.value,
            works.kind(made[cell.work].kind),
            made[cell.work].weight,
            (cell.work, pupil) in old,
        )
        for cell in cells
        if ((cell.work, pupil) in old if cell.withdrawn else _is_set(cell, handed, now))
    ]
    return sorted(found, key=lambda mark: (mark.lesson.day, mark.lesson.number))


def _is_set(cell: CellMark, handed: dict[int, datetime], now: datetime) -> bool:
    return marks.is_set(cell.at, cell.entry_until, handed.get(cell.lesson), now)
