"""The lessons of a group dealt out to spreads: columns of the left page are lines of the right one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ejournal.documents import typeset
from ejournal.documents.volume_layout import Geometry
from ejournal.documents.volume_parts import Entry, Part, Pupil
from ejournal.wording import date_short

Line = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Spread:
    """Two pages: the columns and where they begin among those of the group, the lines, the pupils with the
    marks of their notes. Only the last one closes the period.
    """

    first: int
    columns: tuple[Entry, ...]
    rows: tuple[Line, ...]
    pupils: tuple[tuple[Pupil, str], ...]
    notes: tuple[str, ...]
    last: bool


@dataclass
class _Stretch:
    """The lessons of a spread: their columns (a lesson may have several) and lines."""

    first: int
    columns: list[Entry]
    rows: list[Line]


def spreads(part: Part, geometry: Geometry) -> Iterator[Spread]:
    """п. 4.2.4: the spreads of a group, as many as it takes; a list too long for a page goes on."""
    stretches = _stretches(part.entries, geometry)
    for place, stretch in enumerate(stretches, start=1):
        lists = list(_lists(part.pupils, stretch, geometry))
        for page, (pupils, notes) in enumerate(lists, start=1):
            yield Spread(
                stretch.first,
                tuple(stretch.columns),
                tuple(stretch.rows) if page == 1 else (("", "", "Продолжение списка обучающихся", "", ""),),
                tuple(pupils),
                tuple(notes),
                last=place == len(stretches) and page == len(lists),
            )


def _stretches(entries: Sequence[Entry], geometry: Geometry) -> list[_Stretch]:
    made = [_Stretch(0, [], [])]
    for unit in _units(entries, geometry):
        now = made[-1]
        full = len(now.columns) + len(unit.columns) > geometry.columns
        if (full or len(now.rows) + len(unit.rows) > geometry.rows) and (now.columns or now.rows):
            now = _Stretch(now.first + len(now.columns), [], [])
            made.append(now)
        now.columns += unit.columns
        now.rows += unit.rows
    if len(made[-1].rows) + geometry.closing_rows > geometry.rows:
        made.append(_Stretch(made[-1].first + len(made[-1].columns), [], []))
    return made


def _units(entries: Sequence[Entry], geometry: Geometry) -> Iterator[_Stretch]:
    """What stays together: a lesson and the term mark after it; a line longer than a page goes on alone."""
    waiting: _Stretch | None = None
    for entry in entries:
        if entry.day is None and waiting:
            waiting.columns.append(entry)
            continue
        if waiting:
            yield from _cut(waiting, geometry)
        waiting = _Stretch(0, [entry] * entry.width, _lines(entry, geometry) if entry.day else [])
    if waiting:
        yield from _cut(waiting, geometry)


def _cut(unit: _Stretch, geometry: Geometry) -> Iterator[_Stretch]:
    yield _Stretch(0, unit.columns, unit.rows[: geometry.rows])
    for start in range(geometry.rows, len(unit.rows), geometry.rows):
        yield _Stretch(0, [], unit.rows[start : start + geometry.rows])


def _lines(entry: Entry, geometry: Geometry) -> list[Line]:
    """The rows of a lesson: a text longer than its row goes on in the next."""
    assert entry.day
    parts = [
        typeset.parts(text, room, size, geometry.lines)
        for text, room, size in (
            (entry.topic, geometry.topic, geometry.size),
            (entry.homework, geometry.homework, geometry.size),
            (entry.note, geometry.remark, geometry.small),
        )
    ]
    rows = zip_longest(*parts, fillvalue="")
    first = (entry.number, date_short(entry.day))
    return [
        (*(("", "") if place else first), topic, homework, note)
        for place, (topic, homework, note) in enumerate(rows)
    ]


def _lists(
    pupils: Sequence[Pupil], stretch: _Stretch, geometry: Geometry
) -> Iterator[tuple[list[tuple[Pupil, str]], list[str]]]:
    """The pupils of a page with the marks of their notes, and the notes below; one page at least."""
    listed: list[tuple[Pupil, str]] = []
    notes: list[str] = []
    tall = 0.0
    for pupil in pupils:
        said = "; ".join((*pupil.notes, *_remarks(pupil, stretch)))
        more = geometry.pupil_row + (_height(f"(99) {said}", geometry) if said else 0)
        if listed and tall + more > geometry.left_height:
            yield listed, notes
            listed, notes, tall = [], [], 0.0
        mark = f" ({len(notes) + 1})" if said else ""
        listed.append((pupil, mark))
        notes += [f"{mark.strip()} {said}"] if said else []
        tall += more
    yield listed, notes


def _remarks(pupil: Pupil, stretch: _Stretch) -> Iterator[str]:
    shown = range(stretch.first, stretch.first + len(stretch.columns))
    return (text for column, text in pupil.remarks if column in shown)


def _height(note: str, geometry: Geometry) -> float:
    return len(typeset.lines(note, geometry.note_width, geometry.note_size)) * geometry.note_line
