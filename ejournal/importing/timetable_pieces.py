"""What a cell of a timetable says of a lesson or of two groups: «Англ. яз. 1 гр. Орлов О.П. (22)»."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ejournal.importing.book import text_of

LONGEST_CELL = 300  # signs that can be one lesson or two
MOST_PARTS = 12  # lines of a cell

_GROUP = re.compile(
    r"\(?(?<!\d)([12]|I{1,2})\s*-?\s*(?:я|ая)?\s*\.?\s*(?:п/?г|(?:под)?гр(?:упп[аы]?)?)(?![а-яё])\.?\)?"
    r"|\(?(?:под)?гр(?:уппа)?\.?\s*№?\s*([12])(?!\d)\)?",
    re.IGNORECASE,
)
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_TEACHER = re.compile(
    rf"({_NAME})\s+(?:([А-ЯЁ])\.\s?(?:([А-ЯЁ])\.)?(?![а-яё])"
    rf"|({_NAME})\s+([А-ЯЁ][а-яё]+(?:вич|вна|ична|инична)|{_NAME}\s+(?:оглы|кызы)))"
)
_NAMED_LAST = re.compile(rf"(?<![\w.])([А-ЯЁ])\.\s?(?:([А-ЯЁ])\.)?\s?({_NAME})(?![а-яё.])")
_IN_BRACKETS = re.compile(r"[,\s]*[(\[]([^()\[\]]{1,40})[)\]][\s.]*$")
_CALLED = re.compile(
    r"(?:[,\s]|(?<=\.)|^)(?:каб(?:инет)?|ауд|ком|к)\b\.?\s*№?\s*([\w/-]{1,10})[\s.]*$|(?:\s|^)№\s*(\w{1,5})[\s.]*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:[,\s]|(?<=\.)|^)(\d{1,3}[а-яА-Я]?(?:[/,]\s?\d{1,3}[а-я]?)?|с/з|сп/з|сп(?:орт)?\.?\s?зал"
    r"|маст(?:ерск\w+)?|акт\w*\.?\s?зал)[\s.]*$",
    re.IGNORECASE,
)
_ROOM_WORD = re.compile(r"^(каб(инет)?|ауд|ком|к)\b\.?\s*№?\s*|^№\s*", re.IGNORECASE)
_HALVES = re.compile(r"(д|м|дев[а-я]*|мал[а-я]*|юн[а-я]*)\.?", re.IGNORECASE)  # of a class: girls, boys
_TWO_ROOMS = re.compile(r"(\d{1,3}[а-я]?)\s*/\s*(\d{1,3}[а-я]?)", re.IGNORECASE)
_BREAK = re.compile(r"\n|;|/(?![^()]*\))")

Recognise = Callable[[str], str | None]
GYM = "спортзал"
_GYM = re.compile(r"сп?[/.]\s?з(ал)?\.?|сп(орт\w*)?\.?\s?зал", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A lesson of a class or of a group as a cell has it; `subject` is the text that names it."""

    raw: str
    subject: str
    group: str = ""
    room: str = ""
    teacher: str = ""


def short_teacher(text: str) -> str:
    """«Чижова Ольга Леонидовна» → «Чижова О.Л.»; what is no name stays as it is typed."""
    text = " ".join(text.split())
    found = _TEACHER.fullmatch(text)
    return _short(found) if found else text


def _short(found: re.Match[str]) -> str:
    surname, first, second, name, patronymic = found.groups()
    initials = [first or name[0], second or (patronymic[0] if patronymic else "")]
    return f"{surname} {''.join(f'{sign}.' for sign in initials if sign)}"


def pieces(text: str, recognise: Recognise) -> tuple[Piece, ...]:
    """The lessons of a cell: one of the class, or those of its two groups, however they are divided."""
    text = text_of(text)
    whole = _piece(text, recognise)
    if recognise(whole.subject) or len(text) > LONGEST_CELL:
        return _two_rooms(whole)
    parts = [part.strip() for part in _BREAK.split(text) if part.strip(" .,-")][:MOST_PARTS]
    found: list[Piece] = []
    while parts:
        taken = _longest(parts, recognise)
        piece = _piece(" ".join(parts[:taken]), recognise)
        parts = parts[taken:]
        if any(sign.isalpha() for sign in piece.subject) or not found:
            found.append(piece)
        else:
            found = _more(found, piece)
    return _grouped(found)


def _longest(parts: list[str], recognise: Recognise) -> int:
    """How many of the parts together name a subject; 1 when none do."""
    return next(
        (n for n in range(len(parts), 1, -1) if recognise(_piece(" ".join(parts[:n]), recognise).subject)), 1
    )


def _more(found: list[Piece], rest: Piece) -> list[Piece]:
    """What stands under a lesson: its room, teacher or group; a second room is that of the other group."""
    before = found[-1]
    if len(found) == 2 and rest.room and before.room and not found[0].room:
        return [replace(found[0], room=before.room), replace(before, room=rest.room)]
    return [*found[:-1], *_with(before, rest)]


def _with(before: Piece, rest: Piece) -> list[Piece]:
    if before.room and rest.room:
        return [before, replace(before, room=rest.room, teacher=rest.teacher, group=rest.group)]
    return [
        replace(
            before,
            room=before.room or rest.room,
            teacher=before.teacher or rest.teacher,
            group=before.group or rest.group,
        )
    ]


def _two_rooms(piece: Piece) -> tuple[Piece, ...]:
    """«Англ. яз. (22/21)» is two groups."""
    rooms = _TWO_ROOMS.fullmatch(piece.room)
    if rooms is None or piece.group:
        return (piece,)
    return tuple(replace(piece, group=str(n), room=rooms[n]) for n in (1, 2))


def _grouped(found: list[Piece]) -> tuple[Piece, ...]:
    """Lessons beside each other are of groups: 1 and 2 in their order where the cell does not say."""
    if len(found) != 2 or all(piece.group for piece in found):
        return tuple(found)
    first, second = found
    number = first.group or ("1" if second.group != "1" else "2")
    return replace(first, group=number), replace(
        second, group=second.group or ("2" if number == "1" else "1")
    )


def _piece(text: str, recognise: Recognise) -> Piece:
    """A lesson: the group, the teacher and the room taken out of it, the rest is its subject."""
    raw = " ".join(text.split())
    rest, group = _cut(_GROUP, raw)
    rest, teacher = _teacher(rest)
    rest = " ".join(rest.split()).strip(" ,")
    room = ""
    if recognise(rest) is None:
        rest, room = _room(rest)
    number = {"I": "1", "II": "2"}.get(group.upper(), group)
    return Piece(raw, rest.strip(" ,-"), number, room, teacher)


def _teacher(text: str) -> tuple[str, str]:
    """The text without the name of the teacher, «Орлов О.П.» or «О.П. Орлов», and that."""
    found, last = _TEACHER.search(text), _NAMED_LAST.search(text)
    if found:
        teacher = _short(found)
    elif last:
        found, teacher = last, f"{last[3]} {last[1]}.{f'{last[2]}.' if last[2] else ''}"
    else:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return re.sub(r"\([\s,;]*\)", " ", re.sub(r"(?<=\()[\s,;]+|[\s,;]+(?=\))", "", rest)), teacher


def _room(text: str) -> tuple[str, str]:
    for pattern in (_IN_BRACKETS, _CALLED, _BARE):
        rest, room = _cut(pattern, text)
        if _HALVES.fullmatch(room):
            return rest, ""
        if room:
            return rest, _ROOM_WORD.sub("", room.strip()).strip(" .") + ("." if room.endswith(".") else "")
    return text, ""


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text without what the pattern found, and that."""
    found = pattern.search(text)
    if found is None:
        return text, ""
    said = next((group for group in found.groups() if group), "")
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), said


def beside(
    found: tuple[Piece, ...], rooms: str = "", teachers: str = "", group: str = ""
) -> tuple[Piece, ...]:
    """The lessons of a cell with what columns of their own say: a room or a teacher for each, or for all."""
    for name, said in (("room", rooms), ("teacher", teachers)):
        texts = re.split(r"[\n/;,]\s*", said.strip())
        if len(texts) != len(found):
            texts = ["/".join(texts)] * len(found)
        texts = [short_teacher(text) for text in texts] if name == "teacher" else texts
        found = tuple(
            replace(one, **{name: getattr(one, name) or text}) for one, text in zip(found, texts, strict=True)
        )
    return tuple(replace(one, group=one.group or group) for one in found)


def room_of(text: str) -> str:
    """«с/з», «спорт. зал» are one room: who is in it twice is seen only under one name."""
    return GYM if _GYM.fullmatch(text) else text
