"""Works that pupils of a lesson owe: each may be written at this lesson, in a column of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ejournal.models import debts
from ejournal.models.timetable import Lesson
from ejournal.rules.attendance import ABSENCES
from ejournal.rules.debts import owed
from ejournal.rules.gradings import Ways
from ejournal.rules.works import OWED, kind, later


@dataclass(frozen=True)
class Owed:
    """A work that was missed: the code and title of the column that makes up for it, and who owes it."""

    code: str
    title: str
    names: tuple[str, ...]


def of_lesson(lesson: Lesson, called: Mapping[int, str], ways: Ways) -> tuple[Owed, ...]:
    """п. 4.5.4: what the pupils of this lesson owe, the oldest first; one query, one more if they do."""
    if not ways.any_marks(lesson.group_id, lesson.date):
        return ()
    missed = debts.missed(lesson.group_id, OWED, ABSENCES, lesson.date)
    found: dict[str, list[int]] = {}
    for debt in sorted(owed(missed, partial(debts.written_later, lesson.group_id))):
        if debt.pupil in called:
            found.setdefault(later(debt.kind, debt.day), []).append(debt.pupil)
    return tuple(
        Owed(code, kind(code).title, tuple(sorted(called[one] for one in pupils)))
        for code, pupils in found.items()
    )
