"""What the checks are asked of, what each of them finds, and the conditions that they share."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import Expression, fn

from ejournal.db import on_postgres
from ejournal.models.curriculum import Group
from ejournal.models.journal import Absence, Mark, Work
from ejournal.models.people import SchoolYear
from ejournal.models.readiness import PageOf, Scope, in_span, roll_calls, stands
from ejournal.models.settings import SchoolSettings
from ejournal.models.timetable import Lesson
from ejournal.rules.attendance import ABSENCES


class Asked(NamedTuple):
    """The pages and days that are checked; `pages` has a mixed group once for each of its classes.

    `empty`: a lesson that was not held lacks its topic and homework too, as a certificate tells it.
    """

    year: SchoolYear
    pages: Collection[PageOf]
    scope: Scope
    settings: SchoolSettings
    empty: bool = False

    def whole_year(self) -> "Asked":
        """The same pages from the first day of the year: a term that has ended stays to be seen."""
        scope = self.scope._replace(first=self.year.valid_from, last=self.year.valid_to)
        return self._replace(scope=scope)

    @property
    def cohorts(self) -> set[int]:
        return {page.cohort for page in self.pages}


class Found(NamedTuple):
    """Something that a check found: the lesson, or the page, or the class; `words` tells more of it.

    `due` is until when it was to be done, when that is another day than `day`; `work` is the kind of a
    column of marks; `amount` is how many pupils or days it is about.
    """

    code: str
    group: int
    lesson: int
    day: date
    number: int
    substitute: int | None
    pupil: int = 0
    work: str = ""
    amount: int = 0
    words: str = ""
    due: date | None = None
    cohort: int = 0
    period: int = 0


PLACE = (Lesson.group, Lesson.id, Lesson.date, Lesson.number, Lesson.substitute)


def of_lesson(code: str, row: Sequence[Any], **more: Any) -> Found:
    """What is found of a lesson; `row` begins with its PLACE."""
    return Found(code, *row[:5])._replace(**more)


def of_page(code: str, group: int, day: date, **more: Any) -> Found:
    """What is found of a page as a whole."""
    return Found(code, group, 0, day, 0, None, **more)


def of_class(code: str, cohort: int, day: date, **more: Any) -> Found:
    """What is found of a class."""
    return Found(code, 0, 0, day, 0, None, cohort=cohort, **more)


def over(asked: Asked) -> Expression:
    """The lessons of the span that are over."""
    condition: Expression = in_span(asked.scope) & (Lesson.ends_at <= asked.scope.now)
    return condition


def held() -> Any:
    """Whether the attendance of a lesson was saved."""
    return fn.EXISTS(roll_calls())


def marks_of_lesson(*more: Any) -> Any:
    """The marks of a lesson that stand, as a subquery; `more` are conditions."""
    here = Work.select(Work.id).join(Mark, on=(Mark.work == Work.id)).where(Work.lesson == Lesson.id)
    return here.where(*more, stands())


def marks() -> Any:
    """The marks of lessons with their groups, to be narrowed."""
    joined = Mark.select().join(Work).join(Lesson, on=(Work.lesson == Lesson.id))
    return joined.join(Group, on=(Lesson.group == Group.id))


def away(lesson: Any, pupil: Any) -> Any:
    """The event by which a pupil was not at a lesson, as a subquery."""
    event, later = Absence.alias(), Absence.alias()
    newer = later.select(later.id).where(later.replaces == event.id)
    mine = (event.lesson == lesson) & (event.pupil == pupil) & event.code.in_(list(ABSENCES))
    return event.select(event.id).where(mine & ~fn.EXISTS(newer))


def absences() -> Any:
    """The absences that stand, with their lessons, to be narrowed."""
    later = Absence.alias()
    newer = later.select(later.id).where(later.replaces == Absence.id)
    joined = Absence.select().join(Lesson, on=(Absence.lesson == Lesson.id))
    return joined.where(Absence.code.in_(list(ABSENCES)) & ~fn.EXISTS(newer))


def weekday(day: Any) -> Any:
    """1 for Monday … 7, on both engines."""
    if on_postgres():
        return fn.DATE_PART("isodow", day).cast("integer")
    from_sunday = fn.STRFTIME("%w", day).cast("integer")
    return fn.COALESCE(fn.NULLIF(from_sunday, 0), 7)


def has_latin(text: Any) -> Any:
    """Whether a text has a Latin letter, on both engines."""
    return Expression(text, "~", "[A-Za-z]") if on_postgres() else Expression(text, "GLOB", "*[A-Za-z]*")
