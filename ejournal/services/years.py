"""Opening a school year: its periods, days off and bells (п. 4.3.1)."""

from datetime import datetime

from ejournal.access import Actor
from ejournal.models.curriculum import DayOff, Period
from ejournal.models.people import SchoolYear
from ejournal.models.timetable import Bell
from ejournal.rules import calendar
from ejournal.rules.calendar import Layout
from ejournal.rules.refusal import Refusal
from ejournal.services import bells
from ejournal.services.deeds import create, create_many, deed

QUARTERED, HALVED = (1, 9), (10, 11)  # grades


@deed("year.open", of="school_year")
def open_year(layout: Layout, *, by: Actor, now: datetime) -> None:
    """п. 4.3.1: open a year: quarters for grades 1–9, halves for 10–11, holidays between them, bells."""
    calendar.check(layout)
    touching = (SchoolYear.valid_from <= layout.last) & (SchoolYear.valid_to >= layout.first)
    if SchoolYear.select().where(touching).exists():
        raise Refusal("4.3.1", f"Учебный год в эти дни уже открыт: {layout.name}.")
    year = create(SchoolYear, name=layout.name, valid_from=layout.first, valid_to=layout.last)
    _periods(year, "quarter", QUARTERED, layout.quarters)
    _periods(year, "half", HALVED, layout.halves)
    off = [*layout.breaks, *((name, day, day) for day, name in layout.holidays)]
    create_many(
        DayOff,
        (
            {"cohort": None, "reason": reason, "valid_from": first, "valid_to": last, "lost": False}
            for reason, first, last in off
        ),
    )
    _bells(layout)


def _periods(year: SchoolYear, kind: str, grades: tuple[int, int], spans: tuple[calendar.Span, ...]) -> None:
    create_many(
        Period,
        (
            {
                "year": year,
                "kind": kind,
                "number": number,
                "grade_from": grades[0],
                "grade_to": grades[1],
                "valid_from": first,
                "valid_to": last,
            }
            for number, (first, last) in enumerate(spans, start=1)
        ),
    )


def _bells(layout: Layout) -> None:
    """The bells of the first year stay in force until they are changed."""
    if not Bell.select().exists():
        bells.store(calendar.ranges(layout.bells, layout.first_bells), layout.first)
