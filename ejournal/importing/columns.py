"""What the columns of a table mean: the heading is found under titles, in one row or two, in any order."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ejournal.importing.book import Row, Table, text_of

LOOKED_THROUGH = 60  # rows with something in them, above which a heading stands
LONGEST_TITLE = 300  # signs of a heading's cell that are looked at
LEAST_NUMBERED = 3  # columns that a row «1 2 3 …» under a heading numbers
LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")

_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """A meaning that a column may have: its heading in plain form matches one of the patterns, best first."""

    name: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """The heading: numbers of its rows, the first row under it (an index), the column of each meaning."""

    rows: tuple[int, ...]
    below: int
    columns: Mapping[str, int]
    titles: tuple[str, ...]

    def title(self, name: str, default: str = "") -> str:
        """A column as the file calls it: «Дата (план)» when its heading is in two rows."""
        return self.title_at(self.columns[name]) or default if name in self.columns else default

    def title_at(self, index: int | None) -> str:
        """A column by its index; "" for one without a title."""
        return "" if index is None or index >= len(self.titles) else self.titles[index]

    def repeated(self, row: Row, name: str) -> bool:
        """Whether a row is the heading typed once more, as at the top of a new page."""
        text = plain(text_of(row.at(self.columns[name])))
        return bool(text) and text in {plain(part) for part in re.split(r"[()]", self.title(name))}


def untangled(text: str) -> str:
    """The text with Latin look-alikes turned Russian in the words that have Russian letters too."""
    return _WORD.sub(
        lambda word: word.group().translate(LOOKALIKES) if _CYRILLIC.search(word.group()) else word.group(),
        text,
    )


def plain(text: str) -> str:
    """A heading as the patterns read it: no capitals, ё, hyphenation, look-alikes, outer punctuation."""
    joined = re.sub(r"(?<=\w)-\n\s*(?=[а-яё])", "", text)
    words = " ".join(untangled(joined).casefold().replace("ё", "е").split())
    return words.strip(" .,:;*")


def find(table: Table, fields: tuple[Field, ...], needed: Collection[frozenset[str]]) -> Header | None:
    """The heading that gives a meaning to most columns; None when none has one of each set in `needed`.

    A column that a person has set aside counts among them: the heading stays where it is.
    """
    best, most = None, 0
    for header, known in [*_candidates(table, fields), *_told(table)]:
        if len(known) > most and all(header.columns.keys() & any_of for any_of in needed):
            best, most = header, len(known)
    return best


def _candidates(table: Table, fields: tuple[Field, ...]) -> Iterator[tuple[Header, set[str]]]:
    """The headings, each with the meanings that its words and a person give to columns."""
    told = dict(table.meanings)
    for index, row in enumerate(table.rows[:LOOKED_THROUGH]):
        titles = [text[:LONGEST_TITLE] for text in row.texts()]
        columns = meanings(titles, fields)
        if len(columns) < 2:
            continue
        own = Header((row.number,), first_below(table, index + 1), chosen(columns, told), tuple(titles))
        yield own, columns.keys() | own.columns.keys()
        if index + 1 < len(table.rows) and (joined := _joined(row, table.rows[index + 1])):
            numbers = (row.number, table.rows[index + 1].number)
            columns = meanings(joined, fields)
            own = Header(numbers, first_below(table, index + 2), chosen(columns, told), tuple(joined))
            yield own, columns.keys() | own.columns.keys()


def _told(table: Table) -> Iterator[tuple[Header, set[str]]]:
    """The heading where none of its words is known and a person has said what the columns are."""
    columns = chosen({}, dict(table.meanings))
    for index, row in enumerate(table.rows[:LOOKED_THROUGH]):
        cells = [text_of(row.at(column)) for column in columns.values()]
        if columns and all(cells) and not any(text[:1].isdecimal() for text in cells):
            header = Header((row.number,), first_below(table, index + 1), columns, tuple(row.texts()))
            yield header, set(columns)
            return


def chosen(found: Mapping[str, int], told: Mapping[int, str]) -> dict[str, int]:
    """The columns by their meanings with what a person said of some of them."""
    said = {meaning: column for column, meaning in told.items() if meaning}
    kept = {name: column for name, column in found.items() if column not in told and name not in said}
    return kept | said


def meanings(titles: list[str], fields: tuple[Field, ...]) -> dict[str, int]:
    """The column of each meaning; a column has one, and of two for a meaning the better named wins."""
    found: dict[str, int] = {}
    shorts = [plain(title) for title in titles]
    for field in fields:
        for pattern in field.patterns:
            fits = (i for i, short in enumerate(shorts) if short and re.search(pattern, short))
            column = next((i for i in fits if i not in found.values()), None)
            if column is not None:
                found[field.name] = column
                break
    return found


def _joined(top: Row, bottom: Row) -> list[str] | None:
    """The titles of a heading in two rows, the upper cell spread over those merged with it.

    None when the lower row is no heading: something in it begins with a digit, or it leaves nothing merged.
    """
    if any(text[:1].isdecimal() for text in bottom.texts()):
        return None
    titles, over = [], ""
    for index in range(max(len(top.cells), len(bottom.cells))):
        upper, lower = (text_of(row.at(index))[:LONGEST_TITLE] for row in (top, bottom))
        over = upper or (over if lower else "")
        titles.append(f"{over} ({lower})" if over and lower and over != lower else over or lower)
    under = {index for index, cell in enumerate(bottom.cells) if cell != ""}
    return titles if under and len(under) < len([t for t in titles if t]) else None


def first_below(table: Table, index: int) -> int:
    """The first row under the heading, past one that numbers the columns."""
    if index < len(table.rows):
        texts = [text for text in table.rows[index].texts() if text]
        if len(texts) >= LEAST_NUMBERED and texts == [str(n) for n in range(1, len(texts) + 1)]:
            return index + 1
    return index
