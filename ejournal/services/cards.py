"""What the school knows of a person beside the name: contacts, СНИЛС, birth date (п. 4.3.2, 4.4.1)."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from ejournal.access import Actor
from ejournal.models.people import Person
from ejournal.rules.refusal import Refusal
from ejournal.rules.snils import normalise
from ejournal.rules.text import one_line
from ejournal.services.deeds import deed, moment, revise

OLDEST = 1900  # year of birth
LONGEST_MAIL = 100
LONGEST_ADDRESS = 300
PHONE = re.compile(r"(?:\+?[78])?([0-9]{10})")
MAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@.,;<>()]{2,}")


@deed("person.details", of="person")
def change(
    person: Person, typed: Mapping[str, str], seen: Mapping[str, str], *, by: Actor, now: datetime
) -> None:
    """п. 4.4.1: write what was typed of a person; what is as the page showed it is left alone.

    `seen` are the fields as the page showed them: what another window has changed since is not undone.
    """
    typed = {name: text for name, text in typed.items() if text.strip() != seen.get(name, "").strip()}
    said = {name: READ[name](text) for name, text in typed.items()}
    if "snils" in said and said["snils"] is None:
        del said["snils"]  # an empty field keeps the number, which the page does not show
    if person.birth_date and "birth_date" in said and said["birth_date"] is None:
        raise Refusal("4.4.1", "По дате рождения узнают человека: исправьте её, но не убирайте.")
    changed = {name: value for name, value in said.items() if value != getattr(person, name)}
    if changed.get("snils"):
        check_free(changed["snils"], person.id)
    if changed:
        revise(person, **changed)


def check_free(snils: str, person: int) -> None:
    """п. 4.3.2: a СНИЛС is of one person; the refusal does not repeat it."""
    if Person.select().where((Person.snils == snils) & (Person.id != person)).exists():
        raise Refusal(
            "4.3.2",
            "Этот СНИЛС уже записан у другого человека: найдите его на странице «Найти человека» по номеру.",
        )


def birth_date(text: str) -> date | None:
    """A day of birth that has been; nothing typed is not known."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("4.4.1", "Дата рождения не разобрана: нужна вида 14.03.2012.") from None
    if day.year < OLDEST or day > moment().date():
        raise Refusal("4.4.1", "Проверьте год рождения: такого дня рождения быть не может.")
    return day


def snils(text: str) -> str | None:
    """Eleven digits; nothing typed is not known."""
    return normalise(text) if text.strip() else None


def _phone(text: str) -> str | None:
    digits = re.sub(r"[\s().‐-―−-]", "", text)
    if not digits:
        return None
    found = PHONE.fullmatch(digits)
    if found is None:
        raise Refusal("4.4.1", "Телефон не разобран: нужно +7 и 10 цифр, например +7 911 123-45-67.")
    return f"+7{found[1]}"


def _email(text: str) -> str | None:
    mail = one_line(text, limit=LONGEST_MAIL, field="Электронная почта")
    if mail and not MAIL.fullmatch(mail):
        raise Refusal("4.4.1", "Адрес почты не разобран: нужен вида ivanova@example.ru.")
    return mail or None


def _address(text: str) -> str | None:
    return one_line(text, limit=LONGEST_ADDRESS, field="Адрес") or None


READ: Mapping[str, Callable[[str], Any]] = {
    "phone": _phone,
    "email": _email,
    "address": _address,
    "snils": snils,
    "birth_date": birth_date,
}
