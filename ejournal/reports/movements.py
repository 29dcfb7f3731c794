"""What the forms of movements show: the name in force, the groups of a class to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import cards, people
from ejournal.models.curriculum import Group
from ejournal.models.groups import subjects_apart
from ejournal.models.movements import groups_now, last_movement


@dataclass(frozen=True)
class Divided:
    """A subject for which a class is divided, and the groups by number."""

    subject: int
    title: str
    groups: tuple[tuple[int, str], ...]


def divided(class_name: str, today: date, pupil: int | None = None) -> tuple[Divided, ...]:
    """п. 2.1: the subjects of a class in which one of several groups must be chosen.

    Of a pupil: without those in which the pupil is at home or in a mixed group.
    """
    year = people.year_of_work(today)
    own = people.class_named(class_name, year) if year and class_name else None
    if year is None or own is None:
        return ()
    subjects: dict[int, list[Group]] = {}
    parts = cards.parts_of_class(own.cohort_id, year)
    away = subjects_apart(year, pupil, today) if pupil and parts else set()
    for group in parts:
        subjects.setdefault(group.subject_id, []).append(group)
    return tuple(
        Divided(subject, groups[0].subject.name, _titles(groups))
        for subject, groups in subjects.items()
        if len(groups) > 1 and subject not in away
    )


def _titles(groups: Sequence[Group]) -> tuple[tuple[int, str], ...]:
    """«группа 1», or the whole name where that does not tell them apart."""
    return tuple((group.id, group.name.partition("класс, ")[2] or group.name) for group in groups)


def seated(person: int, today: date) -> set[int]:
    """The groups that a pupil is in today and stays in."""
    return groups_now(person, today)


def came_back(person: int) -> bool:
    """Whether somebody was enrolled before as well."""
    return len(cards.stays([person])) > 1


@dataclass(frozen=True)
class Undoable:
    """The last movement of a person: the key of its deed, what it was, when it was written."""

    deed: str
    title: str
    at: datetime


def undoable(person: int, kinds: Mapping[str, str], now: datetime) -> Undoable | None:
    """п. 2.1: what may be taken back: the last movement, when it is one of these kinds."""
    last = last_movement(person)
    if last is None or last.kind not in kinds:
        return None
    return Undoable(last.deed, kinds[last.kind], last.at.astimezone(now.tzinfo))


def name_now(person: int) -> dict[str, str]:
    """The newest name of a person as fields of a form."""
    names = cards.names_of(person)
    if not names:
        return {"surname": "", "name": "", "patronymic": ""}
    last = names[-1]
    return {"surname": last.surname, "name": last.name, "patronymic": last.patronymic or ""}
