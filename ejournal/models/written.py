"""Whether anything is written of lessons: what came of a timetable or a list is then no longer free."""

from collections.abc import Collection
from datetime import date
from typing import Any

from ejournal.models.journal import Absence, HandIn, LessonText, Mark, RollCall, Work
from ejournal.models.requests import LateLine
from ejournal.models.substitutions import Replacement
from ejournal.models.timetable import Lesson

OF_LESSONS: tuple[Any, ...] = (Absence, HandIn, LessonText, LateLine, RollCall, Work)


def unwritten() -> Any:
    """The condition of lessons that nothing is written of and nobody stands in at."""
    put_in = Replacement.select(Replacement.lesson).where(Replacement.lesson.is_null(False))
    return blank() & Lesson.substitute.is_null() & Lesson.id.not_in(put_in)


def blank() -> Any:
    """The condition of lessons that nothing is written of, whoever gives them."""
    free = Lesson.id.is_null(False)
    for table in OF_LESSONS:
        free &= Lesson.id.not_in(table.select(table.lesson))
    return free


def is_blank(lesson: int) -> bool:
    """Whether nothing at all is written of a lesson."""
    return bool(Lesson.select(Lesson.id).where((Lesson.id == lesson) & blank()).exists())


def any_written(groups: Any, since: date) -> bool:
    """Whether anything is written of a lesson of these groups (numbers or a query) since a day."""
    mine = Lesson.group.in_(groups) & (Lesson.date >= since)
    return bool(Lesson.select(Lesson.id).where(mine & ~unwritten()).exists())


def any_of_pupils(pupils: Collection[int]) -> bool:
    """Whether any of these people has a mark or an event of attendance."""
    return any(table.select().where(table.pupil.in_(list(pupils))).exists() for table in (Mark, Absence))
