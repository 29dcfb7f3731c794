"""The days of a school year on which classes are not taught, and the classes to choose from (п. 2.2)."""

from dataclasses import dataclass
from datetime import date

from ejournal.db import touch
from ejournal.models.curriculum import DayOff
from ejournal.models.people import class_names, year_of_work
from ejournal.wording import class_name


@dataclass(frozen=True)
class Line:
    """Days off; `who` is «вся школа» or a class, `open` says that they may be taken back."""

    id: int
    who: str
    reason: str
    first: date
    last: date
    lost: bool
    open: bool


@dataclass(frozen=True)
class DaysOff:
    """The year with its days off, the newest first, and its classes by number."""

    name: str
    lines: tuple[Line, ...]
    classes: dict[int, str]


def page(today: date) -> DaysOff | None:
    """п. 2.2: the days off of the year of work; None when no year is open. Three queries."""
    year = year_of_work(today)
    if year is None:
        return None
    names = class_names(max(today, year.valid_from))
    classes = {cohort: class_name(*own) for cohort, own in names.items()}
    days = DayOff.select().where(touch(DayOff, year.valid_from, year.valid_to))
    lines = tuple(
        Line(
            id=day.id,
            who=f"{classes.get(day.cohort_id, '')} класс" if day.cohort_id else "вся школа",
            reason=day.reason,
            first=day.valid_from,
            last=day.valid_to,
            lost=bool(day.lost),
            open=day.valid_to >= today,
        )
        for day in days.order_by(DayOff.valid_from.desc(), DayOff.id)
    )
    return DaysOff(year.name, lines, classes)
