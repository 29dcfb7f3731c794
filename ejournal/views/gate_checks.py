"""The gate of the checks of the journal: of which classes, and in which year."""

from ejournal import access
from ejournal.access import Right
from ejournal.models.people import SchoolYear
from ejournal.views.gate import forbid, hide, note, visitor, year_to_print


def classes_to_check() -> tuple[SchoolYear | None, frozenset[int] | None]:
    """п. 4.4: the year that goes on, and the classes within reach, None for all; reading is logged."""
    duty, cohorts = access.duty_for_classes(visitor(), Right.CHECK_JOURNAL) or forbid()
    note("read", duty)
    return year_to_print(), cohorts


def class_within(asked: int, cohorts: frozenset[int] | None) -> int:
    """The class that is asked for, 0 for all; one beyond reach is 404."""
    if asked and cohorts is not None and asked not in cohorts:
        hide(asked)
    return asked
