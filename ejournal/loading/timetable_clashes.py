"""п. 4.2.1: teachers known to the journal who would be in two classes at once by the timetable of a file."""

from collections.abc import Collection
from datetime import date

from ejournal.importing.timetable import Slot
from ejournal.models import lists
from ejournal.models.people import SchoolYear
from ejournal.models.people import names as names_on
from ejournal.rules.timetable import Conflict, PlannedLesson, conflicts
from ejournal.services.pages import part_of
from ejournal.wording import class_name, fold, plural, short_name, weekday_name

MOST_TOLD = 10

Page = tuple[str, str, str]  # class, folded subject, part
Days = tuple[tuple[date, date], ...]


def told(year: SchoolYear, slots: Collection[Slot]) -> list[str]:
    """The clashes in words; those of teachers whom the file itself names are told by its rows already."""
    taught, days = _teachers(year), _days(year)
    pages = {page: number for number, page in enumerate(sorted({_page(slot) for slot in slots}), start=1)}
    week = [_planned(slot, pages[_page(slot)], taught, days) for slot in slots if not slot.teacher]
    found = [one for one in conflicts(week) if one.kind == "teacher"]
    if not found:
        return []
    people = {int(one.who) for one in found}
    names = {who: short_name(*name) for who, name in names_on(people, year.valid_from).items()}
    lines = [f"  {_words(one, names)}." for one in found[:MOST_TOLD]]
    more = len(found) - MOST_TOLD
    rest = [f"  И ещё {more} {plural(more, 'накладка', 'накладки', 'накладок')}."] if more > 0 else []
    return ["Учитель стоит сразу в двух классах (загрузке это не мешает):", *lines, *rest]


def _words(found: Conflict, names: dict[int, str]) -> str:
    at = f"{weekday_name(found.weekday)}, {found.number}-й урок"
    return f"{at}, {names.get(int(found.who), '')}: {'; '.join(one.title for one in found.lessons)}"


def _teachers(year: SchoolYear) -> dict[Page, frozenset[int]]:
    classes = {cohort: class_name(*own) for cohort, own in lists.class_titles(year).items()}
    found: dict[Page, frozenset[int]] = {}
    for seat in lists.teaching(year):
        page = (classes.get(seat.cohort or 0, ""), fold(seat.subject), part_of(seat.kind, seat.group))
        found[page] = found.get(page, frozenset()) | {seat.person}
    return found


def _days(year: SchoolYear) -> dict[Page, Days]:
    """The days of pages that are taught in some periods of the year alone."""
    classes = {cohort: class_name(*own) for cohort, own in lists.class_titles(year).items()}
    return {
        (classes.get(cohort or 0, ""), fold(subject), part_of(kind, name)): taught.days
        for (cohort, subject, kind, name), taught in lists.taught_in(year).items()
    }


def _page(slot: Slot) -> Page:
    return slot.class_name, fold(slot.subject), slot.group


def _planned(
    slot: Slot, page: int, taught: dict[Page, frozenset[int]], days: dict[Page, Days]
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
        room="",
        teachers=taught.get(_page(slot), frozenset()),
        days=days.get(_page(slot), ()),
    )
