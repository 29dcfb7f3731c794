"""«Оценивание»: how pages of the journal and single pupils of them are graded, and where it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ejournal.models import gradings as stored
from ejournal.models.curriculum import Group, Period, members_on
from ejournal.models.gradings import Way
from ejournal.models.people import names
from ejournal.models.term_records import periods_of_groups
from ejournal.reports.periods import title
from ejournal.reports.roll import roll_names, roll_order
from ejournal.rules import gradings as rules
from ejournal.rules.gradings import TITLES, Ways
from ejournal.wording import date_numeric


def ways_of(groups: Sequence[Group]) -> Ways:
    """п. 4.5.4: how these pages and their pupils are graded. One query."""
    return rules.ways(groups, stored.ways([group.id for group in groups]))


def next_start(groups: Sequence[Group], today: date) -> date | None:
    """The first day of the next period of these pages, None in the last one. One query."""
    return rules.next_start((one for own in periods_of_groups(groups).values() for one in own), today)


@dataclass(frozen=True)
class Decided:
    """A decision in words: of whom, how, which days, by which paper."""

    who: str
    pupil: int | None
    told: str
    days: str
    paper: str


@dataclass(frozen=True)
class PageGrading:
    """A page: how it is graded today, what is decided of it and of its pupils, and whom one may choose."""

    group: int
    subject: str
    title: str
    now: str
    decided: tuple[Decided, ...]
    periods: tuple[Period, ...]
    titles: dict[int, str]
    pupils: tuple[tuple[int, str], ...]


def page(group: Group, today: date) -> PageGrading:
    """п. 4.5.4: a constant number of queries."""
    found = stored.ways([group.id])
    day = min(max(today, group.year.valid_from), group.year.valid_to)
    members = members_on(group.id, day)
    known = names({*members, *(way.pupil for way in found if way.pupil)}, day)
    called = roll_names(known)
    periods = tuple(periods_of_groups([group])[group.id])
    return PageGrading(
        group=group.id,
        subject=group.subject.name,
        title=group.name,
        now=TITLES[rules.ways([group], found).page(group.id, day)],
        decided=tuple(_decided(way, called.get(way.pupil or 0, "вся страница")) for way in found),
        periods=periods,
        titles={one.id: title(one) for one in periods},
        pupils=tuple((pupil, called[pupil]) for pupil in roll_order(known) if pupil in members),
    )


def _decided(way: Way, who: str) -> Decided:
    until = f" по {date_numeric(way.last)}" if way.last else ""
    return Decided(who, way.pupil, TITLES[way.mode], f"с {date_numeric(way.first)}{until}", way.paper)


@dataclass(frozen=True)
class Subject:
    """A page of a pupil: how the pupil is graded there today, and every own decision."""

    group: int
    name: str
    now: str
    decided: tuple[Decided, ...]


def of_pupil(pupil: int, today: date) -> tuple[list[Group], tuple[Subject, ...]]:
    """п. 4.5.4: the pages of a pupil today, and each in words. Two queries."""
    groups = stored.pages_of_pupil(pupil, today)
    found = stored.ways([group.id for group in groups])
    ways = rules.ways(groups, found)
    subjects = tuple(
        Subject(
            group.id,
            group.subject.name,
            TITLES[ways.of(group.id, pupil, today)],
            tuple(_decided(way, "") for way in found if way.group == group.id and way.pupil == pupil),
        )
        for group in groups
    )
    return groups, subjects
