"""Both sides of a stretch of lessons: marks on the left page, what they were about on the right one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ejournal.documents import typeset
from ejournal.documents.pattern import Cell
from ejournal.documents.volume_layout import ABOUT, HEADING, Geometry, Look
from ejournal.documents.volume_pages import Left, LeftRow, Right, RightRow
from ejournal.documents.volume_parts import Entry, Part
from ejournal.documents.volume_spreads import Spread
from ejournal.wording import DASH, month_name

BY_HAND = "____"
BOLD = 1.1  # times as wide, at most
ABBREVIATED = 3  # letters of a month that has one column


def left(part: Part, spread: Spread, geometry: Geometry) -> Left:
    """«Учёт посещаемости и отметок»: what is free is struck."""
    free = geometry.columns - len(spread.columns)
    struck = (Cell("", "struck"),) * free
    return Left(
        "left",
        0,
        subject=part.subject,
        heading=heading_cells(part, geometry),
        about=about_cells(part, geometry),
        months=(*_months(spread.columns), *((Cell("", "struck", free),) if free else ())),
        days=(*(_day(entry) for entry in spread.columns), *struck),
        rows=tuple(
            LeftRow(
                str(pupil.number),
                (fitted(pupil.name + mark, geometry.name_width, geometry.names),),
                (*pupil.cells[spread.first : spread.first + len(spread.columns)], *struck),
            )
            for pupil, mark in spread.pupils
        ),
        notes="\n".join(spread.notes),
    )


def heading_cells(part: Part, geometry: Geometry) -> tuple[Cell]:
    return (fitted(part.subject, geometry.heading_width / BOLD, HEADING),)


def about_cells(part: Part, geometry: Geometry) -> tuple[Cell]:
    teachers = f"{part.role}: {', '.join(part.teachers)}" if part.teachers else ""
    told = " · ".join(text for text in (part.group, part.period, teachers) if text)
    return (fitted(told, geometry.about_width, ABOUT),)


def fitted(text: str, room: float, looks: Sequence[Look]) -> Cell:
    """A text in the largest letters of which its row takes as many lines as it has; else in the least."""
    fit = (look for look in looks if len(typeset.lines(text, room, look.size)) <= look.lines)
    return Cell(text, next(fit, looks[-1]).name)


def _months(columns: Sequence[Entry]) -> Iterator[Cell]:
    """The months over the days; the column of a term mark has none."""
    for day, under in groupby(columns, key=lambda entry: entry.day and (entry.day.year, entry.day.month)):
        wide = len(list(under))
        name = month_name(day[1]) if day else ""
        yield Cell(name if wide > 1 else name[:ABBREVIATED], "" if day else "term", wide)


def _day(entry: Entry) -> Cell:
    return Cell(str(entry.day.day)) if entry.day else Cell(entry.topic, "term")


def right(part: Part, spread: Spread, geometry: Geometry) -> Right:
    """«Содержание уроков»; the last page of a group closes the period."""
    rows = tuple(RightRow(*line) for line in spread.rows)
    heading, about = heading_cells(part, geometry), about_cells(part, geometry)
    if not spread.last:
        return Right("right", 0, subject=part.subject, heading=heading, about=about, rows=rows)
    ended = "Далее записей нет" if part.entries else "Уроков в этом периоде не было"
    return Right(
        "right_last",
        0,
        subject=part.subject,
        heading=heading,
        about=about,
        rows=(*rows, RightRow(DASH, DASH, ended, DASH, DASH)),
        closing=closing_words(part),
        teacher=", ".join(part.teachers),
    )


def closing_words(part: Part) -> str:
    planned, held = part.closing.planned, part.closing.held
    known = planned is not None
    works = "; ".join(
        f"{name}: по плану {plan if known else BY_HAND}, проведено {fact}"
        for name, plan, fact in part.closing.works
    )
    told = [f"По плану {planned if known else BY_HAND} ч, проведено {held} ч."]
    if planned:  # nothing was to be taught, or nobody knows what: no verdict
        told.append("Программа выполнена." if planned <= held else _lag(planned - held, part.closing.reasons))
    if works:
        told.append(f"{works[0].upper()}{works[1:]}.")
    return " ".join(told)


def _lag(hours: int, reasons: Sequence[str]) -> str:
    told = ", ".join(reason[0].lower() + reason[1:] for reason in reasons)
    return f"Отставание {hours} ч, причина: {told or BY_HAND}."
