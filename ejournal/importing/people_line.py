"""A row about a person: its name, and how a remark about it calls its columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ejournal.importing.book import Book, Table, Value, text_of
from ejournal.importing.cells import YEAR_STARTS
from ejournal.importing.classes import school_year_said
from ejournal.importing.columns import Field, Header, find, plain
from ejournal.importing.line import Line
from ejournal.importing.people import Named, nobody, read_name
from ejournal.importing.people_columns import ASIDE, NAMES, NEEDED_NAME, PARENTS, SIGNED
from ejournal.importing.remarks import Remark

NAME = "ФИО"
NAME_COLUMNS = ("full_name", *NAMES)
LONGEST = 1000  # signs of a cell that are read
SHOWN = 40  # of them that a remark shows
TOO_LONG = f"в ячейке больше {LONGEST} знаков: прочитано только начало"

_NAME_ALONE = re.compile(r"[А-ЯЁ][А-ЯЁа-яё-]+( [А-ЯЁ][А-ЯЁа-яё-]+){1,3}")
_DAY = re.compile(r"\bна \d\d?\.(\d\d)\.(20\d\d)")


@dataclass(frozen=True)
class PersonLine(Line):
    """A row of a table of people."""

    def cell(self, name: str) -> Value:
        """A cell by its meaning; of an endless one only the beginning, `too_long` says so."""
        found = super().cell(name)
        return found[:LONGEST] if isinstance(found, str) else found

    def too_long(self) -> list[Remark]:
        """The cells that are read in part."""
        names = [
            name for name in self.header.columns if len(str(super(PersonLine, self).cell(name))) > LONGEST
        ]
        return [self.remark("warning", name, TOO_LONG, self.text(name)[:SHOWN] + "…") for name in names]

    @property
    def parts(self) -> list[str]:
        """The name as it is typed, in its one cell or in its three."""
        if "surname" in self.header.columns and "name" in self.header.columns:
            return [self.text(name) for name in NAMES]
        if self._nameless:
            return [self.text("surname"), "", self.text("patronymic")]
        rest = self.text("patronymic")
        return [f"{self.text('full_name') or self.text('surname')} {'' if nobody(rest) else rest}".strip()]

    @property
    def _nameless(self) -> bool:
        """Whether there are a surname and a patronymic, each in its column, and no first name anywhere."""
        own = self.text("surname").split()
        return (
            len(own) == 1 and "full_name" not in self.header.columns and not nobody(self.text("patronymic"))
        )

    @property
    def typed_name(self) -> str:
        return " ".join(part for part in self.parts if part)

    @cached_property
    def filled(self) -> int:
        """Cells with something in them, the number of the row aside."""
        number = self.header.columns.get("number")
        return sum(bool(text) for index, text in enumerate(self.row.texts()) if index != number)

    @property
    def alone(self) -> bool:
        """Whether one cell is all that the row has."""
        return sum(map(bool, self.row.texts())) == 1

    @property
    def alone_words(self) -> bool:
        """Whether that one cell is no name, and so the row is about nobody."""
        return self.alone and not _NAME_ALONE.fullmatch(self.first)

    @property
    def is_aside(self) -> bool:
        """Whether a row is a total, a signature, the heading once more, or nothing but its number."""
        repeated = any(
            name in self.header.columns and self.header.repeated(self.row, name) for name in NEEDED_NAME
        )
        said = (self.text("number"), self.typed_name or self.first)
        signed = any(map(SIGNED.search, self.row.texts()))
        return repeated or not self.filled or signed or any(map(ASIDE.match, said))

    def read_name(self) -> Named:
        return read_name(*self.parts)

    def label(self, name: str) -> str:
        """A column as a person calls it: under «Сведения о родителях» the lower row of the heading alone."""
        if name in NEEDED_NAME or name not in self.header.columns:
            return NAME
        column = self.header.columns[name]
        title = " ".join(self.header.title_at(column).split())
        if len(self.header.rows) > 1 and PARENTS.match(plain(title)):
            rows = self.table.rows
            lower = next((row.at(column) for row in rows if row.number == self.header.rows[-1]), "")
            return " ".join(text_of(lower).split()) or title
        return title

    def remark(self, severity: str, name: str, reason: str, value: str | None = None) -> Remark:
        place = tuple(self.table.place(self.row).items())
        named = name in NEEDED_NAME
        shown = self.typed_name if named else self.text(name)
        who = "" if named else self.typed_name[:SHOWN]
        reason = self.lost(*(NAME_COLUMNS if named else (name,))) or reason
        return Remark(severity, self.label(name), shown if value is None else value, reason, place, who)


def headed(
    book: Book, fields: tuple[Field, ...], needed: tuple[frozenset[str], ...]
) -> Iterator[tuple[Table, Header]]:
    """The tables of people; one without a heading goes on from the one above it, when it is as wide."""
    above: Header | None = None
    for table in book.tables:
        header = find(table, fields, needed)
        if header is None and above is not None and table.number is not None and _goes_on(table, above):
            header = replace(above, rows=(), below=0)
        if header is not None:
            above = header
            yield table, header


def _goes_on(table: Table, above: Header) -> bool:
    wide = max((len(row.cells) for row in table.rows), default=0)
    named = (PersonLine(table, above, row).read_name().name for row in table.rows)
    return wide == len(above.titles) and any(named)


def titles(table: Table, header: Header) -> list[str]:
    """The lines of text above a heading."""
    above = [row for row in table.rows if header.rows and row.number < header.rows[0]]
    return [*table.before, *(" ".join(text for text in row.texts() if text) for row in above)]


def titled_year(book: Book, fields: tuple[Field, ...], needed: tuple[frozenset[str], ...]) -> int | None:
    """The year in which the school year begins, as the titles above the headings say it."""
    for table, header in headed(book, fields, needed):
        text = " ".join(titles(table, header))
        if said := school_year_said([text]):
            return said
        if day := _DAY.search(text):
            return int(day[2]) - (int(day[1]) < YEAR_STARTS)
    return None
