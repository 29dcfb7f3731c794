"""п. 4.2.1: whom and which room the timetable of a file would have in two places at once."""

from collections.abc import Collection, Iterator
from datetime import date

from ejournal.importing.timetable import Slot
from ejournal.loading.timetable_pages import KnownPages
from ejournal.loading.together import AtOnce
from ejournal.models.curriculum import group_teachers
from ejournal.models.draft import together_on
from ejournal.models.lists import BROUGHT, class_titles, taught_in
from ejournal.models.norms import capacities
from ejournal.models.page_periods import WHOLE_YEAR, Taught
from ejournal.models.people import SchoolYear
from ejournal.models.people import names as names_on
from ejournal.models.week import entries, mixed_classes
from ejournal.rules.timetable import Conflict, PlannedLesson, conflicts, planned
from ejournal.wording import class_name, plural, short_name, weekday_name

MOST_TOLD = 10


def found(year: SchoolYear, known: KnownPages, slots: Collection[Slot], day: date) -> AtOnce:
    """The clashes of the file's lessons with each other and with other classes' in force on a day."""
    taught, periods = group_teachers(day), taught_in(year)
    own = [_planned(slot, known.of(slot), taught, periods) for slot in slots]
    others = _others(year, day, {slot.class_name for slot in slots}, taught)
    mine = set(own)
    met = [
        one
        for one in conflicts([*own, *others], together_on(year, day), capacities())
        if one.kind != "class" and not mine.isdisjoint(one.lessons)
    ]
    names = names_on({int(one.who) for one in met if one.kind == "teacher"}, day)
    called = {who: short_name(*name) for who, name in names.items()}
    lines = [_words(one, called) for one in met[:MOST_TOLD]]
    more = len(met) - MOST_TOLD
    if more > 0:
        lines.append(f"и ещё {more} {plural(more, 'накладка', 'накладки', 'накладок')}")
    return AtOnce(len(met), tuple(lines))


def _others(
    year: SchoolYear, day: date, classes: set[str], taught: dict[int, frozenset[int]]
) -> Iterator[PlannedLesson]:
    """The lessons in force of the classes that the file does not tell of, and of groups made by hand."""
    cohorts = {cohort: class_name(*own) for cohort, own in class_titles(year).items()}
    mixed, none = mixed_classes(day), frozenset[int]()
    for one in entries(year, day):
        if cohorts.get(one.cohort or 0) not in classes or one.kind not in BROUGHT:
            whose = taught.get(one.page, none), mixed.get(one.page, none)
            yield planned(*one[:8], *whose, days=one.taught.days)


def _planned(
    slot: Slot, page: int, taught: dict[int, frozenset[int]], periods: dict[int, Taught]
) -> PlannedLesson:
    part = f", группа {slot.group}" if slot.group else ""
    return PlannedLesson(
        page=page,
        title=f"{slot.subject}, {slot.class_name} класс{part}",
        cohort=None,
        part=slot.group,
        extra=slot.extracurricular,
        weekday=slot.weekday,
        number=slot.number,
        room=slot.room,
        teachers=taught.get(page, frozenset()),
        days=periods.get(page, WHOLE_YEAR).days,
    )


def _words(found: Conflict, names: dict[int, str]) -> str:
    at = f"{weekday_name(found.weekday)}, {found.number}-й урок"
    who = names.get(int(found.who), "") if found.kind == "teacher" else f"кабинет {found.who}"
    return f"{at}, {who}: {'; '.join(one.title for one in found.lessons)}"
