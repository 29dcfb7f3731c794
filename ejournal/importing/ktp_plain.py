"""A КТП without a heading: a list of topics pasted from Word, one a line, with or without columns (п. 4.5.1).

What a column is, is told by what stands in it; a person may say otherwise in the preview.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ejournal.importing import cells
from ejournal.importing.book import Book, Row, Table, Value, text_of
from ejournal.importing.columns import Header, chosen
from ejournal.importing.people import is_patronymic
from ejournal.wording import fold, weekday_name

LEAST = 2  # lines that are a list
MOST = 0.6  # of the cells of a column, from which on it is what they are
MOST_HOURS = 40
FULL_NAME = 3  # words
MOST_TITLES = 10  # lines above the topics
LESSON = {"number", "hours", "date"}  # what only a lesson has
TITLES = {
    "number": "№",
    "topic": "Тема урока",
    "hours": "Часы",
    "date": "Дата",
    "homework": "Домашнее задание",
}

_TITLE = re.compile(
    r"планировани|\bктп\b|рабоч\w+ программ|учебн\w+ год"
    r"|^(класс|предмет|учитель)\s*[:–-]|^тем[аы]\b( урок\w*)?$",
    re.I,
)
_NUMBER = re.compile(
    r"(?:урок\s*)?(?:№\s*)?(\d{1,3}(?:\.\d{1,3})*(?:\s*[-–—,]\s*\d{1,3})*)\s*(?:[.):–—-]\s*|\s)(?=[^\d\s])",
    re.I,
)
_HOURS = re.compile(r"\s*[(–—-]\s*(\d{1,2})\s*(?:ч|час|часа|часов)\.?\s*\)?\.?$", re.I)
_HOMEWORK = re.compile(r"§|п(араграф|\.)|с(тр)?\.|упр|№|дом|выуч|повтор|чита|пересказ", re.I)
_NO_LESSON = re.compile(
    r"(раздел|глава|модуль)\b|(итого|всего|общее)\b.*\d"
    r"|\S+ (четверть|полугодие|триместр)\s*(\(.*\))?$|.*_{3}",
    re.I,
)
_WEEK = {fold(weekday_name(day)) for day in range(1, 7)}


def heading(book: Book) -> Header | None:
    """The heading that a pasted list would have; None when it is no list of topics."""
    if book.format not in ("txt", "csv") or len(book.tables) != 1:
        return None
    table = book.tables[0]
    below = _below(table)
    rows = table.rows[below:]
    wide = max((len(row.cells) for row in table.rows), default=0)
    columns = _columns(rows[1:] if wide > 1 else rows)
    if len(rows) < LEAST or columns is None or not _fits(rows[0], columns):
        return None
    columns = chosen(columns, dict(table.meanings))
    named = {column: TITLES.get(name, "") for name, column in columns.items()}
    return Header((), below, columns, tuple(named.get(index, "") for index in range(wide)))


def _below(table: Table) -> int:
    """The first row that is no title: «Тематическое планирование, алгебра, 7 класс»."""
    rows = table.rows[:MOST_TITLES]
    titled = (index + 1 for index, row in enumerate(rows) if _TITLE.search(" ".join(row.texts()).strip()))
    return max(titled, default=0)


def _columns(rows: Sequence[Row]) -> dict[str, int] | None:
    """The column of each meaning; None when the rows are of something else: people, hours, days of a week.

    Where there are several columns, one of them tells that a line is a lesson: its number, hours or day.
    """
    wide = max((len(row.cells) for row in rows), default=0)
    values = [[row.at(index) for row in rows if row.at(index) != ""] for index in range(wide)]
    words = [index for index in range(wide) if _are(values[index], _is_words)]
    if not words or any(_are(values[index], _is_other) for index in words):
        return None
    topic = max(words, key=lambda index: sum(len(text_of(cell)) for cell in values[index]))
    found = {"topic": topic}
    for index in range(wide):
        name = _meaning(values[index], index < topic) if index != topic and values[index] else ""
        if name in found:
            return None
        if name:
            found[name] = index
    alone = sum(map(bool, values)) == 1
    return found if alone or found.keys() & LESSON else None


def _fits(first: Row, columns: Mapping[str, int]) -> bool:
    """Whether the first row is like the others: else it is a heading whose words are not known."""
    beside = [name for name in columns if name in LESSON]
    return all(FITS[name](first.at(columns[name])) for name in beside if first.at(columns[name]) != "")


def _meaning(values: Sequence[Value], before: bool) -> str:
    """What a column beside the topics is; "" when that is not evident."""
    wanted = ("date", "number") if before else ("date", "hours", "homework")
    return next((name for name in wanted if _are(values, FITS[name])), "")


def _are(values: Sequence[Value], fits: Callable[[Value], bool]) -> bool:
    return bool(values) and sum(map(fits, values)) >= MOST * len(values)


def _is_words(cell: Value) -> bool:
    return cells.days(cell, 2000) is None and re.search("[а-яёa-z]{2}", text_of(cell), re.I) is not None


def _is_day(cell: Value) -> bool:
    """A day; «2.5» is a number, «02.09» is none."""
    number = cells.hours(cell) is not None and not re.fullmatch(r"\d\d?\.(0\d|1[0-2])", text_of(cell))
    return not number and cells.days(cell, 2000) is not None


def _is_hours(cell: Value) -> bool:
    found = cells.hours(cell)
    return found is not None and found.is_integer() and 1 <= found <= MOST_HOURS


FITS: dict[str, Callable[[Value], bool]] = {
    "date": _is_day,
    "number": lambda cell: cells.lesson_numbers(cell) is not None,
    "hours": _is_hours,
    "homework": lambda cell: _HOMEWORK.search(text_of(cell)) is not None,
}


def _is_other(cell: Value) -> bool:
    """A person or a day of the week: the list is of something else."""
    words = text_of(cell).split()
    person = len(words) == FULL_NAME and words[0].istitle() and is_patronymic(words[-1])
    return person or fold(text_of(cell)) in _WEEK


def spread(header: Header, rows: Sequence[Row]) -> tuple[Header, list[Row]]:
    """The list as if numbers and hours, which stand within the topics, had columns of their own.

    Where lines are not numbered, they are counted: so a topic is told from a section, a total, a signature.
    """
    if "topic" not in header.columns:
        return header, list(rows)
    topic, wide = header.columns["topic"], len(header.titles)
    columns = {"number": wide, "hours": wide + 1} | dict(header.columns)
    own = columns["number"] == wide and _numbered([text_of(row.at(topic)) for row in rows])
    found, last = [], 0
    for row in rows:
        text = " ".join(text_of(row.at(topic)).split())
        number = _NUMBER.match(text) if own else None
        said, counted = number[1] if number else "", False
        if columns["number"] == wide and not own:
            counted = _is_lesson(row, text, header.columns)
        text = text[number.end() :] if number else text
        hours = _HOURS.search(text) if (said or counted) and row.at(columns["hours"]) == "" else None
        made = {topic: text[: hours.start()] if hours else text, wide: said}
        if hours:
            made[columns["hours"]] = hours[1]
        if counted:
            first, last = last + 1, last + int(made.get(columns["hours"]) or _hours(row.at(columns["hours"])))
            made[wide] = f"{first}-{last}"
        found.append(_with(row, made))
    return replace(header, columns=columns, titles=(*header.titles, TITLES["number"], TITLES["hours"])), found


def _is_lesson(row: Row, text: str, columns: Mapping[str, int]) -> bool:
    """Whether a line without a number is a lesson: in a list with hours or days, one that has them."""
    told = [row.at(columns[name]) for name in LESSON & columns.keys()]
    return not _NO_LESSON.match(text) and (not told or any(cell != "" for cell in told))


def _hours(cell: Value) -> float:
    return cells.hours(cell) or 1 if _is_hours(cell) else 1


def _with(row: Row, made: Mapping[int, str]) -> Row:
    wide = max(len(row.cells), *(column + 1 for column in made))
    return replace(row, cells=tuple(made.get(index, row.at(index)) for index in range(wide)))


def _numbered(topics: Sequence[str]) -> bool:
    """Whether most topics begin with numbers that grow: «1. Введение», «2) Числа»."""
    found = [match[1] for text in topics if (match := _NUMBER.match(text))]
    first = [tuple(map(int, re.findall(r"\d+", number.split("-")[0]))) for number in found]
    grows = sum(before < after for before, after in pairwise(first))
    return len(found) >= max(LEAST, len(topics) / 2) and grows >= MOST * (len(first) - 1)
