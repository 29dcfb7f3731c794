"""What stands over a lesson: who gives it, and who learns it from home."""

from typing import NamedTuple

from ejournal.models.openings import from_home
from ejournal.models.people import class_names, names
from ejournal.models.timetable import Lesson, teachers_of
from ejournal.wording import class_name, short_name


class FromHome(NamedTuple):
    """Whether everybody learns a lesson from home, else the classes of a mixed group that do."""

    whole: bool
    classes: tuple[str, ...] = ()


class Head(NamedTuple):
    """What stands over the lesson alone, and in none of the parts that save themselves."""

    teachers: tuple[str, ...]
    substituted: bool
    home: FromHome


def head(lesson: Lesson, own: bool = False) -> Head:
    """Who gives the lesson, and who learns it from home; a few queries.

    Whose `own` lesson it is need not be told who gives it, unless it is a substitution.
    """
    substituted = lesson.substitute_id is not None
    return Head(_teacher_names(lesson) if substituted or not own else (), substituted, _home(lesson))


def _home(lesson: Lesson) -> FromHome:
    cohorts = from_home([lesson], lesson.date, lesson.date).get(lesson.id, frozenset())
    if not cohorts or None in cohorts:
        return FromHome(None in cohorts)
    called = class_names(lesson.date)
    known = sorted(cohort for cohort in cohorts if cohort in called)
    return FromHome(False, tuple(f"{class_name(*called[cohort])} класс" for cohort in known))


def _teacher_names(lesson: Lesson) -> tuple[str, ...]:
    teachers = names(teachers_of(lesson), lesson.date)
    return tuple(short_name(*name) for name in sorted(teachers.values()))
