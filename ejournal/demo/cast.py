"""Who can sign in to the demo: the whole staff, a family of each class, families on paper, a stranger."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ejournal.access import Role
from ejournal.db import in_force
from ejournal.demo.calendar import YEAR
from ejournal.demo.tables import read
from ejournal.esia.stand.settings import StandPerson
from ejournal.models.curriculum import Group, Subject
from ejournal.models.people import (
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    class_names,
    names,
)
from ejournal.models.timetable import Lesson, teachers_of

STRANGER = StandPerson(
    snils="99999900116",
    oid=1_999_999_001,
    surname="Посторонний",
    name="Пётр",
    patronymic="Петрович",
    birth_date=date(1985, 5, 5),
    gender="M",
    level="PR",
    trusted=True,
    note="школе неизвестен",
    group="Посторонние",
)
UNKNOWN_BIRTH = date(1980, 1, 1)
TEENAGER = 14  # years: from here on a child has an own account
START = "Начните отсюда"


class Link(NamedTuple):
    """A guardian and a child of one class."""

    guardian: int
    relation: str
    child: int
    cohort: int
    electronic: bool


class Story(NamedTuple):
    """Persons of today's story: a teacher with a planned lesson, a parent and a child of its class."""

    teacher: int
    parent: int
    child: int


def story(today: date) -> Story:
    """The teacher of the lesson that the story opens, and a family of its class that reads the diary."""
    today = _of_year(today)
    lesson = story_lesson(today)
    links = [link for link in _links(today) if link.cohort == lesson.group.cohort_id and link.electronic]
    return Story(min(teachers_of(lesson)), links[0].guardian, links[0].child)


def story_lesson(today: date) -> Any:
    """The lesson that the story opens, with group and subject: its plan is one that the school brought."""
    brought = {(row["subject"], int(row["class"])) for row in read("plans/index.csv")}
    lessons = (
        Lesson.select(Lesson, Group, Subject)
        .join(Group)
        .join(Subject)
        .where((Lesson.date == _of_year(today)) & Group.kind.in_(["class", "part"]))
        .order_by(Group.name, Lesson.number)
    )
    return next(lesson for lesson in lessons if (lesson.group.subject.name, lesson.group.grade) in brought)


def _of_year(today: date) -> date:
    """Whoever looks at the school after its year sees the people and the lessons of its last day."""
    return min(today, YEAR[2])


def people(today: date) -> list[StandPerson]:
    """Everybody of the sign-in page; those of today's story stand first."""
    today = _of_year(today)
    notes = _notes(today)
    first = story(today)
    known = {person.id: person for person in Person.select().where(Person.id.in_(list(notes)))}
    called = names(notes, today)
    ordered = sorted(notes, key=lambda person: person not in first)
    made = [
        _person(known[who], called[who], notes[who][0] if who not in first else START, notes[who][1], today)
        for who in ordered
    ]
    return [*made, _unconfirmed(set(notes), today), STRANGER]


def _unconfirmed(shown: set[int], today: date) -> StandPerson:
    """A guardian on the lists who has not confirmed the account; not one of those shown."""
    guardian = next(link.guardian for link in _links(today) if link.guardian not in shown)
    name = names([guardian], today)[guardian]
    made = _person(Person.get_by_id(guardian), name, STRANGER.group, "неподтверждённая запись", today)
    return replace(made, level="P", trusted=False)


def _notes(today: date) -> dict[int, tuple[str, str]]:
    """Heading and note of everybody shown, by person."""
    notes: dict[int, tuple[str, str]] = {}
    employed: Any = Employment.select(Employment.person, Employment.position).tuples()
    called = class_names(today)
    duties = _duties(called, today)
    for person, position in employed:
        notes[person] = ("Работники школы", ", ".join([position, *duties.get(person, [])]))
    shown = {link.guardian for link in _shown(today)}
    for link in _links(today):
        if link.guardian not in shown:
            continue
        grade = f"{called[link.cohort][0]} класс"
        form = "" if link.electronic else " (на бумаге)"
        heading, known = notes.get(link.guardian, ("Родители", link.relation))
        notes[link.guardian] = (heading, f"{known}, {grade}{form}")
        notes.setdefault(link.child, ("Ученики", grade))
    return notes


def _duties(called: dict[int, tuple[int, str]], today: date) -> dict[int, list[str]]:
    """What somebody does beside the position."""
    held: dict[int, list[str]] = {}
    rows: Any = Duty.select(Duty.person, Duty.role, Duty.cohort).where(in_force(Duty, today)).tuples()
    for person, role, cohort in rows:
        if role == Role.ADMINISTRATOR:
            held.setdefault(person, []).append("администратор журнала")
        elif role == Role.CLASS_TEACHER:
            held.setdefault(person, []).append(f"классный руководитель, {called[cohort][0]} класс")
    return held


def _shown(today: date) -> list[Link]:
    """The first electronic and the first paper family of each class."""
    found: dict[tuple[int, bool], Link] = {}
    for link in _links(today):
        found.setdefault((link.cohort, link.electronic), link)
    kept = story(today)
    return [*(link for link in _links(today) if link.guardian == kept.parent), *found.values()]


def _links(today: date) -> list[Link]:
    same = (Informing.guardian == Guardianship.guardian) & (Informing.child == Guardianship.child)
    query: Any = (
        Guardianship.select(
            Guardianship.guardian,
            Guardianship.relation,
            Guardianship.child,
            Enrolment.cohort,
            Informing.electronic,
        )
        .join(Enrolment, on=(Enrolment.person == Guardianship.child))
        .switch(Guardianship)
        .join(Informing, on=same)
        .where(in_force(Enrolment, today) & in_force(Informing, today))
        .order_by(Guardianship.id)
        .tuples()
    )
    return [Link(*row) for row in query]


def _person(person: Person, name: Any, group: str, note: str, today: date) -> StandPerson:
    born = person.birth_date or UNKNOWN_BIRTH
    child = _age(born, today) < TEENAGER
    assert person.snils is not None and person.sex is not None, "the demo school knows them of everybody"
    return StandPerson(
        snils=person.snils,
        oid=1_000_000_000 + int(person.snils[2:9]),
        surname=name.surname,
        name=name.name,
        patronymic=name.patronymic or "",
        birth_date=born,
        gender=person.sex.upper(),
        level="KD" if child else "PR",
        trusted=not child,
        note=f"{note}, до 14 лет" if child else note,
        group=group,
    )


def _age(born: date, today: date) -> int:
    """Whole years; whoever was born on 29 February turns a year older on 1 March of a common year."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
