"""п. 4.3.1: how long periods and holidays of a year usually are. What is otherwise is told, not refused.

Source: the calendar that the ministry recommends (domain facts, 7.6); the school decides its own.
"""

from collections.abc import Iterator, Sequence

from ejournal.rules.calendar import FEBRUARY, FIVE_DAYS, GRADES, Layout, days
from ejournal.wording import decimal, plural

LEAST_BREAK = 7  # days, weekends among them
LONGEST = {"quarter": (8, 8, 11, 8), "trimester": (12, 12, 12)}  # weeks; nothing is said of halves
FIRST_GRADE_THIRD = 10
OWN_END = (9, 11)  # their last day is that of the exams
NOUNS = {"quarter": "четверть", "trimester": "триместр"}


def doubts(layout: Layout, school_week: int, weeks: tuple[int, int]) -> Iterator[str]:
    """What in the days of a year is not as recommended, for a school that works so many days a week.

    `weeks` of a year are those of most grades and of grade 1.
    """
    for name, first, last in layout.breaks:
        count = (last - first).days + 1
        if 1 < count < LEAST_BREAK and any(day.weekday() < school_week for day in days(first, last)):
            yield f"{name} — {count} {plural(count, 'день', 'дня', 'дней')}, обычно не меньше {LEAST_BREAK}."
    for grades in _alike(layout):
        yield from (f"{_classes(grades)}: {said}." for said in _of_grades(layout, grades, school_week, weeks))
    own = (one for one in layout.more if one.grades[0] == 1 and one.first.month == one.last.month == FEBRUARY)
    if layout.kinds[0] == "quarter" and not any(own):
        yield "1 класс: нет дополнительных каникул в феврале."


def _alike(layout: Layout) -> list[list[int]]:
    """Grades with the same periods and holidays, together."""
    found: dict[object, list[int]] = {}
    for grade in GRADES:
        own = tuple(one[1:] for one in layout.grade_breaks if one.grades[0] <= grade <= one.grades[1])
        found.setdefault((grade == 1, layout.kinds[grade - 1], layout.spans_of(grade), own), []).append(grade)
    return list(found.values())


def _classes(grades: Sequence[int]) -> str:
    return f"{grades[0]} класс" if len(grades) == 1 else f"{grades[0]}–{grades[-1]} классы"


def _of_grades(
    layout: Layout, grades: Sequence[int], school_week: int, of_year: tuple[int, int]
) -> Iterator[str]:
    grade, first_alone = grades[0], list(grades) == [1]
    week = FIVE_DAYS if first_alone else school_week
    counts = _taught(layout, grade, week)
    weeks, norm = sum(counts) / week, of_year[first_alone]
    if abs(weeks - norm) >= 1 and not (set(grades) <= set(OWN_END) and weeks < norm):
        yield f"учебных недель {decimal(weeks, 1)}, обычно {norm}"
    kind = layout.kinds[grade - 1]
    for number, (count, most) in enumerate(zip(counts, LONGEST.get(kind, ()), strict=False), start=1):
        longest = FIRST_GRADE_THIRD if first_alone and (kind, number) == ("quarter", 3) else most
        if round(count / week) > longest:
            yield f"{number} {NOUNS[kind]} дольше {longest} недель"


def _taught(layout: Layout, grade: int, school_week: int) -> list[int]:
    """How many days are taught in each period of a grade."""
    own = (one[1:] for one in layout.grade_breaks if one.grades[0] <= grade <= one.grades[1])
    free = {day for _, first, last in (*layout.off, *own) for day in days(first, last)}
    return [
        sum(day.weekday() < school_week and day not in free for day in days(*span))
        for span in layout.spans_of(grade)
    ]
