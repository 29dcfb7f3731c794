"""п. 4.2.1: when lessons may be held, how long they and the breaks are. What is over is told, not refused.

Sources as in rules.norms: every figure is the school's to set, from a day on.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from ejournal.rules.calendar import EVERYBODY, FIRST_GRADE, Grades
from ejournal.rules.refusal import Refusal
from ejournal.wording import clock_time, plural

Spans = Sequence[tuple[time, time]]  # beginning and end of each lesson, in order

BOUNDS = {
    "first_hour": ("Час, не раньше которого начинаются уроки,", 6, 12),
    "last_hour": ("Час, не позже которого кончаются уроки,", 12, 23),
    "lesson_minutes": ("Минуты урока", 20, 90),
    "first_grade_minutes": ("Минуты урока в 1 классе", 20, 90),
    "break_minutes": ("Минуты перемены", 0, 60),
}


class BellNorm(NamedTuple):
    """Hours of the day between which lessons are held; the longest lesson and the shortest break, minutes."""

    first_hour: int = 8
    last_hour: int = 19
    lesson_minutes: int = 45
    first_grade_minutes: int = 40
    break_minutes: int = 10


def check(norm: BellNorm) -> None:
    """п. 4.3.1: a norm that can be one; all that is wrong at once."""
    wrong = [
        f"{title} укажите числом от {least} до {most}."
        for name, (title, least, most) in BOUNDS.items()
        if not least <= getattr(norm, name) <= most
    ]
    if wrong:
        raise Refusal("4.3.1", " ".join(wrong))


def over(norm: BellNorm, grades: Grades, spans: Spans) -> Iterator[str]:
    """п. 4.2.1: what is over the norm in the bells of these grades; the longest and the shortest alone."""
    if not spans:
        return
    first, last = spans[0][0], spans[-1][1]
    if first < time(norm.first_hour):
        yield f"уроки начинаются в {clock_time(first)}, норма — не раньше {norm.first_hour}:00"
    if last > time(norm.last_hour):
        yield f"уроки кончаются в {clock_time(last)}, норма — не позже {norm.last_hour}:00"
    longest, number = max((_minutes(*span), -at) for at, span in enumerate(spans, start=1))
    most = norm.first_grade_minutes if grades == FIRST_GRADE else norm.lesson_minutes
    if longest > most:
        yield f"{-number}-й урок — {_told(longest)}, норма — не больше {most}"
    elif grades == EVERYBODY and longest > norm.first_grade_minutes:
        yield f"у 1 класса урок не длиннее {_of(norm.first_grade_minutes)}: задайте ему свои звонки"
    breaks = [(_minutes(one[1], other[0]), at) for at, (one, other) in enumerate(pairwise(spans), start=1)]
    shortest, after = min(breaks, default=(norm.break_minutes, 0))
    if shortest < norm.break_minutes:
        yield f"перемена после {after}-го урока — {_told(shortest)}, норма — не меньше {norm.break_minutes}"


def _minutes(first: time, last: time) -> int:
    day = date.min
    return int((datetime.combine(day, last) - datetime.combine(day, first)).total_seconds()) // 60


def _told(minutes: int) -> str:
    return f"{minutes} {plural(minutes, 'минута', 'минуты', 'минут')}"


def _of(minutes: int) -> str:
    return f"{minutes} {plural(minutes, 'минуты', 'минут', 'минут')}"
