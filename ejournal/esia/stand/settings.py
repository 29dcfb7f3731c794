"""What a stand knows: the systems registered with it, its signing keys and its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ejournal.esia.errors import EsiaConfigError


@dataclass(frozen=True)
class RegisteredSystem:
    """A system that may send people here; `token_alg` is RS256 or GOST3410_2012_256."""

    client_id: str
    title: str
    certificates: tuple[Path, ...]
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    token_alg: str
    logout_hosts: tuple[str, ...]


@dataclass(frozen=True)
class StandSettings:
    """One stand; `production` is the flag of the installation that runs it and must be False."""

    issuer: str
    systems: tuple[RegisteredSystem, ...]
    rsa_key: Path
    rsa_cert: Path
    gost_key: Path
    gost_cert: Path
    skew_seconds: int = 300
    production: bool = False


@dataclass(frozen=True)
class StandPerson:
    """An invented person: `snils` is 11 digits or empty, `gender` M or F, `note` their place in school."""

    snils: str
    oid: int
    surname: str
    name: str
    patronymic: str
    birth_date: date
    gender: str
    level: str
    trusted: bool
    note: str
    group: str

    @property
    def key(self) -> str:
        """By what the sign-in form tells people apart: СНИЛС, or the oid of a person who has none."""
        return self.snils or str(self.oid)

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic."""
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


def by_key(people: Sequence[StandPerson]) -> dict[str, StandPerson]:
    """The people by key; EsiaConfigError when two share a key or an oid."""
    if len({person.key for person in people}) < len(people) or len({p.oid for p in people}) < len(people):
        raise EsiaConfigError("Учебный стенд: у двух людей одинаковый СНИЛС или oid.")
    return {person.key: person for person in people}
