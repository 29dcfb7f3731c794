"""«Люди»: who works at the school, by which duties, and from how many devices."""

from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import people
from ejournal.models.sessions import live_sessions
from ejournal.reports.roll import roll_key
from ejournal.rules.snils import masked
from ejournal.wording import class_name, full_name

ROLES = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "deputy": "заместитель директора по УВР",
    "director": "директор",
    "administrator": "администратор электронного журнала",
    "technician": "технический специалист по работе с электронным журналом",
}


@dataclass(frozen=True)
class DutyLine:
    """A duty in force, «классный руководитель, 7 класс», with its order."""

    title: str
    order: str
    since: date


@dataclass(frozen=True)
class StaffLine:
    """A member of the staff; `snils` is masked, `sessions` counts live sign-ins.

    `since` is the first day of work of somebody who is hired from a later day on.
    """

    id: int
    name: str
    positions: tuple[str, ...]
    duties: tuple[DutyLine, ...]
    snils: str
    known: bool
    sessions: int
    since: date | None


def staff(now: datetime, wall_now: datetime) -> tuple[StaffLine, ...]:
    """п. 4.3.2: everybody employed today or from a later day on, by name; a constant number of queries."""
    today = now.date()
    rows = people.staff(today, ahead=True)
    known = people.names({row[0] for row in rows}, today)
    duties, sessions = _duties(today), live_sessions(wall_now)
    positions: dict[int, list[str]] = {}
    first: dict[int, date] = {}
    for person, _, _, position, since in rows:
        positions.setdefault(person, []).append(position)
        first[person] = min(since, first.get(person, since))
    persons = {person: (snils, signed_in) for person, snils, signed_in, *_ in rows if person in known}
    return tuple(
        StaffLine(
            id=person,
            name=full_name(*known[person]),
            positions=tuple(positions[person]),
            duties=tuple(duties.get(person, ())),
            snils=masked(persons[person][0] or ""),
            known=persons[person][1],
            sessions=sessions.get(person, 0),
            since=first[person] if first[person] > today else None,
        )
        for person in sorted(persons, key=lambda person: roll_key(known[person]))
    )


def _duties(today: date) -> dict[int, list[DutyLine]]:
    classes = people.class_names(today)
    found: dict[int, list[DutyLine]] = {}
    for person, role, cohort, order, since in people.duties_on(today, ahead=True):
        led = f", {class_name(*classes[cohort])} класс" if cohort in classes else ""
        found.setdefault(person, []).append(DutyLine(ROLES[role] + led, order, since))
    return found
