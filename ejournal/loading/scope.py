"""What a file may be loaded into, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from ejournal.loading.chosen import Chosen
from ejournal.models.curriculum import Group, pages_of_year
from ejournal.models.people import SchoolYear, class_names, year_of_work
from ejournal.rules.orders import is_order
from ejournal.wording import class_name

NO_YEAR = "Сначала откройте учебный год: без него нет ни классов, ни уроков."
NO_ORDER = "Укажите приказ: номер и дату, например «№ 61 от 31.08.2026»."
NO_DAY = "Укажите, с какого дня, в пределах учебного года."
BEFORE = timedelta(days=62)  # people may be employed and enrolled so long before the year
BEGINNING = timedelta(days=45)  # so long a list is taken to be of the beginning of the year


@dataclass(frozen=True)
class Page:
    """A page of the journal that may get a plan."""

    group: Group
    class_name: str

    @property
    def title(self) -> str:
        whole = self.group.kind == "class" and self.class_name
        return f"{self.group.subject.name}, {f'{self.class_name} класс' if whole else self.group.name}"


@dataclass(frozen=True)
class Scope:
    """The day by which what a file does not say is told, the year it is of, the pages that may get plans."""

    today: date
    year: SchoolYear | None
    pages: Collection[Page] = ()

    def since(self, chosen: Chosen) -> date | None:
        """The day from which people are enrolled or employed; None when what was typed is none."""
        if chosen.since:
            try:
                day = date.fromisoformat(chosen.since)
            except ValueError:
                return None
            first = self.year.valid_from - BEFORE if self.year else day
            return day if self.year and first <= day <= self.year.valid_to else None
        first = self.year.valid_from if self.year else self.today
        return first if self.today <= first + BEGINNING else self.today

    def staff_since(self, chosen: Chosen) -> date | None:
        """The same of staff, who prepare the year before it begins: not after today, unless it is typed."""
        day = self.since(chosen)
        return day if chosen.since or day is None else min(self.today, day)

    def timetable_since(self, chosen: Chosen) -> date | None:
        """The same of a timetable: unless a day is typed, the first one of the year that is not past."""
        if chosen.since:
            return self.since(chosen)
        return max(self.today, self.year.valid_from) if self.year else self.today

    def lack_of_order(self, chosen: Chosen) -> str:
        """Why people cannot be enrolled or employed yet; "" when they can."""
        if self.year is None:
            return NO_YEAR
        if self.since(chosen) is None:
            return NO_DAY
        return "" if is_order(chosen.order) else NO_ORDER


def scope(today: date, teacher: int | None, with_pages: bool) -> Scope:
    """The year that is worked in or prepared; its pages, those of one teacher when one is named."""
    year = year_of_work(today)
    return Scope(today, year, pages_of(year, teacher, today) if year and with_pages else ())


def pages_of(year: SchoolYear, teacher: int | None, today: date) -> list[Page]:
    classes = class_names(year.valid_from)
    return [
        Page(group, class_name(*classes[group.cohort_id]) if group.cohort_id in classes else "")
        for group in pages_of_year(year, teacher, today)
    ]
