"""The heading of a grid with days in its columns: where lessons, numbers, hours, rooms and teachers are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ejournal.importing.book import Row, Table, text_of
from ejournal.importing.classes import class_said, classes_of, names_itself
from ejournal.importing.columns import Header, plain
from ejournal.importing.timetable_cells import is_heading_word, number_of, weekday_of
from ejournal.importing.timetable_columns import only_rooms

BY_LESSONS = "сетка: строки — уроки, колонки — дни"
BY_CLASSES = "сетка: строки — классы, колонки — дни и уроки"
LEAST_DAYS = 3  # two are enough where nothing but words of a timetable stands beside them
ABOVE = 3  # rows above a heading that may name its class
# What a column inside a day is by its title; «урок» is its number or its subject: the cells tell.
_ROLES = (
    ("numbers", re.compile(r"№|n\b|номер|п/п")),
    ("hours", re.compile(r"врем|звон|час|начал")),
    ("room", re.compile(r"каб|ауд|к$|помещ")),
    ("teacher", re.compile(r"учител|преподав|педагог|фио")),
    ("group", re.compile(r"(?:под)?гр\w*\.? ?№? ?[12]|[12] ?-?я? ?(?:п/?гр|(?:под)?гр)")),
    ("lesson", re.compile(r"предмет|дисципл|урок|занят")),
)
_BEFORE = ("numbers", "hours")  # what may stand before its day


@dataclass(frozen=True)
class Column:
    """The lessons of a day, of some classes or of a group when the heading says so.

    `number` is that of the lesson where the heading numbers them; the others are the columns of what is
    said of the lesson in its row.
    """

    index: int
    weekday: int
    number: int | None = None
    classes: tuple[str, ...] = ()
    group: str = ""
    numbers: int | None = None
    hours: int | None = None
    room: int | None = None
    teacher: int | None = None


@dataclass(frozen=True)
class Block:
    """The rows under a heading that names days; `classes` are those that stand above it.

    `own` is the column to the left that is called «Класс», `unread` are those that nothing tells of.
    """

    header: Header
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    classes: tuple[str, ...]
    first: int
    own: int | None = None
    unread: tuple[int, ...] = ()

    @property
    def layout(self) -> str:
        return BY_CLASSES if self.by_classes else BY_LESSONS

    @property
    def by_classes(self) -> bool:
        return self.columns[0].number is not None

    @property
    def left(self) -> range:
        """The columns before the days."""
        return range(self.first)

    @property
    def days(self) -> set[int]:
        return {column.weekday for column in self.columns}


def blocks(table: Table, given: tuple[str, ...] = ()) -> list[Block]:
    """The parts of a sheet, each under a row of days; [] when it has none.

    `given` is the class of parts that name none. One that names none goes on with that of the block above
    when its days are others.
    """
    starts = [index for index, row in enumerate(table.rows) if _is_heading(row)]
    found: list[Block] = []
    told: set[int] = set()
    for start, end in pairwise([*starts, len(table.rows)]):
        block = _block(table, start, end)
        if not block.classes and found and not told & block.days:
            block = replace(block, classes=found[-1].classes)
        else:
            told = set()
        told |= block.days
        found.append(replace(block, classes=block.classes or given))
    return found


def _is_heading(row: Row) -> bool:
    days = _days(row)
    rest = [text for index, text in enumerate(row.texts()) if text and index not in days]
    many = len(set(days.values()))
    return many >= LEAST_DAYS or (many == 2 and all(is_heading_word(text) for text in rest))


def _days(row: Row) -> dict[int, int]:
    return {index: day for index, cell in enumerate(row.cells) if cell != "" and (day := weekday_of(cell))}


def _block(table: Table, start: int, end: int) -> Block:
    head, days = table.rows[start], _days(table.rows[start])
    under = table.rows[start + 1] if start + 1 < end else Row(0, ())
    first = min(days)
    columns, two = _under(head, under, days), True
    rows = table.rows[start + 2 : end]
    if not columns:
        two = _is_words(under, first)
        rows = table.rows[start + 1 + two : end]
        columns = _titled(under if two else head, days, rows, two)
        if two and not columns:  # it tells of no lessons: no heading
            two, rows = False, table.rows[start + 1 : end]
            columns = _titled(head, days, rows, two)
    numbers = (head.number, under.number) if two else (head.number,)
    titles = _titles(head, under, days) if two else head.texts()
    header = Header(numbers, start + len(numbers), {}, tuple(titles))
    words = [plain(f"{text_of(head.at(i))} {text_of(under.at(i)) if two else ''}") for i in range(first)]
    own = next((i for i, word in enumerate(words) if word.startswith("класс")), None)
    block = Block(header, rows, tuple(columns), _class_above(table, start), first, own)
    return replace(block, unread=tuple(_unread(block, head, under if two else Row(0, ()))))


def _titles(head: Row, under: Row, days: Mapping[int, int]) -> list[str]:
    """The titles of a heading in two rows, «Понедельник (Каб.)»: a day is that of the columns after it."""
    found = []
    for index in range(max(len(head.cells), len(under.cells))):
        day = max((day for day in days if day <= index), default=index)
        upper, lower = text_of(head.at(index)) or text_of(head.at(day)), text_of(under.at(index))
        found.append(f"{upper} ({lower})" if upper and lower else upper or lower)
    return found


def _under(head: Row, under: Row, days: Mapping[int, int]) -> list[Column]:
    """The columns where a row under the days has numbers of lessons or classes; [] when it has not."""
    first = min(days)
    filled = {i for i, cell in enumerate(under.cells) if cell != "" and i >= first}
    beside = [text_of(under.at(i)) for i in range(first) if under.at(i) != ""]
    numbers = {i: n for i in filled if (n := number_of(under.at(i))) is not None}
    if len(numbers) > len(days) and numbers.keys() == filled:
        return [Column(i, _day_of(days, i), numbers[i]) for i in sorted(numbers)]
    classes = {i: names for i in filled if (names := classes_of(under.at(i)))}
    named = any(names_itself(under.at(i)) for i in classes)
    if len(classes) > 1 and named and classes.keys() == filled and all(map(is_heading_word, beside)):
        return [Column(i, _day_of(days, i), classes=classes[i]) for i in sorted(classes)]
    return []


def _day_of(days: Mapping[int, int], index: int) -> int:
    return days[max(day for day in days if day <= index)]


def _is_words(under: Row, first: int) -> bool:
    """Whether a row tells what the columns of the days are: «№», «Предмет», «Каб.»."""
    texts = [plain(text) for text in under.texts()]
    inside = [text for text in texts[first:] if text]
    return bool(inside) and all(_role(text) for text in inside) and all(map(_is_title, texts[:first]))


def _is_title(text: str) -> bool:
    return not text or is_heading_word(text)


def _role(title: str) -> str:
    return next((role for role, pattern in _ROLES if pattern.match(title)), "")


def _titled(titles: Row, days: Mapping[int, int], rows: tuple[Row, ...], two: bool) -> list[Column]:
    """The columns of days with what is said beside them; `two` when the titles are of a second row."""
    wide = max(len(row.cells) for row in (titles, *rows))
    roles = {i: _told(titles, days, rows, i, two) for i in range(wide)}
    first = min(days)
    leads = not two and roles.get(first - 1) in _BEFORE  # «№», «Понедельник», «№», «Вторник»
    found: list[Column] = []
    for start, end in pairwise([*sorted(days), wide]):
        own = list(range(start, end))
        if leads:
            before = start
            while roles.get(before - 1) in _BEFORE and (start == first or before - 1 > found[-1].index):
                before -= 1
            own = [*range(before, start), *own]
            while len(own) > 1 and roles[own[-1]] in _BEFORE and end < wide:
                own.pop()
        found += _of_day(own, roles, days[start])
    return found


def _told(titles: Row, days: Mapping[int, int], rows: tuple[Row, ...], index: int, two: bool) -> str:
    """What a column is by its title, or by its cells when it has none."""
    title = plain(text_of(titles.at(index)))
    texts = [text for row in rows if (text := text_of(row.at(index)))]
    counts = bool(texts) and all(number_of(text) is not None for text in texts)
    if index in days and not two:
        return "lesson"
    if title:
        role = _role(title)
        if role == "group":
            return f"group {'1' if '1' in title else '2'}"
        return "numbers" if role == "lesson" and counts else role or "other"
    if not texts:
        return ""
    if counts and _ascending([number_of(text) or 0 for text in texts]):
        return "numbers"
    return "room" if only_rooms(rows, index) else "unread"


def _ascending(numbers: list[int]) -> bool:
    """Whether numbers are those of lessons one under another, and not of rooms."""
    return len(numbers) > 1 and numbers[0] < 4 and all(b == a + 1 for a, b in pairwise(numbers))


def _of_day(own: list[int], roles: Mapping[int, str], weekday: int) -> list[Column]:
    """The columns of lessons of a day: one, or one for each group; each with what is said beside it."""
    lessons = [i for i in own if roles[i] == "lesson" or roles[i].startswith("group")]
    lessons = lessons or [i for i in own if roles[i] in ("unread", "")][:1]
    found = []
    for index, end in pairwise([*lessons, own[-1] + 1] if lessons else []):
        numbers, hours = (next((i for i in own if roles[i] == role), None) for role in _BEFORE)
        after = [i for i in own if index < i < end]
        room, teacher = (next((i for i in after if roles[i] == role), None) for role in ("room", "teacher"))
        group = roles[index].partition("group ")[2]
        found.append(Column(index, weekday, None, (), group, numbers, hours, room, teacher))
    return found


def _unread(block: Block, head: Row, under: Row) -> list[int]:
    """The columns among the days that have no title and no meaning, and yet something in them."""
    taken = {i for c in block.columns for i in (c.index, c.numbers, c.hours, c.room, c.teacher)}
    wide = max((len(row.cells) for row in block.rows), default=0)
    empty = (i for i in range(block.first, wide) if i not in taken and head.at(i) == under.at(i) == "")
    return [i for i in empty if any(text_of(row.at(i)) for row in block.rows)]


def _class_above(table: Table, start: int) -> tuple[str, ...]:
    """The class of a block: in its corner, above it, or the name of the sheet; a lesson above has none."""
    above = table.rows[max(start - ABOVE, 0) : start]
    titles = [row.texts() for row in above if not any(text.strip(" .").isdecimal() for text in row.texts())]
    texts = [*table.rows[start].texts(), *(text for row in reversed(titles) for text in row)]
    return class_said([*texts, *reversed(table.before[-ABOVE:]), table.sheet or ""])
