"""п. 4.4.5: the newest batch of weekly sheets, told on the first page of whoever hands them over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ejournal.models import weekly
from ejournal.models.settings import SchoolSettings
from ejournal.models.timetable import teaching_days
from ejournal.reports.on_paper import on_paper
from ejournal.reports.weekly import week_ready

WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Ready:
    """The week whose sheets are ready; of each class how many of how many are not handed over yet."""

    monday: date
    classes: dict[int, tuple[int, int]]

    @property
    def sunday(self) -> date:
        return self.monday + WEEK


def ready(cohorts: Collection[int], school: SchoolSettings, today: date) -> Ready:
    """п. 4.4.5: the classes with lessons in that week and families on paper. Three queries."""
    monday = week_ready(today, school.sheet_day)
    taught = {cohort for cohort, _ in teaching_days(cohorts, monday, monday + WEEK)}
    families = {cohort: own for cohort, own in on_paper(taught, school, today).items() if own}
    given = {pupil for pupil, _ in weekly.handed(families, monday, monday)}
    left = {cohort: len(own.keys() - given) for cohort, own in families.items()}
    return Ready(monday, {cohort: (count, len(families[cohort])) for cohort, count in left.items() if count})
