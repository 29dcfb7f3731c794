"""The heading of a curriculum: the column of subjects and those of the classes, in one row to four."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ejournal.importing.book import Row, Table, text_of
from ejournal.importing.cells import hours
from ejournal.importing.classes import classes_of, names_itself
from ejournal.importing.columns import LOOKED_THROUGH, Field, Header, first_below, meanings, plain

FIELDS = (
    Field("area", (r"(предметн|образовательн)\w* област",)),
    Field(
        "subject",
        (
            r"\bучебн\w* (предмет|курс|дисциплин)",
            r"^((наименован|назван|перечен)\w* )?(предмет|дисциплин|курс)",
        ),
    ),
    Field("total", (r"^(всего|итого)( часов)?( в неделю)?$", r"^(всего|итого)\b(?!.*год)")),
)
UNDER = 3  # rows in which the classes may stand below the column of subjects
_NO_CLASS = re.compile(r"всего|итог|сумм|колич|час|недел|год|№|п/п|нагруз")
_YEARLY = re.compile(r"\b(в|за) (учебный )?год")
_WEEKLY = re.compile(r"недел")


@dataclass(frozen=True)
class Column:
    """Hours of a class, of the year where `yearly`."""

    index: int
    class_name: str
    yearly: bool


@dataclass(frozen=True)
class Heading:
    """The heading of a table; `header` knows the columns that are not of classes."""

    header: Header
    classes: tuple[Column, ...]
    title: str  # what stands above and in the heading
    unread: tuple[int, ...] = ()  # columns that have numbers and a title that names no class

    @property
    def yearly(self) -> bool:
        return all(column.yearly for column in self.classes)


def heading(table: Table) -> Heading | None:
    """The first heading in a table; None when the table is no curriculum."""
    return next(_candidates(table), None)


def _candidates(table: Table) -> Iterator[Heading]:
    for index, row in enumerate(table.rows[:LOOKED_THROUGH]):
        columns = meanings(row.texts(), FIELDS)
        if "subject" not in columns and "area" in columns:
            columns["subject"] = _beside(table, index, columns["area"])
            columns = {name: i for name, i in columns.items() if (name, i) != ("area", columns["subject"])}
        if "subject" not in columns:
            continue
        for below, under in enumerate(table.rows[index : index + UNDER + 1]):
            if below and under.at(columns["subject"]) != "":
                break
            if classes := _classes(under, columns):
                yield _heading(table, index, index + below, columns, classes)
                break


def _beside(table: Table, index: int, area: int) -> int:
    """The column of subjects when only areas have a title: the next one if it has words, else the same."""
    below = table.rows[index + 1 :]
    words = sum(any(sign.isalpha() for sign in text_of(row.at(area + 1))) for row in below)
    return area + 1 if table.rows[index].at(area + 1) == "" and words * 2 > len(below) else area


def _classes(row: Row, columns: dict[str, int]) -> dict[int, tuple[str, ...]]:
    """The columns of a row that are named as classes; mere numbers count when none is named twice."""
    texts = [index for index, cell in enumerate(row.cells) if index not in columns.values()]
    found = {index: names for index in texts if (names := classes_of(row.at(index)))}
    others = [text for index in texts if index not in found and (text := plain(text_of(row.at(index))))]
    if any(re.match(r"\d", text) for text in others):
        return {}
    if any(names_itself(row.at(index)) for index in found):
        return found
    numbers = [int(name) for names in found.values() for name in names]
    return found if numbers == sorted(set(numbers)) else {}


def _heading(
    table: Table, top: int, last: int, columns: dict[str, int], classes: dict[int, tuple[str, ...]]
) -> Heading:
    rows = table.rows[top : last + 1]
    said = [text for row in (*table.rows[:top], *rows) for text in row.texts() if text]
    title = plain(" ".join([*table.before, *said]))
    units = _units(table.rows[last + 1]) if last + 1 < len(table.rows) else {}
    below = first_below(table, last + 2 if units else last + 1)
    yearly = bool(_YEARLY.search(title)) and not _WEEKLY.search(title)
    found = _columns(classes, units, yearly)
    width = max(*(len(row.cells) for row in rows), *(index + 1 for index in columns.values()))
    titles = tuple(
        next((text for row in reversed(rows) if (text := text_of(row.at(i)))), "") for i in range(width)
    )
    columns = {**meanings(list(titles), FIELDS[2:]), **columns}
    numbers = tuple(row.number for row in table.rows[top : last + 1 + bool(units)])
    header = Header(numbers, below, columns, titles)
    taken = {*columns.values(), *units, *(column.index for column in found)}
    return Heading(header, found, title, tuple(_unread(table, header, taken)))


def _unread(table: Table, header: Header, taken: set[int]) -> Iterator[int]:
    rows = [row for row in table.rows[header.below :] if row.at(header.columns["subject"]) != ""]
    for index, title in enumerate(header.titles):
        numbers = sum(hours(row.at(index)) is not None for row in rows)
        if title and index not in taken and not _NO_CLASS.search(plain(title)) and 2 * numbers > len(rows):
            yield index


def _units(row: Row) -> dict[int, bool]:
    """A row under the classes that says of each column whether its hours are of the year."""
    said = {index: plain(text) for index, text in enumerate(row.texts()) if text}
    found = {index: "год" in text for index, text in said.items() if re.search(r"нед|год", text)}
    return found if len(found) == len(said) else {}


def _columns(classes: dict[int, tuple[str, ...]], units: dict[int, bool], yearly: bool) -> tuple[Column, ...]:
    """For each class the column of its hours of the week, else of the year."""
    found = []
    ends = [*sorted(classes), 10**6]
    for (index, names), end in zip(sorted(classes.items()), ends[1:], strict=True):
        own = [i for i in units if index <= i < end]
        weekly = next((i for i in own if not units[i]), None)
        column = weekly if weekly is not None else (own[0] if own else index)
        found += [Column(column, name, units.get(column, yearly)) for name in names]
    return tuple(found)
