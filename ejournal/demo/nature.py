"""What the pupils of the demo are like: how well each learns, when each is ill, late or missing.

All of it follows from a person's СНИЛС and the year, so that a school continued on another day is the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from ejournal.rules.attendance import ABSENT, LATE, PRESENT

WINTER = {11: 1.3, 12: 1.3, 1: 1.4, 2: 2.4, 3: 1.4}  # how much oftener one falls ill, by month
MONDAY = 1.9
RUNS = (1, 2, 3, 4, 5, 5, 7, 9)  # school days of one illness
HEALTH = (0.4, 0.7, 0.9, 1.0, 1.0, 1.2, 1.9)
ILL, LATE_COMER, TRUANT = 0.0095, 0.07, 0.03  # a day falls ill; of all pupils, those who come late and skip
# What is done at a session, by a word of its topic; the first that fits, else the last.
FORMS = {
    "after_school": (
        ("прогулк", "Прогулка"),
        ("на воздух", "Прогулка"),
        ("площадк", "Прогулка"),
        ("самоподгот", "Самоподготовка"),
        ("", "Занятие"),
    ),
    "extracurricular": (
        ("экскурс", "Экскурсия"),
        ("игр", "Игра"),
        ("проект", "Работа над проектом"),
        ("практи", "Практикум"),
        ("", "Беседа"),
    ),
}
OFTEN, SELDOM = 0.12, 0.012  # a day late: those who come late, and anybody else


@dataclass(slots=True)
class Pupil:
    """One pupil in one year; `skips` is the number of the lesson from which a truant is away."""

    id: int
    key: int
    diligence: float
    skill: dict[str, float] = field(default_factory=dict)
    away: set[date] = field(default_factory=set)
    late: set[date] = field(default_factory=set)
    skips: dict[date, int] = field(default_factory=dict)

    def code(self, day: date, number: int) -> str:
        """What the teacher of the lesson `number` notes in the roll call."""
        if day in self.away or number >= self.skips.get(day, 99):
            return ABSENT
        return LATE if number == 1 and day in self.late else PRESENT

    def mark(self, family: str, luck: Random, harder: float = 0.0) -> str:
        """A mark of 2–5 as this pupil gets it in a subject of the family."""
        if family not in self.skill:
            self.skill[family] = self._skill(family)
        return str(min(5, max(2, round(self.skill[family] - harder + luck.gauss(0.0, 0.62)))))

    def _skill(self, family: str) -> float:
        luck = Random(f"{self.key} {family}")  # noqa: S311 - the demo's fixed seed
        return self.diligence + luck.gauss(0.0, 0.3)


def pupil(person: int, key: int, days: Sequence[date]) -> Pupil:
    """A pupil as he is in the year of these school days; `key` is the СНИЛС as a number."""
    luck = Random(f"{key} {days[0].year}")  # noqa: S311 - the demo's fixed seed
    made = Pupil(person, key, diligence=Random(key).gauss(4.08, 0.5))  # noqa: S311 - the demo's fixed seed
    _fall_ill(made, luck, days)
    comes_late = luck.random() < LATE_COMER
    skips = luck.random() < TRUANT
    for day in days:
        if luck.random() < (OFTEN if comes_late else SELDOM):
            made.late.add(day)
        if skips and luck.random() < 0.1:
            made.skips[day] = luck.choice((3, 5, 5, 6))
    return made


def _fall_ill(who: Pupil, luck: Random, days: Sequence[date]) -> None:
    health, place = luck.choice(HEALTH), 0
    while place < len(days):
        day = days[place]
        season = WINTER.get(day.month, 0.7) * (MONDAY if day.isoweekday() == 1 else 1.0)
        if luck.random() < ILL * health * season:
            run = luck.choice(RUNS)
            who.away.update(days[place : place + run])
            place += run + 3
        place += 1


def form(kind: str, topic: str) -> str | None:
    """The режимный момент of a ГПД, the form of внеурочная деятельность; None where there is none."""
    words = topic.casefold()
    return next((told for stem, told in FORMS.get(kind, ()) if stem in words), None)
