"""Hours of the curriculum against the lessons of a week, page by page (п. 4.2.1)."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ejournal.models.curriculum import Group, hours_of, pages_of_year
from ejournal.models.page_periods import WHOLE_YEAR, PagePeriods, Taught
from ejournal.models.people import SchoolYear
from ejournal.models.week import Entry
from ejournal.rules.curriculum import HOUR

Due = Callable[[Taught], bool]  # whether a page that is taught then is asked about


@dataclass(frozen=True)
class PageHours:
    """A page of the journal: tenths of an hour that the curriculum asks for, None when it asks nothing:
    it does not speak of the page, or the page is not taught then. `own`: tenths of a group that no class has.
    """

    page: int
    cohort: int | None
    kind: str
    name: str
    subject: str
    asked: int | None
    placed: int
    taught: Taught = WHOLE_YEAR
    own: int | None = None

    @property
    def loaded(self) -> int | None:
        """Tenths of an hour a week of a teacher: by the curriculum, else the hours of the group itself."""
        return self.own if self.asked is None else self.asked

    @property
    def title(self) -> str:
        return f"{self.subject}, {self.name}"

    @property
    def left(self) -> int:
        """Tenths of an hour that no lesson stands for yet; half an hour is one lesson, a week in two."""
        return max(0, (self.asked or 0) - self.placed * HOUR)

    @property
    def beyond(self) -> int:
        """Lessons more than the curriculum asks for."""
        return 0 if self.asked is None else max(0, (self.placed * HOUR - self.asked) // HOUR)


def pages(year: SchoolYear, week: Iterable[Entry], due: Due) -> list[PageHours]:
    """Every page of a year with its hours. Two queries, and one for periods."""
    periods = PagePeriods(year.id)
    asked = {(row.cohort_id, row.subject_id): row.tenths for row in hours_of(year)}
    placed = Counter(entry.page for entry in week)
    return [
        PageHours(
            page=group.id,
            cohort=group.cohort_id,
            kind=group.kind,
            name=group.name,
            subject=group.subject.name,
            asked=_asked(group, asked) if due(taught) else None,
            placed=placed[group.id],
            taught=taught,
            own=group.week_tenths if due(taught) else None,
        )
        for group in pages_of_year(year, None, date.min)
        for taught in [periods.of(group.grade, group.periods)]
    ]


def class_hours(year: SchoolYear, due: Due) -> dict[int, int]:
    """Tenths of an hour a week by class, without subjects of which no page is taught then. Three queries."""
    periods = PagePeriods(year.id)
    resting: set[tuple[int | None, int]] = set()
    taught: set[tuple[int | None, int]] = set()
    for group in pages_of_year(year, None, date.min):
        own = taught if due(periods.of(group.grade, group.periods)) else resting
        own.add((group.cohort_id, group.subject_id))
    found: dict[int, int] = {}
    for row in hours_of(year):
        if (row.cohort_id, row.subject_id) not in resting - taught:
            found[row.cohort_id] = found.get(row.cohort_id, 0) + row.tenths
    return found


def _asked(group: Group, asked: dict[tuple[int, int], int]) -> int | None:
    if group.kind not in ("class", "part") or group.cohort_id is None:
        return None
    return asked.get((group.cohort_id, group.subject_id))
