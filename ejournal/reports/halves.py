"""The half-years of a class: what its quarters, half-years or trimesters make of its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ejournal.models import curriculum
from ejournal.models.curriculum import Period
from ejournal.models.people import SchoolYear
from ejournal.rules.calendar import half_number
from ejournal.wording import ROMAN


@dataclass(frozen=True)
class Half:
    """п. 4.2.4: one half of a school year (`year` is «2026/2027») with its periods, in order."""

    number: int
    year: str
    first: date
    last: date
    periods: tuple[Period, ...]

    @property
    def title(self) -> str:
        return f"{ROMAN[self.number]} полугодие"


def of_class(year: SchoolYear, grade: int) -> tuple[Half, ...]:
    """Both halves; a half without periods, while the calendar is not known, is left out.

    A trimester belongs to the half in which it ends, so that the third is the second half.
    """
    return _both(year, curriculum.periods(grade, year.valid_from, year.valid_to))


def of_grades(year: SchoolYear) -> dict[int, tuple[Half, ...]]:
    """The same for every grade that has periods, at once."""
    periods = curriculum.periods_of_year(year)
    grades = sorted({grade for one in periods for grade in range(one.grade_from, one.grade_to + 1)})
    return {
        grade: _both(year, [one for one in periods if one.grade_from <= grade <= one.grade_to])
        for grade in grades
    }


def _both(year: SchoolYear, periods: Sequence[Period]) -> tuple[Half, ...]:
    parts = {
        number: [one for one in periods if half_number(one.valid_to, year.valid_from) == number]
        for number in (1, 2)
    }
    return tuple(_half(number, year, part) for number, part in parts.items() if part)


def _half(number: int, year: SchoolYear, periods: Sequence[Period]) -> Half:
    return Half(number, year.name, periods[0].valid_from, periods[-1].valid_to, tuple(periods))


def choose(halves: Sequence[Half], number: int | None, today: date) -> Half | None:
    """The half that was asked for; else the last that has ended, or the first; None when there is none."""
    asked = [half for half in halves if half.number == number]
    ended = [half for half in halves if half.last < today]
    return next(iter([*asked, *reversed(ended), *halves]), None)
