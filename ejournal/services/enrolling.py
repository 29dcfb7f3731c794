"""People of the school's lists written many at once: pupils, their classes, groups and guardians (п. 4.4.1).

All of it runs under the current deed. Whom a row is about was found before: by СНИЛС, else by full name and
birth date, a guardian by full name and phone; never by a name alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ejournal.models.curriculum import GroupMember
from ejournal.models.people import Enrolment, Guardianship, Informing, Person, PersonName
from ejournal.models.written import any_written
from ejournal.services import seats
from ejournal.services.deeds import create_many, moment, remove, revise
from ejournal.services.pages import Pages
from ejournal.wording import fold

Identity = int | str  # the number of somebody who is known, else the key of a NewPerson


@dataclass(frozen=True)
class NewPerson:
    """Somebody whom the school does not know yet; `key` names the person within one load."""

    key: str
    surname: str
    name: str
    patronymic: str | None
    sex: str | None
    birth_date: date | None
    snils: str | None
    phone: str | None = None
    email: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class NewPupil:
    """Somebody who is to be in a class; `parts` are numbers of groups by subject."""

    who: Identity
    class_name: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NewGuardian:
    """Who answers for a child, and how this guardian is informed (п. 4.6.1)."""

    who: Identity
    child: Identity
    relation: str
    electronic: bool


def add_people(new: Sequence[NewPerson], since: date) -> dict[str, int]:
    """Create people with the names they have since a day; their numbers by key."""
    people = create_many(
        Person,
        (
            {
                "snils": person.snils,
                "birth_date": person.birth_date,
                "sex": person.sex,
                "phone": person.phone,
                "email": person.email,
                "address": person.address,
            }
            for person in new
        ),
    )
    create_many(PersonName, (_name(made, person, since) for made, person in zip(people, new, strict=True)))
    return {person.key: made.id for made, person in zip(people, new, strict=True)}


def _name(made: Person, person: NewPerson, since: date) -> dict[str, Any]:
    parts = (person.surname, person.name, person.patronymic)
    return {
        "person": made.id,
        "surname": person.surname,
        "name": person.name,
        "patronymic": person.patronymic,
        "folded": fold(" ".join(filter(None, parts))),
        "valid_from": since,
    }


def change_people(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Write what is otherwise of people who are known: contacts, birth dates, СНИЛС."""
    for person in Person.select().where(Person.id.in_(list(changes))):
        revise(person, **changes[person.id])


def enrol(
    pages: Pages, pupils: Sequence[NewPupil], known: Mapping[str, int], order: str, since: date
) -> None:
    """п. 2.1: enrol pupils by an order since a day: in the class, on its pages, in their groups."""
    classes = {name: pages.class_of(name).cohort_id for name in dict.fromkeys(p.class_name for p in pupils)}
    numbers = [number(pupil.who, known) for pupil in pupils]
    create_many(
        Enrolment,
        (
            {"person": who, "cohort": classes[pupil.class_name], "order_number": order, "valid_from": since}
            for who, pupil in zip(numbers, pupils, strict=True)
        ),
    )
    for name, cohort in classes.items():
        own = [who for who, pupil in zip(numbers, pupils, strict=True) if pupil.class_name == name]
        seats.take(pages.whole_pages(cohort), dict.fromkeys(own, (since, None)))
    seat(pages, pupils, known, since)


def seat(pages: Pages, pupils: Sequence[NewPupil], known: Mapping[str, int], since: date) -> None:
    """п. 2.1: put pupils on the pages of their parts of a class since a day; no other part has them then.

    Those who are at home or in a mixed group in the subject stay there.
    """
    asked = {
        (number(pupil.who, known), pages.page_of(pupil.class_name, subject, part).id)
        for pupil in pupils
        for subject, part in pupil.parts
    }
    parts = {group: pages.numbered(group) for _, group in asked}
    away = seats.elsewhere(parts.values(), {who for who, _ in asked}, since)
    wanted = {(who, group) for who, group in asked if (who, parts[group].subject_id) not in away}
    groups = {group for _, group in wanted}
    if any_written(set().union(*(pages.siblings(group) for group in groups)), since):
        since = max(since, moment().date())  # what was written before stays with whoever was there
    for group in groups:
        _leave(pages.siblings(group) - {group}, {who for who, own in wanted if own == group}, since)
    new = sorted(wanted - _seated(groups))
    create_many(GroupMember, ({"group": group, "person": who, "valid_from": since} for who, group in new))


def _seated(groups: Collection[int]) -> set[tuple[int, int]]:
    """Who is in which of these groups and stays."""
    mine = GroupMember.group.in_(list(groups)) & GroupMember.valid_to.is_null()
    query: Any = GroupMember.select(GroupMember.person, GroupMember.group).where(mine).tuples()
    return set(query)


def _leave(groups: Collection[int], people: Collection[int], since: date) -> None:
    """End the days of people in groups before a day; what began on that day or later had not begun."""
    mine = GroupMember.group.in_(list(groups)) & GroupMember.person.in_(list(people))
    for row in GroupMember.select().where(mine & GroupMember.valid_to.is_null()):
        if row.valid_from >= since:
            remove(row)
        else:
            revise(row, valid_to=since - timedelta(days=1))


def answer_for(guardians: Sequence[NewGuardian], known: Mapping[str, int], since: date) -> None:
    """Who answers for whom (п. 4.4.1), and the form of informing each has chosen (п. 4.6.1)."""
    links = [
        {"guardian": number(one.who, known), "child": number(one.child, known), "valid_from": since}
        for one in guardians
    ]
    create_many(
        Guardianship,
        (link | {"relation": one.relation} for link, one in zip(links, guardians, strict=True)),
    )
    create_many(
        Informing, (link | {"electronic": one.electronic} for link, one in zip(links, guardians, strict=True))
    )


def number(who: Identity, known: Mapping[str, int]) -> int:
    return who if isinstance(who, int) else known[who]
