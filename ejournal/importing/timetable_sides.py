"""Timetables that stand side by side in one table, taken apart: two classes, two halves of a week."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from ejournal.importing.book import Row, Table, text_of
from ejournal.importing.columns import LOOKED_THROUGH, plain
from ejournal.importing.timetable_cells import is_heading_word, weekday_of

LEAST = 2  # columns of a timetable


def sides(table: Table, is_whole: Callable[[Table], bool]) -> list[Table]:
    """The timetables of a table from left to right: itself, or parts that are each a whole one.

    A part has the rows and the columns of the table, those of the others are empty in it; a line of text
    across the table is in every part, and what stands to the left of all days where the parts share it.
    """
    for row in table.rows[:LOOKED_THROUGH]:
        starts, shared = _days(row)
        if len(starts) < LEAST:
            starts, shared = _repeated(row), 0
        if len(starts) < LEAST:
            continue
        parts = [_part(table, a, b, shared) for a, b in pairwise([*starts, _width(table)])]
        if all(map(is_whole, parts)):
            return parts
    return [table]


def _width(table: Table) -> int:
    return max(len(row.cells) for row in table.rows)


def _days(row: Row) -> tuple[list[int], int]:
    """Where the week begins again in a row of days, and how many columns to the left are of all its parts."""
    days = [(index, day) for index, cell in enumerate(row.cells) if cell != "" and (day := weekday_of(cell))]
    again = [index for (_, before), (index, day) in pairwise(days) if day < before]
    if not again:
        return [], 0
    starts = [_with_titles(row, index) for index in again]
    own = starts != again  # «№», «Понедельник», …, «№», «Понедельник», …
    return [0, *starts], 0 if own else days[0][0]


def _with_titles(row: Row, index: int) -> int:
    """The column where a part begins whose first day this is: its numbers and hours stand before it."""
    while index and row.at(index - 1) != "" and is_heading_word(text_of(row.at(index - 1))):
        index -= 1
    return index


def _repeated(row: Row) -> list[int]:
    """Where a heading begins again with its first word: «День», «№», «5А», «День», «№», «5Б»."""
    titles = [plain(text) for text in row.texts()]
    first = next((title for title in titles if title), "")
    places = [index for index, title in enumerate(titles) if title == first]
    if not first or not is_heading_word(first) or any(b - a < LEAST for a, b in pairwise(places)):
        return []
    after = {" ".join(titles[index + 1 : index + 2]) for index in places}
    if first == "№" and len(after) > 1:
        return []  # «№», «5А», «№», «5Б»: the number of a lesson, and then of a room
    return [0, *places[1:]]


def _part(table: Table, start: int, end: int, shared: int) -> Table:
    kept = {*range(shared), *range(start, end)}
    rows = tuple(_row(row, kept) for row in table.rows)
    merged = tuple(
        replace(one, right=min(one.right, end - 1)) for one in table.merged if {one.left, one.right} & kept
    )
    return replace(table, rows=rows, merged=tuple(one for one in merged if one.left in kept))


def _row(row: Row, kept: set[int]) -> Row:
    if sum(cell != "" for cell in row.cells) == 1:
        return row
    return replace(row, cells=tuple(cell if i in kept else "" for i, cell in enumerate(row.cells)))
