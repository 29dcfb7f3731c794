"""п. 4.5.2: who learns a lesson from home."""

from typing import NamedTuple

from ejournal.models.openings import from_home
from ejournal.models.people import class_names
from ejournal.models.timetable import Lesson
from ejournal.wording import class_name


class FromHome(NamedTuple):
    """Whether everybody learns a lesson from home, else the classes of a mixed group that do."""

    whole: bool
    classes: tuple[str, ...] = ()


def of_lesson(lesson: Lesson) -> FromHome:
    """The classes by name, as on the day of the lesson."""
    cohorts = from_home([lesson], lesson.date, lesson.date).get(lesson.id, frozenset())
    if not cohorts or None in cohorts:
        return FromHome(None in cohorts)
    called = class_names(lesson.date)
    known = sorted(cohort for cohort in cohorts if cohort in called)
    return FromHome(False, tuple(f"{class_name(*called[cohort])} класс" for cohort in known))
