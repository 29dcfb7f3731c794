"""Names in cases for papers of families: proposed, or as somebody has corrected them (п. 4.6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ejournal.models import name_cases as stored
from ejournal.models import people
from ejournal.models.people import Name
from ejournal.reports import consents
from ejournal.rules import name_cases as rules
from ejournal.rules.name_cases import FROM, TO
from ejournal.wording import NBSP, full_name


@dataclass(frozen=True)
class NameLine:
    """A person of the page of names: who it is, the name today, how it is said in `form`."""

    person: int
    form: str
    role: str
    name: str
    said: str

    @property
    def field(self) -> str:
        return f"{self.form}-{self.person}"


def said(called: Mapping[int, Name], form: str) -> dict[int, str]:
    """How these people are said in a form, "" of whom nothing is proposed. Two queries."""
    written, sexes = stored.corrected(called, form), stored.sexes(called)
    return {
        person: written.get((person, full_name(*name))) or rules.proposed(name, sexes.get(person), form)
        for person, name in called.items()
    }


def director_to(day: date) -> str:
    """«Громову В.С.»: to whom applications of a day are; "" while the school has no director."""
    spoken = said(_directors(day), TO).values()
    return next((one.replace(" ", NBSP) for one in spoken), "")


def lines(cohort: int, now: datetime) -> list[NameLine]:
    """Whom the papers of a class name: the director, then who signs them, by the roll."""
    signing = consents.of_class(cohort, now).guardians
    roles = {one.person: one.relation for one in signing}
    heads = _directors(now.date())
    return [
        *_lines(heads, TO, dict.fromkeys(heads, "директор")),
        *_lines(people.names(roles, now.date()), FROM, roles),
    ]


def _lines(called: Mapping[int, Name], form: str, roles: Mapping[int, str]) -> list[NameLine]:
    spoken = said(called, form)
    found = ((person, role, called[person]) for person, role in roles.items() if person in called)
    return [
        NameLine(person, form, role, full_name(*name), rules.plain(spoken[person]))
        for person, role, name in found
    ]


def _directors(day: date) -> dict[int, Name]:
    heads = [person for person, role, *_ in people.duties_on(day) if role == "director"]
    return people.names(heads[:1], day)
