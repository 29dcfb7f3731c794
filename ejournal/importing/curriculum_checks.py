"""What is doubtful in a curriculum: totals that disagree, loads over the limits (domain facts, 7.7)."""

import re
from collections.abc import Iterator

from ejournal.importing.classes import grade_of
from ejournal.importing.curriculum import ROUNDING, Curriculum, Total, number
from ejournal.importing.remarks import Remark

# Hours of the week that sanitary rules allow a grade at most, with five days of lessons and with six.
MOST = {
    1: (21, 21),
    **dict.fromkeys((2, 3, 4), (23, 26)),
    5: (29, 32),
    6: (30, 33),
    7: (32, 35),
    **dict.fromkeys((8, 9), (33, 36)),
    **dict.fromkeys((10, 11), (34, 37)),
}
FIVE, SIX = 5, 6
_DAYS = {FIVE: re.compile(r"(пяти|5-?)\s*дневн"), SIX: re.compile(r"(шести|6-?)\s*дневн")}


def check(plan: Curriculum, limits: bool = True) -> list[Remark]:
    """п. 4.5.1: the remarks about a curriculum in the order of its rows, then those about whole classes.

    `limits`: also by the usual limits; without them somebody who knows those of the school asks.
    """
    rows = [*plan.remarks, *(remark for total in plan.totals for remark in _total(total))]
    tables = [table.sheet or table.number for table, _ in plan.headers]

    def order(remark: Remark) -> tuple[int, int]:
        place = dict(remark.place)
        return tables.index(place.get("sheet", place.get("table"))), int(place.get("row", 0))

    return [*sorted(rows, key=order), *_loads(plan, limits)]


def _total(total: Total) -> Iterator[Remark]:
    place = tuple(total.line.table.place(total.line.row).items())
    for (column, said), counted in zip(total.stated, total.counted, strict=True):
        if abs(said - counted) > ROUNDING:
            reason = f"в итоге указано часов {number(said)}, а по предметам {number(counted)}"
            yield Remark("warning", total.line.header.title_at(column.index), number(said), reason, place)


def _loads(plan: Curriculum, limits: bool) -> Iterator[Remark]:
    for name in plan.classes:
        hours, stated = plan.of_class(name), plan.limits.get(name)
        if stated is not None and hours > stated + ROUNDING:
            reason = f"часов больше, чем допускает сам план: {number(hours)} и {number(stated)}"
            yield of_class(name, hours, reason)
        days = days_of(plan, name) or SIX
        most = MOST[grade_of(name)][days - FIVE]
        if limits and hours > most + ROUNDING:
            yield of_class(name, hours, over(days, most))


def days_of(plan: Curriculum, name: str) -> int | None:
    """Days of the week that the title of the class's table tells, when it tells."""
    titles = [head.title for _, head in plan.headers if any(c.class_name == name for c in head.classes)]
    told = (days for days, words in _DAYS.items() if any(map(words.search, titles)))
    return next(told, None)


def over(days: int, most: int) -> str:
    """Why a class has too many hours in a week of so many days."""
    week = "пятидневной" if days == FIVE else "шестидневной"
    return f"часов больше, чем разрешено при {week} неделе: не больше {most}"


def of_class(name: str, hours: float, reason: str) -> Remark:
    """What is to be looked at in a whole class."""
    return Remark("warning", f"{name} класс", number(hours), reason)
