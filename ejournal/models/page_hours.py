"""Which hours of the curriculum are those of a page of the journal."""

from collections.abc import Collection
from typing import Any

from ejournal.models.curriculum import CurriculumHour, Group
from ejournal.prepared import prepared


def of_page() -> Any:
    """The hours of the curriculum that are those of a page: of a class, or of a part of it."""
    whose = (CurriculumHour.year == Group.year) & (CurriculumHour.cohort == Group.cohort)
    return whose & (CurriculumHour.subject == Group.subject) & Group.kind.in_(("class", "part"))


def hours_of_pages(groups: Collection[int]) -> dict[int, int]:
    """Tenths of an hour a week of these pages, of those that the curriculum tells of. One query."""
    return dict(_hours_of_pages(groups))


@prepared
def _hours_of_pages(groups: Collection[int]) -> Any:
    query: Any = Group.select(Group.id, CurriculumHour.tenths).join(CurriculumHour, on=of_page())
    return query.where(Group.id.in_(groups)).tuples()
