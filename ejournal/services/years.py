"""Opening a school year: its periods, days off and bells (п. 4.3.1)."""

from dataclasses import replace
from datetime import datetime

from ejournal.access import Actor
from ejournal.models.curriculum import DayOff, Period
from ejournal.models.people import SchoolYear
from ejournal.models.settings import school_settings
from ejournal.models.timetable import Bell
from ejournal.rules import calendar, calendar_days
from ejournal.rules.calendar import Layout
from ejournal.rules.refusal import Refusal
from ejournal.services import bells, grade_breaks
from ejournal.services.deeds import create, create_many, deed


@deed("year.open", of="school_year")
def open_year(layout: Layout, *, by: Actor, now: datetime) -> None:
    """п. 4.3.1: open a year: the periods of each grade, holidays of all and of some grades, bells."""
    layout = replace(layout, week=school_settings().school_week)
    calendar_days.check(layout)
    touching = (SchoolYear.valid_from <= layout.last) & (SchoolYear.valid_to >= layout.first)
    if SchoolYear.select().where(touching).exists():
        raise Refusal("4.3.1", f"Учебный год в эти дни уже открыт: {layout.name}.")
    year = create(SchoolYear, name=layout.name, valid_from=layout.first, valid_to=layout.last)
    create_many(Period, ({"year": year, **columns(term)} for term in layout.terms))
    create_many(
        DayOff,
        (
            {"cohort": None, "reason": reason, "valid_from": first, "valid_to": last, "lost": False}
            for reason, first, last in layout.off
        ),
    )
    grade_breaks.store(year, layout.grade_breaks)
    _bells(layout)


def columns(term: calendar.Term) -> dict[str, object]:
    """The columns of a period."""
    (low, high), (first, last) = term.grades, term.span
    own = {"kind": term.kind, "number": term.number}
    return {**own, "grade_from": low, "grade_to": high, "valid_from": first, "valid_to": last}


def _bells(layout: Layout) -> None:
    """The bells of the first year stay in force until they are changed."""
    if not Bell.select().exists():
        bells.store(calendar.ranges(layout.bells, layout.first_bells), layout.first)
