"""Whose each column about parents is: «Мать: Ф.И.О. | Телефон | Отец: Ф.И.О.», «Представитель 1: …»."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ejournal.importing.class_list_columns import FIELDS, MEANINGS, group_columns
from ejournal.importing.columns import Header, plain
from ejournal.importing.columns import meanings as meanings_of
from ejournal.importing.people_columns import PUPIL

PARTS = {
    "full": "ФИО",
    "surname": "фамилия",
    "name": "имя",
    "patronymic": "отчество",
    "relation": "кем приходится",
    "phone": "телефон",
    "email": "эл. почта",
    "snils": "СНИЛС",
}
_NAMES = {"full", "surname", "name", "patronymic"}
_IGNORED = re.compile(
    r"работ|должност|образован|паспорт|документ|рожд|возраст|количеств|гражданств|адрес(?!.*почт)"
)
_WHAT = (
    ("relation", r"приход|родств|(?=.*(родител|представит)).*(статус|отношени)"),
    ("full", r"ф\s?\.?\s?и\s?\.?\s?о\b|фамил\w*,?.*\bим(я|ени)|имя.*отчеств"),
    ("snils", r"снилс"),
    ("email", r"почт|mail|электронн\w* адрес"),
    ("phone", r"телеф|\bтел\b|сотов|мобил|\bмоб\b|контакт"),
    ("surname", r"фамили"),
    ("patronymic", r"отчество"),
    ("name", r"\bимя"),
)
_BOTH = re.compile(r"\bмат(ь|ер)\w*\W+(и\W+|или\W+)?от(ец|ц)|\bот(ец|ц)\w*\W+(и\W+|или\W+)?мат(ь|ер)")
_WHO = (
    ("мать", r"\bмат(ь|ер)|\bмам"),
    ("отец", r"\bот(ец|ц)|\bпап[аы]"),
    ("опекун", r"^опекун|^попечител"),
    ("", r"родител|представител|опекун|попечител"),
)
_NUMBERED = re.compile(
    r"(?:родител|представител|опекун)\w*\W*(\d)\b|(\d)\W*(?:-?\w{1,2}\W+)?(?:родител|представител)"
)
_WORDS = (("1", r"перв\w+ (родител|представ)"), ("2", r"втор\w+ (родител|представ)"))
_OWN = ("phone", "email")  # bare, they are the child's own when no parent stands to the left


@dataclass
class Seat:
    """The columns of one parent; `key` tells apart those that have a name or a number."""

    key: str
    relation: str
    columns: dict[str, int] = field(default_factory=dict)


def seated(header: Header, told: Mapping[int, str]) -> tuple[Header, list[Seat]]:
    """The heading with its columns about the child alone, and the seats of the parents, left to right.

    `told` are the meanings that a person gave to columns: «1.phone» is that of the second parent. Whose the
    others are is said by all the words of the heading, whatever a person has said of some.
    """
    own = {name: column for name, column in header.columns.items() if name in MEANINGS}
    kept = _by_words(header, own if not told else _children(header))
    for seat in kept:
        seat.columns = {what: index for what, index in seat.columns.items() if index not in told}
    _take_told(kept, told)
    columns = own | {
        f"{number}.{what}": column
        for number, seat in enumerate(kept)
        for what, column in seat.columns.items()
    }
    taken = {column for seat in kept for column in seat.columns.values()}
    left = {name: c for name, c in columns.items() if "." in name or c not in taken}
    return replace(header, columns=left | _groups(header, left, told)), kept


def _children(header: Header) -> dict[str, int]:
    """The columns about the child by the words of the heading alone."""
    found = meanings_of(list(header.titles), FIELDS)
    return {name: column for name, column in found.items() if name in MEANINGS}


def _by_words(header: Header, own: Mapping[str, int]) -> list[Seat]:
    """The seats of the parents by the words of the heading; `own` are the columns about the child."""
    seats: list[Seat] = []
    for index, title in enumerate(header.titles):
        short = plain(title)
        what, who = _what(short), _who(short)
        if not what or _pupils(index, own, who, seats):
            continue
        if who is None and what in _NAMES:
            continue
        if seat := _seat(seats, _key(short, who), who, what):
            seat.columns.setdefault(what, index)
    return [seat for seat in seats if seat.columns.keys() - {"relation"}]


def _take_told(seats: list[Seat], told: Mapping[int, str]) -> None:
    for index, name in told.items():
        number, dot, what = name.partition(".")
        if dot and number.isdecimal() and what in PARTS:
            while len(seats) <= int(number):
                _new(seats, str(len(seats)), "")
            seats[int(number)].columns[what] = index


def _groups(header: Header, columns: Mapping[str, int], told: Mapping[int, str]) -> dict[str, int]:
    busy = {*columns.values(), *(index for index, meaning in told.items() if not meaning)}
    free = ((i, subject) for i, subject in group_columns(header.titles) if i not in busy)
    return {f"group.{subject}": index for index, subject in free}


def _what(short: str) -> str:
    """What a title asks for: a key of PARTS; "" for what is not loaded, as the place of work."""
    if not short or _IGNORED.search(short):
        return ""
    asked = next((what for what, pattern in _WHAT if re.search(pattern, short)), "")
    return asked or ("full" if _who(short) is not None else "")


def _who(short: str) -> str | None:
    """The relation that a title names, "" for a parent of any kind, None when it names nobody."""
    if re.search(PUPIL, short) and not re.search("родител|представител|мат(ь|ер)|от(ец|ц)", short):
        return "pupil"
    if _BOTH.search(short):
        return ""
    return next((who for who, pattern in _WHO if re.search(pattern, short)), None)


def _key(short: str, who: str | None) -> str:
    if who:
        return who
    if found := _NUMBERED.search(short):
        return found[1] or found[2]
    return next((number for number, pattern in _WORDS if re.search(pattern, short)), "")


def _pupils(index: int, own: Mapping[str, int], who: str | None, seats: list[Seat]) -> bool:
    """Whether a column is the child's: named so, or bare where no parent stands to the left of it."""
    if who == "pupil":
        return True
    bare = who is None and index in own.values()
    return bare and not (seats and index in (own.get(name) for name in _OWN))


def _seat(seats: list[Seat], key: str, who: str | None, what: str) -> Seat | None:
    """The seat that a column belongs to; a new one for a name when the last seat has its own."""
    if key:
        found = next((seat for seat in seats if seat.key == key), None)
        return found or _new(seats, key, who or "")
    last = seats[-1] if seats else None
    if what in _NAMES or what == "relation":
        if last is not None and not last.key and what not in last.columns and not _complete(last, what):
            return last
        return _new(seats, "", "") if who is not None or what == "relation" else None
    if not seats:
        return _new(seats, "", "") if who is not None else None
    if len(seats) > 1 and all(what not in seat.columns for seat in seats):
        return seats[0]
    return next((seat for seat in reversed(seats) if what not in seat.columns), None)


def _complete(seat: Seat, what: str) -> bool:
    return what in _NAMES and "full" in seat.columns


def _new(seats: list[Seat], key: str, relation: str) -> Seat:
    seats.append(Seat(key, relation))
    return seats[-1]


def meanings(seats: list[Seat], least: int = 0) -> dict[str, str]:
    """What the columns of the seats mean; with `least`, all that those of so many seats may."""
    found: dict[str, str] = {}
    for number in range(max(len(seats), least)):
        seat = seats[number] if number < len(seats) else Seat("", "")
        who = seat.relation or (f"представитель {number + 1}" if len(seats) > 1 or least else "представитель")
        asked = PARTS if least else seat.columns
        found |= {f"{number}.{what}": f"{who}: {PARTS[what]}" for what in asked}
    return found
