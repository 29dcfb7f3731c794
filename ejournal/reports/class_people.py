"""The list of a class: its pupils by alphabet and what is missing of each; the classes of the year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ejournal.models import cards, data_notices, people
from ejournal.models.groups import classes_with_pages
from ejournal.reports.cards import lacking, title_on
from ejournal.reports.roll import roll_order
from ejournal.wording import class_name, full_name


@dataclass(frozen=True)
class PupilLine:
    """A pupil of the list."""

    person: int
    name: str
    birth_date: date | None
    address: str
    lacks: tuple[str, ...]
    family: tuple[str, ...] = ()  # what is missing of the guardians


@dataclass(frozen=True)
class ClassList:
    """A class on a day; `missing` counts what is missing, `lacking` the pupils it is missing of.

    `told`: what families have told of changed data, and nobody has answered.
    """

    cohort: int
    title: str
    pupils: tuple[PupilLine, ...]
    told: int
    ahead: date | None  # the first day of the year, when it has not begun
    order: str = ""  # that gave the class this name within the year

    @property
    def missing(self) -> int:
        return sum(len(pupil.lacks) for pupil in self.pupils)

    @property
    def families(self) -> int:
        return sum(bool(pupil.family) for pupil in self.pupils)

    @property
    def lacking(self) -> int:
        return sum(bool(pupil.lacks) for pupil in self.pupils)


@dataclass(frozen=True)
class ClassLine:
    """A class of the year, how many pupils it has, whether it has pages of the journal."""

    cohort: int
    title: str
    pupils: int
    pages: bool


def of_class(cohort: int, today: date) -> ClassList:
    """п. 4.4.1: the pupils of a class today, of a year that has not begun on its first day.

    A constant number of queries.
    """
    year = people.year_of_work(today)
    ahead = year.valid_from if year and year.valid_from > today else None
    today = ahead or today
    pupils = cards.pupils_of_class(cohort, today)
    kin = [one for one in cards.kin_of(pupils, today) if one.child in pupils]
    rows = cards.persons({*pupils, *(one.guardian for one in kin)})
    named = people.names(pupils, today)
    lines = (
        PupilLine(
            pupil,
            full_name(*named[pupil]),
            rows[pupil].birth_date,
            rows[pupil].address or "",
            lacking(rows[pupil], [one for one in kin if one.child == pupil], rows, pupil=True, staff=False),
            tuple(
                f"{one.relation}: {lack}"
                for one in kin
                if one.child == pupil
                for lack in lacking(rows[one.guardian], [], rows, pupil=False, staff=True)
            ),
        )
        for pupil in roll_order(named)
    )
    title = title_on(cards.titles(), cohort, today)
    own = people.class_of_year(cohort, year) if year else None
    order = (own.order_number or "") if own else ""
    return ClassList(cohort, title, tuple(lines), data_notices.waiting(pupils), ahead, order)


def classes(today: date, within: Collection[int] | None = None) -> tuple[ClassLine, ...]:
    """The classes of the year of work with their numbers of pupils."""
    year = people.year_of_work(today)
    if year is None:
        return ()
    pupils = cards.pupils_by_class(year, max(today, year.valid_from))
    paged = classes_with_pages(year)
    return tuple(
        ClassLine(cohort, class_name(grade, letter), pupils.get(cohort, 0), cohort in paged)
        for cohort, grade, letter in cards.classes_of_year(year)
        if within is None or cohort in within
    )
