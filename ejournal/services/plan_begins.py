"""КТП of a page that the journal begins in the middle of a year: what was passed before (п. 4.5.1)."""

from collections.abc import Sequence
from datetime import date, datetime

from ejournal.access import Actor
from ejournal.models.curriculum import Group
from ejournal.models.lesson_texts import items_taken
from ejournal.models.people import SchoolYear
from ejournal.models.plans import items_of
from ejournal.rules.plans import Begun
from ejournal.rules.refusal import Refusal
from ejournal.services.deeds import deed, revise
from ejournal.wording import date_numeric

CLAUSE = "4.5.1"
TAKEN = "Тема № {0} уже записана в урок: пройденным до журнала может быть только то, что до неё."
TOO_FAR = "В плане тем {0}: «уже пройдено» — номер от 0 до {0}."


def check(passed: int, count: int, by: date, year: SchoolYear) -> None:
    """п. 4.5.1: a number of the plan, a day of the year."""
    if not 0 <= passed <= count:
        raise Refusal(CLAUSE, TOO_FAR.format(count))
    first, last = year.valid_from, year.valid_to
    if not first <= by <= last:
        days = f"с {date_numeric(first)} по {date_numeric(last)}"
        raise Refusal(CLAUSE, f"Первый урок по плану — в пределах учебного года: {days}.")


def untaken(plan: int | None, passed: int) -> None:
    """Refused when a lesson of the journal has taken what is said to be passed before it."""
    before = [item for item in items_of([plan]) if item.number <= passed]
    taken = items_taken([item.id for item in before])
    if first := min((item.number for item in before if item.id in taken), default=0):
        raise Refusal(CLAUSE, TAKEN.format(first))


@deed("plan.begin", of="teaching_group", alone=True)
def begin(group: Group, passed: int, since: date, *, by: Actor, now: datetime) -> None:
    """п. 4.5.1: the lessons of a page from a day on take what comes after number `passed` of its plan."""
    items = items_of([group.plan_id])
    check(passed, len(items), since, group.year)
    untaken(group.plan_id, passed)
    keep([group], Begun(passed, since))


def keep(groups: Sequence[Group], start: Begun) -> None:
    """A part of the deed that is being done; what is the same stays."""
    wanted = (start.passed, start.by) if start.passed else (None, None)
    for group in groups:
        if (group.passed, group.passed_by) != wanted:
            revise(group, passed=wanted[0], passed_by=wanted[1])
