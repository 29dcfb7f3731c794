"""п. 4.2.1: the hours of a curriculum: what may be typed, and the week and the year of a class.

What is over a norm is told, not refused. Sources as in rules.norms: every figure is the school's to set.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ejournal.rules.refusal import Refusal
from ejournal.wording import decimal

HOUR = 10  # tenths
HALF = 5
MOST_HOURS = 20  # of one subject a week
MOST_YEAR = 2000
HOURS = "{}: часы в неделю укажите числом больше нуля и не больше 20, например 3 или 0,5."
HALVES = "{}: {} ч в неделю не провести. Укажите целые часы или с половиной, например 3 или 0,5."


class Volume(NamedTuple):
    """The least and the most hours of a year."""

    least: int
    most: int


_USUAL = {
    1: Volume(620, 693),  # 33 weeks of the 21 hours allowed; with 3 × 884 the 3345 of the primary school
    **dict.fromkeys((2, 3, 4), Volume(782, 884)),
    5: Volume(986, 1088),
    6: Volume(1020, 1122),
    7: Volume(1088, 1190),
    **dict.fromkeys((8, 9), Volume(1122, 1224)),
}


def usual_volume(grade: int) -> Volume | None:
    """The hours of a year of a grade unless the school has set others; None: nothing is known of it."""
    return _USUAL.get(grade)


def check_volume(grade: int, volume: Volume) -> None:
    """п. 4.3.1: hours of a year that can be."""
    if not 0 < volume.least <= volume.most <= MOST_YEAR:
        said = f"{grade} класс: укажите, сколько часов в год не меньше и не больше, от 1 до {MOST_YEAR}."
        raise Refusal("4.3.1", said)


def tenths_of(typed: str, subject: str) -> int:
    """Hours a week, «3», «0,5», in tenths."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[.,]([0-9])0?)?", typed.strip())
    tenths = int(found[1]) * HOUR + int(found[2] or 0) if found else 0
    if not 0 < tenths <= MOST_HOURS * HOUR:
        raise Refusal("4.2.1", HOURS.format(subject))
    return tenths


def plan_tenths_of(typed: str, subject: str) -> int:
    """п. 4.2.1: hours a week of a curriculum in tenths: half an hour is one lesson in two weeks, no less."""
    tenths = tenths_of(typed, subject)
    if tenths % HALF:
        raise Refusal("4.2.1", HALVES.format(subject, typed.strip()))
    return tenths


def weeks_of(subjects: Iterable[tuple[int, Collection[int]]], periods: Collection[int]) -> list[int]:
    """Tenths of an hour a week in each of these periods, the fewest first; of no periods: in any week.

    `subjects`: tenths of each and the periods it is taught in, none of them: all.
    """
    known = list(subjects)
    found = (sum(own for own, numbers in known if not numbers or one in numbers) for one in periods)
    return sorted(found) or [sum(own for own, _ in known)]


def over_week(tenths: int, most: int) -> Iterator[str]:
    """п. 4.2.1: a week that is longer than its norm."""
    if tenths > most * HOUR:
        yield f"в неделю {hours(tenths)} ч, норма — не больше {most}"


def beyond_year(total: int, volume: Volume | None) -> Iterator[str]:
    """п. 4.2.1: a year that is not within its norm."""
    if volume and total > volume.most:
        yield f"за год {total} ч, норма — не больше {volume.most}"
    elif volume and total < volume.least:
        yield f"за год {total} ч, норма — не меньше {volume.least}"


def hours(tenths: int) -> str:
    """«3», «0,5»."""
    return str(tenths // HOUR) if tenths % HOUR == 0 else decimal(tenths / HOUR, 1)
