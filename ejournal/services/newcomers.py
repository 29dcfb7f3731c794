"""Who arrives: read from a form, and recognised when the school knows the person already (п. 4.4.1)."""

import re
from dataclasses import dataclass
from datetime import date

from ejournal.models.people import Person, PersonName
from ejournal.rules.refusal import Refusal
from ejournal.rules.text import one_line
from ejournal.services.people import NAME_LIMIT, NAME_PARTS, PATRONYMICS, SEXES
from ejournal.wording import fold, full_name, quoted

RUSSIAN = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё .’'-]*")  # domain facts, 9.3


@dataclass(frozen=True)
class FullName:
    """Surname, name and patronymic, each of them storable."""

    surname: str
    name: str
    patronymic: str | None


@dataclass(frozen=True)
class Newcomer:
    """Whoever arrives."""

    name: FullName
    sex: str
    birth_date: date
    snils: str | None


def full_name_of(surname: str, name: str, patronymic: str) -> FullName:
    """п. 4.4.1: a name as typed; surname and name are needed."""
    typed = zip((surname, name, patronymic), NAME_PARTS, strict=True)
    parts = [one_line(text, limit=NAME_LIMIT, field=field) for text, field in typed]
    if not parts[0] or not parts[1]:
        raise Refusal("4.4.1", "Укажите фамилию и имя.")
    if not all(RUSSIAN.fullmatch(part) for part in parts if part):
        raise Refusal("4.4.1", "Имя пишут русскими буквами; можно дефис, пробел и апостроф.")
    surname, first, last = (_cased(part) for part in parts)
    return FullName(surname, first, last or None)


def _cased(part: str) -> str:
    """«иванова» and «ИВАНОВА» as «Иванова»; what has both kinds of letters is written so on purpose."""
    if part not in (part.lower(), part.upper()):
        return part
    return "".join(piece.capitalize() for piece in re.split(r"([ -])", part))


def check_age(born: date, day: date, least: int, most: int) -> None:
    """п. 4.4.1: a slip of the year of birth is seen by the age; both in whole years."""
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if not least <= age <= most:
        raise Refusal("4.4.1", f"Проверьте дату рождения: по ней человеку полных лет — {max(age, 0)}.")


def sex_of(typed: str, patronymic: str | None) -> str:
    """What was chosen, else what the patronymic tells; never a guess."""
    end = (patronymic or "").casefold()
    found = typed or next((sex for sex, ends in PATRONYMICS.items() if end.endswith(ends)), "")
    if found not in SEXES:
        raise Refusal("4.4.1", "По отчеству пол не виден: выберите его.")
    return found


def found(newcomer: Newcomer) -> Person | None:
    """п. 4.4.1: the person whom the school knows by this СНИЛС, else by full name and birth date.

    Never by a name alone: a namesake with another birth date is another person.
    """
    name = newcomer.name
    folded = fold(full_name(name.surname, name.name, name.patronymic))
    by_snils: Person | None = Person.get_or_none(Person.snils == newcomer.snils) if newcomer.snils else None
    if by_snils is not None:
        _check_same(by_snils, folded, newcomer.birth_date)
        return by_snils
    namesakes = Person.id.in_(PersonName.select(PersonName.person).where(PersonName.folded == folded))
    born = Person.birth_date == newcomer.birth_date
    by_names: list[Person] = list(Person.select().where(namesakes & born).order_by(Person.id).limit(2))
    if len(by_names) > 1:
        raise Refusal(
            "4.4.1",
            "В журнале два человека с этим именем и датой рождения: укажите СНИЛС того, кто пришёл, "
            "или зачислите его снова из его карточки.",
        )
    by_name = next(iter(by_names), None)
    if by_name is not None and newcomer.snils and by_name.snils:
        raise Refusal(
            "4.4.1",
            "Человек с этим именем и датой рождения записан с другим СНИЛС: проверьте номер по документу.",
        )
    return by_name


def known(newcomer: Newcomer) -> int | None:
    """The number of somebody whom the school knows already."""
    person = found(newcomer)
    return person.id if person else None


def _check_same(known: Person, folded: str, born: date) -> None:
    """The owner of a СНИЛС must be called so, now or once, and be born that day, if it is known."""
    names = list(PersonName.select().where(PersonName.person == known).order_by(PersonName.valid_from))
    if folded not in {name.folded for name in names} or known.birth_date not in (None, born):
        called = full_name(names[-1].surname, names[-1].name, names[-1].patronymic)
        raise Refusal(
            "4.4.1",
            f"Этот СНИЛС у человека {quoted(called)}: имя или дата рождения у него другие. Проверьте номер; "
            "если это тот же человек, сначала исправьте его карточку.",
        )
