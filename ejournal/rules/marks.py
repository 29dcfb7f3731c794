"""п. 4.5.4: which mark may stand in which cell, until when it may be typed, and when it is set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from ejournal.rules.attendance import ABSENCES, ABSENT, LATE
from ejournal.rules.days import Moment
from ejournal.rules.refusal import Refusal, Way
from ejournal.rules.works import OWED, WorkKind, kind, later
from ejournal.wording import clock_time, date_short

SCALES = {"five": ("5", "4", "3", "2"), "pass": ("зач", "незач"), "none": ()}
CLAUSE = "4.5.4"
TERM_ONLY = ("н/а", "осв")  # domain facts 7.1
BETWEEN = "/"  # two marks of one work
NO_MARKS = "В этой группе отметки не выставляются: обучение безотметочное."
PAIRS = tuple(f"{one}{BETWEEN}{other}" for one in SCALES["five"] for other in SCALES["five"])
END_IS_NEAR, LONG_WITHOUT = timedelta(days=14), timedelta(days=14)


def in_digits(grading: str) -> bool:
    """Whether every mark of the scale is a digit, so that a phone may offer digits alone."""
    return "".join(SCALES[grading]).isdecimal()


@dataclass(frozen=True)
class Previous:
    """The mark that stands in the cell now."""

    value: str
    in_entry: bool
    own: bool


@dataclass(frozen=True)
class Attempt:
    """A mark about to be typed, and all that the rules must know of its cell.

    `own` says of a pupil who is graded otherwise than the page how and by what order; `made_up`: a pupil
    who missed this work has written it since.
    """

    grading: str
    kind: WorkKind
    moment: Moment
    deadline: date
    held: bool
    absence: str
    previous: Previous | None
    own: str = ""
    made_up: bool = False


def check(attempt: Attempt, value: str) -> None:
    """п. 4.5.4: refuses a mark outside the scale, over a set mark, out of time or over an absence."""
    check_value(attempt.grading, value, attempt.kind.two, attempt.own)
    if attempt.previous:
        check_replaceable(attempt.previous)
    check_missed(attempt)
    check_in_time(attempt.moment, attempt.kind, attempt.deadline)
    if not attempt.held:
        raise Refusal(
            "4.5.2",
            "Сначала сохраните посещаемость этого урока: без неё отметки не ставятся.",
            Way.ATTENDANCE,
        )
    if attempt.absence in ABSENCES:
        raise Refusal(
            CLAUSE,
            f"Ученик на этом уроке отсутствовал ({attempt.absence}): отметку поставить нельзя. "
            "Если он был на уроке, сначала исправьте посещаемость.",
            Way.ATTENDANCE,
        )


def check_missed(attempt: Attempt) -> None:
    """п. 4.5.4: the mark of a work that was missed is for the day on which it is written, before and after
    its deadline: neither the deputy nor a memo can put it here.
    """
    chosen, day = attempt.kind, attempt.moment.day
    if chosen.code not in OWED or attempt.absence not in ABSENCES or not attempt.moment.begun:
        return
    if attempt.made_up:
        raise Refusal(CLAUSE, "Эту работу ученик написал позже: отметка стоит в графе того дня.")
    column = kind(later(chosen.code, day)).title
    raise Refusal(
        CLAUSE,
        f"Ученик на этом уроке отсутствовал ({attempt.absence}): отметку за пропущенную работу ставят "
        f"в графе того дня, когда он её написал, — «{column}». Если он был на уроке, исправьте посещаемость.",
        Way.LATER,
    )


def split(value: str) -> list[str]:
    """The marks of a cell: two of one work are written «4/5»."""
    return value.split(BETWEEN)


def how_many(value: str) -> int:
    """How many marks are in a cell."""
    return value.count(BETWEEN) + 1


def each(marks: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Marks with their weights, two of one work apart: each counts."""
    return [(part, weight) for value, weight in marks for part in split(value)]


@lru_cache(100)
def numbers(value: str) -> tuple[int, ...]:
    """The marks of 2–5 in a cell."""
    return tuple(int(part) for part in split(value) if part in SCALES["five"])


def check_value(grading: str, value: str, two: bool = False, own: str = "") -> None:
    """п. 4.5.4: the scale of the page, or the `own` one of a pupil: 2–5, зачёт, or no marks at all (grade 1).

    `two`: the work may have two marks.
    """
    scale = SCALES[grading]
    whose = f"У этого ученика своё оценивание — {own}. " if own else ""
    if not scale:
        raise Refusal(CLAUSE, whose + ("Отметку ему не ставят." if own else NO_MARKS))
    if value.upper() in (ABSENT, LATE):
        raise Refusal("4.5.2", "Такой отметки нет: Н и ОП отмечают в посещаемости, а не в клетке отметки.")
    parts = split(value)
    if len(parts) == 2 and in_digits(grading) and all(part in scale for part in parts):
        if not two:
            raise Refusal("", "Две отметки через «/» ставят за диктант, изложение и сочинение. Введите одну.")
        return
    if value not in scale:
        allowed = ", ".join(scale[:-1]) + " или " + scale[-1]
        said = "Введите" if own else "Такой отметки нет: введите"
        term = f" «{value.lower()}» бывает только среди итоговых." if value.lower() in TERM_ONLY else ""
        raise Refusal(CLAUSE, f"{whose}{said} {allowed}, без знаков и точек.{term}")


def check_in_time(moment: Moment, kind: WorkKind, deadline: date) -> None:
    """п. 4.5.4: oral kinds on the lesson's day, written kinds until the deadline, nothing before the bell."""
    if not moment.begun:
        raise Refusal(
            CLAUSE, f"Урок ещё не начался: отметки ставят со звонка, в {clock_time(moment.starts_at)}."
        )
    if moment.today <= deadline:
        return
    if kind.oral:
        raise Refusal(
            CLAUSE,
            f"Отметка за {date_short(moment.day)} ставится только в день урока: «задним числом» запрещено. "
            "Отметку за новый ответ ставят на уроке, на котором он прозвучал.",
            Way.TODAY,
        )
    raise Refusal(
        CLAUSE,
        f"Срок отметок за эту работу истёк {date_short(deadline)}. "
        "Подайте служебную записку заместителю директора.",
        Way.MEMO,
    )


def check_replaceable(previous: Previous) -> None:
    """п. 4.5.4: while in entry its author may retype a mark; a set mark is never changed."""
    if previous.in_entry and not previous.own:
        raise Refusal(
            CLAUSE, "Эту отметку сейчас вводит другой учитель: изменить её может только он.", Way.RELOAD
        )
    if not previous.in_entry:
        raise Refusal(
            CLAUSE,
            f"Отметка «{previous.value}» уже выставлена: исправлять отметки запрещено. "
            "Если в записи ошибка, подайте служебную записку заместителю директора.",
            Way.SET,
        )


def entry_until(now: datetime, minutes: int) -> datetime:
    """When a mark typed `now` is set by itself: after quiet minutes, never past midnight of school time."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(now + timedelta(minutes=minutes), midnight)


def is_set(typed_at: datetime, until: datetime, handed_in: datetime | None, now: datetime) -> bool:
    """Whether the family may see a mark: its entry time is over, or the lesson was handed in after it."""
    return now >= until or (handed_in is not None and handed_in >= typed_at)


def is_short(count: int, minimum: int, today: date, last: date, end: date) -> bool:
    """п. 3.7, 4.5.5: whether a pupil has fewer marks than a term mark needs, and it is time to say so.

    Said when fewer than 14 days are left of the term, or when the pupil got none for two weeks: `last`
    is the day of the last mark, the first day of the term when there is none. Both are practice.
    """
    return count < minimum and (end - today < END_IS_NEAR or today - last >= LONG_WITHOUT)


def weighted_average(marks: list[tuple[str, int]]) -> float | None:
    """Σ(mark × weight) ÷ Σ weights over marks of 2–5; None when there are none."""
    total = weights = 0
    for value, weight in marks:
        for number in numbers(value):
            total += number * weight
            weights += weight
    return total / weights if weights else None
