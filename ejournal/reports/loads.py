"""п. 4.2.1: hours a week of classes and of teachers: by the curriculum, in the timetable, and the norm."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ejournal.models.draft import together_on
from ejournal.models.people import SchoolYear
from ejournal.models.week import entries
from ejournal.reports.curriculum_hours import PageHours, class_hours, pages
from ejournal.reports.norms import norms, teacher_gaps
from ejournal.reports.school_week import SchoolWeek
from ejournal.rules.curriculum import HOUR, hours
from ejournal.rules.norms import over


@dataclass(frozen=True)
class ClassLoad:
    """A class: hours by the curriculum, lessons a week, the most there may be, and what is wrong."""

    name: str
    planned: str
    placed: int
    most: int
    told: tuple[str, ...]


@dataclass(frozen=True)
class PageLoad:
    """A page of a teacher; "" when its hours are set neither by the curriculum nor for the group itself."""

    title: str
    planned: str
    placed: int


@dataclass(frozen=True)
class TeacherLoad:
    """A teacher: hours by curriculum and of groups, lessons a week (those at one time are one), gaps."""

    name: str
    planned: str
    placed: int
    gaps: int
    pages: tuple[PageLoad, ...]


@dataclass(frozen=True)
class Loads:
    """The loads of a year as of a day."""

    year: str
    classes: tuple[ClassLoad, ...]
    teachers: tuple[TeacherLoad, ...]


def page(year: SchoolYear, day: date, school_week: int) -> Loads:
    """п. 4.2.1: the loads on a day of the year, of pages taught then. A constant number of queries."""
    shown = min(max(day, year.valid_from), year.valid_to)
    week = [entry for entry in entries(year, shown) if entry.taught.on(shown)]
    whole = SchoolWeek(week, shown, school_week, together_on(year, shown))
    of_pages = pages(year, week, lambda taught: taught.on(shown))
    teachers = sorted(whole.names.items(), key=lambda item: item[1])
    found = (_teacher(whole, person, name, of_pages) for person, name in teachers)
    return Loads(
        year.name,
        tuple(_classes(whole, year, shown, school_week)),
        tuple(one for one in found if one.pages),
    )


def _classes(whole: SchoolWeek, year: SchoolYear, day: date, school_week: int) -> Iterable[ClassLoad]:
    asked = class_hours(year, lambda taught: taught.on(day))
    known = norms({grade for grade, _ in whole.grades.values()}, day, school_week)
    for cohort, name in whole.classes.items():
        norm, numbers = known[whole.grades[cohort][0]], whole.numbers(cohort)
        told = over(norm, numbers)
        if asked.get(cohort, 0) > norm.week_lessons * HOUR:
            told.append(f"по учебному плану {hours(asked[cohort])} ч, норма — {norm.week_lessons}")
        yield ClassLoad(
            name=name,
            planned=hours(asked[cohort]) if cohort in asked else "",
            placed=sum(map(len, numbers.values())),
            most=norm.week_lessons,
            told=tuple(told),
        )


def _teacher(whole: SchoolWeek, person: int, name: str, of_pages: list[PageHours]) -> TeacherLoad:
    mine = [one for one in of_pages if person in whole.taught.get(one.page, ())]
    return TeacherLoad(
        name=name,
        planned=hours(sum(one.loaded or 0 for one in mine)),
        placed=sum(map(len, whole.taken(f"teacher:{person}").values())),
        gaps=sum(map(len, teacher_gaps(whole, person).values())),
        pages=tuple(
            PageLoad(one.title, hours(one.loaded) if one.loaded is not None else "", one.placed)
            for one in mine
            if one.loaded or one.placed
        ),
    )
