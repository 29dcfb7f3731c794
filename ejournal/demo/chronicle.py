"""What the teachers of the demo remember of each page between its lessons: whom to ask, who missed a work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from zlib import crc32

from ejournal.demo.nature import Pupil
from ejournal.demo.pages import Page, Slot
from ejournal.rules.attendance import ABSENT

NEVER, ONCE = 0.022, 0.08  # of pairs of a pupil and a page in a term: without marks, with one (bounds)
MAKE_UP_DAYS = 14


@dataclass
class Chronicle:
    """The teachers of one year: what they remember of each page between its lessons."""

    pupils: Mapping[int, Pupil]
    _missed: dict[int, dict[int, date]] = field(default_factory=dict)  # page → pupil → day of a missed work
    _orders: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _singles: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)

    def codes(self, page: Page, slot: Slot) -> dict[int, str]:
        """Who is absent or late."""
        found = ((who, self.pupils[who].code(slot.day, slot.number)) for who in page.pupils(slot.day))
        return {who: code for who, code in found if code}

    def order(self, page: Page, term: int) -> list[int]:
        """In which order the pupils of a page are asked in a term."""
        if (page.id, term) not in self._orders:
            pupils = sorted(page.members, key=lambda who: self.pupils[who].key)
            Random(page.key + term).shuffle(pupils)  # noqa: S311 - the demo's fixed seed
            self._orders[page.id, term] = pupils
        return self._orders[page.id, term]

    def may_have(self, page: Page, slot: Slot, pupil: int) -> bool:
        """Whether a pupil can get a mark at a lesson: some get none or one in a term."""
        only = self.singles(page, slot.term).get(pupil)
        return only is None or only == slot.id

    def singles(self, page: Page, term: int) -> dict[int, int]:
        """By pupil: the only lesson of the term with a mark; 0 for none at all."""
        if (page.id, term) not in self._singles:
            slots = [slot for slot in page.slots if slot.term == term]
            self._singles[page.id, term] = {
                who: found for who in page.members if (found := self._single(page, slots, who)) is not None
            }
        return self._singles[page.id, term]

    def _single(self, page: Page, slots: list[Slot], who: int) -> int | None:
        lot = crc32(f"{self.pupils[who].key} {page.key} {slots[0].term}".encode()) / 2**32
        if lot >= ONCE:
            return None
        there = [slot.id for slot in slots if self.pupils[who].code(slot.day, slot.number) != ABSENT]
        return there[crc32(f"{lot}".encode()) % len(there)] if lot >= NEVER and there else 0

    def miss(self, page: Page, slot: Slot, absent: list[int]) -> None:
        """These pupils will be asked about today's work when they are back."""
        self._missed.setdefault(page.id, {}).update(dict.fromkeys(absent, slot.day))

    def back(self, page: Page, slot: Slot, present: set[int]) -> list[int]:
        """Pupils who are back after a missed work; each is asked once."""
        missed = self._missed.get(page.id, {})
        oldest = slot.day - timedelta(days=MAKE_UP_DAYS)
        found = [who for who, day in missed.items() if who in present and oldest <= day < slot.day]
        for who in found:
            del missed[who]
        return found
