"""The person object of /rs/prns, as much of it as the scopes open."""

from collections.abc import Iterable
from typing import Any

from ejournal.esia.stand.settings import StandPerson

_FIELDS = {
    "fullname": ("firstName", "lastName", "middleName"),
    "birthdate": ("birthDate",),
    "gender": ("gender",),
    "snils": ("snils",),
}


def granted(person: StandPerson, scopes: Iterable[str]) -> dict[str, Any]:
    """The fields that the scopes open with those that always come; empty when no scope opens anything."""
    names = {name for scope in scopes for name in _FIELDS.get(scope, ())}
    fields = {name: value for name, value in _whole(person).items() if name in names and value}
    always = {
        "stateFacts": ["EntityRoot"],
        "trusted": person.trusted,
        "status": "REGISTERED",
        "verifying": False,
    }
    return always | fields if names else {}


def _whole(person: StandPerson) -> dict[str, str]:
    return {
        "firstName": person.name,
        "lastName": person.surname,
        "middleName": person.patronymic,
        "birthDate": person.birth_date.strftime("%d.%m.%Y"),
        "gender": person.gender,
        "snils": _dashed(person.snils),
    }


def _dashed(snils: str) -> str:
    return f"{snils[:3]}-{snils[3:6]}-{snils[6:9]} {snils[9:]}" if snils else ""
