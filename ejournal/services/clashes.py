"""What cannot be at once in the weeks as they are to be held: with moves and days by another weekday."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from ejournal.models.curriculum import group_teachers
from ejournal.models.draft import together_on
from ejournal.models.norms import capacities
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Lesson, monday_of
from ejournal.models.together import Standing, Time, standing, together_of
from ejournal.models.week import Entry, entries, mixed_classes, part_members, week_given
from ejournal.rules.refusal import Refusal
from ejournal.rules.timetable import Conflict, PlannedLesson, conflicts, planned
from ejournal.wording import date_short, plural, weekday_short

AT_ONCE = "два урока стали бы в одно время. Сначала переставьте или верните другой урок"
MOST_TOLD = 4  # conflicts in the sentence of a refusal


class Clash(NamedTuple):
    """What is at once on a day."""

    day: date
    found: Conflict


class _One(NamedTuple):
    id: int
    lesson: PlannedLesson
    standing: Standing


def clashes(
    mondays: Collection[date],
    asked: Collection[int],
    moving: Mapping[int, Time] = MappingProxyType({}),
) -> list[Clash]:
    """п. 4.2.1: what of these weeks clashes with the lessons that are asked about; some may be `moving`.

    A teacher who gives two lessons at once by a substitution was asked to.
    """
    weeks: dict[date, list[_One]] = {}
    for monday in mondays:
        given, members = week_given(monday), part_members(monday)
        places = standing(monday, [entry for entry, *_ in given])
        for (entry, *more), place in zip(given, places, strict=True):
            whose = members.get(entry.page, frozenset())
            one = _One(entry.id, planned(*entry[:8], *more, members=whose), place)
            day = monday
            if entry.id in moving:
                day, number = moving[entry.id]
                slot = (day.isoweekday(), number)
                one = one._replace(lesson=one.lesson.at(*slot), standing=place._replace(slot=slot))
            weeks.setdefault(monday_of(day), []).append(one)
    return [clash for monday in sorted(weeks) for clash in _of_week(monday, weeks[monday], asked, moving)]


def _of_week(
    monday: date, week: list[_One], asked: Collection[int], moving: Mapping[int, Time]
) -> Iterable[Clash]:
    mine = {one.lesson for one in week if one.id in asked}
    merged = {one.lesson for one in week if one.id in _given_by_others(monday)} if not moving else set()
    together = together_of([one.standing for one in week])
    for found in conflicts([one.lesson for one in week], together, capacities()):
        by_decision = found.kind == "teacher" and merged.intersection(found.lessons)
        if mine.intersection(found.lessons) and not by_decision:
            yield Clash(monday + timedelta(days=found.weekday - 1), found)


def _given_by_others(monday: date) -> set[int]:
    here = Lesson.date.between(monday, monday + timedelta(days=6)) & Lesson.substitute.is_null(False)
    return {lesson.id for lesson in Lesson.select(Lesson.id).where(here)}


def unusual(found: Iterable[Clash], year: SchoolYear, day: date) -> list[Clash]:
    """Those of them that the timetable in force on a day does not have by itself."""
    week = planned_week(entries(year, day), day)
    usual = [
        (one.kind, one.who, _pages(one)) for one in conflicts(week, together_on(year, day), capacities())
    ]
    return [
        clash
        for clash in found
        if not any(
            (kind, who) == clash.found[:2] and _pages(clash.found) <= pages for kind, who, pages in usual
        )
    ]


def planned_week(week: Iterable[Entry], day: date) -> list[PlannedLesson]:
    """These lessons of a week with who teaches and learns on a day. Three queries."""
    taught, mixed, members = group_teachers(day), mixed_classes(day), part_members(day)
    none = frozenset[int]()
    return [
        planned(
            *one[:8],
            taught.get(one.page, none),
            mixed.get(one.page, none),
            days=one.taught.days,
            members=members.get(one.page, none),
        )
        for one in week
    ]


def check_laid_out(year: SchoolYear, laid: Mapping[int, date], clause: str, said: str) -> None:
    """Refuse lessons, each with its day, that were laid out beside what was moved or put there meanwhile."""
    found = clashes({monday_of(day) for day in laid.values()}, laid.keys())
    if found := [clash for clash in found if unusual([clash], year, clash.day)]:
        raise Refusal(clause, f"{said} {AT_ONCE}: {listed(found)}.")


def _pages(found: Conflict) -> set[int]:
    return {lesson.page for lesson in found.lessons}


def listed(found: Collection[Clash]) -> str:
    """«вт 24.11, 3-й урок — «Алгебра, 7 класс» и «История, 7 класс»; …»."""
    told = [
        f"{weekday_short(day)} {date_short(day)}, {one.number}-й урок — "
        + " и ".join(f"«{lesson.title}»" for lesson in one.lessons)
        for day, one in found
    ]
    told = list(dict.fromkeys(told))
    more = len(told) - MOST_TOLD
    rest = f"; и ещё {more} {plural(more, 'накладка', 'накладки', 'накладок')}" if more > 0 else ""
    return "; ".join(told[:MOST_TOLD]) + rest
