"""Classes as headings and cells name them, the school year and the week that titles tell."""

import re
from collections.abc import Iterable

from ejournal.importing.book import Value, text_of
from ejournal.importing.columns import LOOKALIKES

GRADES = range(1, 12)
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
_ROMAN = {name: number for number, name in enumerate(_NUMERALS, 1)}
_CLASS = re.compile(
    r"(?:[Кк][Лл](?:асс\w*|АСС\w*)?\.?)?\s*(?P<grade>1[01]|[1-9]|[IVXХ]{1,4})(?![\dIVXХ])"
    r"\s*(?:[-–]?(?:го|ые|ый)\b|[-–](?:е|й|х|м)\b)?"
    r"\s*[-–]?\s*[«\"']?(?P<letter>[А-Яа-яЁёA-Za-z]?)[»\"']?(?:-?й)?"
    r"\s*(?:[Кк][Лл](?:асс\w*|АСС\w*)?)?\.?\s*(?:\([^()]*\))?"
)
_MAY_BE = re.compile(r"[\d«\"IVXХ]|кл", re.IGNORECASE)
_TITLE = re.compile(r"(?<!\d)(1[01]|[1-9])\s*[-–]?\s*[«\"]?([А-Яа-я]?)[»\"]?\s*класс", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)\s*[/–—-]\s*(?:20)?(\d\d)(?!\d)")


def classes_of(cell: Value) -> tuple[str, ...]:
    """«5А», 5, «V», «5 «А» класс», «5а, 5б» → names of classes; () when something else is written."""
    text = " ".join(text_of(cell).split())
    if not _MAY_BE.match(text):
        return ()
    parts = [part.strip() for part in re.split(r"[,;+/]|\sи\s", text)] if len(text) <= 80 else []
    found = [_class(part) for part in parts]
    return tuple(name for name in found if name) if all(found) else ()


def names_itself(cell: Value) -> bool:
    """Whether a cell says that it is a class by more than a number: a letter, a word, Roman digits."""
    return bool(classes_of(cell)) and not text_of(cell).strip(" .").isdecimal()


def class_said(lines: Iterable[str]) -> tuple[str, ...]:
    """The class of the first title that names one: «5А», «Расписание 5 «А» класса»."""
    for line in lines:
        said = _TITLE.search(line)
        if found := classes_of(line) if said is None else classes_of(f"{said[1]}{said[2]}"):
            return found
    return ()


def grade_of(name: str) -> int:
    """«10А» → 10."""
    return int(re.sub(r"\D", "", name))


def _class(text: str) -> str | None:
    found = _CLASS.fullmatch(text.strip(" ."))
    if found is None or found["letter"] == "ч":  # «2 ч» are hours
        return None
    said, letter = found["grade"].replace("Х", "X"), found["letter"].upper().translate(LOOKALIKES)
    grade = int(said) if said.isdecimal() else _ROMAN.get(said)
    return f"{grade}{letter}" if grade in GRADES else None


def school_year_said(lines: Iterable[str]) -> int | None:
    """The year in which the school year of a title begins: «на 2026/2027 учебный год»."""
    for line in lines:
        for first, last in _YEAR.findall(line):
            if int(last) == (int(first) + 1) % 100:
                return int(first)
    return None
