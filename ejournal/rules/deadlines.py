"""Until which day the mark for a work may be entered: the norms for checking written work."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from ejournal.rules.refusal import Refusal
from ejournal.rules.works import WorkKind
from ejournal.wording import date_short

CLAUSE = "4.5.4"


class Family(StrEnum):
    """Subjects as the norms tell them apart."""

    RUSSIAN = "russian"
    MATHEMATICS = "mathematics"
    PHYSICS = "physics"
    CHEMISTRY = "chemistry"
    FOREIGN = "foreign"
    LITERATURE = "literature"
    OTHER = "other"


@dataclass(frozen=True)
class Norms:
    """The school's own norms, in calendar days; a triple is for grades 1–4, 5–8 and 9–11."""

    essay: tuple[int, int, int] = (2, 7, 10)
    laboratory: tuple[int, int, int] = (7, 7, 10)
    other: tuple[int, int, int] = (7, 7, 7)
    no_next_lesson: int = 7
    moves_off_holidays: bool = True


# The first stem found in the name decides, so the order is part of the table:
# «Родная литература (русская)» is literature, «Русский язык» is not.
_STEMS = (
    ("литератур", Family.LITERATURE),
    ("русск", Family.RUSSIAN),
    ("математ", Family.MATHEMATICS),
    ("алгебр", Family.MATHEMATICS),
    ("геометр", Family.MATHEMATICS),
    ("вероятност", Family.MATHEMATICS),
    ("физик", Family.PHYSICS),
    ("хими", Family.CHEMISTRY),
    ("иностран", Family.FOREIGN),
    ("английск", Family.FOREIGN),
    ("немецк", Family.FOREIGN),
    ("французск", Family.FOREIGN),
    ("испанск", Family.FOREIGN),
    ("китайск", Family.FOREIGN),
)
_TO_NEXT_LESSON = {"homework", "independent", "quiz", "test", "word_dictation", "dictation", "credit"}
_CONTROLS = {"control", "final_control"}
_ESSAYS = {"retelling", "composition"}
_LABORATORY = {"laboratory", "project"}
_LONGEST_BREAK = 120
TYPED = ("vpr", "diagnostic")  # checked by an order of their own: the deputy types until when


@cache
def subject_family(subject_name: str) -> Family:
    """Which line of the norms a subject belongs to, by its full name from the curriculum."""
    name = subject_name.casefold()
    return next((family for stem, family in _STEMS if stem in name), Family.OTHER)


def deadline(
    kind: WorkKind,
    family: Family,
    grade: int,
    lesson_day: date,
    next_lesson_day: date | None,
    is_school_day: Callable[[date], bool],
    norms: Norms = Norms(),
) -> date:
    """п. 4.5.4: the last day on which the mark for this work is in time.

    `next_lesson_day` is the first lesson of the same page on a later day; None when none is planned.
    """
    if next_lesson_day is not None and next_lesson_day <= lesson_day:
        raise ValueError("the next lesson must be on a later day than the work")
    if kind.oral:
        return lesson_day
    if _due_at_next_lesson(kind, family, grade):
        day = next_lesson_day or lesson_day + timedelta(days=norms.no_next_lesson)
    else:
        day = lesson_day + timedelta(days=_limit(kind, norms)[_stage(grade)])
    return _school_day_from(day, is_school_day) if norms.moves_off_holidays else day


def page_deadline(
    kind: WorkKind,
    subject_name: str,
    grade: int | None,
    day: date,
    lesson_days: Iterable[date],
    is_school_day: Callable[[date], bool],
    typed: date | None = None,
) -> date:
    """п. 4.5.4: the same for a page of the journal: `lesson_days` are in order, those after `day` count.

    `typed` is what the deputy has typed for this very work: it goes before the norm.
    """
    if typed is not None:
        return typed
    if kind.oral:
        return day
    later = next((ahead for ahead in lesson_days if ahead > day), None)
    return deadline(kind, subject_family(subject_name), grade or 1, day, later, is_school_day)


def check_typed(code: str, until: date | None, paper: str, days: tuple[date, date], today: date) -> date:
    """п. 4.5.4: a deadline of ВПР or diagnostics lies between the lesson or today and the end of the year."""
    if code not in TYPED:
        raise Refusal(CLAUSE, "Свой срок задают ВПР и диагностической работе, у остальных — нормы проверки.")
    if until is None or not max(days[0], today) <= until <= days[1]:
        first, last = date_short(max(days[0], today)), date_short(days[1])
        raise Refusal(CLAUSE, f"Срок отметок — день с {first} по {last}: проверьте дату.")
    if not paper:
        raise Refusal(CLAUSE, "Укажите основание: например «приказ № 31 о проведении ВПР».")
    return until


def _due_at_next_lesson(kind: WorkKind, family: Family, grade: int) -> bool:
    """Works handed back at the next lesson; the norms name no such control for grades 1–4 but two."""
    if kind.base not in _CONTROLS:
        return kind.base in _TO_NEXT_LESSON
    if family in (Family.RUSSIAN, Family.MATHEMATICS):
        return True
    return family in (Family.PHYSICS, Family.CHEMISTRY, Family.FOREIGN) and _stage(grade) > 0


def _limit(kind: WorkKind, norms: Norms) -> tuple[int, int, int]:
    if kind.base in _ESSAYS:
        return norms.essay
    return norms.laboratory if kind.base in _LABORATORY else norms.other


def _stage(grade: int) -> int:
    """The column of the norms: 0 for grades 1–4, 1 for 5–8, 2 for 9–11."""
    return (grade > 4) + (grade > 8)


def _school_day_from(day: date, is_school_day: Callable[[date], bool]) -> date:
    """The day itself or the first school day after it; the plain day when the calendar has none."""
    ahead = (day + timedelta(days=days) for days in range(_LONGEST_BREAK + 1))
    return next((candidate for candidate in ahead if is_school_day(candidate)), day)
