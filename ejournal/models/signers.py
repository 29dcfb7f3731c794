"""Who signs papers about a child, and the form in force (п. 4.6.1): the guardians, at 18 the pupil alone."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN

from ejournal.db import in_force
from ejournal.models.people import Enrolment, Guardianship, Informing, Person
from ejournal.prepared import prepared

OF_AGE = 18  # years: since this day a pupil signs alone (ГК РФ, ст. 21)
OWN = "совершеннолетний обучающийся"  # as whom such a pupil signs


class Form(NamedTuple):
    """The form of informing in force; `electronic` None: nothing was chosen. The rest as in Informing."""

    electronic: bool | None
    consented: bool | None
    signed: bool | None


class Pair(NamedTuple):
    """A guardian and a child in a class on a day, with the form in force; None: nothing was chosen."""

    child: int
    guardian: int
    relation: str
    electronic: bool | None
    consented: bool | None
    since: date | None


def of_age_from(born: date) -> date:
    """п. 4.6.1: the day from which a pupil signs alone; of the 29th of February, the 1st of March."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        return date(born.year + OF_AGE, 3, 1)


def is_of_age(born: date | None, day: date) -> bool:
    return born is not None and of_age_from(born) <= day


def adults(people: Collection[int], day: date) -> set[int]:
    """Those of these people who are of age on a day. One query."""
    query: Any = Person.select(Person.id, Person.birth_date).where(Person.id.in_(list(people))).tuples()
    return {person for person, born in query if is_of_age(born, day)}


def pairs(cohort: int, day: date) -> list[Pair]:
    """Who signs for whom in a class on a day, and the form in force; one query."""
    return _pairs(Enrolment.cohort == cohort, day)


def pairs_of(children: Collection[int], day: date) -> list[Pair]:
    """The same of these children, wherever they learn."""
    return _pairs(Enrolment.person.in_(list(children)), day)


def classes_with_pairs(day: date) -> list[tuple[int, Pair]]:
    """Everybody with the class on a day: for what is asked of many classes. One query."""
    return _read(True, day)


def _pairs(condition: Any, day: date) -> list[Pair]:
    return [pair for _, pair in _read(condition, day)]


def _read(condition: Any, day: date) -> list[tuple[int, Pair]]:
    """Class and pair, each pair once; of two forms in force the newer one."""
    who = (Enrolment.cohort, Enrolment.person, Person.birth_date, Guardianship.guardian)
    form = (Informing.electronic, Informing.consented, Informing.valid_from)
    query: Any = (
        Enrolment.select(*who, Guardianship.relation, Informing.guardian, *form)
        .join(Person, on=(Enrolment.person == Person.id))
        .join(Guardianship, JOIN.LEFT_OUTER, on=_answers(Person.id, day))
        .join(Informing, JOIN.LEFT_OUTER, on=_chosen(Person.id, day))
        .where(in_force(Enrolment, day))
        .order_by(Guardianship.id, Enrolment.id, Informing.valid_from)
    )
    rows = (query if condition is True else query.where(condition)).tuples()
    found: dict[tuple[int, int], tuple[int, Pair]] = {}
    for cohort, child, born, guardian, relation, chose, *chosen in rows:
        signer, whose = (child, OWN) if is_of_age(born, day) else (guardian, relation)
        if signer is None:
            continue
        if chose == signer:
            found[signer, child] = cohort, Pair(child, signer, whose, *chosen)
        else:
            found.setdefault((signer, child), (cohort, Pair(child, signer, whose, None, None, None)))
    return list(found.values())


def _answers(child: Any, day: Any) -> Any:
    return (Guardianship.child == child) & in_force(Guardianship, day)


def _chosen(child: Any, day: Any) -> Any:
    """The choices of a guardian of the child, and of the child alone; `is_of_age` says which one counts."""
    either = (Informing.guardian == Guardianship.guardian) | (Informing.guardian == child)
    return (Informing.child == child) & either & in_force(Informing, day)


@prepared
def _consents(child: int, day: date) -> Any:
    return (
        Person.select(Person.birth_date, Guardianship.guardian, Informing.guardian, Informing.consented)
        .join(Guardianship, JOIN.LEFT_OUTER, on=_answers(Person.id, day))
        .join(Informing, JOIN.LEFT_OUTER, on=_chosen(Person.id, day))
        .where(Person.id == child)
        .order_by(Guardianship.id, Informing.valid_from)
        .tuples()
    )


def consents_for(child: int, day: date) -> list[bool | None]:
    """п. 4.6.1: of each guardian, or of a pupil of 18: True a valid consent, False a refusal or a withdrawal,
    None nothing yet."""
    found: dict[int, bool | None] = {}
    for born, guardian, chose, consented in _consents(child, day):
        signer = child if is_of_age(born, day) else guardian
        if signer is not None:
            found[signer] = consented if chose == signer else found.get(signer)
    return list(found.values())


def children(guardian: int, day: date) -> list[tuple[int, Form]]:
    """Enrolled children of a guardian with the form in force, that of a pupil of 18 being the pupil's own."""
    found: dict[int, Form] = {}
    for child, born, chose, *form in _children(guardian, day):
        counts = chose == (child if is_of_age(born, day) else guardian)
        if counts or child not in found:
            found[child] = Form(*form) if counts else Form(None, None, None)
    return list(found.items())


@prepared
def _children(guardian: int, day: date) -> Any:
    who = (Guardianship.child, Person.birth_date, Informing.guardian)
    return (
        Guardianship.select(*who, Informing.electronic, Informing.consented, Informing.signed)
        .join(Person, on=(Person.id == Guardianship.child))
        .join(Enrolment, on=(Enrolment.person == Person.id))
        .join(Informing, JOIN.LEFT_OUTER, on=_chosen(Person.id, day))
        .where((Guardianship.guardian == guardian) & in_force(Guardianship, day) & in_force(Enrolment, day))
        .order_by(Guardianship.id, Informing.valid_from)
        .tuples()
    )
