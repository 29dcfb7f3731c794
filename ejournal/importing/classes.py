"""Classes as headings, titles and columns of their own name them; the school year that titles tell.

What may be anything is read strictly (`classes_of`); what stands in a column of classes, as people type it
(`class_name`, `classes`): «5 «А»», «7-Б кл.», «5, 9, 11», «1–8», «7 (2 гр.)».
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

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
_YEAR = re.compile(r"(20\d\d)\s*[/–—-]\s*(?:20)?(\d\d)(?!\d)")
_QUOTES = str.maketrans("", "", "«»\"“”„'’")
_GRADE = r"(?P<grade>0?[1-9]|1[01])"
_ORDINAL = r"(?:-?(?:го|ый|ой|й|ого|е)\b)?"
_WORD = r"(?:класс\w*|кл\b\.?)"
_IN_COLUMN = re.compile(
    rf"(?:{_WORD})?\s*{_GRADE}{_ORDINAL}\s*[-–—.]?\s*(?P<letter>[А-ЯЁ]?)\s*(?:{_WORD})?\.?", re.IGNORECASE
)
_TITLED = (
    re.compile(
        rf"(?<![\d./№-]){_GRADE}\s*{_ORDINAL}\s*[-–]?\s*(?P<letter>[А-ЯЁ]?){_ORDINAL}\s*{_WORD}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"класс\w*\s*[:№–-]?\s*{_GRADE}(?![\d.])\s*-?\s*(?P<letter>[А-ЯЁ]?)(?![а-яё])", re.IGNORECASE
    ),
)
_SEVERAL = re.compile(r"(\d\s*[А-ЯЁ]?|\b[А-ЯЁ])\s*(,|\bи\b|[-–—/])\s*$", re.IGNORECASE)
_GROUP = re.compile(
    r"(?P<before>\d)\s*(?:-?я)?\s*(?:под|п/?)?гр\w*\.?|(?:под|п/?)?гр\w*\.?\s*№?\s*(?P<after>\d)",
    re.IGNORECASE,
)
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d)?)\s*ч\w*\.?", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[,;\n]+(?![^(]*\))|\s+и\s+(?![^(]*\))", re.IGNORECASE)


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
    """The class of the first title that names one: «5А», «Расписание 5 «А» класса», not «5–6 классов»."""
    for line in lines:
        named = titled_class([line])
        if found := classes_of(line) or ((named,) if named else ()):
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


class Part(NamedTuple):
    """A class, or a group of it, that a teacher has; `hours` when they are said for it alone."""

    class_name: str
    group: str = ""
    hours: float | None = None


def class_name(cell: Value) -> str:
    """«5А» out of «5 «А»», «5-а», «5A», «V А», «5 кл.»; "" when it is no class."""
    if isinstance(cell, date):
        return ""
    text = " ".join(text_of(cell).translate(_QUOTES).split())
    roman = re.match(r"[IVX]+(?![a-z])", text)
    if roman and roman.group() in _ROMAN:
        text = f"{_ROMAN[roman.group()]}{text[roman.end() :]}"
    found = _IN_COLUMN.fullmatch(text.translate(LOOKALIKES))
    return _named(found) if found else ""


def titled_class(texts: Iterable[str]) -> str:
    """The one class that titles name, «Список обучающихся 5 «А» класса»; "" when none or several."""
    found = set()
    for text in texts:
        text = " ".join(text.translate(_QUOTES).split())
        for pattern in _TITLED:
            for match in pattern.finditer(text):
                if _SEVERAL.search(text[: match.start()]):
                    return ""
                found.add(_named(match))
    return found.pop() if len(found) == 1 else ""


def _named(found: re.Match[str]) -> str:
    return f"{int(found['grade'])}{found['letter'].upper()}"


def classes(cell: Value) -> list[Part]:
    """The classes of a cell, in its order; [] when something in it is no class.

    What Excel took for a date or a number is read back: the 5th of September is «5–9», 5.6 is «5, 6».
    """
    if isinstance(cell, date):
        text = f"{cell.day}-{cell.month}"
    else:
        text = text_of(cell).translate(_QUOTES)
        text = text.replace(".", ",") if isinstance(cell, float) else text
    found: list[Part] = []
    for token in filter(None, (token.strip(" .") for token in _BETWEEN.split(text))):
        parts = _token(token, found[-1].class_name if found else "")
        if not parts:
            return []
        found += parts
    return list(dict.fromkeys(found))


def _token(token: str, before: str) -> list[Part]:
    """«7», «1–8», «5А–5В», «5АБ», «7 (2 гр.)», «Б» after «5А»; [] when it is none of them."""
    said = _BRACKETS.search(token) or _GROUP.search(token[2:])
    inside = said.group() if said else ""
    group, hours = _GROUP.search(inside), _HOURS.search(inside)
    if inside.startswith("(") and not group and not hours:
        return []
    bare = (token.replace(inside, " ") if inside else token).translate(LOOKALIKES)
    bare = re.sub(rf"{_WORD}|\s", "", bare, flags=re.IGNORECASE).strip(" .:-–—").upper()
    number = (group["before"] or group["after"]) if group else ""
    said_hours = float(hours.group(1).replace(",", ".")) if hours else None
    return [Part(name, number, said_hours) for name in _names(bare, before)]


def _names(bare: str, before: str) -> list[str]:
    if found := re.fullmatch(r"(\d{1,2})[-–—](\d{1,2})", bare):
        first, last = int(found[1]), int(found[2])
        known = first in GRADES and last in GRADES
        return [str(grade) for grade in range(first, last + 1)] if known else []
    if found := re.fullmatch(r"(\d{1,2})([А-Я])[-–—]\1?([А-Я])", bare):
        letters = [chr(code) for code in range(ord(found[2]), ord(found[3]) + 1)]
    elif found := re.fullmatch(r"(\d{1,2})-?([А-ЯЁ]{0,6})", bare):
        letters = list(found[2]) or [""]
    elif before and re.fullmatch(r"[А-ЯЁ]", bare):
        return [f"{grade_of(before)}{bare}"]
    else:
        return []
    return [f"{int(found[1])}{letter}" for letter in letters] if int(found[1]) in GRADES else []
