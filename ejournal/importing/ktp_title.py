"""What stands around a КТП: subject, class, teacher, hours of the week and of the year, school year."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ejournal.importing import cells, ktp_plain
from ejournal.importing.book import Book, Row, text_of
from ejournal.importing.classes import school_year_said
from ejournal.importing.columns import find, untangled
from ejournal.importing.curriculum import WEEKS, WEEKS_OF_GRADE_1
from ejournal.importing.ktp_columns import FIELDS, NEEDED
from ejournal.importing.subject_names import ROOTS

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PERSON = re.compile(rf"{_NAME}\s+{_NAME}\s+{_NAME}(?:\s+(?:оглы|кызы))?")
_TEACHERS = re.compile(r"(?:учител[ьяи]|преподавател[ьи])[^:]*:(.*)", re.IGNORECASE)
_LETTER = r"\s?[«\"]?([А-Е]?)(?![а-яё])[»\"]?"
_GRADE = r"(?<![\d/–-])(1[01]|[1-9])"
_CLASS = re.compile(
    rf"{_GRADE}{_LETTER}(?:-?(?:е|й|х|го|м))?\s+класс|класс\w*\s*[:–—-]?\s*{_GRADE}(?!\d){_LETTER}",
    re.IGNORECASE,
)
_CLASSES = re.compile(rf"{_GRADE}\s?[–—-]\s?(1[01]|[1-9])\s+класс", re.IGNORECASE)
_GROUPS = re.compile(r"\(([\d\s,и]+)групп", re.IGNORECASE)
_WEEK = (
    re.compile(r"(\d{1,2})\s*(?:ч|час|часа|часов)?\.?\s*в\s+неделю", re.IGNORECASE),
    re.compile(r"в\s+неделю\s*[:–—-]?\s*(\d{1,2})(?!\d)", re.IGNORECASE),
)
_TOTAL = (
    re.compile(r"(?:за|в)\s+год\s*[:–—-]?\s*(\d{1,4})(?!\d)", re.IGNORECASE),
    re.compile(r"(?:всего|итого)\s*[:–—-]?\s*(\d{1,4})\s*(?:ч|час)", re.IGNORECASE),
    re.compile(r"(\d{2,4})\s*час(?!\w*\s*в\s+неделю)", re.IGNORECASE),
)


@dataclass(frozen=True)
class About:
    """What the titles of a file say; None and () where they are silent."""

    subject: str | None
    classes: tuple[str, ...]
    groups: tuple[str, ...]
    teachers: tuple[str, ...]
    hours_per_week: int | None
    hours_declared: int | None
    year: int | None

    @property
    def first_grade(self) -> bool:
        return bool(self.classes) and all(re.fullmatch("1[А-Я]?", name) for name in self.classes)

    @property
    def weeks(self) -> int:
        """School weeks of a year of this grade."""
        return WEEKS_OF_GRADE_1 if self.first_grade else WEEKS

    @property
    def hours_by_plan(self) -> int | None:
        """Hours of the year by those of the week."""
        return self.hours_per_week * self.weeks if self.hours_per_week else None


def about(book: Book, name: str) -> About:
    """п. 4.5.1: whose plan a file is; the subject and the class may stand in the name of the file alone."""
    lines = [untangled(line) for line in _lines(book)]
    text = "\n".join(lines)
    named = untangled(re.sub(r"[_.]+", " ", name))
    groups = _GROUPS.search(text)
    return About(
        _subject(text) or _subject(named),
        _classes(text) or _class_of_name(named),
        tuple(re.findall(r"\d+", groups.group(1))) if groups else (),
        tuple(
            person
            for line in lines
            if (said := _TEACHERS.search(line))
            for person in _PERSON.findall(said.group(1))
        ),
        _first(_WEEK, text),
        _first(_TOTAL, text),
        _year(text, book),
    )


def _lines(book: Book) -> list[str]:
    """The text outside the plan itself: above the headings, and below the last row with a number."""
    lines: list[str] = []
    for table in book.tables:
        lines += table.before
        header = find(table, FIELDS, NEEDED)
        rows: Sequence[Row] = table.rows
        if header is not None:
            rows = [row for row in table.rows if row.number < header.rows[0]]
        elif listed := ktp_plain.heading(book):
            rows = table.rows[: listed.below]
        lines += [" ".join(text for text in row.texts() if text) for row in rows]
        if header is not None and "number" in header.columns:
            numbered = [
                index
                for index, row in enumerate(table.rows)
                if cells.lesson_numbers(row.at(header.columns["number"]))
            ]
            below = table.rows[max(numbered, default=0) + 1 :] if numbered else ()
            lines += [" ".join(text for text in row.texts() if text) for row in below]
    return [*lines, *book.after]


def _subject(text: str) -> str | None:
    """The subject named first; at the same place the more exact name wins."""
    found = [
        (match.start(), order)
        for order, (root, _) in enumerate(ROOTS)
        if (match := re.search(root, text, re.I))
    ]
    return ROOTS[min(found)[1]][1] if found else None


def _classes(text: str) -> tuple[str, ...]:
    spans = [map(str, range(int(first), int(last) + 1)) for first, last in _CLASSES.findall(text)]
    found = [(a or c) + (b or d).upper() for a, b, c, d in _CLASS.findall(text)]
    return tuple(dict.fromkeys([*(grade for span in spans for grade in span), *found]))


def _class_of_name(name: str) -> tuple[str, ...]:
    """«КТП окружающий мир 4 csv» → «4»: the last number that a class can have."""
    found = re.findall(r"(?<!\d)(1[01]|[1-9])\s?([А-Е]?)(?![\dа-яё])", name, re.IGNORECASE)
    return (found[-1][0] + found[-1][1].upper(),) if found else ()


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    return next((int(found.group(1)) for pattern in patterns if (found := pattern.search(text))), None)


def _year(text: str, book: Book) -> int | None:
    """The year in which the school year begins: said in the titles, else that of the dates (`_year_of`)."""
    if said := school_year_said([text]):
        return said
    known: list[int | None] = []
    for table in book.tables:
        header = find(table, FIELDS, NEEDED) or ktp_plain.heading(book)
        for row in table.rows[header.below :] if header and "date" in header.columns else ():
            cell = row.at(header.columns["date"]) if header else ""
            full = isinstance(cell, date) or re.search(r"\d{4}", text_of(cell))
            if found := cells.days(cell, 2000):
                known.append(cells.school_year(found.days[0]) if full else None)
    return _year_of(known)


def _year_of(known: list[int | None]) -> int | None:
    """The first date decides, when it is full; else what most of them say: a misprint moves no plan."""
    if not known or known[0] is not None:
        return known[0] if known else None
    year, count = Counter(known).most_common(1)[0]
    return year if count * 2 > len(known) else None
