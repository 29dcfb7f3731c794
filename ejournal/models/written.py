"""Whether anything is written of lessons: what came of a timetable or a list is then no longer free."""

from collections.abc import Collection
from datetime import date
from typing import Any

from ejournal.models.journal import Absence, HandIn, LessonText, Mark, RollCall, Work
from ejournal.models.requests import LateLine
from ejournal.models.timetable import Lesson

OF_LESSONS: tuple[Any, ...] = (Absence, HandIn, LessonText, LateLine, RollCall, Work)


def unwritten() -> Any:
    """The condition of lessons that nothing is written of and nobody stands in at."""
    free = Lesson.substitute.is_null()
    for table in OF_LESSONS:
        free &= Lesson.id.not_in(table.select(table.lesson))
    return free


def any_written(groups: Any, since: date) -> bool:
    """Whether anything is written of a lesson of these groups (numbers or a query) since a day."""
    mine = Lesson.group.in_(groups) & (Lesson.date >= since)
    return bool(Lesson.select(Lesson.id).where(mine & ~unwritten()).exists())


def any_of_pupils(pupils: Collection[int]) -> bool:
    """Whether any of these people has a mark or an event of attendance."""
    return any(table.select().where(table.pupil.in_(list(pupils))).exists() for table in (Mark, Absence))
