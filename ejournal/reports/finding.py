"""Finding a person: by the beginnings of the words of any name ever in force, or by a whole СНИЛС."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from ejournal.models import cards, people
from ejournal.models.cards import Found, Kin
from ejournal.reports.cards import called, who_is
from ejournal.wording import fold, full_name

MOST = 50
WORDS = 6  # of a name; what is typed beyond them is not looked for
SHORTEST = 2  # signs of a search
NOTHING_TYPED = "Введите фамилию, имя или начало любого из них: «елк», «петр ив», — либо СНИЛС целиком."
TOO_SHORT = "Введите хотя бы две буквы: по одной найдётся полшколы."
NOT_WHOLE = "СНИЛС ищут целиком: одиннадцать цифр, например 112-233-445 95."
NOBODY = "Никого не нашлось. Проверьте буквы или начните с меньшего: ищутся начала слов в любом порядке."
MORE = f"Показаны первые {MOST}: уточните имя, чтобы увидеть остальных."
SIGNS = re.compile(r"[^\w\s-]")
DIGITS = 11


@dataclass(frozen=True)
class Hit:
    """Somebody who was found; `formerly`: the other name that answered; `born` is told of namesakes."""

    person: int
    name: str
    formerly: str
    who: tuple[str, ...]
    born: date | None = None


@dataclass(frozen=True)
class Hits:
    """What was found, and a sentence on it, or ""."""

    people: tuple[Hit, ...]
    told: str


def find(typed: str, today: date) -> Hits:
    """п. 4.3.2: people by name or СНИЛС, at most 50; a constant number of queries."""
    text = fold(SIGNS.sub(" ", typed))
    if not text:
        return Hits((), NOTHING_TYPED)
    digits = re.sub(r"[\s-]", "", text)
    if digits.isdecimal():
        if len(digits) != DIGITS:
            return Hits((), NOT_WHOLE)
        owner = cards.with_snils(digits)
        found = [] if owner is None else [Found(owner, "", "", None)]
    elif len(digits) < SHORTEST:
        return Hits((), TOO_SHORT)
    else:
        found = cards.named(text.split()[:WORDS], MOST + 1)
    told = MORE if len(found) > MOST else "" if found else NOBODY
    return Hits(_hits(found[:MOST], today), told)


def _hits(found: list[Found], today: date) -> tuple[Hit, ...]:
    if not found:
        return ()
    those = [one.person for one in found]
    kin, titles, stays = cards.kin_of(those, today), cards.titles(), cards.stays(those)
    works = cards.works_of(those, today)
    named = people.names({*those, *(one.child for one in kin)}, today)
    children = _children(kin, {person: called(named, person) for person in named})
    times = Counter(called(named, person) for person in set(those))
    born = people.birth_dates([person for person in those if times[called(named, person)] > 1])
    return tuple(
        Hit(
            one.person,
            called(named, one.person),
            _formerly(one, called(named, one.person)),
            who_is(
                one.person,
                [stay for stay in stays if stay.person == one.person],
                works,
                children.get(one.person, []),
                titles,
                today,
            ),
            born.get(one.person),
        )
        for one in found
    )


def _children(kin: list[Kin], names: dict[int, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in kin:
        if one.child in names:
            found.setdefault(one.guardian, []).append(names[one.child])
    return found


def _formerly(found: Found, now: str) -> str:
    answered = full_name(found.surname, found.name, found.patronymic)
    return answered if answered and answered != now else ""
