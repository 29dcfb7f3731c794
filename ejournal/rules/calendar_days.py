"""The days of a school year: what they cannot be, which are taught, what a change touches (п. 4.3.1)."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ejournal.rules import calendar
from ejournal.rules.calendar import (
    COUNTS,
    DAY,
    EVERYBODY,
    FIRST_GRADE,
    FIVE_DAYS,
    GRADES,
    SIX_DAYS,
    Break,
    Grades,
    Layout,
    Span,
    Term,
    days,
    season,
)
from ejournal.rules.refusal import Refusal
from ejournal.wording import date_numeric, span

NEW_YEAR = 8  # the first days of January on which nobody works (Labour Code, article 112)
ONE = {"quarter": "четверть", "trimester": "триместр", "half": "полугодие"}
MANY = {"quarter": "Четверти", "trimester": "Триместры", "half": "Полугодия"}
HER = {"quarter": "её"}
OVER = {"quarter": "кончилась", "trimester": "кончился", "half": "кончилось"}


def check(layout: Layout) -> None:
    """п. 4.3.1: refused when the days of a year cannot be so, with everything that is wrong at once."""
    if told := list(problems(layout)):
        raise Refusal("4.3.1", " ".join(told))
    calendar.check_bells(layout.bells, layout.first_bells)


def problems(layout: Layout) -> Iterator[str]:
    """A sentence about each of the days that cannot be so."""
    wrong = [said for kind in layout.used for said in _spans(kind, layout.spans(kind))]
    yield from wrong or (*_ends(layout), *_year(layout), *_off(layout))


def _spans(kind: str, spans: tuple[Span, ...]) -> Iterator[str]:
    """Periods that end before they begin, or touch each other."""
    for number, (first, last) in enumerate(spans, start=1):
        if last < first:
            mend = f"исправьте {HER.get(kind, 'его')} дни"
            yield f"{number} {ONE[kind]} кончается раньше, чем начинается: {mend}."
    for number, (before, after) in enumerate(pairwise(spans), start=1):
        if after[0] <= before[1]:
            yield f"{number + 1} {ONE[kind]} начинается раньше, чем {OVER[kind]} {number}."


def _ends(layout: Layout) -> Iterator[str]:
    for grade, last in layout.ends:
        begins = layout.spans(layout.kinds[grade - 1])[-1][0]
        if last < begins:
            said = f"последний день {date_numeric(last)} раньше, чем начинается последний период"
            yield f"{grade} класс: {said} ({date_numeric(begins)})."


def _year(layout: Layout) -> Iterator[str]:
    """Kinds of periods that are not of one year, and their days that are of none of them."""
    if layout.last > date(layout.first.year + 1, 6, 30):
        yield f"Последний день года, {date_numeric(layout.last)}, позже 30 июня: проверьте, не описка ли это."
    if layout.last.year != layout.first.year + 1:
        yield "Учебный год начинается в одном календарном году и кончается в следующем."
    for kind in layout.used:
        spans = layout.spans(kind)
        if spans[0][0] != layout.first:
            yield f"{MANY[kind]} начинаются не в первый день года, {date_numeric(layout.first)}."
        for number, (before, after) in enumerate(pairwise(spans), start=1):
            between = days(before[1] + DAY, after[0] - DAY)
            left = [day for day in between if not _free(layout, day, kind)]
            if left:
                said = f"между {number} и {number + 1} остаются учебные дни без периода"
                mend = f"сдвиньте границы или впишите каникулы строкой «{_line(layout, kind, left)}»"
                yield f"{MANY[kind]}: {said}, {span(left[0], left[-1])}: {mend}."
    january = [date(layout.last.year, 1, day) for day in range(1, NEW_YEAR + 1)]
    if not all(_free(layout, day) for day in january):
        yield "Впишите зимние каникулы: с 1 по 8 января не учится никто, а эти дни попали в период."


def _line(layout: Layout, kind: str, left: list[date]) -> str:
    """The line of «Ещё каникулы» that would free these days of the grades that have periods of a kind."""
    grades = [grade for grade in GRADES if layout.kinds[grade - 1] == kind]
    low, high = grades[0], grades[-1]
    who = f"{low} класс" if low == high else f"{low}–{high} классы"
    return f"{who}: {date_numeric(left[0])}–{date_numeric(left[-1])} {season(left[0])}"


def _free(layout: Layout, day: date, kind: str = "") -> bool:
    """Whether nobody is taught on a day; of the grades with periods of a kind, when it is given.

    Grade 1 has five days a week in any school (7.7).
    """
    grades = [grade for grade in GRADES if layout.kinds[grade - 1] == kind]
    mine = [one for one in layout.more if one.first <= day <= one.last]
    own = bool(grades) and all(any(low <= grade <= high for (low, high), *_ in mine) for grade in grades)
    off = any(first <= day <= last for _, first, last in layout.breaks)
    week = FIVE_DAYS if grades == [FIRST_GRADE[0]] else layout.week
    return day.weekday() >= week or own or off or any(day == free for free, _ in layout.holidays)


def _off(layout: Layout) -> Iterator[str]:
    """Days off that are outside of the year or of each other."""
    for day, name in layout.holidays:
        if not layout.first <= day <= layout.last:
            yield f"Праздник «{name}», {date_numeric(day)}, вне учебного года."
    taken = [Break(EVERYBODY, *own) for own in layout.between]
    for one in layout.more:
        said = f"{one.name}, {date_numeric(one.first)}–{date_numeric(one.last)}"
        if one.last < one.first:
            yield f"{said}: кончаются раньше, чем начинаются."
        elif not layout.first <= one.first <= one.last <= layout.last:
            yield f"{said}: вне учебного года."
        elif other := next((own for own in taken if _meet(own, one)), None):
            yield f"{said}: в эти дни уже {other.name.lower()}."
        taken.append(one)


def _meet(one: Break, other: Break) -> bool:
    grades = one.grades[0] <= other.grades[1] and other.grades[0] <= one.grades[1]
    return grades and one.first <= other.last and other.first <= one.last


def sign(layout: Layout) -> str:
    """What tells a layout from any other, for a form to say which one it changes."""
    return hashlib.sha256(repr(replace(layout, bells=(), first_bells=())).encode()).hexdigest()[:16]


def laid_out(
    terms: Collection[tuple[str, int, Grades, Span]],
    breaks: Collection[tuple[str, date, date]],
    holidays: tuple[tuple[date, str], ...],
    grade_breaks: Collection[tuple[Grades, str, date, date]],
    week: int = FIVE_DAYS,
) -> Layout | None:
    """The days of a year that is open; None when they are not those of a layout.

    `breaks` are days off with their names, `holidays` those of one day: the day between two periods too.
    `week` is how many days of one the school teaches now: when the year was opened it may have been another.
    """
    read = (_read(terms, breaks, holidays, grade_breaks, one) for one in (week, FIVE_DAYS, SIX_DAYS))
    return next(filter(None, read), None)


def _read(
    terms: Collection[tuple[str, int, Grades, Span]],
    breaks: Collection[tuple[str, date, date]],
    holidays: tuple[tuple[date, str], ...],
    grade_breaks: Collection[tuple[Grades, str, date, date]],
    week: int,
) -> Layout | None:
    own = {grade: _of_grade([Term(*one) for one in terms], grade) for grade in GRADES}
    kinds = tuple(next((one.kind for one in own[grade]), "") for grade in GRADES)
    if not all(_whole(kind, own[grade]) for grade, kind in zip(GRADES, kinds, strict=True)):
        return None
    base = {kind: _base([own[grade] for grade in GRADES if kinds[grade - 1] == kind]) for kind in {*kinds}}
    ends = ((grade, own[grade][-1].span[1]) for grade in GRADES)
    layout = Layout(
        base.get("quarter", ()),
        holidays,
        (),
        trimesters=base.get("trimester", ()),
        own_halves=base.get("half", ()),
        kinds=kinds,
        ends=tuple((grade, last) for grade, last in ends if last != base[kinds[grade - 1]][-1][1]),
        week=week,
    )
    if layout.quarters and layout.halves == replace(layout, own_halves=()).halves:
        layout = replace(layout, own_halves=())
    if any(layout.spans_of(grade) != tuple(one.span for one in own[grade]) for grade in GRADES):
        return None
    between, single = set(layout.between), {(name, day, day): (day, name) for day, name in holidays}
    if not between <= {*breaks, *single}:
        return None
    more = [Break(EVERYBODY, *one) for one in sorted(set(breaks) - between, key=lambda one: one[1:])]
    summer = layout.grade_breaks  # of the grades that end earlier: it follows from the periods
    more += [one for one in map(Break._make, grade_breaks) if one not in summer]
    free = tuple(day for one, day in single.items() if one not in between)
    return replace(layout, holidays=free, more=tuple(more))


def _of_grade(terms: Collection[Term], grade: int) -> list[Term]:
    mine = [one for one in terms if one.grades[0] <= grade <= one.grades[1]]
    return sorted(mine, key=lambda one: (one.kind, one.number))


def _whole(kind: str, terms: list[Term]) -> bool:
    """Whether these are all the periods of a kind."""
    wanted = [(kind, number) for number in range(1, COUNTS.get(kind, 0) + 1)]
    return bool(wanted) and [(one.kind, one.number) for one in terms] == wanted


def _base(grades: Collection[list[Term]]) -> tuple[Span, ...]:
    """The days that most of these grades have; of as many those of the lowest."""
    counted = Counter(tuple(one.span for one in terms) for terms in grades)
    return max(counted, key=lambda spans: counted[spans])


def taught_in(layout: Layout, day: date, grade: int) -> tuple[str, int] | None:
    """The kind and number of the period in which a day is taught in a grade; None of a holiday."""
    free = any(day == free for free, _ in layout.holidays)
    mine = (one[1:] for one in layout.grade_breaks if one.grades[0] <= grade <= one.grades[1])
    if free or any(first <= day <= last for _, first, last in (*layout.breaks, *mine)):
        return None
    spans = enumerate(layout.spans_of(grade), start=1)
    number = next((number for number, (first, last) in spans if first <= day <= last), None)
    return (layout.kinds[grade - 1], number) if number else None


def moved_days(before: Layout, after: Layout) -> dict[date, set[int]]:
    """The days whose lessons change: without those that are taught as before, in a period of another kind."""
    found: dict[date, set[int]] = {}
    for day, grades in changed_days(before, after).items():
        for grade in grades:
            was, will = taught_in(before, day, grade), taught_in(after, day, grade)
            if not (was and will and was[0] != will[0]):
                found.setdefault(day, set()).add(grade)
    return found


def changed_days(before: Layout, after: Layout) -> dict[date, set[int]]:
    """The days, in order, that are taught in one of the two and not in the other, or in another period:
    with the grades of which that is so.
    """
    found: dict[date, set[int]] = {}
    for day in days(min(before.first, after.first), max(before.last, after.last)):
        grades = {grade for grade in GRADES if taught_in(before, day, grade) != taught_in(after, day, grade)}
        if grades:
            found[day] = grades
    return found
