"""The heading of a grid: which columns are of classes and rooms, of days, numbers and hours of lessons."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ejournal.importing.book import Row, Table, Value, text_of
from ejournal.importing.classes import classes_of, names_itself
from ejournal.importing.columns import Header, first_below, plain
from ejournal.importing.timetable_cells import is_heading_word, number_of, signed, times_of, weekday_of

MOST_UNKNOWN = 2  # cells of a heading that are neither classes nor words of a timetable
ABOVE = 3  # rows above a heading that may name its day
_UNDER = re.compile(r"(предмет|дисципл|каб|ауд|к$|№|(под)?гр|[12] ?(под)?гр|учител)")
_ROOM = re.compile(r"(каб|ауд|к$|№)")
_TEACHER = re.compile(r"(учител|преподав|педагог)")
_ASIDE = re.compile(r"(учител|преподав|педагог|примеч|замет|ответств|классн\w* рук)")


@dataclass(frozen=True)
class Column:
    """Lessons of classes (or of one group of them), the columns of their rooms and their teachers."""

    index: int
    classes: tuple[str, ...]
    title: str
    room: int | None = None
    group: str = ""
    teacher: int | None = None


@dataclass(frozen=True)
class Block:
    """The rows under one heading, and what its columns are; `unread` are those whose title tells nothing."""

    header: Header
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    day: int | None
    number: int | None
    hours: int | None
    unread: tuple[int, ...] = ()


def blocks(table: Table) -> list[Block]:
    """The parts of a sheet, each with a heading that names classes; [] when it is no such grid."""
    return [block for block, has_day in _parts(table) if has_day]


def dayless(table: Table) -> list[Block]:
    """The parts under a heading of classes that have lessons, it seems, and no day of the week anywhere."""
    return [
        block
        for block, has_day in _parts(table)
        if not has_day and any(_has_words(block.rows, column.index) for column in block.columns)
    ]


def _parts(table: Table) -> list[tuple[Block, bool]]:
    """Every part under a heading of classes, and whether it tells the days of its lessons."""
    starts = [index for index in range(len(table.rows)) if _classes_at(table, index)]
    found = []
    for start, end in pairwise([*starts, len(table.rows)]):
        block = _block(table, start, end)
        if block.rows:
            found.append((block, block.day is not None or _days_around(table, start, end)))
    return found


def _days_around(table: Table, start: int, end: int) -> bool:
    """Whether a day stands above the heading, in it, or across a row of the block."""
    rows = table.rows[max(start - ABOVE, 0) : end]
    return any(label_of(row, None) for row in rows)


def _classes_at(table: Table, index: int) -> dict[int, tuple[str, ...]]:
    """The columns of classes in a row that is a heading; mere numbers may stand under its words."""
    row, above = table.rows[index], table.rows[index - 1] if index else Row(0, ())
    texts = [text for text in above.texts() if text]
    found = _class_cells(row, bool(texts) and all(map(is_heading_word, texts)))
    numbers = [text for text in row.texts() if text]
    return {} if numbers == [str(n) for n in range(1, len(numbers) + 1)] else found


def _class_cells(row: Row, words: bool) -> dict[int, tuple[str, ...]]:
    """The columns of classes in a row; `words` when it is known for a heading by those above."""
    found: dict[int, tuple[str, ...]] = {}
    named = False
    unknown = 0
    for index, cell in enumerate(row.cells):
        first = text_of(cell).partition("\n")[0]  # the class teacher may stand below
        if names := classes_of(cell) or (classes_of(first) if names_itself(first) else ()):
            found[index] = names
            named = named or names_itself(first)
        elif is_heading_word(text_of(cell)):
            words = True
        elif found and _TEACHER.match(plain(text_of(cell))):
            continue
        elif cell != "" and not weekday_of(cell):
            unknown += 1
        if unknown > MOST_UNKNOWN:
            return {}
    several = len(found) > 1
    if unknown and (not words or unknown * 2 > len(found)):
        return {}
    return found if (named and (several or words)) or (words and several) else {}


def _block(table: Table, start: int, end: int) -> Block:
    head = table.rows[start]
    named = _classes_at(table, start)
    under = table.rows[start + 1] if start + 1 < end else Row(0, ())
    texts = [plain(text) for text in under.texts()]
    two = any(texts) and all(_UNDER.match(text) for text in texts if text) and under.number == head.number + 1
    below = first_below(table, start + 1 + two)
    rows = table.rows[below:end]
    columns = _columns(head, under if two else None, named, rows)
    taken = {index for column in columns for index in (column.index, column.room, column.teacher)}
    free = [i for i in range(max(len(row.cells) for row in (head, *rows))) if i not in taken]
    day = _best(rows, free, lambda cell: weekday_of(cell) is not None)
    left = [i for i in free if i != day]
    called = [i for i in left if re.match(r"(№|n\b|урок|номер)", plain(text_of(head.at(i))))]
    before = [i for i in left if i < min(named)]
    number = _best(rows, called or before or left, lambda cell: number_of(cell) is not None)
    hours = _best(rows, left, lambda cell: times_of(text_of(cell))[0] is not None)
    numbers = (head.number, under.number) if two else (head.number,)
    header = Header(numbers, below, {}, tuple(head.texts()))
    beside = (i for i in left if (i > min(named) or head.at(i) != "") and i not in (number, hours))
    lost = (i for i in beside if _has_words(rows, i))
    unread = tuple(i for i in lost if not _tells(text_of(head.at(i))) and not (two and under.at(i)))
    return Block(header, rows, columns, day, number, hours, unread)


def _tells(title: str) -> bool:
    """Whether a title says by itself that there are no lessons in its column."""
    return is_heading_word(title) or _ASIDE.match(plain(title)) is not None


def _has_words(rows: tuple[Row, ...], index: int) -> bool:
    """Whether a column has anything in it that may be a lesson."""
    texts = (text_of(row.at(index)) for row in rows if not signed(row))
    return any(sign.isalpha() for text in texts for sign in text)


def _best(rows: tuple[Row, ...], columns: list[int], fits: Callable[[Value], bool]) -> int | None:
    """The column with most cells that fit; None when no cell does."""
    counted = {index: sum(fits(row.at(index)) for row in rows) for index in columns}
    best = max(counted, key=lambda index: counted[index], default=None)
    return best if best is not None and counted[best] else None


def _columns(
    head: Row, under: Row | None, named: dict[int, tuple[str, ...]], rows: tuple[Row, ...]
) -> tuple[Column, ...]:
    """The columns of lessons: a class has one, with that of the rooms beside it, or one for each group."""
    found = []
    last = max(max(named) + 3, len(under.cells) if under else 0)
    for index, end in pairwise([*sorted(named), last]):
        title = " ".join(text_of(head.at(index)).split())
        own = [index, *takewhile(lambda i: _is_beside(head, i), range(index + 1, end))]
        beside = {i: head.at(i) for i in own[1:]} | {index: ""}
        said = {i: plain(text_of(beside[i] or (under.at(i) if under else ""))) for i in own}
        teachers = [i for i in own[1:] if _TEACHER.match(said[i])]
        rooms = [i for i in own[1:] if _ROOM.match(said[i]) or only_rooms(rows, i)]
        places = [i for i in own if i not in rooms and i not in teachers]
        groups = {i: re.search(r"[12]", said[i]) if "гр" in said[i] else None for i in places}
        for place in (i for i in places if i == index or groups[i]):
            room, teacher = (next((i for i in some if i > place), None) for some in (rooms, teachers))
            group = groups[place]
            found.append(Column(place, named[index], title, room, group[0] if group else "", teacher))
    return tuple(found)


def _is_beside(head: Row, index: int) -> bool:
    """Whether a column is one of the class to its left: untitled, of its rooms or of its teachers."""
    title = plain(text_of(head.at(index)))
    return not title or bool(_ROOM.match(title) or _TEACHER.match(title))


def only_rooms(rows: tuple[Row, ...], index: int) -> bool:
    """Whether a column without a title has numbers of rooms alone."""
    texts = [text for row in rows if (text := text_of(row.at(index)))]
    return bool(texts) and all(
        re.fullmatch(r"\d{1,3}[а-я]?|с/з|маст\.?|\w*зал", text, re.I) for text in texts
    )


def label_of(row: Row, column: int | None) -> int | None:
    """The day that a row names in its column, or alone across the table."""
    if column is not None and (day := weekday_of(row.at(column))):
        return day
    texts = [cell for cell in row.cells if cell != ""]
    return weekday_of(texts[0]) if len(texts) == 1 or (column is None and texts) else None
