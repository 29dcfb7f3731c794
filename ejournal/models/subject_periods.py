"""In which periods of the year a subject is taught in a class, by the pages of the journal that it has."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from ejournal.models.curriculum import Group
from ejournal.models.page_periods import PagePeriods, numbers_of
from ejournal.models.people import SchoolYear

PAGES = ("class", "part")  # kinds of pages that the curriculum speaks of


class Spread(NamedTuple):
    """The periods of a subject in a class, none of them: all; and their share of the school days."""

    numbers: frozenset[int] = frozenset()
    share: Fraction = Fraction(1)


class SubjectPeriods:
    """The same of a whole year. No query until a page has periods of its own, then one or two."""

    def __init__(self, year: SchoolYear, pages: Iterable[Group]) -> None:
        self.periods = PagePeriods(year.id)
        self.pages: dict[tuple[int | None, int], list[Group]] = {}
        for group in pages:
            if group.kind in PAGES:
                self.pages.setdefault((group.cohort_id, group.subject_id), []).append(group)
        parted = (group for groups in self.pages.values() for group in groups if group.periods)
        self._parted = {group.cohort_id for group in parted}

    def of(self, cohort: int, subject: int) -> Spread:
        """Parts of a class that are taught in turn have the periods of all, and the larger share."""
        groups = self.pages.get((cohort, subject), [])
        if not groups or any(not group.periods for group in groups):
            return Spread()
        numbers = frozenset(number for group in groups for number in numbers_of(group.periods))
        return Spread(numbers, max(map(self.periods.share, groups)))

    def numbers(self, cohort: int, grade: int) -> list[int]:
        """The periods of a class; none when all of its subjects are taught all the year round."""
        return [one.number for one in self.periods.of_grade(grade)] if cohort in self._parted else []
