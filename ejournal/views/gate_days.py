"""The gate of the days on which classes are not taught (п. 2.2)."""

from ejournal.access import Right, Role
from ejournal.models.curriculum import DayOff
from ejournal.models.people import SchoolYear, year_of_work
from ejournal.rules.refusal import Refusal
from ejournal.views.gate import duty_to, hide
from ejournal.views.here import school_now


def year_to_change() -> tuple[SchoolYear, Role]:
    """п. 2.2: the school year of today, else the next one; a refusal when none is open."""
    duty = duty_to(Right.CLOSE_DAYS)
    found = year_of_work(school_now().date())
    if found is None:
        raise Refusal("2.2", "Учебный год ещё не открыт: откройте его на странице «Подготовка».")
    return found, duty


def day_to_open(number: int) -> tuple[DayOff, Role]:
    """п. 2.2: days off, else 404."""
    duty = duty_to(Right.CLOSE_DAYS)
    found: DayOff | None = DayOff.get_or_none(DayOff.id == number)
    return found or hide(number), duty
