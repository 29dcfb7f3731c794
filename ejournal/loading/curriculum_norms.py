"""п. 4.2.1: what a curriculum in a file makes of the week and of the year of each class, by the norms."""

from collections.abc import Iterator, Sequence
from datetime import date

from ejournal.importing import curriculum_checks as checks
from ejournal.importing.classes import grade_of
from ejournal.importing.curriculum import Curriculum
from ejournal.importing.remarks import Remark
from ejournal.loading.scope import Scope
from ejournal.models.curriculum import Subject, pages_of_year
from ejournal.models.lists import class_titles
from ejournal.models.norms import norms_on, volumes_on
from ejournal.models.people import SchoolYear
from ejournal.models.settings import school_settings
from ejournal.models.subject_periods import Spread, SubjectPeriods
from ejournal.rules.curriculum import HOUR, Volume, beyond_year, usual_volume, weeks_of
from ejournal.rules.norms import usual
from ejournal.rules.plans import hours_of_year
from ejournal.services.curriculum import WeekHours
from ejournal.wording import class_name, fold


def told(plan: Curriculum, rows: Sequence[WeekHours], scope: Scope) -> list[Remark]:
    """п. 4.2.1: the classes whose hours are not within the norms after the load; it is never refused."""
    year = scope.year
    assert year is not None, "what is measured is a year of the journal"
    measure = _Measure(year, plan, min(max(scope.today, year.valid_from), year.valid_to))
    return [remark for name in plan.classes for remark in measure.told(name, rows)]


class _Measure:
    """The norms of a year and the periods of its pages, asked for at once."""

    def __init__(self, year: SchoolYear, plan: Curriculum, day: date) -> None:
        self._plan, self._school = plan, school_settings()
        self._norms, self._volumes = norms_on(day), volumes_on(day)
        self._spread = SubjectPeriods(year, pages_of_year(year, None, day))
        self._classes = {class_name(*own): cohort for cohort, own in class_titles(year).items()}
        self._subjects = {fold(subject.name): subject.id for subject in Subject.select()}

    def told(self, name: str, rows: Sequence[WeekHours]) -> Iterator[Remark]:
        grade, cohort = grade_of(name), self._classes.get(name, 0)
        mine = [(row.tenths, self._of(cohort, row.subject)) for row in rows if row.class_name == name]
        if not mine:
            return
        spread = ((tenths, own.numbers) for tenths, own in mine)
        week = weeks_of(spread, self._spread.numbers(cohort, grade))[-1]
        yield from self._week(name, grade, week)
        weeks = self._school.year_weeks, self._school.year_weeks_first
        total = sum(hours_of_year(tenths, grade, *weeks, own.share) for tenths, own in mine)
        volume = Volume(*self._volumes[grade]) if grade in self._volumes else usual_volume(grade)
        for reason in beyond_year(total, volume):
            yield checks.of_class(name, week / HOUR, reason)

    def _of(self, cohort: int, subject: str) -> Spread:
        return self._spread.of(cohort, self._subjects.get(fold(subject), 0))

    def _week(self, name: str, grade: int, week: int) -> Iterator[Remark]:
        """By the norm that the school has set, else the usual one for the days that the file names."""
        days = checks.days_of(self._plan, name) or self._school.school_week
        own = self._norms.get(grade)
        most = own.week_lessons if own else usual(grade, days).week_lessons
        if week > most * HOUR:
            said = f"часов больше нормы школы: не больше {most}" if own else checks.over(days, most)
            yield checks.of_class(name, week / HOUR, said)
