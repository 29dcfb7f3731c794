"""What is decided about lessons ahead, in words: the same before a timetable is published and loaded."""

from datetime import date
from typing import Protocol

from ejournal.wording import date_short, weekday_name


class Move(Protocol):
    """A lesson that is given at another time than the timetable says."""

    from_date: date
    from_number: int
    to_date: date
    to_number: int


class Given(Protocol):
    """A decision about a lesson of an absent teacher."""

    kind: str
    number: int
    date: date


def moved(one: Move, page: str) -> str:
    way = f"{_when(one.from_date, one.from_number)} → {_when(one.to_date, one.to_number)}"
    return f"{way}, {page}: перенос"


def given(one: Given, page: str) -> str:
    return f"{_when(one.date, one.number)}, {page}: {'отмена' if one.kind == 'cancelled' else 'замена'}"


def like(day: date, who: str, weekday: int) -> str:
    return f"{date_short(day)}, {who}: по расписанию другого дня, {weekday_name(weekday)}"


def _when(day: date, number: int) -> str:
    return f"{date_short(day)}, {number}-й урок"
