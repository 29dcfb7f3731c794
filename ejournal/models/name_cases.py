"""Names in cases as people have corrected them: «от Ивановой Марии»."""

from collections.abc import Collection
from typing import Any

from peewee import CharField, ForeignKeyField

from ejournal.models.journal import Fact
from ejournal.models.people import Person


class NameCase(Fact):
    """How a person is `said` in a `form` of rules.name_cases while called `name`; with a new name no more."""

    person_id: int
    person = ForeignKeyField(Person, on_delete="RESTRICT", backref="+")
    form = CharField(max_length=10)
    name = CharField(max_length=300)
    said = CharField(max_length=300)


def corrected(people: Collection[int], form: str) -> dict[tuple[int, str], str]:
    """What was written last by person and the name that the person had. One query."""
    mine: Any = NameCase.select(NameCase.person, NameCase.name, NameCase.said)
    rows = mine.where(NameCase.person.in_(list(people)) & (NameCase.form == form)).order_by(NameCase.id)
    return {(person, name): said for person, name, said in rows.tuples()}


def sexes(people: Collection[int]) -> dict[int, str]:
    """«m» or «f» of those of whom it is told. One query."""
    mine: Any = Person.select(Person.id, Person.sex).where(Person.id.in_(list(people)))
    return {person: sex for person, sex in mine.tuples() if sex}
