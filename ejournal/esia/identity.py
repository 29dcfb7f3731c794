"""What the journal learns about a person from ЕСИА, whatever the way it was learnt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ejournal.esia.tokens import Subject


@dataclass(frozen=True)
class Identity:
    """A person: `snils` is 11 digits, `level` is KD (child), PR (confirmed) or P; names may be empty."""

    oid: int
    snils: str | None
    surname: str
    name: str
    patronymic: str | None
    birth_date: date | None
    level: str | None
    trusted: bool


def make_identity(subject: Subject, person: Mapping[str, Any]) -> Identity:
    """Join the signed token with the person object of /rs/prns; what is malformed counts as absent."""
    return Identity(
        oid=subject.oid,
        snils=_snils(person.get("snils")),
        surname=_text(person.get("lastName")),
        name=_text(person.get("firstName")),
        patronymic=_text(person.get("middleName")) or None,
        birth_date=_birth_date(person.get("birthDate")),
        level=subject.level,
        trusted=subject.trusted,
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _snils(value: object) -> str | None:
    """Eleven digits; the check digits are not judged: real test accounts break them."""
    digits = re.sub("[ -]", "", _text(value))
    return digits if re.fullmatch("[0-9]{11}", digits) else None


def _birth_date(value: object) -> date | None:
    try:
        return datetime.strptime(_text(value), "%d.%m.%Y").date()  # noqa: DTZ007  # a birth date has no zone
    except ValueError:
        return None
