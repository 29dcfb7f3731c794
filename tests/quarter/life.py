"""What happens in the quarter: who is away, who is asked, which works are written; from one seed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.quarter.school import Given

WEIGHTS = {"answer": 1, "control": 3, "dictation": 3}
EVERY = 6  # lessons of a page between its control works
DICTATION = 8  # and between its dictations, on the page of Russian
ASKED = 4
FEW = 3  # of so many nobody's work is forgotten


@dataclass
class Diary:
    """What the teachers have written, kept apart from the journal: all that is expected comes from here."""

    luck: Random = field(default_factory=lambda: Random(2026))
    away: dict[tuple[int, date], bool] = field(default_factory=dict)
    marks: dict[tuple[int, int], list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    missed: Counter[tuple[int, date]] = field(default_factory=Counter)
    held: Counter[tuple[int, date]] = field(default_factory=Counter)
    owed: dict[tuple[int, int], list[date]] = field(default_factory=lambda: defaultdict(list))
    given: Counter[int] = field(default_factory=Counter)
    ill: set[tuple[int, date]] = field(default_factory=set)
    tried: Counter[str] = field(default_factory=Counter)
    forgotten: list[tuple[Given, int]] = field(
        default_factory=list
    )  # present, and without a mark for the work

    def absent(self, pupil: int, day: date) -> bool:
        """Whether a pupil is away on a day; a long illness now and then."""
        if (pupil, day) not in self.away:
            self.away[pupil, day] = self.luck.random() < 0.05
        return self.away[pupil, day]

    def late(self, pupil: int) -> bool:
        """Whether who came came late: «ОП» is no absence (7.2)."""
        return self.luck.random() < 0.03

    def plan(self, lesson: Given, subject: str) -> tuple[dict[int, str], dict[tuple[str, int], str]]:
        """Who is away or late, and the marks by (column, pupil); a debt is written when one is back.

        `subject` is that of a page with marks, else "".
        """
        called = {pupil: "Н" for pupil in lesson.members if self.absent(pupil, lesson.day)}
        there = [pupil for pupil in lesson.members if pupil not in called]
        called |= {pupil: "ОП" for pupil in there if self.late(pupil)}
        self.given[lesson.group] += 1
        if not subject:
            return called, {}
        put = {("answer", pupil): self._value() for pupil in self._some(there)}
        if self.given[lesson.group] % EVERY == 0:
            put |= self._control(lesson, there)
        elif self.given[lesson.group] % DICTATION == 0 and subject == "Русский язык":
            put |= {("dictation", pupil): f"{self._value()}/{self._value()}" for pupil in there}
        for pupil in there:
            for day in [day for day in self.owed[lesson.group, pupil] if day < lesson.day]:
                self.owed[lesson.group, pupil].remove(day)
                put[f"control_{day:%Y%m%d}", pupil] = self._value()
        return called, put

    def _control(self, lesson: Given, there: list[int]) -> dict[tuple[str, int], str]:
        """Who was away owes it; of the others one is forgotten."""
        for pupil in set(lesson.members) - set(there):
            self.owed[lesson.group, pupil].append(lesson.day)
        put = {("control", pupil): self._value() for pupil in there}
        if len(there) > FEW:
            self.forgotten.append((lesson, there[-1]))
            del put["control", there[-1]]
        return put

    def write(self, lesson: Given, called: dict[int, str], put: dict[tuple[str, int], str]) -> None:
        """Keep what the journal has taken; «4/5» are two marks."""
        for (column, pupil), value in put.items():
            weight = WEIGHTS[column.partition("_")[0]]
            self.marks[lesson.group, pupil] += [(one, weight) for one in value.split("/")]
        for pupil in lesson.members if lesson.counts else ():
            self.held[pupil, lesson.day] += 1
            self.missed[pupil, lesson.day] += called.get(pupil) == "Н"

    def elsewhere(self, group: int, pupil: int, values: str) -> None:
        """п. 2.1: marks of a sanatorium: each counts as an answer does."""
        self.marks[group, pupil] += [(value, 1) for value in values]

    def term(self, group: int, pupil: int, hours: int) -> str:
        """Domain facts 7.3: the mean to hundredths (5.1) against 4,60 / 3,60 / 2,60; "" for too few.

        Of so many hours a week (2.2): «1 ч — 3; 2 ч — 5; 3 ч — 7; 4 ч — 8; 5 ч и более — 10».
        """
        found = self.marks[group, pupil]
        if len(found) < (3, 3, 5, 7, 8, 10)[min(hours, 5)]:
            return ""
        total, weights = sum(int(value) * weight for value, weight in found), sum(w for _, w in found)
        hundredths = (200 * total + weights) // (2 * weights)  # a half up
        return next(
            (value for least, value in ((460, "5"), (360, "4"), (260, "3")) if hundredths >= least), "2"
        )

    def lessons_missed(self, pupil: int) -> tuple[int, int, int]:
        """Days missed whole, lessons missed, of them of illness."""
        days = [day for (who, day), lost in self.missed.items() if who == pupil and lost]
        whole = sum(self.missed[pupil, day] == self.held[pupil, day] for day in days)
        lost = {day: self.missed[pupil, day] for day in days}
        return whole, sum(lost.values()), sum(n for day, n in lost.items() if (pupil, day) in self.ill)

    def _value(self) -> str:
        return self.luck.choice("55444433322")

    def _some(self, there: list[int]) -> list[int]:
        return self.luck.sample(there, min(ASKED, len(there)))
