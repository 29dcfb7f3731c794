"""«Веса работ»: what each kind of work weighs, now and from the next period; told to families too."""

from dataclasses import dataclass
from datetime import date

from ejournal.models.curriculum import Period
from ejournal.models.weights import Decided, decided
from ejournal.reports.periods import title
from ejournal.rules import weights as rules
from ejournal.rules.works import KINDS, kind
from ejournal.wording import date_numeric, in_sentence


@dataclass(frozen=True)
class Line:
    """A kind of work: what it weighs in the periods that go on, and in those that begin later."""

    code: str
    title: str
    now: int
    next: int


@dataclass(frozen=True)
class Weights:
    """The page of the weights; `since` is the first day on which what is set now may hold."""

    since: date
    periods: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def changes(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.next != line.now)


def page(since: date, today: date) -> Weights:
    """п. 4.5.5: the weights as they are in force and as they will be from the next period. Two queries."""
    found = decided()
    now, ahead = rules.in_force(found, today), rules.in_force(found, since)
    lines = tuple(Line(one.code, one.title, now[one.code], ahead[one.code]) for one in KINDS)
    return Weights(since, _starting(today), lines)


def _starting(today: date) -> tuple[str, ...]:
    """«III четверть — с 11.01.2027»: the periods that have not begun, each kind and number once."""
    query = Period.select().where(Period.valid_from > today).order_by(Period.valid_from, Period.kind)
    return tuple(dict.fromkeys(f"{title(one)} — с {date_numeric(one.valid_from)}" for one in query))


@dataclass(frozen=True)
class Told:
    """What a family is told: the kinds of work by weight, heaviest first, and what changes later."""

    weights: tuple[tuple[int, str], ...]
    changes: tuple[str, ...]
    answer: int
    control: int


def told(start: date) -> Told:
    """п. 2.5, 4.4.4: the weights of a period that began on a day, and those decided for later. One query."""
    found = decided()
    now = rules.in_force(found, start)
    by_weight: dict[int, list[str]] = {}
    for one in KINDS:
        by_weight.setdefault(now[one.code], []).append(in_sentence(one.title))
    weights = tuple((weight, ", ".join(names)) for weight, names in sorted(by_weight.items(), reverse=True))
    changes = tuple(_change(one, now) for one in found if one.since > start)
    return Told(weights, changes, now["answer"], now["control"])


def _change(one: Decided, now: dict[str, int]) -> str:
    said = in_sentence(kind(one.kind).title)
    return f"с {date_numeric(one.since)}: {said} — {one.weight} вместо {now[one.kind]}"
