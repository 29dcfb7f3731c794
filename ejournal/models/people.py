"""People, their names by date, duties by order, classes as cohorts, families."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    fn,
)

from ejournal.db import Table, in_force, touch
from ejournal.prepared import prepared


class Person(Table):
    """Anybody the school knows. СНИЛС: 11 digits; oid: the number in ЕСИА, learnt at first sign-in.

    Without a СНИЛС nobody signs in. `sex`: m, f, None where nothing told it; `phone`: «+7», ten digits.
    """

    snils = CharField(max_length=11, unique=True, null=True)
    oid = BigIntegerField(null=True, unique=True)
    birth_date = DateField(null=True)
    sex = CharField(max_length=1, null=True)
    version = IntegerField(default=1)
    phone = CharField(max_length=20, null=True)
    email = CharField(max_length=100, null=True)
    address = CharField(max_length=300, null=True)


class PersonName(Table):
    """A name, its days, the order that gave it: a paper prints that of its day. `folded` is for search."""

    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    surname = CharField(max_length=100)
    name = CharField(max_length=100)
    patronymic = CharField(max_length=100, null=True)
    folded = CharField(max_length=310)
    order_number = CharField(max_length=100, null=True)
    valid_from = DateField()
    valid_to = DateField(null=True)


class Employment(Table):
    """Work at the school, by order; the end of it ends every duty."""

    person_id: int
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    position = CharField(max_length=200)
    order_number = CharField(max_length=100)
    valid_from = DateField()
    valid_to = DateField(null=True)
    ended_order = CharField(max_length=100, null=True)


class Cohort(Table):
    """A class that stays together through the years; its name changes each year (ClassYear)."""

    started_on = DateField()


class SchoolYear(Table):
    """A school year, 1 September to the last school day."""

    name = CharField(max_length=9, unique=True)
    valid_from = DateField()
    valid_to = DateField()


class ClassYear(Table):
    """The name of a cohort in one year: grade 1–11, an optional letter, the order of another one."""

    cohort_id: int
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    year = ForeignKeyField(SchoolYear, on_delete="RESTRICT", backref="+")
    grade = SmallIntegerField()
    letter = CharField(max_length=3)
    order_number = CharField(max_length=100, null=True)


class Duty(Table):
    """п. 4.3.2: a duty by order; `cohort` is set for a class teacher alone. Roles: access.Role."""

    person_id: int
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    role = CharField(max_length=20)
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", null=True, backref="+")
    order_number = CharField(max_length=100)
    valid_from = DateField()
    valid_to = DateField(null=True)
    ended_order = CharField(max_length=100, null=True)


class Enrolment(Table):
    """A pupil's days in a class, by order; `left_order` is the one that ended them."""

    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    cohort = ForeignKeyField(Cohort, on_delete="RESTRICT", backref="+")
    order_number = CharField(max_length=100)
    valid_from = DateField()
    valid_to = DateField(null=True)
    left_order = CharField(max_length=100, null=True)


class Guardianship(Table):
    """Who answers for a child, and as whom (мать, отец, опекун …)."""

    guardian_id: int
    guardian = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    child = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    relation = CharField(max_length=30)
    valid_from = DateField()
    valid_to = DateField(null=True)


class Informing(Table):
    """п. 4.6.1: the form of informing that one guardian chose for one child, from a day on.

    `consented`: True a valid consent, False a refusal or a withdrawal, None nothing yet. `signed` says that
    the choice rests on a signed paper, not on a list that was loaded.
    """

    guardian = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    child = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    electronic = BooleanField()
    consented = BooleanField(null=True)
    signed = BooleanField(null=True)
    valid_from = DateField()
    valid_to = DateField(null=True)


class Name(NamedTuple):
    """The name of a person on some day."""

    surname: str
    name: str
    patronymic: str | None


def names(people: Collection[int], day: date) -> dict[int, Name]:
    """Names in force on `day`, by person; somebody without a name that day is left out."""
    return {row[0]: Name(*row[1:]) for row in _names(people, day)}


@prepared
def _names(people: Collection[int], day: date) -> Any:
    return (
        PersonName.select(PersonName.person, PersonName.surname, PersonName.name, PersonName.patronymic)
        .where(PersonName.person.in_(people) & in_force(PersonName, day))
        .tuples()
    )


def names_on_days(asked: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Name]:
    """The name in force of each of these people on each of these days: one query for all of them."""
    wanted = set(asked)
    query: Any = (
        PersonName.select()
        .where(PersonName.person.in_(sorted({person for person, _ in wanted})))
        .order_by(PersonName.valid_from)
    )
    return {
        (row.person_id, day): Name(row.surname, row.name, row.patronymic)
        for row in (query if wanted else ())
        for person, day in wanted
        if person == row.person_id and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    }


@prepared
def duties(person: int, day: date) -> Any:
    """п. 4.3.2: roles (with the class of a class teacher) in force on `day`; none without employment."""
    employed = Employment.select(Employment.id).where(
        (Employment.person == person) & in_force(Employment, day)
    )
    return (
        Duty.select(Duty.role, Duty.cohort)
        .where((Duty.person == person) & in_force(Duty, day) & fn.EXISTS(employed))
        .tuples()
    )


def is_enrolled(person: int, day: date) -> bool:
    return bool(_enrolments(person, day))


@prepared
def _enrolments(person: int, day: date) -> Any:
    mine = (Enrolment.person == person) & in_force(Enrolment, day)
    return Enrolment.select(Enrolment.id).where(mine).tuples()


def class_names(day: date) -> dict[int, tuple[int, str]]:
    """Grade and letter of every cohort in the school year that holds `day`."""
    query: Any = (
        ClassYear.select(ClassYear.cohort, ClassYear.grade, ClassYear.letter)
        .join(SchoolYear)
        .where(in_force(SchoolYear, day))
        .order_by(ClassYear.grade, ClassYear.letter)
        .tuples()
    )
    return {row[0]: (row[1], row[2]) for row in query}


def newest_year(day: date) -> SchoolYear | None:
    """The school year that holds the day, else the last one before it."""
    begun = SchoolYear.select().where(SchoolYear.valid_from <= day)
    return begun.order_by(SchoolYear.valid_from.desc()).first()  # type: ignore[no-any-return]  # a row or None


def year_of_work(day: date) -> SchoolYear | None:
    """The school year that holds the day; else the next one to come, which is prepared; else the last."""
    coming = SchoolYear.select().where(SchoolYear.valid_to >= day).order_by(SchoolYear.valid_from).first()
    return coming or newest_year(day)


def class_of_year(cohort: int, year: SchoolYear) -> ClassYear | None:
    found: ClassYear | None = ClassYear.get_or_none((ClassYear.cohort == cohort) & (ClassYear.year == year))
    return found


def class_named(name: str, year: SchoolYear) -> ClassYear | None:
    """The class called «5», «7А» in a year; «7а» is the same."""
    asked = name.strip().casefold()
    classes = ClassYear.select().where(ClassYear.year == year)
    return next((own for own in classes if f"{own.grade}{own.letter}".casefold() == asked), None)


def class_between(person: int, first: date, last: date) -> tuple[int, int, str] | None:
    """Class, grade and letter of a pupil in a span; the later one when there were two."""
    year = (SchoolYear.valid_from <= last) & (SchoolYear.valid_to >= first)
    query: Any = (
        Enrolment.select(Enrolment.cohort, ClassYear.grade, ClassYear.letter)
        .join(ClassYear, on=(ClassYear.cohort == Enrolment.cohort))
        .join(SchoolYear)
        .where((Enrolment.person == person) & touch(Enrolment, first, last) & year)
        .order_by(SchoolYear.valid_from.desc(), Enrolment.valid_from.desc())
        .tuples()
    )
    return query.first()  # type: ignore[no-any-return]  # a row or None


def staff(day: date, *, ahead: bool = False) -> list[tuple[int, str, bool, str, date]]:
    """Person, СНИЛС, whether ever signed in, position, first day: one row per employment in force.

    With `ahead` also of whoever begins to work later.
    """
    columns = (Employment.position, Employment.valid_from)
    query: Any = (
        Employment.select(Person.id, Person.snils, Person.oid.is_null(False), *columns)
        .join(Person)
        .where(_goes_on(Employment, day) if ahead else in_force(Employment, day))
        .order_by(Employment.id)
        .tuples()
    )
    return list(query)


def duties_on(day: date, *, ahead: bool = False) -> list[tuple[int, str, int | None, str, date]]:
    """п. 4.3.2: person, role, class, order and first day of every duty in force; `ahead`: or to come."""
    query: Any = (
        Duty.select(Duty.person, Duty.role, Duty.cohort, Duty.order_number, Duty.valid_from)
        .where(_goes_on(Duty, day) if ahead else in_force(Duty, day))
        .order_by(Duty.id)
        .tuples()
    )
    return list(query)


def _goes_on(table: Any, day: date) -> Any:
    return table.valid_to.is_null() | (table.valid_to >= day)


def birth_dates(people: Collection[int]) -> dict[int, date]:
    """Birth dates of those of these people whose date is known; nobody is not asked for."""
    if not people:
        return {}
    known = Person.id.in_(list(people)) & Person.birth_date.is_null(False)
    query: Any = Person.select(Person.id, Person.birth_date).where(known)
    return dict(query.tuples())
