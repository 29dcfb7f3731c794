"""Who answers for a child, out of the cells about parents: one a column, several in a cell (п. 4.4.1)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ejournal.importing import people_cells
from ejournal.importing.book import text_of
from ejournal.importing.class_list_seats import Seat
from ejournal.importing.people import Name, is_patronymic, nobody, read_name
from ejournal.importing.people_line import PersonLine
from ejournal.importing.remarks import Remark
from ejournal.wording import fold, quoted

ANYBODY = "представитель"
LONGEST = 30  # signs of a relation
WITHOUT_NAME = "данные представителя без его ФИО не загружаются"
UNREAD = "представитель не загружается: "

# By these words a relation is known; of several the first here is the one in law.
_RELATIONS = (
    (r"опекун\w*|опек\w*", "опекун"),
    (r"попечител\w*", "попечитель"),
    (r"при[её]мн\w* (?:мать|мама)", "приёмная мать"),
    (r"при[её]мн\w* (?:отец|папа)", "приёмный отец"),
    (r"при[её]мн\w* родител\w*", "приёмный родитель"),
    (r"мачеха", "мачеха"),
    (r"отчим", "отчим"),
    (r"мать|матери|мама", "мать"),
    (r"отец|отца|папа", "отец"),
    (r"бабушка|бабка", "бабушка"),
    (r"дедушка|дед", "дедушка"),
    (r"т[её]тя|т[её]тка", "тётя"),
    (r"дядя", "дядя"),
    (r"сестра", "сестра"),
    (r"брат", "брат"),
    (r"законн\w* представител\w*|представител\w*|родител\w*", ANYBODY),
)
_RELATION = re.compile(rf"\b(?:{'|'.join(pattern for pattern, _ in _RELATIONS)})\b\s*[:–—-]?", re.IGNORECASE)
_KNOWN = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), said) for words, said in _RELATIONS]
_LABEL = re.compile(r"\b(сот|моб|дом|раб|тел|телефон|e-?mail|почта|эл|снилс|ф\.?и\.?о)\b\.?:?", re.IGNORECASE)
_PLAIN = re.compile(r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+")
_SNILS = re.compile(r"\b\d{3}-\d{3}-\d{3}[- ]\d\d\b")
_MAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+")
_PHONES = re.compile(r"[+(]?\d[\d\s().–-]{3,}\d")
_CHUNKS = re.compile(
    rf"[,;/\n]+|\s+и\s+|(?<=\S)\s+(?={_RELATION.pattern}\s*(?-i:[А-ЯЁ][а-яё]))", re.IGNORECASE
)


@dataclass(frozen=True)
class Guardian:
    """A parent or another representative; "" for what the file does not say. `phone`: «+7», ten digits."""

    surname: str
    name: str
    patronymic: str
    relation: str
    snils: str = ""
    phone: str = ""
    email: str = ""

    @property
    def full(self) -> str:
        return Name(self.surname, self.name, self.patronymic).full


def relation_of(text: str) -> str:
    """«опекун» out of «бабушка, опекун»; "" when no word of it is known."""
    if not _RELATION.search(text):
        return ""
    return next((said for words, said in _KNOWN if words.search(text)), "")


def guardians(line: PersonLine, seats: Sequence[Seat]) -> tuple[tuple[Guardian, ...], list[Remark]]:
    """The guardians of a row, each once, and what is to be told of their cells."""
    found: list[Guardian] = []
    told: list[Remark] = []
    for number, seat in enumerate(seats):
        for guardian in _of_seat(line, number, seat, told):
            known = [fold(other.full) for other in found]
            if fold(guardian.full) not in known:
                found.append(guardian)
    return tuple(found), told


def _of_seat(line: PersonLine, number: int, seat: Seat, told: list[Remark]) -> list[Guardian]:
    """The guardians that the columns of one seat name: the other columns are about the first of them."""
    named = _named(line, number, seat, told)
    if not named:
        _tell_lost(line, number, told)
        return []
    typed = line.text(f"{number}.relation")
    said = "" if nobody(typed) else relation_of(typed) or typed.lower()[:LONGEST]
    first, *others = named
    relation = said or first.relation or seat.relation or ANYBODY
    first = replace(
        first,
        relation=relation,
        snils=_read(line, f"{number}.snils", told) or first.snils,
        phone=_read(line, f"{number}.phone", told) or first.phone,
        email=_read(line, f"{number}.email", told) or first.email,
    )
    if not others:
        return [first]
    numbers = people_cells.phones(text_of(line.cell(f"{number}.phone")))
    shared = numbers if len(numbers) == len(named) else [""] * len(named)
    rest = [
        replace(other, relation=other.relation or ANYBODY, phone=other.phone or phone)
        for other, phone in zip(others, shared[1:], strict=True)
    ]
    return [first, *rest]


def _read(line: PersonLine, column: str, told: list[Remark]) -> str:
    """A cell about a guardian; what cannot be read is told and left out."""
    if column not in line.header.columns:
        return ""
    read = getattr(people_cells, column.partition(".")[2])
    value, fault = read(line.cell(column))
    if fault:
        told.append(line.remark("warning", column, fault))
    return str(value)


def _tell_lost(line: PersonLine, number: int, told: list[Remark]) -> None:
    """Told when there is a phone or a СНИЛС of somebody without a name."""
    if any(remark.reason.startswith(UNREAD) for remark in told):
        return
    lost = (f"{number}.{what}" for what in ("phone", "email", "snils"))
    if column := next((column for column in lost if not nobody(line.text(column))), None):
        told.append(line.remark("warning", column, WITHOUT_NAME))


def _named(line: PersonLine, number: int, seat: Seat, told: list[Remark]) -> list[Guardian]:
    """Those whose names a seat has: in its one cell, or one in the three."""
    if "surname" in seat.columns and "full" not in seat.columns:
        columns = [f"{number}.{part}" for part in ("surname", "name", "patronymic")]
        parts = [line.text(column) for column in columns]
        return [] if all(map(nobody, parts)) else _guardian(line, columns[0], parts, "", told)
    column = f"{number}.full"
    text = text_of(line.cell(column))
    if nobody(" ".join(text.split())):
        return []
    found: list[Guardian] = []
    lost: list[str] = []
    before = len(told)
    for piece in _people(text):
        if piece.name and not _is_name(piece.name):
            lost.append(piece.name)
            piece.name = ""
        found = _with(found, line, column, piece, told)
    lost = [name for name in lost if name[:1].isupper()] if found else lost
    if len(told) == before and (lost or not found):
        reason = (
            f"прочитано не всё: {', '.join(map(quoted, lost))}" if found else f"{UNREAD}ФИО не распознано"
        )
        told.append(line.remark("warning", column, reason))
    return found


def _is_name(text: str) -> bool:
    """Whether words are a name: two of them begin with a capital, or one is a patronymic."""
    words = text.split()
    return sum(word[:1].isupper() for word in words) > 1 or any(map(is_patronymic, words))


def _with(
    found: list[Guardian], line: PersonLine, column: str, piece: "_Piece", told: list[Remark]
) -> list[Guardian]:
    """The guardians with one more piece of their cell: a name, or what belongs to the name before it."""
    contacts = piece.contacts() if piece.text else {}
    if piece.name:
        more = _guardian(line, column, [piece.name], piece.relation, told)
        return [*found, *(replace(guardian, **contacts) if contacts else guardian for guardian in more)]
    if not found:
        return found
    known = {name: value for name, value in contacts.items() if value and not getattr(found[-1], name)}
    if piece.relation:
        known["relation"] = piece.relation
    return [*found[:-1], replace(found[-1], **known)]


def _guardian(
    line: PersonLine, column: str, parts: list[str], relation: str, told: list[Remark]
) -> list[Guardian]:
    read = read_name(*parts)
    if read.name is None:
        told.append(line.remark("warning", column, f"{UNREAD}{read.error}"))
        return []
    told += [line.remark("warning", column, warning) for warning in read.warnings]
    return [Guardian(*read.name, relation)]


@dataclass
class _Piece:
    """A stretch of a cell about one person: the name, the relation, and the text with the contacts."""

    name: str
    relation: str
    text: str

    def contacts(self) -> dict[str, str]:
        snils = _SNILS.search(self.text)
        phones = people_cells.phones(_SNILS.sub(" ", self.text))
        return {
            "snils": people_cells.snils(snils.group())[0] if snils else "",
            "phone": phones[0] if phones else "",
            "email": people_cells.email(self.text)[0] if "@" in self.text else "",
        }


def _people(text: str) -> Iterator[_Piece]:
    """A cell cut into pieces: «Мать: Иванова А. П., 8 945 …; отец: …», «Соболева Н. П. (бабушка, опекун)»."""
    if _PLAIN.fullmatch(text):
        yield _Piece(text, "", "")
        return
    for part in re.findall(r"\(([^()]*)\)", text):
        if relation_of(part):
            text = text.replace(f"({part})", f" {relation_of(part)} ")
        elif len(re.findall("[0-9]", part)) >= people_cells.DIGITS:
            text = text.replace(f"({part})", f", {part}, ")
    relation = ""
    for chunk in _CHUNKS.split(text):
        relation = relation_of(chunk) or relation
        name = _RELATION.sub(" ", chunk)
        for pattern in (_SNILS, _MAIL, _PHONES, _LABEL):
            name = pattern.sub(" ", name)
        words = name.replace(" - ", " ").split()
        names = [part for part in _couples(words) if not nobody(part)] or [""]
        for number, part in enumerate(names):
            yield _Piece(part, relation_of(chunk) or (relation if part else ""), chunk if number == 0 else "")
        relation = "" if any(names) else relation


def _couples(words: list[str]) -> list[str]:
    """«Иванова Анна Петровна Иванов Пётр Ильич» is two people: a name ends with its patronymic."""
    ends = [index + 1 for index, word in enumerate(words) if is_patronymic(word)]
    if len(words) == 6 and ends == [3, 6]:
        return [" ".join(words[:3]), " ".join(words[3:])]
    return [" ".join(words)]
