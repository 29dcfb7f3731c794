"""Who a row is about: by СНИЛС, else full name and birth date, a guardian by full name and phone; ё = е."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from ejournal.models.lists import KnownPerson
from ejournal.services.enrolling import Identity, NewPerson
from ejournal.wording import date_numeric, fold, full_name, quoted

ANOTHER_NAME = (
    "этот СНИЛС уже записан: {}; если это тот же человек и сменилось имя, укажите дату рождения "
    "или смените имя приказом в карточке"
)
RENAMED = "имя в журнале: {} → {}; имя меняют приказом в карточке, остальное загружается"
ANOTHER_SNILS = "человек с этим именем и датой рождения записан с другим СНИЛС"
NAMED = {
    "snils": "СНИЛС",
    "birth_date": "дата рождения",
    "phone": "телефон",
    "email": "почта",
    "address": "адрес",
}
SECRET = {"snils"}  # its value is not told


class Person(Protocol):
    """What every list says of a person; "" and None where it is silent."""

    @property
    def surname(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def patronymic(self) -> str | None: ...
    @property
    def snils(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...


@dataclass
class People:
    """The people the school knows and those that a load adds."""

    known: dict[int, KnownPerson] = field(default_factory=dict)
    new: dict[str, NewPerson] = field(default_factory=dict)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    _by_snils: dict[str, Identity] = field(default_factory=dict)
    _by_birth: dict[tuple[str, date], Identity] = field(default_factory=dict)
    _by_phone: dict[tuple[str, str], Identity] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Iterable[KnownPerson]) -> "People":
        people = cls()
        for row in rows:
            people.known[row.id] = row
            people._remember(row.id, row.folded, row.snils, row.birth_date, row.phone)
        return people

    def _remember(
        self, who: Identity, folded: str, snils: str | None, born: date | None, phone: str | None
    ) -> None:
        self._names.add(folded)
        if snils:
            self._by_snils[snils] = who
        if born:
            self._by_birth[folded, born] = who
        if phone:
            self._by_phone.setdefault((folded, phone), who)

    def find(self, person: Person, born: date | None, *, by_phone: bool = False) -> Identity | None:
        """Somebody who is known or new already; None of somebody else."""
        folded = folded_name(person)
        found = self._by_snils.get(person.snils) if person.snils else None
        if found is None and born is not None:
            found = self._by_birth.get((folded, born))
        if found is None and by_phone and person.phone:
            found = self._by_phone.get((folded, person.phone))
        return found

    def has_namesake(self, person: Person) -> bool:
        return folded_name(person) in self._names

    def folded(self, who: Identity) -> str:
        return self.known[who].folded if isinstance(who, int) else folded_name(self.new[who])

    def conflict(self, who: Identity, person: Person, born: date | None = None) -> str:
        """Why somebody who was found cannot be meant; "" when nothing speaks against it."""
        known = self.known[who] if isinstance(who, int) else self.new[who]
        other_day = born and known.birth_date and born != known.birth_date
        other_name = self.folded(who) != folded_name(person) and not self.renamed(who, person, born)
        if other_name or other_day:
            called = full_name(known.surname, known.name, known.patronymic)
            return ANOTHER_NAME.format(quoted(called))
        return ANOTHER_SNILS if person.snils and known.snils and known.snils != person.snils else ""

    def renamed(self, who: Identity, person: Person, born: date | None) -> str:
        """That somebody known by СНИЛС and birth date has another name in the file; "" when not so."""
        known = self.known.get(who) if isinstance(who, int) else None
        if known is None or not born or self.folded(who) == folded_name(person):
            return ""
        if (known.snils, known.birth_date) != (person.snils, born):
            return ""
        names = (full_name(one.surname, one.name, one.patronymic or None) for one in (known, person))
        return RENAMED.format(*map(quoted, names))

    def complete(self, key: str, person: Person, **contacts: str) -> None:
        """Somebody new is in another row as well: what that row says and the first did not is kept."""
        known = self.new[key]
        said = {"snils": person.snils, "phone": person.phone, **contacts}
        more: dict[str, Any] = {
            name: value for name, value in said.items() if value and not getattr(known, name)
        }
        self.new[key] = replace(known, **more)
        self._remember(key, folded_name(person), person.snils, None, person.phone)

    def add(self, person: Person, sex: str | None, born: date | None, **contacts: str) -> str:
        """Somebody new; the key by which the load names the person."""
        key = str(len(self.new))
        self.new[key] = NewPerson(
            key,
            person.surname,
            person.name,
            person.patronymic or None,
            sex,
            born,
            person.snils or None,
            person.phone or None,
            contacts.get("email") or None,
            contacts.get("address") or None,
        )
        self._remember(key, folded_name(person), person.snils, born, person.phone)
        return key

    def differ(self, who: int, **said: Any) -> list[str]:
        """What the file says otherwise of somebody known, «телефон: «…» → «…»»; it is written by the load."""
        changed = {
            name: value for name, value in said.items() if value and getattr(self.known[who], name) != value
        }
        if changed:
            self.changes.setdefault(who, {}).update(changed)
            folded = self.known[who].folded
            self._remember(who, folded, said.get("snils"), said.get("birth_date"), said.get("phone"))
        return [_told(name, getattr(self.known[who], name), value) for name, value in changed.items()]


class Families:
    """Who answers for whom: those known and those that a load adds."""

    def __init__(self, known: Mapping[int, set[int]]) -> None:
        self._guardians: dict[Identity, set[Identity]] = {}
        self._children: dict[Identity, set[Identity]] = {}
        for child, guardians in known.items():
            for guardian in guardians:
                self.add(child, guardian)

    def add(self, child: Identity, guardian: Identity) -> None:
        self._guardians.setdefault(child, set()).add(guardian)
        self._children.setdefault(guardian, set()).add(child)

    def of(self, child: Identity) -> set[Identity]:
        return self._guardians.get(child, set())

    def around(self, child: Identity, guardians: Iterable[Identity | None]) -> set[Identity]:
        """The guardians of a child, and of the other children of these guardians and of those."""
        own = self.of(child) | {guardian for guardian in guardians if guardian is not None}
        children = {other for guardian in own for other in self._children.get(guardian, set())}
        return own.union(*(self.of(other) for other in children))


def folded_name(person: Person) -> str:
    return fold(full_name(person.surname, person.name, person.patronymic or None))


def _told(name: str, old: Any, new: Any) -> str:
    if name in SECRET:
        return f"{NAMED[name]}: {'изменится' if old else 'будет записан'}"
    return f"{NAMED[name]}: {_said(old)} → {_said(new)}"


def _said(value: Any) -> str:
    text = date_numeric(value) if isinstance(value, date) else value
    return quoted(text) if text else "пусто"
