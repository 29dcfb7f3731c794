"""Учебный план: hours of subjects by class, and the pages of the journal that they ask for (п. 2.1, 2.2)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ejournal.models import curriculum
from ejournal.models.curriculum import CurriculumHour, Subject
from ejournal.models.people import SchoolYear
from ejournal.services.deeds import create, remove, revise
from ejournal.services.pages import Pages


class WeekHours(NamedTuple):
    """Hours a week, in tenths, of a subject in a class."""

    class_name: str
    subject: str
    tenths: int


def write(year: SchoolYear, rows: Sequence[WeekHours]) -> None:
    """п. 2.2: make these the hours of their classes, under the current deed; each has a page of the journal.

    A subject that a class no longer has loses its hours; the page stays, with what was written there.
    """
    pages = Pages(year)
    for subject, place in placed(curriculum.subjects_in_order(), [row.subject for row in rows]).items():
        pages.subject_of(subject, place)
    known = {(row.cohort_id, row.subject_id): row for row in curriculum.hours_of(year)}
    wanted: dict[tuple[int, int], int] = {}
    for row in rows:
        group = pages.page_of(row.class_name, row.subject)
        assert group.cohort_id is not None, "the page of a class"
        wanted[group.cohort_id, group.subject_id] = row.tenths
    classes = {cohort for cohort, _ in wanted}
    for key in known.keys() - wanted.keys():
        if key[0] in classes:
            remove(known[key])
    for key, tenths in wanted.items():
        if key not in known:
            create(CurriculumHour, year=year, cohort=key[0], subject=key[1], tenths=tenths)
        elif known[key].tenths != tenths:
            revise(known[key], tenths=tenths)


def placed(known: Iterable[Subject], named: Iterable[str]) -> dict[str, int]:
    """The places of the subjects that are named: those known keep theirs, a new one follows its neighbour."""
    order = [subject.name for subject in known]
    place = -1
    for name in named:
        if name not in order:
            order.insert(place + 1 if place >= 0 else len(order), name)
        place = order.index(name)
    return {name: number for number, name in enumerate(order, start=1)}
