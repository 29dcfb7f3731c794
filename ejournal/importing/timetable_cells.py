"""What the cells of a timetable say around its lessons: days, numbers and hours."""

import re
from dataclasses import dataclass
from datetime import time

from ejournal.importing.book import Row, Table, Value, text_of
from ejournal.importing.columns import plain
from ejournal.importing.merged import letters
from ejournal.importing.remarks import Remark
from ejournal.importing.timetable_pieces import Piece

NUMBERS = range(1, 15)  # of lessons in a day
BAD_NUMBER = f"номер урока должен быть от 1 до {NUMBERS[-1]}"
LONGEST_DAY = 60
NO_CLASS = "класс в шапке не узнан, графа не загружается: если в ней уроки, исправьте шапку («5А»)"
UNREAD = (
    "непонятно, что в этой графе, и она не загружается: "
    "подпишите её в шапке («№», «Время», «Каб.», «Учитель», «2 гр.»)"
)

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
_RANGE = re.compile(
    r"(?:№|уроки?)?\s*(\d{1,2})\s*(?:-?й)?\s*(?:[-–—−,]|и)\s*(\d{1,2})\s*(?:-?[йе])?\s*(?:урок\w*)?[\s.]*",
    re.I,
)
MOST_TOGETHER = 4  # lessons that one row can be
_NUMBERED = re.compile(r"(\d{1,2})(?:\s*[.)]\s*|\s+[-–—]\s+|\s+(?=[А-ЯЁ]))(?=\D)")
_SPAN = re.compile(r"(\d{1,2})[:.-](\d\d)\s*[-–—−]+\s*(\d{1,2})[:.-](\d\d)(?!\d)")
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?!\d)")

_SIGNED = re.compile(
    r"(директор|завуч|зам(\b|еститель|\.)|составил|согласован|утвержд|примечан|учител|диспетчер)",
    re.IGNORECASE,
)


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
    """«1», «1.», «1 урок», «1 (8:30–9:15)», «1-2» → 1; None for no number of a lesson."""
    return next(iter(numbers_of(cell)), None)


def numbers_of(cell: Value) -> tuple[int, ...]:
    """The same with the others of a row that is several lessons: «1-2» → 1, 2; () for no number."""
    text = re.sub(r"(?<=\d)[.,]0$", "", text_of(cell).strip())  # «1.0» of a program that exports numbers
    if together := _RANGE.fullmatch(text):
        first, last = int(together[1]), int(together[2])
        return tuple(range(first, last + 1)) if first < last < first + MOST_TOGETHER else ()
    found = _NUMBER.fullmatch(text)
    if found is None or not (re.fullmatch(r"[\s()]*", found[2]) or _SPAN.search(found[2])):
        return ()
    return (int(found[1]),)


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """A day written in one cell, «1. Химия», «2. Право» below → lessons by number; [] when it is none."""
    found: list[tuple[int, str]] = []
    for line in text.splitlines():
        if said := _NUMBERED.match(line):
            found.append((int(said[1]), line[said.end() :]))
        elif found:
            number, before = found[-1]
            found[-1] = number, f"{before}\n{line}"
        else:
            return []
    return found


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


def is_heading_word(text: str) -> bool:
    """Whether a cell beside the classes of a heading is one of a timetable."""
    words = (
        r"(дн|день|№|n\b|урок|номер|врем|звон|каб|ауд|к$|расписан|предмет"
        r"|начал|конец|([12i]+ )?смен|класс|п/п)"
    )
    return re.match(words, plain(text)) is not None


def signed(row: Row) -> bool:
    """Whether a row is a signature or a note under the grid."""
    return _SIGNED.search(" ".join(row.texts())) is not None


def unread(table: Table, index: int, title: str = "") -> Remark:
    """What is told of a column that has something in it and no meaning; untitled, it may be anything."""
    place = tuple({**table.place(), "column": letters(index)}.items())
    if title:
        return Remark("warning", "Графа", title, NO_CLASS, place)
    return Remark("error", "Графа", letters(index), UNREAD, place)
