"""Both sides of a stretch of lessons: marks on the left page, what they were about on the right one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ejournal.documents import typeset
from ejournal.documents.pattern import Cell
from ejournal.documents.volume_layout import Geometry
from ejournal.documents.volume_pages import Left, LeftRow, Right, RightRow
from ejournal.documents.volume_parts import Entry, Part
from ejournal.documents.volume_spreads import Spread
from ejournal.wording import DASH, month_name

ABBREVIATED = 3  # letters of a month that has one column


def left(part: Part, spread: Spread, geometry: Geometry) -> Left:
    """«Учёт посещаемости и отметок»: what is free is struck."""
    free = geometry.columns - len(spread.columns)
    struck = (Cell("", "struck"),) * free
    return Left(
        "left",
        0,
        subject=part.subject,
        about=_about(part),
        months=(*_months(spread.columns), *((Cell("", "struck", free),) if free else ())),
        days=(*(_day(entry) for entry in spread.columns), *struck),
        rows=tuple(
            LeftRow(
                str(pupil.number),
                (name_cell(pupil.name + mark, geometry),),
                (*pupil.cells[spread.first : spread.first + len(spread.columns)], *struck),
            )
            for pupil, mark in spread.pupils
        ),
        notes="\n".join(spread.notes),
    )


def _about(part: Part) -> str:
    teachers = f"Учитель: {', '.join(part.teachers)}" if part.teachers else ""
    return " · ".join(text for text in (part.group, part.period, teachers) if text)


def name_cell(name: str, geometry: Geometry) -> Cell:
    """A name in letters that fit."""
    fits = typeset.width(name, geometry.size) <= geometry.name_width * typeset.SURE
    return Cell(name, "" if fits else "small")


def _months(columns: Sequence[Entry]) -> Iterator[Cell]:
    """The months over the days; the column of a term mark has none."""
    for day, under in groupby(columns, key=lambda entry: entry.day and (entry.day.year, entry.day.month)):
        wide = len(list(under))
        name = month_name(day[1]) if day else ""
        yield Cell(name if wide > 1 else name[:ABBREVIATED], "" if day else "term", wide)


def _day(entry: Entry) -> Cell:
    return Cell(str(entry.day.day)) if entry.day else Cell(entry.topic, "term")


def right(part: Part, spread: Spread) -> Right:
    """«Содержание уроков»; the last page of a group closes the period."""
    rows = tuple(RightRow(*line) for line in spread.rows)
    if not spread.last:
        return Right("right", 0, subject=part.subject, about=_about(part), rows=rows)
    ended = "Далее записей нет" if part.entries else "Уроков в этом периоде не было"
    return Right(
        "right_last",
        0,
        subject=part.subject,
        about=_about(part),
        rows=(*rows, RightRow(DASH, DASH, ended, DASH, DASH)),
        closing=_closing(part),
        teacher=", ".join(part.teachers),
    )


def _closing(part: Part) -> str:
    planned, held = part.closing.planned, part.closing.held
    behind = planned - held
    kept = "Программа выполнена." if behind <= 0 else f"Отставание {behind} ч."
    works = "; ".join(f"{name}: по плану {plan}, проведено {fact}" for name, plan, fact in part.closing.works)
    return f"По плану {planned} ч, проведено {held} ч. {kept}" + (
        f" {works[0].upper()}{works[1:]}." if works else ""
    )
