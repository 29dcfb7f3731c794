"""Queries of the cards of people: everything that is stored about one person, or a few, with its days."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, fn

from ejournal.db import in_force
from ejournal.models.curriculum import Group, GroupMember, Subject
from ejournal.models.people import (
    ClassYear,
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    PersonName,
    SchoolYear,
)

AFTER = (" ", "-")  # what a word of a name begins after


class Found(NamedTuple):
    """A person one of whose names answers a search, under that name."""

    person: int
    surname: str
    name: str
    patronymic: str | None


class Stay(NamedTuple):
    """A pupil's days in a class, by orders."""

    person: int
    cohort: int
    order: str
    first: date
    last: date | None
    left_order: str | None


class Kin(NamedTuple):
    """A guardian and a child; `electronic` is the form of informing, None when none was chosen."""

    guardian: int
    child: int
    relation: str
    electronic: bool | None


def named(words: Collection[str], most: int) -> list[Found]:
    """People one of whose names has a word that begins with each of these folded beginnings, by alphabet."""
    condition = PersonName.id.is_null(False)
    for word in words:
        begun = PersonName.folded.startswith(word)
        for sign in AFTER:
            begun |= PersonName.folded.contains(sign + word)
        condition &= begun
    columns = (PersonName.person, PersonName.surname, PersonName.name, PersonName.patronymic)
    query: Any = PersonName.select(*columns).where(condition).order_by(PersonName.folded, PersonName.id)
    found: dict[int, Found] = {}
    for row in query.limit(most * 2).tuples():  # a person may have several names
        found.setdefault(row[0], Found(*row))
    return list(found.values())[:most]


def with_snils(digits: str) -> int | None:
    """The person with a СНИЛС."""
    found: Person | None = Person.get_or_none(Person.snils == digits)
    return found.id if found else None


def stays(people: Collection[int]) -> list[Stay]:
    """All days of these people in classes, oldest first."""
    columns = (Enrolment.person, Enrolment.cohort, Enrolment.order_number)
    days = (Enrolment.valid_from, Enrolment.valid_to, Enrolment.left_order)
    query: Any = Enrolment.select(*columns, *days).where(Enrolment.person.in_(list(people)))
    return [Stay(*row) for row in query.order_by(Enrolment.valid_from, Enrolment.id).tuples()]


def titles() -> dict[int, list[tuple[date, int, str]]]:
    """What every class was called: first day of the year, grade and letter, oldest first."""
    query: Any = ClassYear.select(
        ClassYear.cohort, SchoolYear.valid_from, ClassYear.grade, ClassYear.letter
    ).join(SchoolYear)
    found: dict[int, list[tuple[date, int, str]]] = {}
    for cohort, *title in query.order_by(SchoolYear.valid_from).tuples():
        found.setdefault(cohort, []).append((title[0], title[1], title[2]))
    return found


def kin_of(people: Collection[int], day: date) -> list[Kin]:
    """Who answers for these people, and for whom they answer, on a day; of two choices the newer one."""
    those = list(people)
    same = (Informing.guardian == Guardianship.guardian) & (Informing.child == Guardianship.child)
    mine = Guardianship.guardian.in_(those) | Guardianship.child.in_(those)
    query: Any = (
        Guardianship.select(
            Guardianship.guardian, Guardianship.child, Guardianship.relation, Informing.electronic
        )
        .join(Informing, JOIN.LEFT_OUTER, on=(same & in_force(Informing, day)))
        .where(mine & in_force(Guardianship, day))
        .order_by(Guardianship.id, Informing.valid_from)
        .tuples()
    )
    return list({row[:2]: Kin(*row) for row in query}.values())


def persons(people: Collection[int]) -> dict[int, Person]:
    """The rows of these people by number."""
    return {row.id: row for row in Person.select().where(Person.id.in_(list(people)))}


def names_of(person: int) -> list[PersonName]:
    """Every name of a person, oldest first."""
    return list(PersonName.select().where(PersonName.person == person).order_by(PersonName.valid_from))


def groups_of(person: int) -> list[tuple[str, str, date, date | None]]:
    """Subject, group, first and last day of a pupil in every group."""
    query: Any = (
        GroupMember.select(Subject.name, Group.name, GroupMember.valid_from, GroupMember.valid_to)
        .join(Group)
        .join(Subject)
        .where(GroupMember.person == person)
        .order_by(Subject.name, GroupMember.valid_from)
        .tuples()
    )
    return list(query)


def duties_of(person: int) -> list[tuple[str, int | None, str, date, date | None]]:
    """Role, class, order, first and last day of every duty of a person."""
    columns = (Duty.role, Duty.cohort, Duty.order_number, Duty.valid_from, Duty.valid_to)
    query: Any = Duty.select(*columns).where(Duty.person == person).order_by(Duty.valid_from, Duty.id)
    return list(query.tuples())


def works_of(people: Collection[int], day: date) -> list[tuple[int, str, str, date]]:
    """Person, position, order and first day of every employment in force."""
    mine = Employment.person.in_(list(people)) & in_force(Employment, day)
    columns = (Employment.person, Employment.position, Employment.order_number, Employment.valid_from)
    query: Any = Employment.select(*columns).where(mine).order_by(Employment.valid_from, Employment.id)
    return list(query.tuples())


def classes_around(person: int, day: date) -> frozenset[int]:
    """The classes of a day in which somebody is, or has a child to answer for."""
    children = Guardianship.select(Guardianship.child).where(
        (Guardianship.guardian == person) & in_force(Guardianship, day)
    )
    mine = (Enrolment.person == person) | Enrolment.person.in_(children)
    query: Any = Enrolment.select(Enrolment.cohort).where(mine & in_force(Enrolment, day)).tuples()
    return frozenset(cohort for (cohort,) in query)


def pupils_of_class(cohort: int, day: date) -> list[int]:
    """The pupils of a class on a day."""
    here = (Enrolment.cohort == cohort) & in_force(Enrolment, day)
    query: Any = Enrolment.select(Enrolment.person).where(here).tuples()
    return [person for (person,) in query]


def guardians_among(people: Collection[int]) -> set[int]:
    """Those of these people who answer or have answered for a child."""
    query: Any = Guardianship.select(Guardianship.guardian).where(Guardianship.guardian.in_(list(people)))
    return {person for (person,) in query.tuples()}


def all_pupils(day: date) -> list[int]:
    """Everybody who is a pupil on a day."""
    query: Any = Enrolment.select(Enrolment.person).where(in_force(Enrolment, day)).distinct().tuples()
    return [person for (person,) in query]


def classes_of_year(year: SchoolYear) -> list[tuple[int, int, str]]:
    """Class, grade and letter of every class of a year, in order."""
    columns = (ClassYear.cohort, ClassYear.grade, ClassYear.letter)
    query: Any = ClassYear.select(*columns).where(ClassYear.year == year)
    return list(query.order_by(ClassYear.grade, ClassYear.letter).tuples())


def parts_of_class(cohort: int, year: SchoolYear) -> list[Group]:
    """The groups that a class is divided into, with their subjects."""
    mine = (Group.cohort == cohort) & (Group.year == year) & (Group.kind == "part")
    query = Group.select(Group, Subject).join(Subject).where(mine)
    return list(query.order_by(Subject.name, Group.name, Group.id))


def pupils_by_class(year: SchoolYear, day: date) -> dict[int, int]:
    """How many pupils every class of a year has on a day."""
    here = in_force(Enrolment, day) & (ClassYear.year == year)
    query: Any = (
        Enrolment.select(Enrolment.cohort, fn.COUNT(Enrolment.id))
        .join(ClassYear, on=(ClassYear.cohort == Enrolment.cohort))
        .where(here)
        .group_by(Enrolment.cohort)
    )
    return dict(query.tuples())
