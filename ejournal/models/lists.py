"""What the lists that a school brings are compared with: people, classes, families, staff, teaching."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any, NamedTuple

from peewee import fn

from ejournal.db import in_force
from ejournal.models.curriculum import CurriculumHour, Group, GroupMember, GroupTeacher, Subject
from ejournal.models.page_periods import PagePeriods, Taught
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
from ejournal.models.timetable import Bell, TimetableEntry

BROUGHT = ("class", "part", "extracurricular")  # kinds of pages that a file names by class, subject and part


class KnownPerson(NamedTuple):
    """Somebody the school knows, under the newest name."""

    id: int
    snils: str | None
    birth_date: date | None
    folded: str
    surname: str
    name: str
    patronymic: str | None
    phone: str | None
    email: str | None
    address: str | None
    sex: str | None


def known_people() -> list[KnownPerson]:
    """Everybody; the newest name of each. One query."""
    names = (PersonName.folded, PersonName.surname, PersonName.name, PersonName.patronymic)
    own = (Person.phone, Person.email, Person.address, Person.sex)
    query: Any = (
        Person.select(Person.id, Person.snils, Person.birth_date, *names, *own)
        .join(PersonName, on=(PersonName.person == Person.id))
        .order_by(PersonName.valid_from)
        .tuples()
    )
    return list({row[0]: KnownPerson(*row) for row in query}.values())


def enrolled(year: SchoolYear) -> dict[int, tuple[int, str]]:
    """By pupil: grade and letter of the class of a year in which the pupil is and stays."""
    query: Any = (
        Enrolment.select(Enrolment.person, ClassYear.grade, ClassYear.letter)
        .join(ClassYear, on=(ClassYear.cohort == Enrolment.cohort))
        .where((ClassYear.year == year) & Enrolment.valid_to.is_null())
        .tuples()
    )
    return {person: (grade, letter) for person, grade, letter in query}


def departed(year: SchoolYear) -> dict[int, date]:
    """By pupil: the last day in a class of a year, of those who left the school during it by order."""
    query: Any = (
        Enrolment.select(Enrolment.person, fn.MAX(Enrolment.valid_to))
        .join(ClassYear, on=(ClassYear.cohort == Enrolment.cohort))
        .where((ClassYear.year == year) & (Enrolment.valid_to >= year.valid_from))
        .group_by(Enrolment.person)
        .tuples()
    )
    staying = enrolled(year)
    return {person: last for person, last in query if person not in staying}


def families() -> dict[int, set[int]]:
    """By child: the guardians of today."""
    query: Any = Guardianship.select(Guardianship.child, Guardianship.guardian)
    found: dict[int, set[int]] = {}
    for child, guardian in query.where(Guardianship.valid_to.is_null()).tuples():
        found.setdefault(child, set()).add(guardian)
    return found


class Answering(NamedTuple):
    """A guardian of a child as whom (мать, отец …); `electronic` is None where no form was chosen."""

    guardian: int
    relation: str
    electronic: bool | None


def answering(day: date) -> dict[int, list[Answering]]:
    """п. 4.6.1: by child, the guardians of a day with the form of informing of each. Two queries."""
    chosen: Any = Informing.select(Informing.guardian, Informing.child, Informing.electronic)
    forms = {row[:2]: row[2] for row in chosen.where(in_force(Informing, day)).tuples()}
    query: Any = Guardianship.select(Guardianship.child, Guardianship.guardian, Guardianship.relation)
    found: dict[int, list[Answering]] = {}
    for child, guardian, relation in (
        query.where(in_force(Guardianship, day)).order_by(Guardianship.id).tuples()
    ):
        one = Answering(guardian, relation, forms.get((guardian, child)))
        found.setdefault(child, []).append(one)
    return found


def positions(day: date) -> dict[int, set[str]]:
    """By person: the positions in force."""
    query: Any = Employment.select(Employment.person, Employment.position).where(in_force(Employment, day))
    found: dict[int, set[str]] = {}
    for person, position in query.tuples():
        found.setdefault(person, set()).add(position)
    return found


def held(year: SchoolYear, day: date) -> dict[int, set[tuple[str, tuple[int, str] | None]]]:
    """By person: the duties in force, those of a class teacher with grade and letter of the class."""
    classes = class_titles(year)
    query: Any = Duty.select(Duty.person, Duty.role, Duty.cohort).where(in_force(Duty, day))
    found: dict[int, set[tuple[str, tuple[int, str] | None]]] = {}
    for person, role, cohort in query.tuples():
        found.setdefault(person, set()).add((role, classes.get(cohort)))
    return found


class Seat(NamedTuple):
    """A person on a page: who teaches it, or who learns in a part of a class."""

    person: int
    subject: str
    cohort: int | None
    kind: str
    group: str


def teaching(year: SchoolYear) -> list[Seat]:
    """Who teaches what in a year, of the pages that a file can name."""
    return list(_seats(GroupTeacher, year, Group.kind.in_(BROUGHT)))


def taught_in(year: SchoolYear) -> dict[int, Taught]:
    """By page: those of a year that are taught in some periods alone."""
    periods = PagePeriods(year.id)
    found = Group.select().where((Group.year == year) & Group.periods.is_null(False))
    return {one.id: periods.of(one.grade, one.periods) for one in found}


def parted(year: SchoolYear) -> list[Seat]:
    """Who is in which part of a class."""
    return list(_seats(GroupMember, year, Group.kind == "part"))


def apart(year: SchoolYear) -> list[Seat]:
    """Who is at home or in a mixed group, in the place of the class's own lessons."""
    return list(_seats(GroupMember, year, Group.kind.in_(("home", "mixed"))))


def _seats(model: Any, year: SchoolYear, which: Any) -> Iterator[Seat]:
    columns = (model.person, Subject.name, Group.cohort, Group.kind, Group.name)
    query = model.select(*columns).join(Group).join(Subject)
    for row in query.where((Group.year == year) & which & model.valid_to.is_null()).tuples():
        yield Seat(*row)


def curriculum(year: SchoolYear) -> dict[tuple[tuple[int, str], str], int]:
    """Tenths of an hour a week by class (grade, letter) and subject."""
    query: Any = (
        CurriculumHour.select(ClassYear.grade, ClassYear.letter, Subject.name, CurriculumHour.tenths)
        .join(Subject)
        .switch(CurriculumHour)
        .join(
            ClassYear,
            on=(ClassYear.cohort == CurriculumHour.cohort) & (ClassYear.year == CurriculumHour.year),
        )
        .where(CurriculumHour.year == year)
        .tuples()
    )
    return {((grade, letter), subject): tenths for grade, letter, subject, tenths in query}


def subjects(year: SchoolYear | None) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names of all subjects, and of those that have pages in a year."""
    query: Any = Subject.select(Subject.name).order_by(Subject.name).tuples()
    own: Any = Subject.select(Subject.name).join(Group).where(Group.year == year).distinct().tuples()
    return tuple(name for (name,) in query), frozenset(name for (name,) in own) if year else frozenset()


def class_titles(year: SchoolYear) -> dict[int, tuple[int, str]]:
    """Grade and letter by cohort."""
    return {
        row.cohort_id: (row.grade, row.letter) for row in ClassYear.select().where(ClassYear.year == year)
    }


class WeekSlot(NamedTuple):
    """A lesson of the week of a class, or of a part of it."""

    grade: int
    letter: str
    subject: str
    kind: str
    group: str
    weekday: int
    number: int
    room: str
    page: int


def week(year: SchoolYear, day: date) -> list[WeekSlot]:
    """The timetable of a year that is in force on a day, of the pages of classes that a file can name."""
    columns = (Subject.name, Group.kind, Group.name, TimetableEntry.weekday, TimetableEntry.number)
    query: Any = (
        TimetableEntry.select(ClassYear.grade, ClassYear.letter, *columns, TimetableEntry.room, Group.id)
        .join(Group)
        .join(Subject)
        .switch(Group)
        .join(ClassYear, on=(ClassYear.cohort == Group.cohort) & (ClassYear.year == Group.year))
        .where((Group.year == year) & Group.kind.in_(BROUGHT) & in_force(TimetableEntry, day))
        .tuples()
    )
    return [WeekSlot(*row) for row in query]


def bells_of(day: date) -> dict[tuple[int, int], tuple[time, time]]:
    """By grade and number of the lesson: when it begins and ends by the bells of a day."""
    rows = Bell.select().where(in_force(Bell, day)).order_by(Bell.grade_to)
    return {
        (grade, bell.number): (bell.starts, bell.ends)
        for bell in rows
        for grade in range(bell.grade_from, bell.grade_to + 1)
    }
