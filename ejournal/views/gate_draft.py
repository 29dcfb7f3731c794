"""The gate of the timetable that is being made, of its norms and loads, and of calendars (п. 4.2.1)."""

from flask import request

from ejournal.access import STAFF, Right, Role, may_enter
from ejournal.models import calendars
from ejournal.models import draft as stored
from ejournal.models.audit import note_access
from ejournal.models.calendars import CalendarFeed
from ejournal.models.draft import TimetableDraft
from ejournal.models.people import ClassYear, SchoolYear, class_of_year, duties, year_of_work
from ejournal.rules.refusal import Refusal, Way
from ejournal.services.draft import NO_DRAFT
from ejournal.views.gate import duty_to, hide, person, visitor
from ejournal.views.here import config, school_now

NO_YEAR = "Учебный год ещё не открыт: откройте его на странице «Подготовка»."


def year_to_arrange(right: Right = Right.LOAD_TIMETABLE) -> tuple[SchoolYear | None, Role]:
    """п. 4.2.1: the school year whose timetable is made: that of today, else the next one."""
    return year_of_work(school_now().date()), duty_to(right)


def draft_to_show() -> tuple[TimetableDraft | None, SchoolYear | None]:
    """п. 4.2.1: the timetable that is being made, if there is one."""
    year, _ = year_to_arrange()
    return (stored.draft_of(year) if year else None), year


def draft_to_edit() -> tuple[TimetableDraft, Role]:
    """п. 4.2.1: the same to be changed; a refusal when it is gone."""
    year, duty = year_to_arrange()
    found = stored.draft_of(year) if year else None
    if found is None:
        raise Refusal("4.2.1", NO_DRAFT, Way.RELOAD)
    return found, duty


def year_to_begin() -> tuple[SchoolYear, Role]:
    """п. 4.2.1: the year that gets a new timetable; a refusal when none is open."""
    year, duty = year_to_arrange()
    if year is None:
        raise Refusal("4.2.1", NO_YEAR)
    return year, duty


def own_calendar() -> str | None:
    """п. 4.2.1: the address of the own calendar, "" when there is none yet; None for who gives no lessons."""
    if not may_enter(visitor(), Right.SEE_OWN_LESSONS):
        return None
    found = calendars.feed_of(person())
    return f"{config().base_url}/calendar/{found.token}.ics" if found else ""


def calendar_to_read(token: str) -> CalendarFeed:
    """п. 4.2.1, 3.1: whose calendar this private link is, while they work here; else 404. It is logged."""
    found = calendars.feed_by(token) or hide(0)
    now = school_now()
    if not any(role in STAFF for role, _ in duties(found.person_id, now.date())):
        hide(0)
    note_access(now, found.person_id, "calendar", "read", request.endpoint or "", found.id)
    return found


def class_to_plan(cohort_id: int) -> tuple[ClassYear, Role]:
    """п. 4.2.1: a class of the school year whose curriculum is kept, else 404."""
    year, duty = year_to_arrange()
    found = class_of_year(cohort_id, year) if year else None
    return found or hide(cohort_id), duty
