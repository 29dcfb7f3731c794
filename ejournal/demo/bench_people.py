"""Who is in the bench school: classes with their pupils and families, teachers; all invented by number."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random

from ejournal.access import Role
from ejournal.demo.seed import Writer
from ejournal.demo.tables import read
from ejournal.models.people import (
    Cohort,
    Duty,
    Employment,
    Enrolment,
    Guardianship,
    Informing,
    Person,
    PersonName,
)
from ejournal.rules.snils import check_digits
from ejournal.wording import fold

SIZES = (23, 24, 25, 23, 24)
BIG, BIG_SIZE = (2020, "А"), 35
DOUBLE = (2009, 2013, 2020)  # years that began with two parallel classes
SENIORS = 9  # pupils who stay for grades 10 and 11
LAST_FOR_MOST, LAST_GRADE = 9, 11
TEACHERS = 48
FIRST_TEACHER, FIRST_PUPIL = 1, 1000  # numbers of people; a pupil's parents come after all pupils
PARENTS = 20000


@dataclass
class SchoolClass:
    """A class through the years; the first of its pupils stay for grades 10 and 11."""

    started: int
    letter: str
    cohort: int = 0
    pupils: list[int] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, str]:
        return self.started, self.letter

    @property
    def size(self) -> int:
        return BIG_SIZE if self.key == BIG else SIZES[(self.started + (self.letter == "Б")) % len(SIZES)]

    @property
    def first_number(self) -> int:
        """The number of its first pupil; classes have forty numbers each."""
        return FIRST_PUPIL + 40 * (2 * (self.started - 1990) + (self.letter == "Б"))

    def grade(self, year: int) -> int:
        return year - self.started + 1

    def present(self, year: int) -> list[int]:
        """Pupils of the class in a year."""
        return self.pupils if self.grade(year) <= LAST_FOR_MOST else self.pupils[:SENIORS]

    def name(self, year: int) -> str:
        """«7А», or «8» when the class has no parallel one."""
        return f"{self.grade(year)}{self.shown_letter(year)}"

    def shown_letter(self, year: int) -> str:
        return self.letter if self.started in DOUBLE and self.grade(year) <= LAST_FOR_MOST else ""


def classes_of(year: int, at_most: int | None) -> list[SchoolClass]:
    """The classes of the year that begins in an autumn; at most so many, the big one first."""
    found = [
        SchoolClass(started, letter)
        for started in range(year, year - LAST_GRADE, -1)
        for letter in ("АБ" if started in DOUBLE and year - started < LAST_FOR_MOST else "А")
    ]
    return sorted(found, key=lambda own: own.key != BIG)[:at_most]


def hire(writer: Writer, since: date) -> list[int]:
    """The teachers; the first three are director, deputy and administrator as well."""
    special = (Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR)
    people = []
    for number in range(TEACHERS):
        who = _person(writer, FIRST_TEACHER + number, "m" if number % 4 == 0 else "f", None, since)
        span = {
            "person": who,
            "order_number": _order(since),
            "valid_from": since.isoformat(),
            "valid_to": None,
            "ended_order": None,
        }
        writer.record(Employment, position="Учитель", **span)
        for role in (Role.TEACHER, *special[number : number + 1]):
            writer.record(Duty, role=role, cohort=None, **span)
        people.append(who)
    return people


def enrol(writer: Writer, own: SchoolClass, leader: int, since: date) -> None:
    """Found a class: its teacher, its pupils and their families; those who will leave have their last day."""
    own.cohort = writer.record(Cohort, started_on=date(own.started, 9, 1).isoformat())
    days = {"valid_from": since.isoformat(), "order_number": _order(since), "cohort": own.cohort}
    graduated = date(own.started + LAST_GRADE, 8, 30)
    writer.record(
        Duty,
        person=leader,
        role=Role.CLASS_TEACHER,
        valid_to=graduated.isoformat(),
        ended_order=_order(graduated),
        **days,
    )
    size = own.size if own.grade(since.year) <= LAST_FOR_MOST else SENIORS
    for place in range(size):
        number = own.first_number + place
        luck = Random(number)  # noqa: S311 - a fixed seed
        born = date(own.started - 7, luck.randint(1, 12), luck.randint(1, 28))
        who = _person(writer, number, luck.choice("mf"), born, since)
        last = graduated if place < SENIORS else date(own.started + LAST_FOR_MOST, 8, 30)
        writer.record(Enrolment, person=who, valid_to=last.isoformat(), left_order=None, **days)
        own.pupils.append(who)
        _family(writer, number, who, since, luck)


def _family(writer: Writer, number: int, child: int, since: date, luck: Random) -> None:
    electronic = luck.random() > 0.04
    for parent, (relation, sex) in enumerate((("мать", "f"), ("отец", "m"))[: luck.choice((1, 2, 2, 2))]):
        who = _person(writer, PARENTS + 2 * number + parent, sex, None, since)
        link = {"guardian": who, "child": child, "valid_from": since.isoformat(), "valid_to": None}
        writer.record(Guardianship, relation=relation, **link)
        writer.record(Informing, electronic=electronic, consented=electronic or None, signed=None, **link)


def _person(writer: Writer, number: int, sex: str, born: date | None, since: date) -> int:
    nine = f"999{number:06d}"
    who = writer.record(
        Person,
        snils=nine + check_digits(nine),
        oid=None,
        birth_date=born.isoformat() if born else None,
        sex=sex,
        version=1,
        phone=None,
        email=None,
        address=None,
    )
    surname, name, patronymic = _name(number, sex)
    writer.record(
        PersonName,
        person=who,
        surname=surname,
        name=name,
        patronymic=patronymic,
        folded=fold(f"{surname} {name} {patronymic}"),
        order_number=None,
        valid_from=since.isoformat(),
        valid_to=None,
    )
    return who


def _name(number: int, sex: str) -> tuple[str, str, str]:
    luck = Random(f"name {number}")  # noqa: S311 - a fixed seed
    return (
        luck.choice(_names(sex, "surname")),
        luck.choice(_names(sex, "name")),
        luck.choice(_names(sex, "patronymic")),
    )


@cache
def _names(sex: str, part: str) -> list[str]:
    """Names of the demo's pupils and parents, to be put together anew."""
    people = [*read("pupils.csv"), *read("guardians.csv")]
    return sorted({row[part] for row in people if row["sex"] == sex and row[part]})


def _order(since: date) -> str:
    return f"№ 1 от {since:%d.%m.%Y}"
