"""What the cells of a timetable say: days, numbers and hours of lessons, «Англ. яз. 1 гр. (22)»."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time

from ejournal.importing.book import Value, text_of
from ejournal.importing.columns import plain

NUMBERS = range(1, 15)  # of lessons in a day
BAD_NUMBER = f"номер урока должен быть от 1 до {NUMBERS[-1]}"
LONGEST_CELL = 300  # signs that can be one lesson or two
LONGEST_DAY = 60
MOST_PARTS = 12  # lines of a cell

_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_SHORT_DAYS = {
    **{name: number for number, name in enumerate(("пн", "вт", "ср", "чт", "пт", "сб", "вс"), 1)},
    "пнд": 1,
    "втр": 2,
    "срд": 3,
    "чтв": 4,
    "птн": 5,
    "сбт": 6,
    "вск": 7,
}
_MAY_BE_DAY = re.compile(r"[\W\d_]*[пвсчcb]", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:№|урок)?\s*(\d{1,2})(?![\d:])\s*(?:-?[йя]|-?[ыо]й)?\s*(?:урок)?\s*[.)]?(.*)", re.I | re.S
)
_SPAN = re.compile(r"(\d{1,2})[:.-](\d\d)\s*[-–—−]+\s*(\d{1,2})[:.-](\d\d)(?!\d)")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?!\d)")
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
_IN_BRACKETS = re.compile(r"[,\s]*\(([^()]{1,40})\)[\s.]*$")
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


@dataclass(frozen=True)
class Piece:
    """A lesson of a class or of a group as a cell has it; `subject` is the text that names it."""

    raw: str
    subject: str
    group: str = ""
    room: str = ""
    teacher: str = ""


@dataclass(frozen=True)
class Entry:
    """A place in the week of a class and what stands there; `origin` is the same for cells that are one."""

    place: tuple[tuple[str, str | int], ...]
    origin: tuple[int, int]
    field: str
    class_name: str
    weekday: int
    number: int
    pieces: tuple[Piece, ...]
    first: time | None = None
    last: time | None = None


def weekday_of(cell: Value) -> int | None:
    """«Понедельник», «ПН», a day written downwards letter by letter, «Пн 07.09» → 1; None for no day."""
    text = text_of(cell)
    if len(text) > LONGEST_DAY or not _MAY_BE_DAY.match(text):
        return None
    words = plain(text).split()
    return next((day for word in ("".join(words), *words[:1]) if (day := _day(word))), None)


def _day(word: str) -> int | None:
    """A day by its name in any case or by what the name begins with: «пятницу», «пят.», «пт»."""
    letters = re.sub(r"[^а-я]", "", word)
    if letters in _SHORT_DAYS:
        return _SHORT_DAYS[letters]
    stem = re.sub(r"(?<=..)[аыуея]$", "", letters)
    fits = (number for number, day in enumerate(_DAYS, 1) if day.startswith(stem))
    return next(fits, None) if len(stem) > 2 else None


def number_of(cell: Value) -> int | None:
    """«1», «1.», «1 урок», «1 (8:30–9:15)» → 1; None for no number of a lesson."""
    found = _NUMBER.fullmatch(text_of(cell).strip())
    if found is None or not (re.fullmatch(r"[\s()]*", found[2]) or _SPAN.search(found[2])):
        return None
    return int(found[1])


def times_of(text: str) -> tuple[time | None, time | None]:
    """«8:30–9:15», «8.30-9.15» → when the lesson begins and ends; None for what is not said."""
    span = _SPAN.search(text)
    if span:
        first, last = _time(span[1], span[2]), _time(span[3], span[4])
        return (first, last) if first and last and first < last else (None, None)
    one = _TIME.fullmatch(text.strip())
    return (_time(one[1], one[2]) if one else None), None


def _time(hour: str, minute: str) -> time | None:
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


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
            found[-1:] = _more(found[-1], piece)
    return _grouped(found)


def _longest(parts: list[str], recognise: Recognise) -> int:
    """How many of the parts together name a subject; 1 when none do."""
    return next(
        (n for n in range(len(parts), 1, -1) if recognise(_piece(" ".join(parts[:n]), recognise).subject)), 1
    )


def _more(before: Piece, rest: Piece) -> list[Piece]:
    """What stands under a lesson: its room, teacher or group; a second room is that of the other group."""
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
    found = _TEACHER.search(rest)
    if found:
        rest = f"{rest[: found.start()]} {rest[found.end() :]}".replace("()", " ")
    rest = " ".join(rest.split()).strip(" ,")
    room = ""
    if recognise(rest) is None:
        rest, room = _room(rest)
    number = {"I": "1", "II": "2"}.get(group.upper(), group)
    return Piece(raw, rest.strip(" ,-"), number, room, _short(found) if found else "")


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


def is_heading_word(text: str) -> bool:
    """Whether a cell beside the classes of a heading is one of a timetable."""
    words = (
        r"(дн|день|№|n\b|урок|номер|врем|звон|каб|ауд|к$|расписан|предмет"
        r"|начал|конец|([12i]+ )?смен|класс|п/п)"
    )
    return re.match(words, plain(text)) is not None
