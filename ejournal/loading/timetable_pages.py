"""The pages of the journal that the lessons of a timetable file belong to (п. 2.1)."""

from collections.abc import Iterable
from functools import cached_property

from ejournal.importing.timetable import Slot
from ejournal.models.curriculum import pages_of_year
from ejournal.models.lists import BROUGHT, class_titles
from ejournal.models.people import SchoolYear
from ejournal.services.ahead import Slot as Wanted
from ejournal.services.pages import part_of
from ejournal.wording import class_name, fold

Key = tuple[str, str, str]  # class, folded subject, part


class KnownPages:
    """The pages of a year as a file names them; what it would make anew has a number below zero."""

    def __init__(self, year: SchoolYear) -> None:
        self._year = year
        self._new: dict[Key, int] = {}

    @cached_property
    def _known(self) -> dict[Key, int]:
        classes = {cohort: class_name(*own) for cohort, own in class_titles(self._year).items()}
        return {
            (classes.get(page.cohort_id or 0, ""), fold(page.subject.name), part_of(page.kind, page.name)): (
                page.id
            )
            for page in pages_of_year(self._year, None, self._year.valid_from)
            if page.kind in BROUGHT
        }

    def of(self, slot: Slot) -> int:
        """As services.pages finds them: a class that is not divided yet, or is, though the file is silent."""
        own, subject = slot.class_name, fold(slot.subject)
        others = [slot.group, "" if slot.group == "1" else slot.group, slot.group or "1"]
        found = (self._known.get((own, subject, part)) for part in others)
        key = (own, subject, slot.group)
        return next(filter(None, found), None) or self._new.setdefault(key, -1 - len(self._new))

    def wanted(self, slots: Iterable[Slot]) -> set[Wanted]:
        return {(self.of(slot), slot.weekday, slot.number) for slot in slots}

    def of_classes(self, classes: Iterable[str]) -> list[int]:
        """The known pages of these classes."""
        named = set(classes)
        return [page for key, page in self._known.items() if key[0] in named]
