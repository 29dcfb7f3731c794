"""Hours of the curriculum against the lessons of a week, page by page (п. 4.2.1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ejournal.models.curriculum import Group, hours_of, pages_of_year
from ejournal.models.people import SchoolYear
from ejournal.models.week import Entry
from ejournal.wording import decimal

HOUR = 10  # tenths


@dataclass(frozen=True)
class PageHours:
    """A page of the journal: tenths of an hour that the curriculum asks for, None when it asks nothing."""

    page: int
    cohort: int | None
    kind: str
    name: str
    subject: str
    asked: int | None
    placed: int

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


def pages(year: SchoolYear, week: Iterable[Entry]) -> list[PageHours]:
    """Every page of a year with its hours. Two queries."""
    asked = {(row.cohort_id, row.subject_id): row.tenths for row in hours_of(year)}
    placed = Counter(entry.page for entry in week)
    return [
        PageHours(
            page=group.id,
            cohort=group.cohort_id,
            kind=group.kind,
            name=group.name,
            subject=group.subject.name,
            asked=_asked(group, asked),
            placed=placed[group.id],
        )
        for group in pages_of_year(year, None, date.min)
    ]


def _asked(group: Group, asked: dict[tuple[int, int], int]) -> int | None:
    if group.kind not in ("class", "part") or group.cohort_id is None:
        return None
    return asked.get((group.cohort_id, group.subject_id))


def hours(tenths: int) -> str:
    """«3», «0,5»."""
    return str(tenths // HOUR) if tenths % HOUR == 0 else decimal(tenths / HOUR, 1)
