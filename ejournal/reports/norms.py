"""п. 4.2.1: what in a week is over the norms, and gaps of classes and of teachers: told, never refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ejournal.models.norms import bell_norm_on, capacities, norms_on, volumes_on
from ejournal.models.people import year_of_work
from ejournal.models.week import rooms_of
from ejournal.reports.school_week import SchoolWeek
from ejournal.rules.bell_norms import BellNorm
from ejournal.rules.curriculum import Volume, usual_volume
from ejournal.rules.norms import GRADES, Norm, gaps, over, usual
from ejournal.wording import plural, weekday_name

EXTRA = "extracurricular"
Gaps = dict[int, list[int]]  # numbers of free lessons by weekday


def norms(grades: set[int], day: date, school_week: int) -> dict[int, Norm]:
    """The norms of these grades on a day: what the school has set, else the usual ones. One query."""
    own = norms_on(day)
    return {grade: Norm(*own[grade]) if grade in own else usual(grade, school_week) for grade in grades}


def bell_norm(day: date) -> BellNorm:
    """The norm of the bells on a day: what the school has set, else the usual one. One query."""
    return BellNorm(*(bell_norm_on(day) or ()))


def volumes(day: date) -> dict[int, Volume | None]:
    """The hours of a year by grade: what the school has set, else the usual ones. One query."""
    own = volumes_on(day)
    return {grade: Volume(*own[grade]) if grade in own else usual_volume(grade) for grade in GRADES}


def warnings(whole: SchoolWeek, day: date, school_week: int) -> tuple[str, ...]:
    """п. 4.2.1: everything to think of in the week, class by class, then teacher by teacher."""
    return (*_of_classes(whole, day, school_week), *_of_teachers(whole))


def _of_classes(whole: SchoolWeek, day: date, school_week: int) -> Iterator[str]:
    known = norms({grade for grade, _ in whole.grades.values()}, day, school_week)
    for cohort, name in whole.classes.items():
        for told in over(known[whole.grades[cohort][0]], whole.numbers(cohort)):
            yield f"{name} класс: {told}"
        for weekday, free in _class_gaps(whole, cohort).items():
            yield f"{name} класс: {weekday_name(weekday)} — окно, {_numbers(free)}"


def _of_teachers(whole: SchoolWeek) -> Iterator[str]:
    for person, name in sorted(whole.names.items(), key=lambda item: item[1]):
        found = teacher_gaps(whole, person)
        if total := sum(map(len, found.values())):
            days = "; ".join(f"{weekday_name(day)} — {_numbers(free)}" for day, free in found.items())
            yield f"{name}: {total} {plural(total, 'окно', 'окна', 'окон')} в неделю ({days})"


def _class_gaps(whole: SchoolWeek, cohort: int) -> Gaps:
    """The gaps between the lessons of a class; an extracurricular one there leaves no gap."""
    filled = {
        (one.weekday, one.number) for one in whole.entries if one.cohort == cohort and one.kind == EXTRA
    }
    found = {
        day: [number for number in gaps(numbers) if (day, number) not in filled]
        for day, numbers in sorted(whole.numbers(cohort).items())
    }
    return {day: free for day, free in found.items() if free}


def teacher_gaps(whole: SchoolWeek, person: int) -> Gaps:
    """The gaps of a teacher by weekday, days without any left out."""
    found = {day: gaps(numbers) for day, numbers in sorted(whole.taken(f"teacher:{person}").items())}
    return {day: free for day, free in found.items() if free}


def _numbers(free: list[int]) -> str:
    numbers = ", ".join(f"{number}-й" for number in free)
    return f"{numbers} {'урок' if len(free) == 1 else 'уроки'}"


@dataclass(frozen=True)
class NormLine:
    """The norm of a grade as it is in force; `own` that the school has set it."""

    grade: int
    norm: Norm
    own: bool


@dataclass(frozen=True)
class Settings:
    """The norms and hours of a year by grade, the norm of the bells, the rooms in use with groups at once."""

    lines: tuple[NormLine, ...]
    volumes: Mapping[int, Volume | None]
    bells: BellNorm
    rooms: tuple[tuple[str, int], ...]


def settings(day: date, school_week: int) -> Settings:
    """п. 4.2.1: what the school has decided about its timetable, as of a day."""
    own = norms_on(day)
    known = norms(set(GRADES), day, school_week)
    year = year_of_work(day)
    used = {*rooms_of(year)} if year else set()
    groups = capacities()
    names = sorted(used | groups.keys(), key=lambda room: (room[:1].isdigit(), len(room), room))
    return Settings(
        tuple(NormLine(grade, known[grade], grade in own) for grade in GRADES),
        volumes(day),
        bell_norm(day),
        tuple((room, groups.get(room, 1)) for room in names),
    )
