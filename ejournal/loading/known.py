"""What the journal knows of the pages that a file is about, where the file itself is silent (п. 4.5.1)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from ejournal.importing.ktp_title import About
from ejournal.importing.timetable import Slot
from ejournal.loading.timetable_pages import KnownPages
from ejournal.models.curriculum import Group, group_teachers
from ejournal.models.people import SchoolYear, names
from ejournal.models.plan_lessons import hours_of
from ejournal.wording import full_name

TENTHS = 10

Groups = dict[str, dict[str, dict[str, str]]]  # class → subject → group → its teacher


def teachers(pages: Collection[int], day: date) -> dict[int, tuple[str, ...]]:
    """By page of the journal: who teaches it on a day, whole names."""
    taught = {page: found for page, found in group_teachers(day).items() if page in pages}
    known = names({person for found in taught.values() for person in found}, day)
    return {
        page: tuple(sorted(full_name(*known[person]) for person in found if person in known))
        for page, found in taught.items()
    }


def with_teachers(groups: Groups, slots: Sequence[Slot], year: SchoolYear, day: date) -> Groups:
    """The groups of a timetable with the teachers that the journal has, where the file names none."""
    pages = KnownPages(year)
    page_of = {(slot.class_name, slot.subject, slot.group): pages.of(slot) for slot in slots if slot.group}
    found = teachers(set(page_of.values()), day)
    return {
        own: {
            subject: {
                part: said or ", ".join(found.get(page_of[own, subject, part], ()))
                for part, said in parts.items()
            }
            for subject, parts in subjects.items()
        }
        for own, subjects in groups.items()
    }


def about_pages(said: About, groups: Sequence[Group], day: date) -> About:
    """What a КТП says of itself, with the teachers and the hours a week of the pages that follow it."""
    found = teachers({group.id for group in groups}, day)
    own = tuple(dict.fromkeys(name for group in groups for name in found.get(group.id, ())))
    hours = hours_of(groups) if said.hours_per_week is None else None
    whole = hours.tenths // TENTHS if hours and hours.tenths % TENTHS == 0 else said.hours_per_week
    return replace(said, teachers=said.teachers or own, hours_per_week=whole)
