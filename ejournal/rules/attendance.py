"""п. 4.4.2, 4.4.3, 4.5.2: who was absent (Н, Б, УП, НП), late (ОП) or present, and how that is counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ejournal.rules.refusal import Refusal, Way

PRESENT, ABSENT, LATE, EXEMPT = "", "Н", "ОП", "ОСВ"
ILL, EXCUSED, UNEXCUSED = "Б", "УП", "НП"
EXPLAINED = (ILL, EXCUSED, UNEXCUSED)  # what the class teacher turns Н into
ABSENCES = (ABSENT, *EXPLAINED)
BY_TEACHER = (PRESENT, ABSENT, LATE)


def missed(code: str) -> bool:
    """Whether an attendance code means that the pupil was not at the lesson."""
    return code in ABSENCES


def changes(code: str, stands: str) -> bool:
    """п. 4.4.3, 4.5.2: whether a teacher's code says anything new: Н over Б, УП or НП keeps the reason."""
    return code != stands and not (code == ABSENT and missed(stands))


def check_code(code: str) -> None:
    """п. 4.5.2: only Н and ОП are the teacher's."""
    if code not in BY_TEACHER:
        raise Refusal("4.5.2", "Учитель отмечает только Н (отсутствует) или ОП (опоздал).", Way.RELOAD)


def check(code: str, has_mark: bool) -> None:
    """п. 4.5.2: the code is one of the teacher's; a pupil with a mark at the lesson was there."""
    check_code(code)
    if code == ABSENT and has_mark:
        raise Refusal(
            "4.5.4",
            "У ученика на этом уроке есть отметка, поэтому Н поставить нельзя. Если он опоздал, отметьте ОП; "
            "если отметка ещё в записи и поставлена не ему, сотрите её и отметьте Н снова.",
            Way.ATTENDANCE,
        )


def odd_places(codes: Sequence[str]) -> set[int]:
    """п. 4.4.3: places in a day's held lessons where a pupil was otherwise than at both neighbours.

    Absent between two lessons attended, or there between two missed; what has a reason is no riddle.
    """
    return {
        place
        for place in range(1, len(codes) - 1)
        if _odd(codes[place], {codes[place - 1], codes[place + 1]})
    }


def _odd(code: str, beside: set[str]) -> bool:
    if code == ABSENT:
        return not any(map(missed, beside))
    return not missed(code) and beside == {ABSENT}


class Missed(NamedTuple):
    """Days missed, of them ill; lessons: missed, ill, excused, not excused, unexplained; times late."""

    days: int = 0
    days_ill: int = 0
    lessons: int = 0
    ill: int = 0
    excused: int = 0
    unexcused: int = 0
    unexplained: int = 0
    late: int = 0


def is_missed(codes: Sequence[str], least: int) -> bool:
    """Whether a day is missed: all its held lessons are, or `least` of them, when the school counts so."""
    away = sum(map(missed, codes))
    return away > 0 and (away == len(codes) or 0 < least <= away)


def count(days: Iterable[Sequence[str]], least: int) -> Missed:
    """п. 4.4.3: what a pupil missed; of each day the codes of its held lessons, «» for present.

    A day is one of illness when all that was missed of it was.
    """
    days = list(days)
    away = [noted for noted in days if is_missed(noted, least)]
    kinds = Counter(code for noted in days for code in noted)
    return Missed(
        days=len(away),
        days_ill=sum({*filter(missed, noted)} == {ILL} for noted in away),
        lessons=sum(number for code, number in kinds.items() if missed(code)),
        ill=kinds[ILL],
        excused=kinds[EXCUSED],
        unexcused=kinds[UNEXCUSED],
        unexplained=kinds[ABSENT],
        late=kinds[LATE],
    )


class Run(NamedTuple):
    """School days missed in a row."""

    first: date
    last: date
    days: int


def runs(days: Sequence[tuple[date, bool]], least: int) -> list[Run]:
    """The stretches of `least` and more missed days among a pupil's school days in order."""
    found: list[Run] = []
    current: list[date] = []
    for day, away in [*days, (date.max, False)]:
        if away:
            current.append(day)
            continue
        if len(current) >= least:
            found.append(Run(current[0], current[-1], len(current)))
        current = []
    return found


def share(part: int, whole: int) -> int:
    """Per cent, whole ones downwards; 0 of nothing."""
    return 100 * part // whole if whole else 0
