"""п. 4.2.1: how many lessons a class may have a day and a week, and gaps. What is over is told, not refused.

Sources: СП 2.4.3648-20 and СанПиН 1.2.3685-21; they end in 2027, hence every figure is the school's to set.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from ejournal.rules.refusal import Refusal
from ejournal.wording import plural, weekday_name

GRADES = range(1, 12)
FIVE_DAYS = 5
MOST = {"week_lessons": 60, "day_lessons": 15, "longer_days": 7}


class Norm(NamedTuple):
    """The most lessons of a grade a week and a day; on `longer_days` a week there may be one more."""

    week_lessons: int
    day_lessons: int
    longer_days: int


# By grade: lessons a week in a week of five and of six days, lessons a day, days with one more.
_USUAL = {
    1: (21, 21, 4, 1),
    **dict.fromkeys((2, 3, 4), (23, 26, 5, 1)),
    5: (29, 32, 6, 0),
    6: (30, 33, 6, 0),
    7: (32, 35, 7, 0),
    **dict.fromkeys((8, 9), (33, 36, 7, 0)),
    **dict.fromkeys((10, 11), (34, 37, 7, 0)),
}


def usual(grade: int, school_week: int) -> Norm:
    """The norm of a grade unless the school has set another."""
    five, six, day, longer = _USUAL[grade]
    return Norm(five if school_week <= FIVE_DAYS else six, day, longer)


def check_norm(norm: Norm) -> None:
    """п. 4.3.1: a norm that can be one."""
    for name, most in MOST.items():
        least = 0 if name == "longer_days" else 1
        if not least <= getattr(norm, name) <= most:
            raise Refusal("4.3.1", f"Норму укажите числом от {least} до {most}.")


def over(norm: Norm, numbers: Mapping[int, Collection[int]]) -> list[str]:
    """п. 4.2.1: what is over the norm in the week of a class; `numbers` of its lessons by weekday."""
    told = []
    total = sum(map(len, numbers.values()))
    if total > norm.week_lessons:
        told.append(f"{_lessons(total)} в неделю, норма — не больше {norm.week_lessons}")
    longer = [day for day, those in sorted(numbers.items()) if len(those) > norm.day_lessons]
    allowed = norm.longer_days
    for day in longer:
        if len(numbers[day]) == norm.day_lessons + 1 and allowed > 0:
            allowed -= 1
        else:
            told.append(f"{weekday_name(day)} — {_lessons(len(numbers[day]))}, норма — {norm.day_lessons}")
    return told


def gaps(numbers: Iterable[int]) -> list[int]:
    """The numbers of the lessons between the first and the last of a day that are free («окна»)."""
    taken = set(numbers)
    return [number for number in range(min(taken), max(taken)) if number not in taken] if taken else []


def _lessons(number: int) -> str:
    return f"{number} {plural(number, 'урок', 'урока', 'уроков')}"
